"""Ways on from a country to the pages that say more."""

from collections.abc import Mapping

from dashboard.figures.country.choice import KEPT, Choice, score_choice
from dashboard.kept import kept
from dashboard.queries import claims, literature
from dashboard.release import Release


@kept(maxsize=KEPT)
def ways_on(release: Release, choice: Choice) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """Page, label and query parameters of each way on, where it says more than the menu, which carries the country."""
    place = {"country": choice.country, "scheme": choice.scheme}
    scored = score_choice(release, choice)
    ways: list[tuple[str, str, Mapping[str, str]]] = []
    if scored is not None:
        at = {**place, "index": scored.index}
        ways = [("readiness", "Readiness in full", at), ("compare_countries", "Compare with peers", place)]
    if choice.country in literature.study_countries(release):
        ways.append(("barriers", "Barriers", {"study_country": choice.country}))
    if choice.country in claims.countries(release):
        ways.append(("claims", "Claims about it, checked", {"about": choice.country}))
    return tuple(ways)
