"""The verdict on a claim of the reader's own: as a title, a sentence and a citation to paste."""

from dashboard.claims.numbers import Claimed
from dashboard.figures.claims.checked import Checked, of_own, provenances
from dashboard.figures.claims.choice import KEPT, Own
from dashboard.kept import kept
from dashboard.permalink import absolute
from dashboard.queries import geography, readiness
from dashboard.release import Release
from dashboard.words import the

_ASK = (
    "Is that number right?",
    "Choose the country, the index, the edition and what is claimed, and write the number. It is held against every "
    "edition in this release, and the address of the page then is a link to the verdict.",
)


def statement(release: Release, own: Own) -> str:
    """The claim as a sentence without a full stop: ``Pakistan scored 40.22 in 2022``."""
    checked = of_own(release, own)
    country = geography.country_labels(release)[own.country]
    where = checked.topic.subject.removeprefix("score").removeprefix("rank")
    verb = "scored" if own.kind == "value" else "ranked"
    return f"{the(country)} {verb} {checked.claimed_words}{where} in {own.edition}"


@kept(maxsize=KEPT)
def headline(release: Release, own: Own) -> tuple[str, str]:
    """The verdict as the title of the page, and why it is so."""
    if not own.text:
        return _ASK
    checked = of_own(release, own)
    label = checked.verdict.kind.label
    if not isinstance(checked.claimed, Claimed):
        return f"{label}: the number could not be read", checked.why
    return f"{label}: {statement(release, own)}", f"{_what(release, own)}. {checked.why}"


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
    checked = of_own(release, own) if own.text else None
    if checked is None or not isinstance(checked.claimed, Claimed):
        return ()
    address = absolute(link)
    cited = (
        f"Public-Sector AI Atlas, release {release.id}. Claim: {statement(release, own)} ({_what(release, own)}). "
        f"Verdict: {checked.verdict.kind.label.lower()}. {checked.why}{_sources(release, checked)} {address}"
    )
    return (("Citation to paste", (cited,)), ("Link to this verdict", (address,)))
