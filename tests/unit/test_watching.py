"""What an operator sees: health, numbers and a log, none of which tells of a reader."""

import json
import logging
import math
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse

from dashboard import release as door
from dashboard import warm
from dashboard.serving import HEALTH, logs, metrics
from tests.asgi import ask


@pytest.fixture
def without_release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(door, "_door", door._Door())


def test_a_process_without_a_release_lives_and_is_not_ready(without_release: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(warm, "is_done", lambda: True)
    app = Starlette(routes=list(HEALTH))
    assert ask(app, "/health/live").status == 200
    answer = ask(app, "/health/ready")
    assert (answer.status, json.loads(answer.body)["release"]) == (503, None)
    assert answer.headers["cache-control"] == "no-store"


def test_a_process_is_ready_when_a_release_is_open_and_not_before_it_is_warm(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dashboard.serving.health._release_id", lambda: "20261122-3c165bab")
    app = Starlette(routes=list(HEALTH))
    monkeypatch.setattr(warm, "is_done", lambda: False)
    assert ask(app, "/health/ready").status == 503
    monkeypatch.setattr(warm, "is_done", lambda: True)
    assert ask(app, "/health/ready").status == 200


def _number(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def test_runs_are_counted_by_page_and_how_they_ended():
    class Replaced(BaseException):
        """As Streamlit ends a run for which a newer one waits."""

    before = {how: _number("atlas_runs_total", page="test", outcome=how) for how in ("drawn", "failed", "replaced")}
    with metrics.run_of("test"):
        pass
    with metrics.run_of("test") as run:
        run.fail()
    with pytest.raises(Replaced), metrics.run_of("test"):
        raise Replaced
    after = {how: _number("atlas_runs_total", page="test", outcome=how) for how in before}
    assert {how: after[how] - before[how] for how in before} == {"drawn": 1, "failed": 1, "replaced": 1}
    assert _number("atlas_run_cpu_seconds_count", page="test") >= 3


def test_answers_and_errors_are_counted():
    def fail(*_: object) -> None:
        raise RuntimeError

    before = _number("atlas_answers_total", status="4xx"), _number("atlas_errors_total", where="answer")
    ask(metrics.CountedAnswers(PlainTextResponse("no", 404)), "/")
    with pytest.raises(RuntimeError):
        ask(metrics.CountedAnswers(fail), "/")  # type: ignore[arg-type]
    after = _number("atlas_answers_total", status="4xx"), _number("atlas_errors_total", where="answer")
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)


def test_the_age_of_the_release_is_a_number_or_none(without_release: None):
    assert math.isnan(metrics._release_age_s())
    assert b"atlas_release_age_seconds NaN" in generate_latest(metrics.REGISTRY)


def _line(record: logging.LogRecord) -> dict[str, object]:
    found: dict[str, object] = json.loads(logs.JsonLines().format(record))
    return found


def _record(name: str, message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    told = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, told)


def test_an_error_is_logged_by_kind_and_place_and_not_by_its_text():
    try:
        raise ValueError("country=asked-for-this")
    except ValueError as problem:
        line = _line(_record("dashboard", "The page %s could not be drawn", "Country", error=problem))
    assert (line["error"], line["event"]) == ("ValueError", "The page Country could not be drawn")
    assert "asked-for-this" not in json.dumps(line)
    assert str(line["places"]).startswith("['test_watching.py:")


def test_of_what_others_log_only_the_fixed_words_are_kept():
    line = _line(_record("uvicorn.error", '%s - "WebSocket %s" [accepted]', "192.0.2.1", "/?country=PAK"))
    assert "192.0.2.1" not in json.dumps(line) and "PAK" not in json.dumps(line)


def test_a_run_is_one_line_with_page_outcome_and_time(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO, "dashboard"), metrics.run_of("country"):
        pass
    line = _line(caplog.records[-1])
    assert (line["event"], line["page"], line["outcome"]) == ("run", "country", "drawn")
    assert set(line) == {"time", "level", "logger", "event", "page", "cpu_ms", "outcome"}


def test_who_opens_a_socket_is_not_logged_in_either_form(caplog: pytest.LogCaptureFixture):
    logger = logging.getLogger("uvicorn.error")
    former = list(logger.filters)
    try:
        logs.set_up("text")
        with caplog.at_level(logging.INFO, "uvicorn.error"):
            logger.info('%s - "WebSocket %s" [accepted]', "192.0.2.1", "/_stcore/stream")
        assert "192.0.2.1" not in caplog.text
    finally:
        logger.filters = former
