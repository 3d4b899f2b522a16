"""Where a country stands on every readiness index."""

from typing import Any

import polars as pl

from dashboard.figure import Column, Figure, Provenance
from dashboard.figures import closeness
from dashboard.figures.country.choice import KEPT, Choice, Context, context, newest
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import country, provenance
from dashboard.release import Release
from dashboard.words import number, rank_of, sentence_case, unit_words

_GROUPS = "A is very high, B high, C medium, D low"


@kept(maxsize=KEPT)
def indexes(release: Release, choice: Choice) -> Figure | None:
    """One row for each index: the newest total, its rank in the world and in the region; none without a score."""
    frame = newest(release, choice)
    if frame.is_empty():
        return None
    known = context(release, choice)
    groups = frame_of(country.groups(release, choice.country)).rename({"maturity_group": "group"})
    frame = (
        frame.join(groups.with_columns(pl.lit("gtmi").alias("index_id")), on=["index_id", "edition"], how="left")
        .with_columns(
            pl.format("{}/{}", "index_id", "edition").alias("provenance_key"),
            pl.lit(choice.scheme).alias("region_scheme"),
            pl.lit(known.region if known.has_region else None, dtype=pl.String).alias("region"),
            pl.col("group").alias("maturity_group"),
        )
        .pipe(_labelled)
    )
    among = known.region_label
    return Figure(
        name=f"readiness_all-indexes_{choice.country.lower()}",
        title=_finding(frame, known),
        subtitle="Newest edition of each index that scores it. The indexes measure different things: scores of two "
        "indexes are never compared, ranks only with care.",
        frame=table_of(frame),
        columns=(
            Column("index_name", "Index"),
            Column("edition", "Edition", "code"),
            Column("value_label", "Score"),
            Column("place", "Rank in the world"),
            Column("band", "Ranks close to it"),
            *((Column("region_place", f"Rank in {among}"),) if known.has_region else ()),
            Column("remark", "To know"),
        ),
        file_columns=(
            "country_code", "country", "index_id", "edition", "measure_id", "measure", "value", "unit", "rank",
            "rank_of", "is_tied", "rank_published", "rank_computed", *closeness.COLUMNS, "region_scheme", "region",
            "region_rank", "region_rank_of", "maturity_group", "status", "note",
        ),
        provenance=_provenance(release, frame),
        provenance_column="provenance_key",
    )  # fmt: skip


def _labelled(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its numbers in words."""
    rows = frame.to_dicts()
    return frame.with_columns(
        pl.Series("value_label", [_score(row) for row in rows]),
        pl.Series("place", [rank_of(row["rank"], row["rank_of"], row["is_tied"]) for row in rows]),
        pl.Series("band", [_band(row) for row in rows]),
        pl.Series(
            "region_place", [rank_of(row["region_rank"], row["region_rank_of"], row["region_is_tied"]) for row in rows]
        ),
        pl.Series("remark", [_remark(row) for row in rows]),
    )


def _score(row: dict[str, Any]) -> str:
    """``45.38 of 100``: the score and the top of its scale."""
    value = number(row["value"], row["decimals"])
    return f"{value} of {row['max']:g}" if row["max"] is not None else f"{value}, {unit_words(row['unit'])}"


def _band(row: dict[str, Any]) -> str:
    """``79th to 81st, within 1 point``: the points differ from index to index."""
    if row["band_points"] is None:
        return ""
    within = closeness.points(row["band_points"])
    return f"none within {within}" if row["band_count"] == 1 else f"{closeness.span(row)}, within {within}"


def _remark(row: dict[str, Any]) -> str:
    """What stands beside the figure: group, whose rank it is, whether newer editions leave the country out."""
    said = []
    if row["group"]:
        said.append(f"Group {row['group']} ({_GROUPS}).")
    if row["rank_published"] is None and row["rank"] is not None:
        said.append("Rank counted by us: the publisher prints none.")
    if row["rank_published"] is not None and row["rank_published"] != row["rank_computed"]:
        said.append(f"Counted from the scores, the rank is {row['rank_computed']}.")
    if not row["is_latest"]:
        said.append("Newer editions have no figure.")
    if row["status"] != "normal":
        said.append(f"{row['status_label']}.")
    return " ".join(said)


def _provenance(release: Release, frame: pl.DataFrame) -> dict[str, Provenance]:
    found: dict[str, Provenance] = {}
    for index, edition in frame.select("index_id", "edition").iter_rows():
        found[f"{index}/{edition}"] = provenance.of_editions(release, index, [edition])[edition]
    return found


def _finding(frame: pl.DataFrame, known: Context) -> str:
    """On which index the country stands highest, and on which lowest, by share of the countries ranked."""
    ranked = frame.filter(pl.col("rank").is_not_null()).sort(pl.col("rank") / pl.col("rank_of"))
    if ranked.is_empty():
        return sentence_case(f"{known.in_sentence} has a score on {frame.height} of the indexes and no rank")

    def told(row: dict[str, Any]) -> str:
        return f"{row['short_name']} {row['edition']}, {row['place']}"

    best, worst = ranked.row(0, named=True), ranked.row(-1, named=True)
    if ranked.height == 1:
        return sentence_case(f"{known.in_sentence} is ranked by one index alone: {told(best)}")
    return sentence_case(f"{known.in_sentence} stands highest in the {told(best)}, lowest in the {told(worst)}")
