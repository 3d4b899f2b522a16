"""Bad CSV files: a survey of the UN."""

import gzip
from collections.abc import Callable, Iterator
from typing import Any

from tests.bad_files.bad_file import HTML, PDF, BadFile
from tests.official_forms import Grid, csv_bytes, score_grids, workbook, workbook_bytes

EGDI_EDITIONS = ("2022", "2024", "2020", "2018", "2016", "2014")


def _egdi(
    name: str, says: str, harm: Callable[[Grid], Grid | bytes | None], *, is_for_the_rules: bool = False
) -> BadFile:
    def make(edition: str) -> bytes:
        grid = score_grids("egdi", edition)[""]
        harmed = harm(grid)
        return harmed if isinstance(harmed, bytes) else csv_bytes(grid if harmed is None else harmed)

    return BadFile(name, "egdi", EGDI_EDITIONS, make, says, is_for_the_rules)


def _at(grid: Grid, column: str, value: Any, row: int = 5) -> None:
    """Put a value into a column, by default in row 6 of the sheet."""
    grid[row][grid[0].index(column)] = value


def _egdi_cell(name: str, value: Any, says: str, column: str = "Online Service Index", **more: bool) -> BadFile:
    return _egdi(name, says, lambda grid: _at(grid, column, value), **more)


def _scaled(factor: float) -> Callable[[Grid], None]:
    def harm(grid: Grid) -> None:
        for row in grid[1:]:
            for place, name in enumerate(grid[0]):
                if name.endswith("Index"):
                    row[place] = f"{float(row[place]) * factor:.5f}"

    return harm


def _swap_ranks(grid: Grid) -> None:
    place = grid[0].index("E-Government Rank")
    ranked = sorted(grid[1:], key=lambda row: int(row[place]))
    first, last = ranked[0], ranked[-1]
    first[place], last[place] = last[place], first[place]


