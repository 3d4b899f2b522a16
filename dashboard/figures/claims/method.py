"""The finding of the page, how claims are checked, and what is not known of them."""

from dataclasses import replace

from dashboard.claims.verdicts import Kind
from dashboard.figures.claims.checked import of_published
from dashboard.figures.claims.choice import ALL, KEPT, Choice
from dashboard.figures.claims.headline import finding, finding_of
from dashboard.figures.claims.listing import chosen, place
from dashboard.kept import kept
from dashboard.release import Release
from dashboard.words import the


@kept(maxsize=KEPT)
def headline(release: Release, choice: Choice) -> tuple[str, str]:
    """The finding of the page and the line under it."""
    found = chosen(release, choice)
    if choice.claim != ALL and found:
        claim, checked = found[0]
        return f"{checked.verdict.kind.label}: {claim.claim}", checked.why
    about = f" about {the(place(release, choice))}" if place(release, choice) else ""
    of_any = chosen(release, replace(choice, verdict=ALL))
    if choice.verdict != ALL and of_any:
        told = finding_of(Kind(choice.verdict), [checked for _, checked in of_any], about)
    else:
        told = finding([checked for _, checked in found], about)
    studies = len({claim.study_id for claim, _ in of_any})
    said_by = "one study states" if studies == 1 else f"{studies} studies state"
    return told, (
        f"Numbers that {said_by}, each held against the figures here. A figure of the claim\u2019s own study is never "
        "evidence for it."
    )


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
