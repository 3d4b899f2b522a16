"""Every measured number in README.md comes from a file in benchmarks/results."""

import re

from benchmarks.readme import BEGIN, END, README, block

_MEASURED = re.compile(r"\d\s?(ms|s|seconds?|minutes?|kB|MB|GB|times|runs|requests|readers|sessions|%)\b")


def test_the_numbers_are_those_of_the_results():
    # python -m benchmarks.readme writes them again after a measurement.
    assert block() in README.read_text(encoding="utf-8")


def test_no_measured_number_stands_elsewhere():
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    assert rest, "README.md lost the marks"
    elsewhere = before + rest.partition(END)[2]
    assert _MEASURED.findall(elsewhere) == []
