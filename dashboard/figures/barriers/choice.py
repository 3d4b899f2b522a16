"""What the reader of the barriers page chose, and how studies are named and counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl
import pyarrow as pa

from dashboard.figure import Provenance
from dashboard.figures.frames import frame_of
from dashboard.kept import kept
from dashboard.queries import literature, provenance
from dashboard.queries.literature import ALL
from dashboard.release import Release
from dashboard.words import plural, the

#: How many answers each figure function keeps.
KEPT = 128

#: Ways to order the rows and columns of the matrix, by code.
SORTS = MappingProxyType({"original": "As published", "total": "Most marks first", "name": "By name"})


@dataclass(frozen=True)
class Choice:
    """What the reader of the barriers page chose, as codes."""

    study_country: str = ALL
    category: str = ALL
    sort: str = "original"

    def only(self, *parameters: str) -> "Choice":
        """The choice without what a figure does not depend on, so that its cache is hit more often."""
        return Choice(**{name: getattr(self, name) for name in parameters})


def chosen(table: pa.Table, choice: Choice) -> pl.DataFrame:
    """The rows of a table that are from the chosen studies and, where they have a category, of the chosen one."""
    frame = frame_of(table)
    if choice.study_country != ALL:
        frame = frame.filter(pl.col("country_code") == choice.study_country)
    if choice.category != ALL and "category_id" in frame.columns:
        frame = frame.filter(pl.col("category_id") == choice.category)
    return frame


@kept(maxsize=KEPT)
def statements(release: Release, choice: Choice, *, is_any_category: bool = False) -> pl.DataFrame:
    """Which study names which challenge, for the chosen studies and category.

    Parameters
    ----------
    release : Release
        What to read.
    choice : Choice
        Country of the studies, and category.
    is_any_category : bool
        Leave no category out.
    """
    return chosen(literature.challenges(release), choice.only("study_country") if is_any_category else choice)


def studies_told(quantity: int, release: Release, choice: Choice) -> str:
    """``9 studies about Pakistan``, or ``20 studies``."""
    told = plural(quantity, "study", "studies")
    if choice.study_country == ALL:
        return told
    return f"{told} about {place(release, choice)}"


def place(release: Release, choice: Choice) -> str:
    """Name of the chosen country of study, as it stands in a sentence."""
    return the(literature.study_countries(release)[choice.study_country])


def verb(studies: Sequence[str], one: str, many: str) -> str:
    """The verb that goes with one or several studies; a study of two authors is several people."""
    return many if len(studies) > 1 or " and " in studies[0] or " et al." in studies[0] else one


def named(release: Release, column: str = "study_id", alias: str = "study") -> pl.Expr:
    """The label of the study whose code stands in a column; null stays null."""
    labels = literature.labels(release)
    return pl.col(column).replace_strict(dict(labels), default=None, return_dtype=pl.String).alias(alias)


def studies_named(release: Release, column: str, alias: str) -> pl.Expr:
    """Labels of the studies whose codes stand in a column, separated by ``;``, joined with ``; ``."""
    labels = dict(literature.labels(release))
    told = pl.element().replace_strict(labels, default=None, return_dtype=pl.String)
    return pl.col(column).str.split(";").list.eval(told).list.join("; ").alias(alias)


def sources(release: Release, study_ids: Iterable[str]) -> dict[str, Provenance]:
    """Provenance by the code of the study that reports; each of them is a source of the release."""
    return provenance.of_sources(release, sorted(set(study_ids)))


def together(release: Release, study_ids: Iterable[str]) -> dict[str, Provenance]:
    """One provenance of several reporting studies, for rows that count over all of them."""
    found = list(sources(release, study_ids).values())
    return {
        "all": Provenance(
            source="; ".join(item.source for item in found),
            source_url=found[0].source_url if len(found) == 1 else None,
            licence="; ".join(dict.fromkeys(item.licence for item in found if item.licence)) or None,
        )
    }
