"""What a file says of itself, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard.export.citation import Citation, cite
from dashboard.export.csv import tidy
from dashboard.export.fields import Field, fields
from dashboard.export.handout import Filter, Offer
from dashboard.figure import Provenance
from dashboard.queries.columns import meanings
from dashboard.release import kept


@dataclass(frozen=True)
class Account:
    """What a file says of itself.

    Attributes
    ----------
    title, subtitle : str
        Those of the figure; where some of it may not be passed on, the title says that in place of the finding.
    name : str
        Stem of the file name: dataset, edition, filter.
    frame : polars.DataFrame
        The rows of the file.
    fields : tuple of Field
        Its columns.
    filters : tuple of Filter
        What the filters of the page were set to.
    cautions : tuple of str
        What to know before using it.
    sources : tuple of Provenance
        Where its rows are from.
    citation : Citation
        How to name it.
    link : str
        Address of the view, whole; empty where it is not known.
    release_id : str
        The release it was drawn from.
    """

    title: str
    subtitle: str
    name: str
    frame: pl.DataFrame
    fields: tuple[Field, ...]
    filters: tuple[Filter, ...]
    cautions: tuple[str, ...]
    sources: tuple[Provenance, ...]
    citation: Citation
    link: str
    release_id: str


def _of_release(release_id: str) -> Mapping[str, str]:
    """What columns hold, as the release says it; nothing where it is no longer kept."""
    release = kept(release_id)
    return meanings(release) if release else {}


def withheld(offer: Offer) -> str:
    """What may not stand in the files of a figure, in a sentence; empty where all may."""
    if not offer.figure.held_back:
        return ""
    who = "; ".join(offer.figure.held_back)
    if not offer.has_files:
        return (
            f"There is no file of this: figures of {who} are shown here only; "
            "their publisher does not allow passing them on."
        )
    return f"Figures of {who} are left out of the file: their publisher does not allow passing them on."


def account(offer: Offer) -> Account:
    """Say what a file says of itself."""
    figure = offer.figure.plain
    # A finding may tell a figure that may not be passed on, and so may a caution.
    title = f"Rows of {figure.name} that may be passed on" if figure.held_back else figure.title
    frame = tidy(figure, offer.release_id)
    sources = tuple(dict.fromkeys(each for each in figure.provenance.values() if each.may_be_passed_on))
    return Account(
        title=title,
        subtitle=figure.subtitle,
        name=figure.name,
        frame=frame,
        fields=fields(figure, frame, _of_release(offer.release_id)),
        filters=tuple(offer.filters),
        cautions=(withheld(offer),) if figure.held_back else figure.notes,
        sources=sources,
        citation=cite(figure.name, title, figure.subtitle, sources, offer.release_id, offer.link),
        link=offer.link,
        release_id=offer.release_id,
    )
