"""Which two editions a movement may be told between, and what to say when others are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.figures import breaks
from dashboard.kept import kept
from dashboard.notice import Notice
from dashboard.queries import regions
from dashboard.release import Release


@dataclass(frozen=True)
class Pair:
    """Two editions that may be compared, and the choices that lead to others.

    Attributes
    ----------
    starts, ends : mapping of str to str
        Editions to begin with; editions that may follow ``from_edition``.
    from_refusals, to_refusals : mapping of str to Notice
        Why an edition asked for is not among them.
    """

    from_edition: str
    to_edition: str
    starts: Mapping[str, str]
    ends: Mapping[str, str]
    from_refusals: Mapping[str, Notice] = field(default_factory=dict)
    to_refusals: Mapping[str, Notice] = field(default_factory=dict)


@kept(maxsize=2048)
def pair(
    release: Release, index: str, measure: str, scheme: str, edition: str, asked_from: str, asked_to: str
) -> Pair | None:
    """The pair of editions asked for, or the nearest that may honestly be compared.

    Parameters
    ----------
    release : Release
        What to ask.
    index, measure : str
        What moved.
    scheme : str
        Whose regions: only editions for which its members are known.
    edition : str
        The edition shown on the page, where the reader asks for no pair.
    asked_from, asked_to : str
        What the URL asks for, unchecked; may be empty.

    Returns
    -------
    Pair or None
        None where no two editions with the measure may be compared.
    """
    held = regions.validities(release)[scheme]
    segments = {
        year: segment for year, segment in regions.segments(release, index, measure).items() if held.holds(year)
    }
    starts = {start: start for start in segments if breaks.after(segments, start)}
    if not starts:
        return None
    is_fine = asked_to in breaks.after(segments, asked_from)
    found = (asked_from, asked_to) if is_fine else breaks.nearest_pair(segments, edition, asked_from, asked_to)
    ends = {end: end for end in breaks.after(segments, found[0])}
    if is_fine or not (asked_from or asked_to):
        return Pair(*found, starts, ends)
    refused = _refusal(release, index, measure, segments, asked_from, asked_to)
    said = Notice(f"{refused} Showing {found[0]} to {found[1]}.", *breaks.way_to(*found))
    is_start_refused = bool(asked_from) and asked_from not in starts
    return Pair(
        *found, starts, ends,
        {asked_from: said} if is_start_refused else {},
        {asked_to: Notice("") if is_start_refused else said},
    )  # fmt: skip


def _refusal(release: Release, index: str, measure: str, segments: Mapping[str, int], start: str, end: str) -> str:
    """Why the two editions asked for cannot be compared: first of all the hard break between them."""
    held = regions.segments(release, index, measure)
    asked = [edition for edition in (start, end) if edition]
    if start in held and end in held and (reason := breaks.reason_between(release, index, start, end)):
        return f"{start} and {end} cannot be compared: {reason}."
    if unknown := [edition for edition in asked if edition not in segments]:
        year = f"\u201c{unknown[0][:20]}\u201d"
        return f"No figure of this measure, or no member of these regions, is held for edition {year}."
    if start and end:
        return "A movement goes from an earlier edition to a later one."
    reason = breaks.reason_beside(release, index, asked[0], later=bool(start))
    side = "later" if start else "earlier"
    return f"{asked[0]} cannot be compared with any {side} edition{': ' + reason if reason else ''}."
