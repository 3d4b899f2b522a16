"""How countries are named and grouped."""

from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import geography, holdings, provenance
from dashboard.release import Release
from dashboard.words import count, plural

_LEDE = (
    "A country keeps one name here, whatever a source calls it. The same country can stand in different regions: every "
    "page says which way of drawing them is used."
)


def headline(release: Release, words: str) -> tuple[str, str]:
    """How many countries and ways to draw regions there are, or how many spellings hold some words."""
    found = holdings.spellings(release, words).num_rows
    if words and not found:
        return f"No spelling of a country holds \u201c{words}\u201d", "Try fewer letters."
    if words:
        return (
            f"{plural(found, 'spelling of a country holds', 'spellings of a country hold')} \u201c{words}\u201d",
            _LEDE,
        )
    kinds = [row["kind"] for row in geography.countries(release).to_pylist()]
    schemes = holdings.schemes(release).num_rows
    return (
        f"{plural(kinds.count('country'), 'country', 'countries')} and {count(kinds.count('territory'))} territories, "
        f"grouped in {plural(schemes, 'way')}",
        _LEDE,
    )


@kept(maxsize=8)
def schemes(release: Release) -> Figure:
    """Ways to draw regions, with what to know of each."""
    frame = frame_of(holdings.schemes(release))
    sizes: list[int] = frame["region_count"].to_list()
    return Figure(
        name="atlas_region-schemes",
        title=f"From {min(sizes)} to {max(sizes)} regions, depending on who draws them",
        subtitle=f"{plural(frame.height, 'scheme')}, with the countries that are in at least one of its regions.",
        frame=table_of(frame),
        columns=(
            Column("label", "Scheme"),
            Column("publisher", "Publisher"),
            Column("region_count", "Regions", "number"),
            Column("country_count", "Countries", "number"),
            Column("note", "What to know"),
        ),
        file_columns=("scheme", "label", "publisher", "region_count", "country_count", "note"),
        provenance=provenance.of_atlas(release),
    )


@kept(maxsize=256)
def spellings(release: Release, words: str) -> Figure | None:
    """Which country a spelling stands for; nothing when no spelling holds the words searched for."""
    frame = frame_of(holdings.spellings(release, words))
    if frame.is_empty():
        return None
    countries = frame["country_code"].n_unique()
    which = f"hold \u201c{words}\u201d" if words else "differ from the name used here"
    return Figure(
        name="atlas_spellings",
        title=f"{plural(frame.height, 'spelling')} of {plural(countries, 'country', 'countries')} {which}",
        subtitle="Each spelling was reviewed by hand and stands for one country; a name that is not in the list is an "
        "error that stops the build, never a guess.",
        frame=table_of(frame),
        columns=(
            Column("spelling", "Spelling"),
            Column("country", "Name used here"),
            Column("country_code", "Code", "code"),
            Column("list_count", "Lists that use it", "number"),
        ),
        file_columns=("spelling", "country_code", "country", "list_count"),
        provenance=provenance.of_atlas(release),
    )
