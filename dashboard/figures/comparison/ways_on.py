"""Where a reader of the comparison may go next."""

from collections.abc import Mapping, Sequence

from dashboard.figures.comparison.choice import KEPT, Choice, known
from dashboard.figures.comparison.nearest import suggested
from dashboard.kept import kept
from dashboard.release import Release

Parameters = Mapping[str, str | Sequence[str]]


@kept(maxsize=KEPT)
def offered(release: Release, choice: Choice) -> tuple[str, Parameters] | None:
    """The first country with every one suggested for it; none where that is what is shown."""
    near = tuple(row["country_code"] for row in suggested(release, choice))
    if not near or near == choice.others:
        return None
    label = f"Compare {known(release, choice).country} with these {len(near)}"
    return label, {"countries": (choice.first, *near)}


@kept(maxsize=KEPT)
def ways_on(release: Release, choice: Choice) -> list[tuple[str, str, Parameters]]:
    """Pages with their labels and parameters."""
    country = known(release, choice).country
    where = {"index": choice.index, "edition": choice.edition, "scheme": choice.scheme, "region": choice.region}
    return [
        ("country", f"All that is known of {country}", {"country": choice.first}),
        ("readiness", f"{country} in the whole ranking", where | {"country": choice.first}),
    ]
