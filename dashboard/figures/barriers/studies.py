"""Which studies there are, and how each is known."""

import polars as pl

from dashboard.figure import Column, Figure, Provenance
from dashboard.figures.barriers.choice import KEPT, Choice, place, studies_named
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import literature
from dashboard.queries.literature import ALL
from dashboard.release import Release
from dashboard.words import plural, sentence_case

_LIST = Provenance("Public-Sector AI Atlas, list of studies", None, "Facts only")


@kept(maxsize=KEPT)
def studies(release: Release, choice: Choice) -> Figure:
    """Every study about the chosen country, the newest first."""
    found = [
        study for study in literature.studies(release).values() if choice.study_country in {ALL, study.country_code}
    ]
    uses = literature.uses(release)
    frame = pl.DataFrame(found, infer_schema_length=None).with_columns(
        studies_named(release, "known_through", "known_through_label"),
        pl.col("country").fill_null("No single country").alias("about"),
        pl.col("title").fill_null("Title not known").alias("title_label"),
        pl.Series("used_for", [sentence_case(", ".join(uses.get(study.study_id, ()))) for study in found], pl.String),
    )
    through = frame.filter(pl.col("known_through").is_not_null()).height
    return Figure(
        name=f"literature_studies_{choice.study_country.lower()}",
        title=_finding(release, choice, frame.height, through),
        subtitle="Every study that a cell on this page names, the newest first.",
        frame=table_of(frame),
        columns=(
            Column("label", "Study"),
            Column("title_label", "Title"),
            Column("about", "About"),
            Column("method", "Method"),
            Column("used_for", "Used here for"),
            Column("known_through_label", "Known through"),
        ),
        file_columns=(
            "study_id", "authors", "title", "year", "country_code", "country", "method", "venue", "challenge_count",
            "used_for", "known_through",
        ),
        provenance={"list": _LIST},
    )  # fmt: skip


def _finding(release: Release, choice: Choice, held: int, through: int) -> str:
    where = "" if choice.study_country == ALL else f" about {place(release, choice)}"
    told = f"{plural(held, 'study is', 'studies are')} held{where}"
    if not through:
        return told
    return f"{told}, known only through another" if held == 1 else f"{told}; {through} known only through another study"
