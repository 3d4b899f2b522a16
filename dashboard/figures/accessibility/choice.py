"""What the reader of the accessibility page chose, and what its codes stand for."""

from dataclasses import dataclass

import polars as pl

from dashboard.figures.emphasis import emphasis
from dashboard.kept import kept
from dashboard.queries import accessibility, geography
from dashboard.queries.geography import WORLD
from dashboard.release import Release

#: How many answers each figure function keeps.
KEPT = 512

#: How audits measure. Figures of different methods are never put into one chart or ranking.
METHODS = {
    "automated_score": "Automated scores",
    "automated_count": "Automated counts of failures",
    "manual_conformance": "Audits by people",
    "self_report": "Reports by governments about themselves",
    "other_study": "Single studies",
}

#: One figure of a method, in a sentence.
ONE_FIGURE = {
    "automated_score": "automated accessibility score",
    "automated_count": "automated count of failures",
    "manual_conformance": "audit by people",
    "self_report": "report by a government about itself",
    "other_study": "study with a measure of its own",
}

#: Stands for a country that a method has no figure of: whoever it is, the charts of the method are the same.
NOBODY = ""

#: Methods whose figures can be chosen by year.
_YEARLY = frozenset({"manual_conformance", "self_report"})

#: Samples of fewer hosts are shown and not ranked.
FEWEST_HOSTS = 30

#: Lighthouse's own band for a good score.
GOOD_SCORE = 90


@dataclass(frozen=True)
class Choice:
    """What the reader of the accessibility page chose, as codes; ``year`` is empty where a method has no years."""

    method: str
    country: str
    scheme: str
    region: str
    year: str


@dataclass(frozen=True)
class Context:
    """Names that every figure of a choice needs."""

    country: str
    region: str
    members: frozenset[str] | None

    @property
    def within(self) -> str:
        """`` in South Asia``, or nothing for all the world."""
        return "" if self.members is None else f" in {self.region}"


@kept(maxsize=KEPT)
def context(release: Release, choice: Choice) -> Context:
    """Look up what the codes of a choice stand for."""
    members = None
    if choice.region != WORLD:
        members = frozenset(geography.region_members(release, choice.scheme, choice.region)["country_code"].to_pylist())
    return Context(
        country=geography.place_labels(release).get(choice.country, ""),
        region=geography.region_choices(release, choice.scheme)[choice.region],
        members=members,
    )


def inside(frame: pl.DataFrame, known: Context) -> pl.DataFrame:
    """The rows of the chosen region; all rows where it is the world."""
    return frame if known.members is None else frame.filter(pl.col("country_code").is_in(list(known.members)))


def marked(frame: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """The frame with ``emphasis``: the chosen country, the rest of its region, nobody else."""
    return frame.with_columns(pl.lit(choice.region != WORLD).alias("is_member")).with_columns(emphasis(choice.country))


@kept(maxsize=64)
def year_labels(release: Release, method: str) -> dict[str, str]:
    """Years that can be chosen for a method, the newest first; empty where it has none."""
    if method not in _YEARLY:
        return {}
    table = (
        accessibility.site_rates(release) if method == "manual_conformance" else accessibility.agency_reports(release)
    )
    years = sorted({year for year in table["audited_year"].to_pylist() if year}, reverse=True)
    return {str(year): str(year) for year in years}


def stem(choice: Choice, what: str) -> str:
    """Start of a file name: dataset, method, what, region."""
    return f"accessibility_{choice.method.replace('_', '-')}_{what}_{choice.region}"
