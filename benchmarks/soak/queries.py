"""Any query string gives a page or a polite notice, never a traceback: twenty thousand of them.

    .venv/bin/python -m benchmarks.soak.queries

Writes benchmarks/results/soak_queries.json; tests/pages/test_any_query.py runs a short form.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from benchmarks.soak.results import circumstances, timed, write_results
from dashboard.menu import ENTRIES
from tests.sessions import ROOT, Session, elements, served

_SEED = 20261122
_QUERIES = 20_000

_PARAMETERS = (
    "country", "countries", "index", "edition", "measure", "scheme", "region", "method", "kind", "status", "year",
    "years",
    "q", "source", "family", "category", "study_country", "sort", "peers", "from_edition", "to_edition", "part",
    "organisation", "register", "embed", "theme", "study", "about", "verdict", "claim", "number",
)  # fmt: skip

_VALUES = (
    "PAK", "IND", "USA", "XKX", "EUU", "TUV", "TWN", "pak", "", " ", "world", "all", "gairi", "egdi", "gtmi", "aipi",
    "2019", "2020", "2022", "2025", "1999", "-1", "99999999999999999999", "NaN", "total", "p_government", "oxford",
    "oxford-2019", "group", "south-and-central-asia", "asia", "automated_score", "self_report", "ai_use_case",
    "technology_park", "null", "None", "true", "[]", "{}", "%", "%00", "\x00", "\u202e", "\ud7ff", "🇵🇰", "قومی",
    "<script>alert(1)</script>", "'; DROP TABLE score; --", "../../etc/passwd", "=1+1", "a" * 5000, "\n\r\t",
    "${7*7}", "{{7*7}}", "http://127.0.0.1/", "javascript:alert(1)", "2022,2023", "1e309", "0x10",
    "own", "published", "world-rank", "regional-rank", "value", "ng-6", "conflict", "40,22", "13 of 16", "=12th",
)  # fmt: skip


def queries(count: int) -> list[tuple[str, str]]:
    """Pages and query strings, the same ones every time, and more of them for a greater count."""
    rng = random.Random(_SEED)
    made = []
    for _ in range(count):
        pairs = [f"{quote_plus(rng.choice(_PARAMETERS))}={quote_plus(_value(rng))}" for _ in range(rng.randint(0, 6))]
        if rng.random() < 0.05:
            pairs.append(rng.choice(["&&&", "=", "a", "%zz", "?x=1", "country=", "country[]=PAK", ";"]))
        made.append((rng.choice(ENTRIES).address, "&".join(pairs)))
    return made


def _value(rng: random.Random) -> str:
    if rng.random() < 0.8:
        return rng.choice(_VALUES)
    return "".join(chr(rng.randint(1, 0xD7FF)) for _ in range(rng.randint(1, 20)))


async def _visit(address: str, asked: Sequence[tuple[str, str]]) -> list[str]:
    problems = []
    async with Session(address) as session:
        for page, query in asked:
            messages = await session.run(page, query)
            text = " ".join(element.body for element in elements(messages, "html"))
            if elements(messages, "exception") or "could not be drawn" in text or "<h1>" not in text:
                problems.append(f"/{page}?{query}")
    return problems


def problems_of(address: str, asked: Sequence[tuple[str, str]], log: Path) -> list[str]:
    """Ask a server for all of them with two readers.

    Parameters
    ----------
    address : str
        Of the server.
    asked : sequence of tuple
        Pages and query strings.
    log : pathlib.Path
        What the server writes.

    Returns
    -------
    list of str
        Addresses that gave neither a page nor a notice, and whether the server wrote of an error.
    """

    async def both() -> list[list[str]]:
        return await asyncio.gather(_visit(address, asked[::2]), _visit(address, asked[1::2]))

    problems = [problem for part in asyncio.run(both()) for problem in part]
    if "Traceback" in log.read_text(encoding="utf-8", errors="replace"):
        problems.append("the server wrote a traceback")
    return problems


def main() -> int:
    """Ask for all of them and write what was found."""
    found: dict[str, Any] = circumstances("streamlit", "duckdb", "polars")
    with tempfile.TemporaryDirectory() as folder, timed(found):
        log = Path(folder) / "log"
        with served(ROOT / "data", log=log) as (address, _):
            found |= {"queries": _QUERIES, "bad": problems_of(address, queries(_QUERIES), log)}
    print(write_results("queries", found))
    return 1 if found["bad"] else 0


if __name__ == "__main__":
    sys.exit(main())
