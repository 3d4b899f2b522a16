"""The finding of the front page, by rule."""

from dashboard.figures.overview.answers import INDEX, SCHEME, standing
from dashboard.figures.readiness.choice import KEPT, Choice
from dashboard.kept import kept
from dashboard.queries import geography, readiness
from dashboard.release import Release
from dashboard.words import rank_of

_LEDE = (
    "Are governments ready for artificial intelligence? Can everyone use their websites? What have they started, "
    "and what stands in the way? The atlas puts the published figures side by side."
)


@kept(maxsize=KEPT)
def headline(release: Release, country: str) -> tuple[str, str]:
    """The finding about the chosen country, and what the atlas is."""
    name = geography.country_labels(release)[country]
    found = standing(release, country)
    if found is None:
        return f"The Government AI Readiness Index has no score for {name}", _LEDE
    place = rank_of(found["rank"], found["rank_of"], found["is_tied"])
    finding = f"{name} ranks {place} for AI readiness in {found['edition']}"
    if found["region_rank"] is not None:
        inside = rank_of(found["region_rank"], found["region_rank_of"], found["region_is_tied"])
        finding += f", {inside} in {found['region_label']}"
    return finding, _LEDE


def latest_map(release: Release, country: str) -> Choice:
    """What the map of the front page shows: the newest total of the Government AI Readiness Index."""
    newest = readiness.editions(release, INDEX)[0].edition
    region = geography.home_region(release, SCHEME, country)
    return Choice(INDEX, newest, "total", SCHEME, region, country)


@kept(maxsize=8)
def method() -> tuple[str, ...]:
    """What to keep in mind when reading the front page."""
    return (
        "Figures stand here as they were published, with their source, licence and status. What nobody published "
        "stays empty: nothing is estimated.",
        "The region of a country on this page follows a reconstruction of the regions of Oxford Insights from its "
        "report of 2023. Other ways to draw regions are on the pages of readiness and of regions.",
        "Site scores are automated: a tool finds only part of what keeps people out. They are never mixed with "
        "audits made by people.",
    )
