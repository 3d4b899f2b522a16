"""A dated link opens on its release, says what changed since, and never breaks."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.menu import ENTRIES
from tests.pages.dated import CHANGED, FOREIGN, GONE, SAME, copied, notices, parameters, shown, words, write_dated
from tests.sessions import Session, chart_rows, elements, served

_VIEW = "country=PAK&index=gairi&edition=2025&measure=total"


@pytest.fixture(scope="module")
def dated_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dated") / "server.log"


@pytest.fixture(scope="module")
def dated(release_folder: Path, dated_log: Path) -> Iterator[str]:
    """A server whose newest release has older ones beside it."""
    with served(write_dated(dated_log.parent / "data", release_folder), log=dated_log) as (address, _):
        yield address


def _open(address: str, *visits: tuple[str, str]) -> list[list[object]]:
    async def visit() -> list[list[object]]:
        async with Session(address) as tab:
            return [await tab.run(page, query) for page, query in visits]

    return asyncio.run(visit())


def _value(messages: list[object]) -> float:
    """Pakistan's score in the ranking that is drawn."""
    rows = [row for chart in elements(messages, "vega_lite_chart") for row in chart_rows(chart)]
    return next(row["value"] for row in rows if row.get("country_code") == "PAK" and row.get("value") is not None)


def test_a_dated_link_shows_the_figures_of_its_release(dated: str, release_folder: Path):
    then, now = (_open(dated, ("readiness", f"{_VIEW}{more}"))[0] for more in (f"&release={CHANGED}", ""))
    assert _value(then) == pytest.approx(_value(now) - 1)
    assert "<h1>Pakistan ranks 83rd" in words(then)
    assert parameters(copied(then))["release"] == [CHANGED]
    assert parameters(copied(now))["release"] == [release_folder.name]


def test_it_says_that_a_newer_release_exists_and_what_changed(dated: str, release_folder: Path):
    then, now = (_open(dated, ("readiness", f"{_VIEW}{more}"))[0] for more in (f"&release={CHANGED}", ""))
    said = notices(then)
    assert f"You see release {CHANGED}, of 1 January 2026. A newer release exists" in said
    assert f"Pakistan, 2025: {_value(now) - 1:.2f} then, {_value(now):.2f} now; rank 83rd then, 81st now" in said
    finding = re.search("<h1>(.*?)</h1>", words(now))
    assert finding is not None
    assert f"There the title reads: \u201c{finding[1]}\u201d." in said
    link = re.search(r'<a href="([^"]*)">show this view there</a>', words(then))
    assert link is not None
    assert "release" not in parameters(link[1].replace("&amp;", "&"))
    assert notices(now) == ""


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_where_nothing_changed_it_says_so(page, dated: str):
    said = notices(_open(dated, (page.address, f"release={SAME}"))[0])
    assert f"You see release {SAME}" in said
    assert "The figures of this view are the same there." in said


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_a_release_that_is_not_kept_gives_the_newest_with_a_notice(page, dated: str, release_folder: Path):
    gone, newest = (_open(dated, (page.address, query))[0] for query in (f"release={GONE}", ""))
    assert f"The link asks for release \u201c{GONE}\u201d, which is not kept. Showing the newest" in notices(gone)
    assert shown(gone) == shown(newest)
    assert parameters(copied(gone))["release"] == [release_folder.name]


@pytest.mark.parametrize(
    "asked",
    ["..%2F..%2Fetc%2Fpasswd", "current", ".staging-20260101-aaaaaaaa", "20260101-aaaaaaaa%2F..", "%00",
     "<script>alert(1)</script>", "9" * 5000, "20260101-aaaaaaaa-" + "9" * 300, "\u0662\u0660260101-aaaaaaaa"],
)  # fmt: skip
def test_nonsense_gives_the_newest_with_a_notice(asked: str, dated: str):
    messages = _open(dated, ("readiness", f"{_VIEW}&release={asked}"))[0]
    assert "which is not kept. Showing the newest" in notices(messages)
    assert "<h1>Pakistan ranks 81st" in words(messages)
    assert "<script" not in words(messages)


def test_no_release_at_all_says_nothing(dated: str):
    assert notices(_open(dated, ("readiness", f"{_VIEW}&release="))[0]) == ""


@pytest.mark.parametrize("page", ["readiness", "compare-countries", "compare-regions", "country", ""])
def test_a_release_of_another_form_gives_the_newest_and_never_a_traceback(page: str, dated: str, dated_log: Path):
    foreign, newest = (_open(dated, (page, query))[0] for query in (f"release={FOREIGN}", ""))
    assert not elements(foreign, "exception")
    assert f"This page cannot be drawn from release {FOREIGN}, which was built differently." in notices(foreign)
    assert shown(foreign) == shown(newest)
    assert "Traceback" not in dated_log.read_text(encoding="utf-8", errors="replace")


_FILE = re.compile(r'href="(?:csv|data|api/v1/releases)/([0-9]{8}-[0-9a-f]{8}(?:-[0-9]+)?)/')


def test_files_of_a_dated_view_are_of_its_release(dated: str, release_folder: Path):
    for query, own in ((f"&release={CHANGED}", CHANGED), ("", release_folder.name)):
        messages = _open(dated, ("readiness", f"{_VIEW}{query}"), ("sources", ""))
        for message in messages:
            named = set(_FILE.findall(words(message)))
            assert named <= {own}
        assert own in words(messages[1])


def test_the_release_goes_along_to_other_pages_and_the_newest_link_leaves_it(dated: str):
    first, other = _open(dated, ("readiness", f"{_VIEW}&release={CHANGED}"), ("compare-countries", ""))
    assert f"You see release {CHANGED}" in notices(other)
    assert all(f"release={CHANGED}" in link.query_string for link in elements(other, "page_link"))
    link = re.search(r'<a href="([^"]*)">show this view there</a>', words(first))
    assert link is not None
    # The link is a plain one: the browser opens it in a session of its own.
    page, query = link[1].replace("&amp;", "&").split("?", 1)
    assert notices(_open(dated, (page, query))[0]) == ""


def test_back_to_an_address_without_a_release_shows_the_newest(dated: str):
    visits = (("readiness", _VIEW), ("readiness", f"{_VIEW}&release={CHANGED}"), ("readiness", _VIEW))
    first, _, back = _open(dated, *visits)
    assert shown(first) == shown(back)


def test_the_release_that_serves_is_no_dated_view(dated: str, release_folder: Path):
    assert notices(_open(dated, ("readiness", f"{_VIEW}&release={release_folder.name}"))[0]) == ""
