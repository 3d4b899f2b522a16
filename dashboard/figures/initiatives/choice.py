"""What the reader of the initiatives page chose, what its codes stand for, and the rows that answer it."""

from dataclasses import dataclass

import polars as pl

from dashboard.figures.frames import frame_of
from dashboard.kept import kept
from dashboard.queries import geography, initiatives
from dashboard.queries.geography import WORLD
from dashboard.release import Release

#: How many answers each figure function keeps.
KEPT = 512

#: Code of the choice that leaves a filter open.
ALL = "all"
#: Code of the year that the source does not say.
UNDATED = "undated"
#: Code of the latest editions of registers.
LATEST = "latest"

_STATUSES = {
    ALL: "All",
    "active": "Active",
    "planned": "Planned",
    "retired": "Retired",
    "unknown": "Not stated",
}
_MOST_ORGANISATIONS = 40


@dataclass(frozen=True)
class Choice:
    """What the reader of the initiatives page chose, as codes; ``words`` is typed."""

    country: str
    scheme: str
    region: str
    kind: str
    status: str
    year: str
    organisation: str
    words: str
    register: str


@dataclass(frozen=True)
class Context:
    """Names that every figure of a choice needs."""

    place: str
    members: frozenset[str] | None
    is_one_country: bool

    @property
    def within(self) -> str:
        """`` in Pakistan``, or nothing for all the world."""
        return "" if self.place == geography.WORLD_LABEL else f" in {self.place}"


@kept(maxsize=KEPT)
def context(release: Release, choice: Choice) -> Context:
    """Look up what the codes of a choice stand for."""
    if choice.country != ALL:
        place = geography.place_labels(release)[choice.country]
        return Context(place, frozenset([choice.country]), is_one_country=True)
    place = geography.region_choices(release, choice.scheme)[choice.region]
    if choice.region == WORLD:
        return Context(place, None, is_one_country=False)
    members = geography.region_members(release, choice.scheme, choice.region)["country_code"].to_pylist()
    return Context(place, frozenset(members), is_one_country=False)


def inside(frame: pl.DataFrame, known: Context) -> pl.DataFrame:
    """The rows of the chosen country or region; all rows where it is the world."""
    return frame if known.members is None else frame.filter(pl.col("country_code").is_in(list(known.members)))


@kept(maxsize=64)
def _rows(release: Release, register: str) -> pl.DataFrame:
    """The rows of the latest editions, or of one earlier edition, with what is searched in one column."""
    if register == LATEST:
        rows = frame_of(initiatives.initiatives(release))
    else:
        rows = frame_of(initiatives.prior(release)).filter(pl.col("source_id") == register)
    searched = pl.concat_str("name", "lead_organisation", "sub_organisation", separator=" ", ignore_nulls=True)
    return rows.with_columns(searched.str.to_lowercase().alias("searched"))


@kept(maxsize=KEPT)
def selection(release: Release, choice: Choice) -> pl.DataFrame:
    """The rows that answer a choice, in the order of kind, year and name."""
    rows = inside(_rows(release, choice.register), context(release, choice))
    wanted = []
    if choice.kind != ALL:
        wanted.append(pl.col("kind") == choice.kind)
    if choice.status != ALL:
        wanted.append(pl.col("status") == choice.status)
    if choice.year == UNDATED:
        wanted.append(pl.col("start_year").is_null())
    elif choice.year != ALL:
        wanted.append(pl.col("start_year").cast(pl.String) == choice.year)
    if choice.organisation != ALL:
        wanted.append(pl.col("lead_organisation") == choice.organisation)
    if choice.words:
        wanted.append(pl.col("searched").str.contains(choice.words.lower(), literal=True))
    return rows.filter(wanted) if wanted else rows


def counted(release: Release, choice: Choice) -> pl.DataFrame:
    """The rows of a choice that are one initiative each: rows that sum up several are left out."""
    return selection(release, choice).filter(~pl.col("is_aggregate"))


@kept(maxsize=8)
def place_options(release: Release) -> dict[str, str]:
    """All countries together, then every country and the European Union."""
    return {ALL: "All", **geography.place_labels(release)}


@kept(maxsize=8)
def kind_options(release: Release) -> dict[str, str]:
    """All kinds together, then each kind."""
    return {ALL: "All", **{code: kind.label_plural for code, kind in initiatives.kinds(release).items()}}


def status_options() -> dict[str, str]:
    """All statuses together, then each status."""
    return _STATUSES


@kept(maxsize=8)
def year_options(release: Release) -> dict[str, str]:
    """All years, no year, then each year that an initiative started in, the newest first."""
    years = frame_of(initiatives.initiatives(release))["start_year"].drop_nulls().unique().sort(descending=True)
    return {ALL: "All", UNDATED: "Not stated", **{str(year): str(year) for year in years}}


@kept(maxsize=256)
def organisation_options(release: Release, choice: Choice) -> dict[str, str]:
    """All organisations, then those that lead most of what is chosen by place, kind and register."""
    rows = selection(release, choice)["lead_organisation"].drop_nulls().value_counts(sort=True)
    names = rows.sort("count", "lead_organisation", descending=[True, False])["lead_organisation"]
    return {ALL: "All", **{name: name for name in names.head(_MOST_ORGANISATIONS)}}


@kept(maxsize=512)
def register_options(release: Release, country: str) -> dict[str, str]:
    """The latest editions, then the earlier register editions of a country; of all where none is chosen."""
    found = (each for each in initiatives.editions(release) if country in {ALL, each.country_code})
    return {LATEST: "Latest editions", **{each.source_id: f"{each.edition_year}: {each.title}" for each in found}}


def stem(choice: Choice, what: str) -> str:
    """Start of a file name: dataset, what, place."""
    place = choice.region if choice.country == ALL else choice.country.lower()
    edition = "" if choice.register == LATEST else f"_{choice.register}"
    kind = "" if choice.kind == ALL else f"_{choice.kind.replace('_', '-')}"
    return f"initiatives_{what}_{place}{kind}{edition}"
