"""What a link to another page carries: the choices of this view that the other page understands, and the release.

A session remembers choices too, but a link that is opened in a new tab begins a session that remembers nothing.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlencode

from dashboard.components.memory import memory
from dashboard.components.page import View
from dashboard.menu import ENTRIES, Entry
from dashboard.permalink import RELEASE

Parameters = Mapping[str, str | Sequence[str]]

# They stand for no country and no region in particular, and not every page offers them.
_OPEN = frozenset({"all", "world", ""})
# What a page calls its country where it has several or a kind of its own.
_ALSO_COUNTRY = ("countries", "study_country")
# Every parameter that any page takes.
_TAKEN = tuple(dict.fromkeys(parameter for entry in ENTRIES for parameter in entry.takes))
# What a choice depends on: it is not carried where the other page is told something else.
_DEPENDS_ON = {"edition": ("index",), "region": ("scheme", "country", "countries")}


def _chosen(view: View, parameter: str) -> str:
    """The value of this run, or what the reader chose on an earlier page."""
    for place in (parameter, *_ALSO_COUNTRY) if parameter == "country" else (parameter,):
        for value in view.parameters.get(place, ())[:1]:
            if value not in _OPEN:
                return value
    return memory().get(parameter, "")


def carried(view: View, target: Entry) -> dict[str, str]:
    """The choices of this view that another page understands, by parameter.

    Parameters
    ----------
    view : View
        The page run, after its filters.
    target : Entry
        The other page.
    """
    found = {parameter: _chosen(view, parameter) for parameter in target.takes}
    if view.newest is not None:
        found[RELEASE] = view.release.id
    return {parameter: value for parameter, value in found.items() if value not in _OPEN}


def with_carried(view: View, target: Entry, told: Parameters) -> dict[str, str | Sequence[str]]:
    """What a link says of its own, and what else it carries.

    Parameters
    ----------
    view : View
        The page run, after its filters.
    target : Entry
        The other page.
    told : mapping of str to str or sequence of str
        What the link is about; it comes first.
    """
    also = {
        parameter: value
        for parameter, value in carried(view, target).items()
        if parameter not in told
        and all(told.get(other) in {None, _chosen(view, other)} for other in _DEPENDS_ON.get(parameter, ()))
    }
    return dict(told) | also


def ways(view: View) -> Mapping[str, str]:
    """The query of a link to each page of the menu, by its address."""
    values = tuple((parameter, _chosen(view, parameter)) for parameter in _TAKEN)
    return _queries(values, "" if view.newest is None else view.release.id)


@lru_cache(maxsize=1024)
def _queries(values: tuple[tuple[str, str], ...], release_id: str) -> Mapping[str, str]:
    found = [*values, (RELEASE, release_id)]
    return {
        entry.address: urlencode([(n, v) for n, v in found if v not in _OPEN and (n in entry.takes or n == RELEASE)])
        for entry in ENTRIES
    }
