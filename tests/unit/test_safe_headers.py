"""Every answer says what a browser may load and who may frame it."""

from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.serving import _front_end
from dashboard.serving.headers import SecurityHeaders, content_security_policy, on_every_answer, script_hashes
from tests.asgi import ask

_OURS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]


def _marked(app: ASGIApp) -> ASGIApp:
    return SecurityHeaders(app, _OURS)


async def _socket_that_closes(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "websocket.close", "code": 1008})


async def _socket_that_opens(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "websocket.accept", "subprotocol": "streamlit"})
    await send({"type": "websocket.send", "bytes": b"hello"})
    await send({"type": "websocket.close", "code": 1000})


@pytest.mark.parametrize("status", [200, 206, 304, 404, 416, 503])
def test_answers_of_any_status_carry_them(status: int):
    found = ask(_marked(PlainTextResponse("said", status)), "/")
    assert found.headers.items() >= {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}.items()


def test_a_weaker_header_of_the_same_name_is_replaced():
    weak = PlainTextResponse("said", headers={"Referrer-Policy": "unsafe-url"})
    assert ask(_marked(weak), "/").headers["referrer-policy"] == "no-referrer"


def test_an_answer_may_say_itself_who_may_hold_its_window_and_nothing_else():
    rules = [(b"cross-origin-opener-policy", b"same-origin"), (b"referrer-policy", b"no-referrer")]
    own = {"Cross-Origin-Opener-Policy": "unsafe-none", "Referrer-Policy": "unsafe-url"}
    found = ask(SecurityHeaders(PlainTextResponse("said", headers=own), rules), "/").headers
    assert (found["cross-origin-opener-policy"], found["referrer-policy"]) == ("unsafe-none", "no-referrer")
    found = ask(SecurityHeaders(PlainTextResponse("said"), rules), "/").headers
    assert found["cross-origin-opener-policy"] == "same-origin"


def test_an_opened_socket_carries_them_and_its_messages_pass_untouched():
    found = ask(_marked(_socket_that_opens), "/", kind="websocket")
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.kinds == ["websocket.accept", "websocket.send", "websocket.close"]


def test_a_refused_socket_is_an_answer_that_carries_them():
    found = ask(_marked(_socket_that_closes), "/", kind="websocket")
    assert (found.status, found.headers["x-content-type-options"]) == (403, "nosniff")


def test_the_policy_names_one_script_by_hash_and_knows_no_eval():
    page = (_front_end() / "index.html").read_text(encoding="utf-8")
    (one,) = script_hashes(page)
    policy = content_security_policy([one], "'self'")
    assert f"script-src 'self' {one} 'wasm-unsafe-eval';" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("rule", "older"), [("'self'", "SAMEORIGIN"), ("'none'", "DENY"), ("*", None), ("https://news.example", None)]
)
def test_who_may_frame_is_said_in_both_ways_or_in_the_newer_alone(rule: str, older: str | None, tmp_path: Path):
    shell = tmp_path / "index.html"
    shell.write_text("<script>1</script>", encoding="utf-8")
    told = {name.decode(): value.decode() for name, value in on_every_answer(shell, rule)}
    assert told["content-security-policy"].endswith(f"frame-ancestors {rule}")
    assert told.get("x-frame-options") == older
