"""What a page says of itself before it is drawn: for the first HTML, and so for whoever shows a link to it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.errors import DashboardError
from dashboard.kept import kept
from dashboard.menu import Entry
from dashboard.permalink import RELEASE, parameters_of
from dashboard.plain.ways import is_as_opened, twin
from dashboard.reading import read_page
from dashboard.release import Release, current
from dashboard.words import shortened

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Preview:
    """What is shown of a link.

    Attributes
    ----------
    title : str
        Of the browser's window.
    finding : str
        What the page finds at this address.
    description : str
        Two sentences at most.
    address : str
        Of the page in the menu, without parameters.
    twin : str
        Of the plain page that says the same.
    """

    title: str
    finding: str
    description: str
    address: str
    twin: str


def preview(entry: Entry, query: str) -> Preview:
    """What a page says at an address.

    Parameters
    ----------
    entry : Entry
        The page.
    query : str
        Query of the address, as it was sent.
    """
    asked = parameters_of(query)
    try:
        return _of(current(), entry, tuple(sorted((name, tuple(values)) for name, values in asked.items())))
    except DashboardError:
        return _plain(entry)


def _plain(entry: Entry) -> Preview:
    return Preview(entry.title, entry.question, entry.offer, entry.address, twin(entry, {}, is_as_opened=True))


@kept(maxsize=512)
def _of(release: Release, entry: Entry, asked: tuple[tuple[str, tuple[str, ...]], ...]) -> Preview:
    parameters: Mapping[str, tuple[str, ...]] = dict(asked)
    if parameters.get(RELEASE, (release.id,)) != (release.id,):
        # The page will be drawn from another release, which may say something else.
        return _plain(entry)
    try:
        said = read_page(entry, release, parameters, is_heading_enough=True)
        plain = twin(entry, said.parameters, is_as_opened=is_as_opened(release, entry, said.parameters))
    except Exception:
        # The page will say the same to its reader; what is wrong with it stands in the log once.
        _log.exception("The page %s could not be read for its preview", entry.name)
        return _plain(entry)
    return Preview(entry.title, said.finding, shortened(said.lede), entry.address, plain)
