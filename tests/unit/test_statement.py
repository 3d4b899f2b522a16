"""The accessibility statement says what was measured, and stands where readers find it."""

import pytest

from benchmarks import axe, lighthouse_scores, progress
from benchmarks.statement import DOCUMENT, LIMITS, PAGE, as_markdown, as_page, conforms, parts
from dashboard.menu import ENTRIES


def test_the_statement_says_what_the_results_say():
    content = parts()
    wanted = "Run python -m benchmarks.statement: the results have changed"
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown(content), wanted
    assert PAGE.read_text(encoding="utf-8") == as_page(content), wanted


def test_each_limit_says_what_to_do_instead():
    assert all(what.endswith(".") and instead.endswith(".") for what, instead in LIMITS)
    text = as_markdown(parts())
    assert all(what in text for what, _ in LIMITS)


@pytest.mark.parametrize(
    ("scanned", "said"),
    [
        (None, False),
        ({"is_complete": False, "scans": 120, "wcag_violations": 0}, False),
        ({"is_complete": True, "scans": 99, "wcag_violations": 0}, False),
        ({"is_complete": True, "scans": 128, "wcag_violations": 1}, False),
        ({"is_complete": True, "scans": 128, "wcag_violations": 0}, True),
    ],
)
def test_it_conforms_only_by_a_complete_run_without_a_violation(scanned, said):
    assert conforms(scanned) is said


def test_the_long_runs_plan_every_page_of_the_menu():
    names, addresses = {entry.name for entry in ENTRIES}, {entry.address for entry in ENTRIES}
    assert len(axe.planned()) == len(set(axe.planned())) >= 100
    assert {scan.page for scan in axe.planned()} >= names
    assert set(lighthouse_scores.planned()) >= addresses


def test_a_run_that_was_ended_goes_on_and_another_subject_begins_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(axe, "RESULT", tmp_path / "axe.json")
    monkeypatch.setattr(axe, "subject", lambda: "this")
    first = axe.Tally(progress.begun(axe.RESULT, "this"))
    first.add(axe.planned()[0], [])
    again = axe.Tally(progress.begun(axe.RESULT, "this"))
    assert again.done == {axe.planned()[0]}
    assert progress.begun(axe.RESULT, "another") == {}
    for scan in axe.planned()[1:]:
        again.add(scan, [])
    assert again.results()["is_complete"]
    assert progress.begun(axe.RESULT, "this") == {}, "a run that is complete is not gone on with"