def csv_files() -> Iterator[BadFile]:  # noqa: PLR0915 - a list
    value, index = r"row 6, column 'Online Service Index'", "Online Service Index"
    name = r"row 6, column 'Country Name'"
    yield _egdi("empty", "the file is empty", lambda grid: b"")
    yield _egdi("blank", "the file is empty", lambda grid: b" \r\n\r\n")
    yield _egdi("header-only", "no country was found|editions are missing", lambda grid: grid[:1])
    yield _egdi("html", "it is a web page instead of csv", lambda grid: HTML)
    yield _egdi("xml", "it is XML or HTML instead of csv", lambda grid: b"<?xml version='1.0'?><scores/>")
    yield _egdi("json", "it is JSON instead of csv", lambda grid: b'{"error": "not found"}')
    yield _egdi("workbook", "a workbook instead of csv", lambda grid: workbook_bytes(workbook({"a": grid[:3]})))
    yield _egdi("gzip", "compressed with gzip instead of csv", lambda grid: gzip.compress(csv_bytes(grid)))
    yield _egdi("pdf", "a PDF instead of csv", lambda grid: PDF)
    yield _egdi("utf-16", "it is UTF-16 instead of csv", lambda grid: csv_bytes(grid, "utf-16"))
    yield _egdi("utf-16-without-mark", "line 1: a NUL byte", lambda grid: csv_bytes(grid, "utf-16-le"))
    yield _egdi("nul", r"line 6: a NUL byte", lambda grid: _at(grid, index, "0.4\x00"))
    yield _egdi("windows-1252", r"line \d+: not utf-8: byte", lambda grid: csv_bytes(grid, "cp1252"))
    yield _egdi_cell("mojibake", "TÃ¼rkiye", rf"{name}: an unknown spelling", "Country Name")
    yield _egdi_cell("replacement-character", "T\ufffdrkiye", rf"{name}: an unknown spelling", "Country Name")
    yield _egdi_cell("control-character", "Iraq\x1b[2J", rf"{name}: an unknown spelling", "Country Name")
    yield _egdi_cell("right-to-left-override", "\u202eqarI", rf"{name}: an unknown spelling", "Country Name")
    yield _egdi("two-marks", "row 1: columns are missing", lambda grid: b"\xef\xbb\xbf" * 2 + csv_bytes(grid))
    yield _egdi("cut-in-a-row", r"row \d+: \d cells where the header has 8", lambda grid: csv_bytes(grid)[:6005])
    yield _egdi(
        "cut-after-a-row",
        "100 countries have a total, 193 are stated|column 'E-Government Rank'",
        lambda grid: grid[:101],
        is_for_the_rules=True,
    )
    yield _egdi(
        "one-country-less",
        "192 countries have a total, 193 are stated|column 'E-Government Rank'",
        lambda grid: grid[:-1],
        is_for_the_rules=True,
    )
    yield _egdi(
        "column-missing",
        "row 1: columns are missing.*Online Service Index",
        lambda grid: [row[:-1] if row[-1] == index else row for row in _without(grid, index)],
    )
    yield _egdi(
        "column-new",
        "row 1: columns are new.*Resilience Index",
        lambda grid: [[*row, "Resilience Index" if row is grid[0] else "0.5"] for row in grid],
    )
    yield _egdi(
        "column-twice",
        "row 1: columns stand twice.*Online Service Index",
        lambda grid: [[*row, row[grid[0].index(index)]] for row in grid],
    )
    yield _egdi(
        "header-in-lower-case",
        "row 1: columns are missing",
        lambda grid: [[cell.lower() for cell in grid[0]], *grid[1:]],
    )
    yield _egdi("no-header", "row 1: columns are missing", lambda grid: grid[1:])
    yield _egdi("semicolons", "row 1: columns are missing", lambda grid: csv_bytes(grid).replace(b",", b";"))
    yield _egdi("row-too-long", "row 6: 9 cells where the header has 8", lambda grid: grid[5].append("0.5"))
    yield _egdi(
        "row-too-short", "row 6: 7 cells where the header has 8", lambda grid: [*grid[:5], grid[5][:-1], *grid[6:]]
    )
    yield _egdi("blank-line", "row 6: 0 cells where the header has 8", lambda grid: grid.insert(5, []))
    yield _egdi(
        "open-quote",
        r"row \d+: not readable as CSV: ',' expected after '\"'",
        lambda grid: csv_bytes(grid).replace(b"\r\n", b'\r\n"', 6),
    )
    yield _egdi("footnote", "row 195.*cells where the header has 8", lambda grid: grid.append(["Source: UN DESA"]))
    yield _egdi_cell("nan", "NaN", value)
    yield _egdi_cell("infinity", "inf", value)
    yield _egdi_cell("too-large-for-a-number", "1e999", value)
    yield _egdi_cell("a-thousand-digits", "1" * 1000, value)
    yield _egdi_cell("decimal-comma", "0,4383", value)
    yield _egdi_cell("thousands", "1,234", value)
    yield _egdi_cell("per-cent-sign", "43.8%", value)
    yield _egdi_cell("digits-of-another-script", "０.４３", value)
    yield _egdi_cell("underscore", "0_4", value)
    yield _egdi_cell("true", "TRUE", value)
    yield _egdi_cell("a-date", "2022-05-01", value)
    yield _egdi_cell("formula-text", "=0.4+0.1", value)
    yield _egdi_cell("formula-as-country", "=cmd|' /C calc'!A0", name, "Country Name")
    yield _egdi_cell("error-text", "#DIV/0!", value)
    yield _egdi_cell("not-available", "n/a", value)
    yield _egdi_cell("empty-cell", "", value)
    yield _egdi_cell(
        "negative",
        "-0.4",
        "score.value: outside the range of the measure.*osi -0.4|does not follow from its parts",
        is_for_the_rules=True,
    )
    yield _egdi(
        "per-cent-instead-of-fraction", "outside the range|total above 1.0", _scaled(100), is_for_the_rules=True
    )
    yield _egdi("a-hundredth", "never reach .* of their range|the median of", _scaled(0.01), is_for_the_rules=True)
    yield _egdi_cell("unknown-country", "Atlantis", rf"{name}: an unknown spelling.*Atlantis", "Country Name")
    yield _egdi_cell("no-country", "", rf"{name}: values without a country", "Country Name")
    yield _egdi(
        "country-twice",
        "column 'Country Name': a country for the second time",
        lambda grid: _at(grid, "Country Name", grid[6][0]),
    )
    yield _egdi("file-twice", "a country for the second time", lambda grid: [*grid, *grid[1:]])
    yield _egdi_cell("another-year", "1999", "column 'Survey Year': another edition.*1999", "Survey Year")
    yield _egdi_cell("no-year", "", "column 'Survey Year': another edition", "Survey Year")
    yield _egdi_cell("rank-with-a-fraction", "1.5", "column 'E-Government Rank': not a rank", "E-Government Rank")
    yield _egdi_cell("rank-zero", "0", "column 'E-Government Rank': not a rank", "E-Government Rank")
    yield _egdi_cell("rank-negative", "-3", "column 'E-Government Rank': not a rank", "E-Government Rank")
    yield _egdi_cell(
        "rank-beyond",
        "9999",
        "a rank that nobody can have|column 'E-Government Rank'",
        "E-Government Rank",
        is_for_the_rules=True,
    )
    yield _egdi(
        "ranks-out-of-order",
        "a rank far from where the value stands|column 'E-Government Rank'",
        _swap_ranks,
        is_for_the_rules=True,
    )
    yield _egdi(
        "line-of-two-megabytes", r"line 6: a line of 2 MB", lambda grid: _at(grid, "Country Name", "x" * (2 << 20))
    )
    yield _egdi("three-thousand-columns", "line 1: 3000 columns", lambda grid: [["a"] * 3000])
    yield _egdi("oversize", r"are too much: at most 64 MB are read", lambda grid: csv_bytes(grid) * 6000)
    yield _egdi(
        "many-rows",
        "a country for the second time|needs more than 1 GB|longer than 30 s",
        lambda grid: csv_bytes(grid) + csv_bytes(grid[1:]) * 500,
    )


def _without(grid: Grid, column: str) -> Grid:
    place = grid[0].index(column)
    return [row[:place] + row[place + 1 :] for row in grid]
