"""Numbers follow the reader's locale on pages, nowhere else, and nobody gets another reader's."""

import dataclasses
import threading

import polars as pl
import pyarrow as pa
import pytest
from babel import Locale, localedata
from hypothesis import given
from hypothesis import strategies as st

from dashboard import formats, words
from dashboard.api.taken import taken
from dashboard.export.handout import Offer
from dashboard.figure import Column, Figure, Provenance
from dashboard.kept import kept

_LOCALES = ("en-GB", "de-DE", "fr-FR", "de-CH", "en-IN", "pt-BR", "es-MX", "zh-Hant-TW", "sr-Latn-RS", "ur-PK", "xh-ZA")


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en-GB", "12,345,678.9"),
        ("en-PK", "12,345,678.9"),
        ("de-DE", "12.345.678,9"),
        ("pt-BR", "12.345.678,9"),
        ("pt-PT", "12\u202f345\u202f678,9"),
        ("fr", "12\u202f345\u202f678,9"),
        ("de-CH", "12\u2019345\u2019678.9"),
        ("en-IN", "1,23,45,678.9"),
        ("es-MX", "12,345,678.9"),
        ("es-AR", "12.345.678,9"),
        ("zh-Hant-TW", "12,345,678.9"),
        (None, "12,345,678.9"),
        ("", "12,345,678.9"),
        ("<script>", "12,345,678.9"),
    ],
)
def test_numbers_follow_the_locale(locale, written):
    with formats.written_in(formats.format_of(locale)):
        assert words.number(12345678.9) == written
        assert words.number(-12345678.9) == words.MINUS + written


def test_every_kind_of_number_follows_the_locale():
    with formats.written_in(formats.format_of("de")):
        assert words.signed(0.04) == "0,0"
        assert words.signed(1.25) == "+1,3"
        assert words.count(1234) == "1.234"
        assert words.plural(1234, "host") == "1.234 hosts"
        assert words.rank_of(1234, 5678, True) == "=1.234th of 5.678"
        assert words.file_size(4_900).startswith("4,9")
    assert words.number(1.5) == "1.5", "the format ends with its block"


def test_formats_are_those_of_cldr():
    """For every language, and every language in a country, with Latin digits."""
    apart = {"\xa0": "\u202f", "\u202f": "\u202f", "\u2019": "\u2019", ",": ",", ".": "."}
    checked = 0
    for name in localedata.locale_identifiers():
        locale = Locale.parse(name)
        symbols = locale.number_symbols.get("latn", {})
        group = apart.get(symbols.get("group"))
        if locale.script or locale.variant or group is None or "decimal" not in symbols:
            continue
        sizes = locale.decimal_formats[None].grouping
        if sizes in {(3, 3), (3, 2)}:
            form = formats.format_of(name.replace("_", "-"))
            assert (form.decimal, form.group, form.sizes) == (symbols["decimal"], group, sizes), name
            checked += 1
    assert checked > 600


@given(st.text(max_size=200))
def test_any_locale_gives_a_format(locale):
    assert formats.format_of(locale) in formats.FORMATS


@given(st.floats(-1e9, 1e9), st.integers(0, 4), st.sampled_from(_LOCALES))
def test_a_number_can_be_read_back_in_every_format(value, decimals, locale):
    form = formats.format_of(locale)
    with formats.written_in(form):
        written = words.number(value, decimals)
    back = written.replace(words.MINUS, "-").replace(form.group, "").replace(form.decimal, ".")
    assert float(back) == pytest.approx(value, abs=0.51 * 10**-decimals)


@pytest.mark.parametrize("form", formats.FORMATS)
def test_charts_are_told_the_same_format(form):
    told = form.for_charts()
    assert (told["decimal"], told["thousands"], told["grouping"][0]) == (form.decimal, form.group, form.sizes[0])


def _figure() -> Figure:
    rows = pa.table({"name": ["a"], "value": [1234.5], "note": [f"Of {words.count(1234)} hosts"]})
    return Figure(
        name="some_figure", title=f"{words.number(1234.5)} points", subtitle="", frame=rows,
        columns=(Column("name", "Name"),), file_columns=("name", "value", "note"),
        provenance={"all": Provenance("Source", "https://example.org", "CC BY 4.0")},
    )  # fmt: skip


def test_each_format_is_kept_apart():
    calls = []

    @kept(maxsize=8)
    def told(number: int) -> str:
        calls.append(number)
        return words.count(number)

    for locale, written in [("en", "1,234"), ("de", "1.234"), ("fr", "1\u202f234"), ("en", "1,234"), ("da", "1.234")]:
        with formats.written_in(formats.format_of(locale)):
            assert told(1234) == written
    assert calls == [1234] * 3, "locales of one format share what is kept"


def test_two_readers_at_once_get_their_own_numbers():
    @kept(maxsize=8)
    def told(number: int) -> str:
        return words.count(number)

    found: dict[str, set[str]] = {"en": set(), "de": set()}

    def read(locale: str) -> None:
        formats.begin(locale)
        for at in range(2000):
            found[locale].add(told(1000 + at % 9))

    readers = [threading.Thread(target=read, args=(locale,)) for locale in found]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert found["en"] == {f"1,00{at}" for at in range(9)}
    assert found["de"] == {f"1.00{at}" for at in range(9)}


@pytest.mark.parametrize("wrap", [lambda figure: figure, lambda figure: (("Title", (figure,)),)])
def test_files_are_written_plainly(wrap):
    made = kept(maxsize=8)(lambda: wrap(_figure()))
    with formats.written_in(formats.format_of("de-DE")):
        shown = made()
    figure = shown if isinstance(shown, Figure) else shown[0][1][0]
    assert (figure.title, figure.frame["note"][0].as_py()) == ("1.234,5 points", "Of 1.234 hosts")
    assert figure.plain.frame["note"][0].as_py() == "Of 1,234 hosts"
    assert figure.plain is figure.plain
    assert figure.plain.title == "1,234.5 points"


def test_a_figure_in_plain_format_is_its_own_plain_form():
    figure = kept(maxsize=8)(_figure)()
    assert figure.plain is figure
    assert dataclasses.fields(Figure)


def test_expressions_that_polars_runs_elsewhere_keep_the_format():
    frame = pl.DataFrame({"a": [1234.5], "b": [2345.5]})
    with formats.written_in(formats.format_of("de")):
        written = formats.in_format(words.number)
        row = frame.select(pl.col("a").map_elements(written, pl.String), pl.col("b").map_elements(written, pl.String))
    assert row.row(0) == ("1.234,5", "2.345,5")


def test_what_is_pasted_elsewhere_is_written_plainly():
    """Citation, BibTeX and the line of an embed stand in other people's texts."""
    with formats.written_in(formats.format_of("de")):
        figure = kept(maxsize=8)(_figure)()
        assert figure.title == "1.234,5 points"
        offer = Offer(figure, "20261122-aaaaaaaa", "https://atlas.example/readiness?country=PAK", (), "readiness")
        said = taken(offer)
    assert "<p>Public-Sector AI Atlas (2026). \u201c1,234.5 points\u201d." in said
    assert "title = {{1,234.5 points}}" in said
    assert "title=&quot;1,234.5 points&quot;" in said
    assert "1.234,5" not in said.split("<dt>Cite</dt>")[1].split("<dt>Source")[0]
