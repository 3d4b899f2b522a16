"""What is said around the figures: why a movement is shown or not, and where to go next."""

from collections.abc import Mapping, Sequence

from dashboard.figures import breaks
from dashboard.figures.regions.choice import KEPT, Choice, known, scores_in
from dashboard.kept import kept
from dashboard.queries import regions
from dashboard.release import Release

_MOST_COUNTRIES = 8


@kept(maxsize=KEPT)
def movement_words(release: Release, choice: Choice) -> tuple[str, str]:
    """Heading of the part on movement, and why it is not about the edition shown where it is not."""
    heading = "How regions moved"
    seen = known(release, choice)
    reasons = [breaks.reason_beside(release, choice.index, choice.edition, later=later) for later in (False, True)]
    because = next((f": {reason}" for reason in reasons if reason), "")
    if not choice.from_edition:
        return heading, f"No two editions with {seen.in_words} may be compared{because}."
    segments = regions.segments(release, choice.index, choice.measure)
    if segments[choice.edition] == segments[choice.to_edition]:
        return heading, ""
    return heading, (
        f"{choice.edition} cannot be compared with {choice.from_edition} or {choice.to_edition}{because}. "
        "Shown is a movement between editions that can be."
    )


@kept(maxsize=KEPT)
def ways_on(release: Release, choice: Choice) -> list[tuple[str, str, Mapping[str, str | Sequence[str]]]]:
    """Pages with their labels and parameters."""
    seen = known(release, choice)
    where = {"index": choice.index, "edition": choice.edition, "scheme": choice.scheme, "region": choice.region}
    leaders = scores_in(release, choice, choice.edition).filter("is_drawn")["country_code"].head(_MOST_COUNTRIES)
    ways: list[tuple[str, str, Mapping[str, str | Sequence[str]]]] = [
        ("readiness", f"{seen.region} in the whole ranking", where | {"measure": choice.measure})
    ]
    if len(leaders) > 1:
        label = f"Compare the first {len(leaders)} of {seen.region}"
        ways.append(("compare_countries", label, where | {"countries": leaders.to_list()}))
    return ways
