"""Ways on from a country to the pages that say more."""

from collections.abc import Mapping

from dashboard.figures.country.choice import KEPT, Choice, score_choice
from dashboard.kept import kept
from dashboard.queries import claims
from dashboard.release import Release


@kept(maxsize=KEPT)
def ways_on(release: Release, choice: Choice) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """Page, label and query parameters of each way on, where it says more than the menu and the cards."""
    ways: list[tuple[str, str, Mapping[str, str]]] = []
    if score_choice(release, choice) is not None:
        place = {"country": choice.country, "scheme": choice.scheme}
        ways.append(("compare_countries", "Compare with peers", place))
    if choice.country in claims.countries(release):
        ways.append(("claims", "Claims about it, checked", {"about": choice.country}))
    return tuple(ways)
