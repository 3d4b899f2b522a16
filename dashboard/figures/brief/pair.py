"""Two countries side by side: readiness, accessibility, initiatives, barriers; compared only where that is honest."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure, Provenance
from dashboard.figures import comparison
from dashboard.figures.brief.choice import KEPT, names
from dashboard.figures.brief.ways import SCHEME
from dashboard.figures.country import Choice as CountryChoice
from dashboard.figures.country.choice import totals
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import country, geography, overview, provenance, readiness
from dashboard.release import Release
from dashboard.words import count, listed, lower_first, number, plural, rank, signed

#: Code of the choice that sets no other country beside the first.
NOBODY = "none"
_ATLAS = "atlas"
_NOT_COMPARED = "Not compared: a count says what is on record here"
Row = dict[str, Any]


def others(release: Release, code: str) -> dict[str, str]:
    """Whom a country may be set beside: nobody, or any other country."""
    labels = geography.country_labels(release)
    return {NOBODY: "No other country", **{other: name for other, name in labels.items() if other != code}}


@kept(maxsize=KEPT)
def pair(release: Release, first: str, second: str) -> Figure:
    """A row for each measure and country; the table on the page has a column for each country."""
    codes = (first, second)
    rows = [row for found in (_indexes, _audits, _started, _studied) for row in found(release, codes)]
    known = [names(release, code) for code in codes]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    held = {row["provenance_key"] for row in rows}
    return Figure(
        name=f"side-by-side_{first.lower()}-{second.lower()}",
        title=f"{known[0].country} and {known[1].country}: {_finding(rows)}",
        subtitle="Each measure in the newest edition or audit that has both. Where the two cannot be compared, each "
        "stands with its own year.",
        frame=table_of(frame),
        columns=(
            Column("measure", "Measure"),
            Column(first, known[0].country),
            Column(second, known[1].country),
            Column("remark", f"{known[0].country} against {known[1].country}"),
        ),
        file_columns=(
            "country_code", "country", "topic", "measure", "edition", "value", "unit", "rank", "rank_of", "is_tied",
            "status", "is_comparable", "remark",
        ),
        provenance=_provenance(release, held),
        provenance_column="provenance_key",
        layout=table_of(_wide(frame, codes)),
        table_elsewhere="The file has one row for each measure and country.",
    )  # fmt: skip


def pair_finding(figure: Figure, first: str) -> str:
    """In how many indexes that score both the first stands above the other; what can be compared where none does."""
    ranks: dict[str, dict[str, int]] = {}
    labels = {}
    for row in figure.frame.to_pylist():
        labels[row["country_code"]] = row["country"]
        if row["is_comparable"] and row["rank"] is not None:
            ranks.setdefault(row["measure"], {})[row["country_code"]] = row["rank"]
    both = [found for found in ranks.values() if len(found) == 2]
    if not both:
        return figure.title
    (other,) = labels.keys() - {first}
    above = sum(found[first] < found[other] for found in both)
    below = sum(found[first] > found[other] for found in both)
    where = "above" if above >= below else "below"
    return (
        f"{labels[first]} ranks {where} {labels[other]} in {count(max(above, below))} of "
        f"{plural(len(both), 'index that scores both', 'indexes that score both')}"
    )


def _wide(frame: pl.DataFrame, codes: tuple[str, str]) -> pl.DataFrame:
    return frame.pivot("country_code", index=["topic", "measure", "remark"], values="written").select(
        "topic", "measure", *codes, "remark"
    )


def _finding(rows: list[Row]) -> str:
    """How many measures compare the two."""
    comparable = len({row["measure"] for row in rows if row["is_comparable"]})
    whole = len({row["measure"] for row in rows})
    return f"{count(comparable)} of {count(whole)} measures can be compared"


def _provenance(release: Release, keys: set[str]) -> dict[str, Provenance]:
    found: dict[str, Provenance] = {}
    for key in sorted(keys):
        index, _, edition = key.partition("/")
        if key == _ATLAS:
            found[key] = next(iter(provenance.of_atlas(release).values()))
        elif edition:
            found[key] = provenance.of_editions(release, index, [edition])[edition]
        else:
            found[key] = provenance.of_sources(release, [key])[key]
    return found


def _row(release: Release, code: str, topic: str, measure: str, written: str, **more: Any) -> Row:
    empty = dict.fromkeys(("edition", "value", "unit", "rank", "rank_of", "is_tied"))
    return {
        **empty, "country_code": code, "country": geography.country_labels(release)[code], "topic": topic,
        "status": "normal",
        "measure": measure, "written": written, "remark": "", "is_comparable": False, "provenance_key": _ATLAS, **more,
    }  # fmt: skip


def _indexes(release: Release, codes: tuple[str, str]) -> Iterator[Row]:
    """Every index: the newest edition that scores both, else the newest of each."""
    for index in readiness.index_labels(release):
        own = [_scores(release, code, index) for code in codes]
        shared = sorted(set(own[0]) & set(own[1]))
        found = [rows.get(shared[-1] if shared else max(rows, default="")) for rows in own]
        if any(found):
            yield from _index(release, codes, found, is_shared=bool(shared))


def _scores(release: Release, code: str, index: str) -> dict[str, Row]:
    rows = totals(release, CountryChoice(code, SCHEME)).filter(
        (pl.col("index_id") == index) & pl.col("value").is_not_null() & pl.col("is_drawn")
    )
    return {row["edition"]: row for row in rows.to_dicts()}


def _index(release: Release, codes: tuple[str, str], found: list[Row | None], *, is_shared: bool) -> Iterator[Row]:
    one = next(row for row in found if row)
    measure = f"{one['index_name']} {one['edition']}" if is_shared else str(one["index_name"])
    remark = "No edition scores both"
    if is_shared and found[0] and found[1]:
        gap = found[0]["value"] - found[1]["value"]
        remark = f"{signed(gap, one['decimals'])} points"
    for code, row in zip(codes, found, strict=True):
        if row is None:
            yield _row(release, code, "Readiness", measure, "No figure published", remark=remark)
            continue
        place = f" ({rank(row['rank'], row['is_tied'])} of {count(row['rank_of'])})" if row["rank"] else ""
        year = "" if is_shared else f" in {row['edition']}"
        year += "" if row["status"] == "normal" else f", {lower_first(row['status_label'])}"
        yield _row(
            release, code, "Readiness", measure, f"{number(row['value'], row['decimals'])}{place}{year}",
            remark=remark, is_comparable=is_shared, status=row["status"],
            edition=row["edition"], value=row["value"], unit=row["unit"],
            rank=row["rank"], rank_of=row["rank_of"], is_tied=row["is_tied"],
            provenance_key=f"{row['index_id']}/{row['edition']}",
        )  # fmt: skip


def _audits(release: Release, codes: tuple[str, str]) -> Iterator[Row]:
    """Share of sites with a good automated score; compared only within one audit."""
    own = [{(row["source_id"], row["audited_year"]): row for row in overview.audit_standing(release, code)}
           for code in codes]  # fmt: skip
    shared = [key for key in own[0] if key in own[1]]
    measure = "Public websites that score 90 or more of 100 in an automated test"
    remark = "No audit covers both"
    if shared:
        gap = own[0][shared[0]]["share_ge90_pct"] - own[1][shared[0]]["share_ge90_pct"]
        remark = f"{signed(gap, 0)} percentage points, in the same audit"
    for code, rows in zip(codes, own, strict=True):
        row = rows[shared[0]] if shared else next(iter(rows.values()), None)
        if row is None:
            yield _row(release, code, "Accessibility", measure, "No audit held", remark=remark)
            continue
        told = f"{number(row['share_ge90_pct'], 0)}% of {count(row['host_count'])} in {row['audited_year']}"
        yield _row(
            release, code, "Accessibility", measure, told, remark=remark, is_comparable=bool(shared),
            edition=str(row["audited_year"]), value=row["share_ge90_pct"], unit="percent",
            provenance_key=row["source_id"],
        )  # fmt: skip


def _started(release: Release, codes: tuple[str, str]) -> Iterator[Row]:
    """Initiatives on record, and whether a national strategy is listed."""
    for code in codes:
        kinds = overview.initiative_counts(release, code)
        total = sum(kind["initiative_count"] for kind in kinds)
        yield _row(
            release, code, "Initiatives", "Initiatives on record", count(total) if total else "None on record",
            remark=_NOT_COMPARED, value=float(total) if total else None, unit="count",
        )  # fmt: skip
    for code in codes:
        is_listed = country.reach(release, code).strategy_count > 0
        yield _row(
            release, code, "Initiatives", "National AI strategy", "Listed" if is_listed else "Not listed",
            remark="The same list for both", is_comparable=True, unit="yes=1 no=0", value=float(is_listed),
        )  # fmt: skip


def _studied(release: Release, codes: tuple[str, str]) -> Iterator[Row]:
    """Challenges that studies about each country name."""
    for code in codes:
        found = overview.challenge_counts(release, code)
        quantity = found[0]["all_challenge_count"] if found else 0
        studies = plural(found[0]["all_study_count"], "study", "studies") if found else ""
        written = f"{count(quantity)} in {studies}" if found else "No study held"
        yield _row(
            release, code, "Barriers", "Challenges that studies name", written, remark=_NOT_COMPARED,
            value=float(quantity) if found else None, unit="count",
        )  # fmt: skip


@kept(maxsize=KEPT)
def pair_charts(release: Release, first: str, second: str, theme: Theme) -> tuple[Figure, ...]:
    """Total and pillars, and the trend, of the first index that scores both in one edition."""
    for index in readiness.index_labels(release):
        shared = set(_scores(release, first, index)) & set(_scores(release, second, index))
        if shared:
            choice = comparison.Choice(index, max(shared), (first, second), "region", SCHEME, geography.WORLD)
            return comparison.pillars(release, choice, theme), comparison.trend(release, choice, theme)
    return ()


def pair_lede(release: Release, first: str, second: str) -> str:
    """The line under the title."""
    both = listed([names(release, code).in_sentence for code in (first, second)])
    return f"Brief of {both}, side by side, made by rule from release {release.id}."
