"""Where a reader of the comparison may go next."""

from collections.abc import Mapping, Sequence

from dashboard.figures.comparison.choice import Choice, known
from dashboard.figures.comparison.nearest import suggested
from dashboard.release import Release

Way = tuple[str, str, Mapping[str, str | Sequence[str]]]


def ways_on(release: Release, choice: Choice) -> list[Way]:
    """Pages with their labels and parameters: the suggested countries first."""
    country = known(release, choice).country
    where = {"index": choice.index, "edition": choice.edition, "scheme": choice.scheme, "region": choice.region}
    ways: list[Way] = []
    near = suggested(release, choice)["country_code"].to_list()
    if near and choice.others != tuple(near):
        label = f"Compare {country} with these {len(near)}"
        ways.append(("compare_countries", label, where | {"peers": choice.peers, "countries": (choice.first, *near)}))
    return [
        *ways,
        ("country", f"All that is known of {country}", {"country": choice.first}),
        ("readiness", f"{country} in the whole ranking", where | {"country": choice.first}),
    ]
