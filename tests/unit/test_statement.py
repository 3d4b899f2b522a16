"""The accessibility statement says what was measured, and stands where readers find it."""

from benchmarks.statement import DOCUMENT, LIMITS, PAGE, as_markdown, as_page, parts


def test_the_statement_says_what_the_results_say():
    content = parts()
    wanted = "Run python -m benchmarks.statement: the results have changed"
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown(content), wanted
    assert PAGE.read_text(encoding="utf-8") == as_page(content), wanted


def test_each_limit_says_what_to_do_instead():
    assert all(what.endswith(".") and instead.endswith(".") for what, instead in LIMITS)
    text = as_markdown(parts())
    assert all(what in text for what, _ in LIMITS)
