"""One region on a page: ``plain/region/oxford/south-and-central-asia``."""

from dashboard.menu import ATLAS, entry
from dashboard.plain.page import Crumb, Part, Plain, Told, View, parts, view, words
from dashboard.plain.ways import PLAIN
from dashboard.queries import geography, readiness
from dashboard.release import Release

NAME, TITLE = "region", "Regions"


def codes(release: Release) -> tuple[str, ...]:
    """Every region of every scheme."""
    schemes = geography.scheme_labels(release)
    return tuple(f"{scheme}/{region}" for scheme in schemes for region in geography.region_labels(release, scheme))


def _view(release: Release, index: str, edition: str, scheme: str, region: str) -> View | None:
    """The page of regions for this one in an edition; none where the scheme does not hold for it."""
    # The reader of a region's page has chosen no country: one of its own stands in for the atlas's example.
    member = min(geography.member_codes(release, scheme, region), default="PAK")
    asked = {"index": (index,), "edition": (edition,), "scheme": (scheme,), "region": (region,), "country": (member,)}
    found = view(entry("compare_regions"), release, asked)
    is_held = found.reading.parameters["scheme"] == (scheme,) and found.reading.parameters["region"] == (region,)
    return found if is_held else None


def _newest(release: Release, index: str, scheme: str, region: str) -> View | None:
    """The newest edition of an index for which the scheme holds."""
    made = (_view(release, index, each.edition, scheme, region) for each in readiness.editions(release, index))
    return next((found for found in made if found is not None), None)


def _elsewhere(found: View, others: list[View]) -> tuple[Part, ...]:
    """What the other indexes say of the region."""
    said = [each.reading.finding for each in others]
    return (words(found, "section", "In other indexes"), words(found, "prose", *said)) if said else ()


def page(release: Release, code: str) -> Plain | None:
    """The page of a region: its place in the newest edition of each index."""
    scheme, _, region = code.partition("/")
    if region not in (geography.region_labels(release, scheme) if scheme in geography.scheme_labels(release) else {}):
        return None
    views = [_newest(release, index, scheme, region) for index in readiness.index_labels(release)]
    held = [found for found in views if found is not None]
    if not held:
        return None
    found, names = held[0], geography.country_labels(release)
    members = sorted((names[each], each) for each in geography.member_codes(release, scheme, region) if each in names)
    countries = [(f"{PLAIN}/country/{each}", name, "") for name, each in members]
    label = geography.region_labels(release, scheme)[region]
    index, edition = (found.reading.parameters[name][0] for name in ("index", "edition"))
    query = f"index={index}&edition={edition}&scheme={scheme}&region={region}"
    return Plain(
        address=f"{PLAIN}/{NAME}/{scheme}/{region}",
        name=f"{label} ({geography.scheme_labels(release)[scheme]})",
        finding=found.reading.finding,
        lede=found.reading.lede,
        release=release,
        above=(Crumb(ATLAS, PLAIN), Crumb(TITLE, f"{PLAIN}/{NAME}")),
        twin=found.newest,
        parts=(
            *parts(found),
            *_elsewhere(found, held[1:]),
            words(found, "section", "Countries of this region"),
            words(found, "directory", countries),
        ),
        told=Told((label,), (edition,), f"api/v1/rankings.json?{query}"),
    )


def listed(release: Release) -> list[tuple[str, str, str]]:
    """Every page: address, name, and what follows it."""
    return [
        (f"{PLAIN}/{NAME}/{scheme}/{region}", label, f"({name})")
        for scheme, name in geography.scheme_labels(release).items()
        for region, label in geography.region_labels(release, scheme).items()
    ]
