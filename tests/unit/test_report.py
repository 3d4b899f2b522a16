"""A report opens with the view and the number already written in it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.report import report_address

_FORM = "https://forms.example.org/new?kind=atlas&title={title}&body={body}"
_VIEW = "https://atlas.example.org/readiness?country=PAK&index=gairi&release=20260101-abcdef01"


@pytest.fixture(autouse=True)
def _form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_REPORT_URL", _FORM)


def test_a_report_holds_the_address_of_the_view_and_the_number():
    parts = urlsplit(report_address(_VIEW, "Pakistan ranks 81st of 195"))
    said = parse_qs(parts.query)
    assert parts.netloc == "forms.example.org"
    assert said["kind"] == ["atlas"]
    assert said["title"] == ["Problem with a number: Pakistan ranks 81st of 195"]
    assert f"Seen at: {_VIEW}" in said["body"][0].splitlines()
    assert "Figure: Pakistan ranks 81st of 195" in said["body"][0].splitlines()


def test_a_report_of_a_page_names_no_figure():
    said = parse_qs(urlsplit(report_address(_VIEW)).query)
    assert said["title"] == ["Problem with a page of the atlas"]
    assert "Figure:" not in said["body"][0]


@given(st.text(max_size=400))
def test_nothing_in_a_number_adds_to_the_address(what: str):
    said = parse_qs(urlsplit(report_address(_VIEW, what)).query, strict_parsing=True)
    assert set(said) == {"kind", "title", "body"}
    assert len(said["title"][0]) <= 240


def test_without_a_form_the_mail_is_written_and_the_reader_says_to_whom(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ATLAS_REPORT_URL")
    parts = urlsplit(report_address(_VIEW, "A number"))
    assert (parts.scheme, parts.path) == ("mailto", "")
    assert _VIEW in parse_qs(parts.query)["body"][0]


def test_an_operator_may_want_no_reports(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_REPORT_URL", "none")
    assert report_address(_VIEW) == ""
