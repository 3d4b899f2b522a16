"""All countries on one scale."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Figure
from dashboard.figures.frames import row_of, table_of
from dashboard.figures.readiness.choice import KEPT, Choice, Context, context, emphasised, stem
from dashboard.figures.readiness.ranking import ALL_RANKS_TABLE, RANK_FILE_COLUMNS, rank_columns
from dashboard.kept import kept
from dashboard.queries import provenance, scores
from dashboard.release import Release
from dashboard.words import number, plural


@kept(maxsize=KEPT)
def distribution(release: Release, choice: Choice, theme: Theme) -> Figure:
    """All countries as dots on one scale, with median and quartiles, the chosen one marked."""
    known = context(release, choice)
    frame = emphasised(release, choice).filter("is_drawn")
    summary = scores.summary(release, choice.index, choice.edition, choice.measure)
    assert summary is not None
    title = _distribution_finding(frame, choice, known, summary)
    return Figure(
        name=stem(choice, "distribution"),
        title=title,
        subtitle=f"{known.measured}. Each dot is a country, {frame.height} in all.",
        frame=table_of(frame),
        columns=rank_columns(known, choice),
        file_columns=RANK_FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        spec=charts.distribution_strip(
            theme=theme,
            value_title=known.unit,
            domain=known.domain,
            median=(summary.median, number(summary.median, known.decimals)),
            quartiles=(
                (summary.q1, number(summary.q1, known.decimals)),
                (summary.q3, number(summary.q3, known.decimals)),
            ),
        ),
        drawn_columns=("country", "value", "value_label", "emphasis"),
        table_elsewhere=ALL_RANKS_TABLE,
        alt=f"Dot plot of {plural(frame.height, 'country', 'countries')}. {title}.",
    )


def _distribution_finding(frame: pl.DataFrame, choice: Choice, known: Context, summary: scores.Summary) -> str:
    own = row_of(frame, choice.country)
    middle = f"half of all countries score above {number(summary.median, known.decimals)}"
    if own is None:
        return f"{middle[:1].upper()}{middle[1:]}"
    return f"{known.country} scores {number(own['value'], known.decimals)}; {middle}"
