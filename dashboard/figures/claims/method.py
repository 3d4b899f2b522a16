"""How claims are checked, and what is not known of them."""

from dashboard.claims.verdicts import Kind
from dashboard.figures.claims.checked import of_published
from dashboard.figures.claims.choice import KEPT, Choice
from dashboard.figures.claims.headline import finding
from dashboard.figures.claims.listing import chosen, place
from dashboard.kept import kept
from dashboard.release import Release
from dashboard.words import the


@kept(maxsize=KEPT)
def headline(release: Release, choice: Choice) -> tuple[str, str]:
    """The finding of the page and the line under it."""
    found = [checked for _, checked in chosen(release, choice)]
    studies = len({claim.study_id for claim, _ in chosen(release, choice)})
    if not found:
        return finding(found), "Choose other filters to see the claims that are held."
    about = f" about {the(place(release, choice))}" if place(release, choice) else ""
    lede = (
        f"Numbers{about} that {'one study states' if studies == 1 else f'{studies} studies state'}, each held against the figures of "
        "release " + release.id + ". A figure of the claim\u2019s own study is never evidence for it."
    )
    return finding(found), lede


@kept(maxsize=8)
def method(release: Release) -> tuple[str, ...]:
    """The rules in words, and what a verdict does not say."""
    held = {checked.verdict.kind for _, checked in of_published(release)}
    said = [
        "Verdicts are computed each time from the figures of the release; none is written down. Each claim names the "
        "rule that checks it and what the rule looks up.",
        "A score is confirmed where the published score is the claimed one, rounded to as many digits as were claimed. "
        "A rank must be the same; so must the number of countries ranked, where that is claimed too.",
        "Holds for another edition: the number is not that of the edition named, and a search of all editions found it "
        "in another. Where the index was rebuilt in between, the two editions cannot be compared.",
        "Sources conflict: figures of the same time do not agree, or the only other figure has no date, so it can "
        "support a claim and cannot overturn it. All of them are shown.",
        "Cannot be checked: nobody but the study itself gives the number for that time, as far as is held here. It may "
        "be right.",
    ]
    if Kind.DIFFERS not in held:
        said.append("No published claim held here plainly differs from the figures of its time and of every other.")
    return tuple(said)
