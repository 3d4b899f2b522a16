"""The first HTML of every address: whose page it is, said before any script runs, and nothing let through unescaped."""

import asyncio
import re
from html import unescape
from pathlib import Path

import pytest
import streamlit
from starlette.routing import Router

from dashboard.api.assets import ASSETS, SCRIPT_TAGS, STYLE_TAG
from dashboard.api.head import Head, page_at, public_address, rewritten
from dashboard.api.preview import Preview
from dashboard.menu import ENTRIES
from dashboard.words import LONGEST_TEXT, shortened

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
HOSTILE = '"><script>alert(1)</script>\\1 & <b>'


def _scope(path: str = "/", host: str = "atlas.example.org", known: bytes = b"", **changes: object) -> dict:
    return {
        "type": "http", "method": "GET", "scheme": "https", "path": path, "query_string": b"",
        "headers": [(b"host", host.encode()), (b"accept-encoding", b"gzip"), (b"if-none-match", known)], **changes,
    }  # fmt: skip


def test_streamlits_page_still_has_the_places_that_are_filled():
    assert INDEX.count("<title>Streamlit</title>") == 1
    assert INDEX.count("<noscript>") == INDEX.count("</noscript>") == 1
    assert '<html lang="en">' in INDEX


def test_the_head_is_ours_and_data_stays_data():
    page, _ = rewritten(
        INDEX,
        Preview("Title", HOSTILE, HOSTILE, "readiness", 'plain/readiness?"><script>'),
        "https://atlas.example.org/",
    )
    made = page.decode()
    assert "<title>Title</title>" in made
    assert "<script>alert" not in made
    assert made.count("<script") == INDEX.count("<script") + len(SCRIPT_TAGS)
    found = re.search(r'<meta property="og:title" content="([^"]*)">', made)
    assert found is not None
    assert unescape(found[1]) == HOSTILE
    assert '<link rel="canonical" href="https://atlas.example.org/readiness">' in made
    assert "Streamlit app can also offer" not in made


def test_our_look_is_called_after_whatever_streamlit_puts_into_the_head_and_may_be_kept():
    page, _ = rewritten(INDEX, Preview("Title", "Finding", "Lede", "readiness", "plain/readiness"), "")
    made = page.decode()
    assert made.index("</head>") < made.index(STYLE_TAG) < made.index('<div id="root">')
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    asyncio.run(Router(ASSETS)(_scope("/style.css"), None, send))
    headers = dict(sent[0]["headers"])
    assert headers[b"content-type"].startswith(b"text/css")
    assert b"immutable" in headers[b"cache-control"]
    assert b"--ink: light-dark(" in sent[1]["body"]


@pytest.mark.parametrize("host", ["", "a b", 'x"><script>', "evil/../", "a@b", "a\\b"])
def test_a_host_that_is_none_is_not_written_into_the_page(host: str):
    assert public_address(_scope(host=host)) == ""


@pytest.mark.parametrize("host", ["atlas.example.org", "127.0.0.1:8501", "[::1]:8501", "localhost"])
def test_a_host_is_taken_as_the_reader_wrote_it(host: str):
    assert public_address(_scope(host=host)) == f"https://{host}/"


def test_an_operators_address_wins(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_PUBLIC_URL", "https://atlas.example.org/ai/")
    assert public_address(_scope(host="other.example.org")) == "https://atlas.example.org/ai/"


@pytest.mark.parametrize("prefix", ["", "/ai"])
def test_every_page_is_known_by_its_address_behind_any_path(prefix: str):
    assert [page_at(f"{prefix}/{entry.address}") for entry in ENTRIES] == list(ENTRIES)
    assert page_at("/static/js/index.js") is None
    assert page_at("/_stcore/health") is None


def test_a_long_sentence_is_cut_at_a_word():
    cut = shortened("seven " * 100)
    assert len(cut) <= LONGEST_TEXT
    assert cut.endswith("seven\u2026")
    assert shortened("short") == "short"


def _answer(scope: dict, status: int = 200, kind: bytes = b"text/html; charset=utf-8") -> tuple[dict, list[dict]]:
    """What the middleware sends, and what it asked of the app behind it."""
    asked: dict = {}
    sent: list[dict] = []

    async def behind(scope, receive, send):
        asked.update(scope)
        await send({
            "type": "http.response.start", "status": status,
            "headers": [(b"content-type", kind), (b"content-length", b"9"), (b"etag", b'"x"')],
        })  # fmt: skip
        half = len(INDEX) // 2
        await send({"type": "http.response.body", "body": INDEX[:half].encode(), "more_body": True})
        await send({"type": "http.response.body", "body": INDEX[half:].encode()})

    async def send(message):
        sent.append(message)

    asyncio.run(Head(behind)(scope, None, send))
    return asked, sent


@pytest.fixture
def _no_release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(
        "dashboard.api.head.preview",
        lambda entry, query: Preview(entry.title, "F", "D", "readiness", "plain/readiness"),
    )


@pytest.mark.usefixtures("_no_release")
def test_the_answer_is_whole_has_its_own_length_and_was_not_pressed_before():
    asked, (start, body) = _answer(_scope("/readiness"))
    headers = dict(start["headers"])
    assert int(headers[b"content-length"]) == len(body["body"])
    assert headers[b"etag"].startswith(b'W/"')
    assert b"accept-encoding" not in dict(asked["headers"])
    assert b"How ready are governments?" in body["body"]


@pytest.mark.usefixtures("_no_release")
def test_head_is_answered_like_get_without_the_body():
    _, (got, body) = _answer(_scope("/readiness"))
    asked, (start, nothing) = _answer(_scope("/readiness", method="HEAD"))
    assert asked["method"] == "GET"
    assert nothing["body"] == b""
    assert start["headers"] == got["headers"]
    assert body["body"]


@pytest.mark.usefixtures("_no_release")
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_reader_who_has_the_very_page_is_not_sent_it_again(method: str):
    _, (first, _) = _answer(_scope("/readiness"))
    tag = dict(first["headers"])[b"etag"]
    asked, (start, nothing) = _answer(_scope("/readiness", known=b'"other", ' + tag, method=method))
    assert (start["status"], nothing["body"]) == (304, b"")
    assert dict(start["headers"])[b"etag"] == tag
    assert b"if-none-match" not in dict(asked["headers"])
    _, (start, whole) = _answer(_scope("/readiness", known=b'W/"another"'))
    assert start["status"] == 200
    assert whole["body"]


@pytest.mark.usefixtures("_no_release")
@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [("/data/x.csv", 200, b"text/html"), ("/readiness", 404, b"text/html"), ("/readiness", 200, b"text/csv")],
)
def test_what_is_no_page_goes_through_as_it_is(path: str, status: int, kind: bytes):
    _, sent = _answer(_scope(path), status, kind)
    assert b"".join(message.get("body", b"") for message in sent) == INDEX.encode()
