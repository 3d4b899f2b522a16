"""Any query string gives a page or a polite notice, never a traceback."""

import asyncio
import random
from pathlib import Path
from urllib.parse import quote_plus

from dashboard.menu import ENTRIES
from tests.sessions import Session, elements

_QUERIES = 2000
_SEED = 20261122

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


def _queries(count: int) -> list[tuple[str, str]]:
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


def _said(messages: list) -> str:
    return " ".join(element.body for element in elements(messages, "html"))


async def _visit(address: str, asked: list[tuple[str, str]]) -> list[str]:
    problems = []
    async with Session(address) as session:
        for page, query in asked:
            messages = await session.run(page, query)
            text = _said(messages)
            if elements(messages, "exception") or "could not be drawn" in text or "<h1>" not in text:
                problems.append(f"/{page}?{query}")
    return problems


def test_two_thousand_query_strings(server: str, server_log: Path):
    asked = _queries(_QUERIES)
    half = len(asked) // 2

    async def both() -> list[list[str]]:
        return await asyncio.gather(_visit(server, asked[:half]), _visit(server, asked[half:]))

    problems = [problem for part in asyncio.run(both()) for problem in part]
    assert problems == []
    assert "Traceback" not in server_log.read_text(encoding="utf-8", errors="replace")
