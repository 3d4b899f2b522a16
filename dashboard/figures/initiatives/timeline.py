"""When the initiatives began."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.frames import table_of
from dashboard.figures.initiatives.choice import ALL, KEPT, Choice, Context, context, counted, stem
from dashboard.kept import kept
from dashboard.queries import provenance
from dashboard.release import Release
from dashboard.words import count, listed, plural

_MEANING = (
    "The year is the one in which the source says that the initiative was established, notified, launched, adopted or "
    "approved (for what is planned: approved or notified). It is not the year in which it began to operate."
)


def _finding(frame: pl.DataFrame, dated: int, known: Context) -> str:
    years = frame.group_by("year").agg(pl.col("initiative_count").sum()).sort("year")
    if years.height == 1:
        return f"All dated initiatives{known.within} began in {years['year'][0]}"
    most = years.filter(pl.col("initiative_count") == pl.col("initiative_count").max())
    names = listed([str(year) for year in most["year"]])
    each = "each " if most.height > 1 else ""
    verb = "was the year" if most.height == 1 else "were the years"
    share = f"{each}{count(most['initiative_count'][0])} of {count(dated)} dated"
    return f"{names} {verb} with the most beginnings{known.within}: {share}"


@kept(maxsize=KEPT)
def timeline(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Initiatives by the year they began, one row of bars for each kind; none where no year is known."""
    rows = counted(release, choice)
    dated = rows.filter(pl.col("start_year").is_not_null())
    if dated.is_empty() or choice.year != ALL:
        return None
    known = context(release, choice)
    frame = (
        dated.group_by(pl.col("start_year").alias("year"), "kind", pl.col("kind_plural").alias("kind_label"))
        .agg(pl.len().cast(pl.Int64).alias("initiative_count"))
        .sort("kind_label", "year")
    )
    title = _finding(frame, dated.height, known)
    undated = rows.height - dated.height
    return Figure(
        name=stem(choice, "timeline"),
        title=title,
        subtitle="Initiatives by year, each kind on its own scale. "
        f"{plural(undated, 'initiative')} without a stated year not drawn.",
        frame=table_of(frame),
        columns=(
            Column("year", "Year", "code"),
            Column("kind_label", "Kind"),
            Column("initiative_count", "Initiatives", "number"),
        ),
        file_columns=("year", "kind", "kind_label", "initiative_count"),
        provenance=provenance.of_sources(release, dated["source_id"]),
        spec=charts.timeline_bars(
            theme=theme,
            first_year=int(frame["year"].sort()[0]),
            last_year=int(frame["year"].sort()[-1]),
            kind_count=frame["kind"].n_unique(),
        ),
        drawn_columns=("year", "kind", "kind_label", "initiative_count"),
        alt=f"Bars of initiatives by year for {plural(frame['kind'].n_unique(), 'kind')}. {title}.",
        notes=(_MEANING,),
    )
