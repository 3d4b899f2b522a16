"""The verdict on a claim of the reader's own: as a title, a sentence and a citation to paste."""

from dashboard import formats
from dashboard.claims.numbers import Claimed
from dashboard.claims.verdicts import Kind
from dashboard.figures.claims.checked import Checked, of_own, provenances
from dashboard.figures.claims.choice import KEPT, Own
from dashboard.kept import kept
from dashboard.permalink import absolute
from dashboard.queries import geography, readiness
from dashboard.release import Release
from dashboard.words import listed, the

_ASK = (
    "Is that number right?",
    "Choose the country, the index, the edition and what is claimed, and write the number. It is held against every "
    "edition in this release, and the address of the page then is a link to the verdict.",
)


def statement(release: Release, own: Own, number: str = "") -> str:
    """The claim as a sentence without its end: ``Pakistan scored 40.22``.

    Parameters
    ----------
    release : Release
        What was asked.
    own : Own
        The claim.
    number : str
        Another number in place of the claimed one.
    """
    checked = of_own(release, own)
    country = geography.country_labels(release)[own.country]
    where = checked.topic.subject.removeprefix("score").removeprefix("rank")
    verb = "scored" if own.kind == "value" else "ranked"
    return f"{the(country)} {verb} {number or checked.claimed_words}{where}"


@kept(maxsize=KEPT)
def headline(release: Release, own: Own) -> tuple[str, str]:
    """The verdict as the title of the page, and why it is so."""
    if not own.text:
        return _ASK
    checked = of_own(release, own)
    if not isinstance(checked.claimed, Claimed):
        return f"{checked.verdict.kind.label}: the number could not be read", checked.why
    return _finding(release, own, checked), f"{_what(release, own)}. {checked.why}"


def _finding(release: Release, own: Own, checked: Checked) -> str:
    """The verdict, so that nobody takes a claim that does not hold for a finding."""
    verdict, label, year = checked.verdict, checked.verdict.kind.label, own.edition
    if verdict.kind is Kind.CONFIRMED:
        return f"{label}: {statement(release, own)} in {year}"
    if verdict.kind is Kind.OTHER_EDITION:
        times = listed(sorted(each.when or "" for each in verdict.elsewhere))
        return f"{label}: {statement(release, own)} in {times}, not in {year}"
    if verdict.kind is Kind.DIFFERS:
        held = statement(release, own, checked.told(verdict.here[0]))
        return f"{label}: {held} in {year}, not {checked.claimed_words}"
    return f"{label}: whether {statement(release, own)} in {year}"


def _what(release: Release, own: Own) -> str:
    """The index, and the measure where it is not the total."""
    name = readiness.edition(release, own.index, own.edition).name
    found = readiness.measure(release, own.index, own.edition, own.measure)
    return name if found.level == "total" else f"{name}, {found.label}"


def _sources(release: Release, checked: Checked) -> str:
    found = provenances(release, checked, checked.shown_by)
    return f" Source: {'; '.join(each.source for each in found.values())}." if found else ""


def to_paste(release: Release, own: Own, link: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What to paste: a citation of the verdict, with its link; nothing before a number was read.

    Parameters
    ----------
    release : Release
        What was asked.
    own : Own
        The claim.
    link : str
        Address of this view with the release, relative to the atlas.
    """
    # What is pasted elsewhere is read there by others: its numbers are written as in files.
    with formats.written_in(formats.PLAIN):
        return _to_paste(release, own, link)


def _to_paste(release: Release, own: Own, link: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    checked = of_own(release, own) if own.text else None
    if checked is None or not isinstance(checked.claimed, Claimed):
        return ()
    cited = (
        f"Public-Sector AI Atlas, release {release.id}. Claim: {statement(release, own)} in {own.edition} "
        f"({_what(release, own)}). Verdict: {checked.verdict.kind.label.lower()}. "
        f"{checked.why}{_sources(release, checked)} {absolute(link)}"
    )
    return (("Citation to paste", (cited,)),)
