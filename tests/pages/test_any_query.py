"""The short form of benchmarks/soak/queries.py: any query string gives a page or a polite notice."""

from pathlib import Path

from benchmarks.soak.queries import problems_of, queries


def test_any_query_string_gives_a_page_or_a_notice(server: str, server_log: Path) -> None:
    asked = queries(500)

    assert len({page for page, _ in asked}) > 10
    assert problems_of(server, asked, server_log) == []
