"""Results of axe-core: as the tool gives them, as lists of results, and as tables that others made of them.

``shape`` in the layout says which:

``runs``
    What ``axe.run()`` gives: one object, a list of them, or one per line. The default.
``results``
    A bare list of rule results of one page; ``outcome`` says which they are.
``gsa``
    What the engine of the GSA's Site Scanning makes of such a list: an object with ``resultsList``.
``site-scan``
    A CSV file like the GSA's: one row per page, a cell with failures per group of rules as JSON.
``pandas``
    A CSV file with one column per page and one row per key of a run, in the notation of Python.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import duckdb
import polars as pl

from etl.errors import CatalogueError
from etl.sources import Reading, Tables
from etl.sources.audit_layout import layout_of
from etl.sources.axe_layout import ENGINE, LISTS, AxeLayout
from etl.sources.axe_lists import read_gsa, read_pandas, read_results
from etl.sources.axe_tables import read_site_scan
from etl.sources.criteria import Criteria, in_order
from etl.sources.outcomes import OUTCOMES, Pages, outcome_tables
from etl.sources.sql_reading import sql_reader

# Of every node one key is read, and none kept: they hold pieces of pages and may name people.
_RESULT = "STRUCT(id VARCHAR, tags JSON, nodes STRUCT(impact VARCHAR)[])[]"
_RUNS = f"""
CREATE TEMP TABLE run AS
SELECT row_number() OVER () - 1 AS page, parse_filename(filename) AS file, url, "timestamp", "testEngine",
  {", ".join(LISTS)}
FROM read_json(
  getvariable('paths'), filename = true, maximum_object_size = 25165824, columns = {{
    url: 'VARCHAR', "timestamp": 'VARCHAR', "testEngine": 'STRUCT("name" VARCHAR, version VARCHAR)',
    {", ".join(f"{name}: '{_RESULT}'" for name in LISTS)}
  }}
)
"""
_FOUND = f"""
CREATE TEMP TABLE found AS
SELECT page, outcome, r.id AS rule_id, r.tags AS tags, len(r.nodes)::VARCHAR AS occurrence_count
FROM (
  SELECT page, l.outcome, unnest(l.found) AS r
  FROM (SELECT page, unnest([{", ".join(f"{{outcome: '{o}', found: {n}}}" for n, o in LISTS.items())}]) AS l FROM run)
)
"""
_OUTCOMES = """
SELECT page, rule_id, outcome, occurrence_count, success_criteria
FROM found
LEFT JOIN criteria
  ON criteria.rule IS NOT DISTINCT FROM rule_id AND criteria.tag_list IS NOT DISTINCT FROM tags
"""


_SAID = """
SELECT file || ', result ' || (page + 1) AS place, url, "testEngine".name AS engine,
  "testEngine".version AS engine_version, "timestamp" AS audited_on, NULL::VARCHAR AS organisation,
  NULL::VARCHAR AS host, violations IS NOT NULL OR passes IS NOT NULL AS has_lists
FROM run
"""


def _pages(connection: duckdb.DuckDBPyConnection, layout: AxeLayout, reading: Reading) -> pl.DataFrame:
    said = connection.sql(_SAID).pl()
    strange = said.filter(~pl.col("has_lists") | (pl.col("engine") != ENGINE))
    if strange.height:
        todo = f"A run of {ENGINE} has lists of violations and passes; correct 'shape' in the block."
        engines = strange["engine"].drop_nulls().unique(maintain_order=True)
        reading.faults.add(strange["place"][0], f"{strange.height} results not of {ENGINE}", engines, todo)
    if said.is_empty():
        reading.faults.add("", "no results in it")
    return Pages(layout, reading.faults).completed(said.drop("has_lists"))


def _criteria_frame(connection: duckdb.DuckDBPyConnection, reading: Reading) -> pl.DataFrame:
    """Criteria of every rule with its tags; each occurs on every page, so they are looked up once."""
    known = Criteria(reading.reference)
    rows: list[tuple[str | None, str | None, str | None]] = []
    for rule, tags in connection.sql("SELECT DISTINCT rule_id, tags FROM found").fetchall():
        named = json.loads(tags) if tags else None
        if not isinstance(named, list | None):
            reading.faults.add(f"rule {rule!r}", "tags that are not a list", [named])
            continue
        codes, strange = ((known.of_rule(ENGINE, rule) or "").split(), []) if named is None else known.of_tags(named)
        if strange:
            reading.faults.add(f"rule {rule!r}", "tags name success criteria that WCAG 2 does not have", strange)
        if not rule:
            reading.faults.add("", "results without the id of a rule")
        rows.append((rule, tags, in_order(codes) or None))
    return pl.DataFrame(rows, schema=dict.fromkeys(("rule", "tag_list", "success_criteria"), pl.String), orient="row")


def read_runs(reading: Reading, layout: AxeLayout) -> Tables:
    """Read what ``axe.run()`` gives, by SQL: these are the files that come by the thousand."""
    with sql_reader(reading) as connection:
        connection.execute(_RUNS)
        pages = _pages(connection, layout, reading)
        connection.execute(_FOUND)
        connection.register("criteria", _criteria_frame(connection, reading).to_arrow())
        reading.faults.stop_if_any()
        return outcome_tables(pages, connection.sql(_OUTCOMES).pl())


_SHAPES: Mapping[str, Callable[[Reading, AxeLayout], Tables]] = {
    "runs": read_runs,
    "results": read_results,
    "gsa": read_gsa,
    "site-scan": read_site_scan,
    "pandas": read_pandas,
}


def parse(reading: Reading) -> Tables:
    """Read results of axe-core.

    Parameters
    ----------
    reading : Reading
        The files and their block.

    Returns
    -------
    Mapping of str to polars.DataFrame
        The table ``audit_outcome``.
    """
    layout = layout_of(reading, AxeLayout)
    if layout.shape not in _SHAPES or layout.outcome not in OUTCOMES:
        raise CatalogueError(
            f"{reading.source}/source.toml, layout of file {reading.file.id}: shape is one of {', '.join(_SHAPES)}, "
            f"outcome one of {', '.join(OUTCOMES)}"
        )
    return _SHAPES[layout.shape](reading, layout)
