"""Where a reader of the comparison may go next."""

from collections.abc import Mapping, Sequence

from dashboard.figures.comparison.choice import Choice, known
from dashboard.figures.comparison.peers import all_suggested
from dashboard.release import Release

Way = tuple[str, str, Mapping[str, str | Sequence[str]]]


def ways_on(release: Release, choice: Choice) -> list[Way]:
    """Pages with their labels and parameters: the suggested countries first."""
    country = known(release, choice).country
    where = {"index": choice.index, "edition": choice.edition, "scheme": choice.scheme, "region": choice.region}
    ways: list[Way] = []
    suggested = all_suggested(release, choice)
    if len(suggested) > 1 and suggested != choice.countries:
        label = f"Compare {country} with these {len(suggested) - 1}"
        ways.append(("compare_countries", label, where | {"peers": choice.peers, "countries": suggested}))
    return [
        *ways,
        ("country", f"All that is known of {country}", {"country": choice.first}),
        ("readiness", f"{country} in the whole ranking", where | {"country": choice.first}),
    ]
