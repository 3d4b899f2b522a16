"""Write the measured numbers into README.md, from benchmarks/results alone.

    .venv/bin/python -m benchmarks.readme

Between two marks README.md holds what this makes of the results; tests/unit/test_readme_numbers.py holds them equal.
What has not been measured has no line.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
RESULTS = ROOT / "benchmarks" / "results"
BEGIN, END = "<!-- Made by python -m benchmarks.readme: -->", "<!-- : as far as here -->"
Result = dict[str, Any]


def _result(name: str) -> Result | None:
    file = RESULTS / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def _size(count: float) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def _plain(number: float) -> str:
    return f"{number:,g}"


def _times(number: float) -> str:
    return f"{number:g} times"


#: File, limit in it, what it says, and how its numbers are written.
_LIMITS: tuple[tuple[str, str, str, Callable[[float], str]], ...] = (
    ("load", "p95_ms_of_200_readers", "200 readers who think five seconds: 95 of 100 runs take at most, ms", _plain),
    ("load", "runs_per_s_of_one_process", "Runs a second of one process, at least", _plain),
    ("load", "two_replicas_to_one", "Two replicas behind nginx against one, at least", _times),
    ("compare", "click_seen_ms_to_static", "A click to redrawn charts, against a static page, at most", _times),
    (
        "compare",
        "click_seen_ms_to_static_embedded_anew",
        "A click to redrawn charts, against a static page that embeds its charts again, at most",
        _times,
    ),
    ("compare", "click_seen_ms_to_dash", "A click to redrawn charts, against Dash, at most", _times),
    ("compare", "click_new_ms_to_static", "The same, of a view nobody has asked for, against a static page", _times),
    ("compare", "click_new_ms_to_dash", "The same, of a view nobody has asked for, against Dash", _times),
    ("compare", "cold_bytes", "A first visit behind nginx, at most", _size),
    ("compare", "warm_bytes", "A later visit behind nginx, at most", _size),
    (
        "table_file",
        "share_of_nginx_serving_a_file",
        "A whole table through nginx, against nginx alone, at least",
        _times,
    ),
    ("soak_readers", "errors", "Errors that 50 readers met", _plain),
    ("soak_readers", "memory_mb_per_minute", "Memory that 50 readers cost, MB a minute, at most", _plain),
)


def _runs() -> Iterator[str]:
    rerun = _result("rerun")
    if rerun:
        for kind, words in (("seen", "seen before"), ("new", "that is new")):
            most = max(page[f"{kind}_ms"] for page in rerun["pages"])
            limit = rerun["limits_ms"][kind]
            what = f"Processor time of a page run with a filter {words}, ms, of the slowest page"
            yield f"| {what} | {_plain(most)} | {_plain(limit)} | [rerun.json](benchmarks/results/rerun.json) |"


def _limits() -> Iterator[str]:
    for name, key, words, written in _LIMITS:
        limit = ((_result(name) or {}).get("limits") or {}).get(key)
        if limit:
            source = f"[{name}.json](benchmarks/results/{name}.json)"
            yield f"| {words} | {written(limit['found'])} | {written(limit['limit'])} | {source} |"


def _median(found: Result, name: str) -> float | None:
    value = found.get(name)
    return value["median"] if isinstance(value, dict) else value


def _peer(name: str, found: Result, held: Result) -> str:
    cells = []
    for key, written in (
        ("cold_ms", lambda ms: f"{ms / 1000:.1f} s"),
        ("slow_line_cold_ms", lambda ms: f"{ms / 1000:.1f} s"),
        ("cold_bytes", _size),
        ("warm_bytes", _size),
        ("click_seen_ms", lambda ms: f"{ms:.0f} ms"),
        ("cpu_ms_per_click_seen", lambda ms: f"{ms:.0f} ms"),
        ("memory_mb_per_session", lambda mb: f"{mb:.1f} MB"),
    ):
        value = _median(found, key)
        cells.append("" if value is None else written(max(0, value)))
    most = held.get(name, {})
    more = "more than " if most.get("is_more_than_tried") else ""
    # Nobody tries fewer than ten.
    cells.append(f"{more}{most['held'] or 'fewer than 10'}" if "held" in most else "")
    return f"| {name} | {' | '.join(cells)} |"


def _peers() -> Iterator[str]:
    compare = _result("compare")
    if compare:
        held = (_result("held") or {}).get("contenders", {})
        yield ""
        yield (
            "| The same page in | first visit drawn | on 10 Mbit/s, 40 ms | bytes | later visit | click "
            "| processor time of a click | memory of a session | readers held |"
        )
        yield f"|{' --- |' * 9}"
        for name, found in compare["contenders"].items():
            if "failed" not in found:
                yield _peer(name, found, held)


def block() -> str:
    """What stands between the marks."""
    lines = ["| What | Measured | Limit | From |", "| --- | --- | --- | --- |", *_runs(), *_limits(), *_peers()]
    return "\n".join([BEGIN, "", *lines, "", END])


def main() -> None:
    """Write it."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(before + block() + after, encoding="utf-8")


if __name__ == "__main__":
    main()
