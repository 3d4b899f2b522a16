"""How figures are named: complete, the same everywhere, and BibTeX reads it back."""

import re

import bibtexparser
from hypothesis import given
from hypothesis import strategies as st

from dashboard.export.citation import cite, licence_words
from dashboard.figure import Provenance

_RELEASE = "20260101-abcdef01"
_ONE = Provenance("Oxford Insights, Index 2025", "https://example.org/a", "CC BY 4.0", "2026-01-02")
_LINK = "https://atlas.example.org/readiness?country=PAK&index=gairi&release=20260101-abcdef01"


def _field(text: str, name: str) -> str:
    [entry] = bibtexparser.parse_string(text).entries
    return str(entry[name])


def test_the_long_text_names_title_source_licence_retrieval_release_and_link():
    cited = cite("gairi_2025", "India leads", "Index 2025", [_ONE], _RELEASE, _LINK)
    for part in ("India leads", "Index 2025", "https://example.org/a", "2 January 2026", "CC BY 4.0", _RELEASE, _LINK):
        assert part in cited.long, part
    assert cited.short == f"Oxford Insights, Index 2025; Public-Sector AI Atlas, release {_RELEASE}."


def test_forty_sources_are_counted_not_listed():
    many = [Provenance(f"Source {at}", None, "CC0") for at in range(40)]
    cited = cite("name", "Title", "", many, _RELEASE)
    assert "Source 2; and 37 more sources" in cited.long
    assert "Source 3" not in cited.long
    assert len(cited.short) < 200


def test_where_no_licence_was_seen_it_is_not_said_that_there_is_none():
    assert licence_words(Provenance("S", None, "not seen (others: CC BY)")) == "not stated where seen (others: CC BY)"
    assert licence_words(Provenance("S", None, None)) == "not stated"


def test_bibtex_holds_the_same():
    cited = cite("gairi_2025", "India leads", "", [_ONE], _RELEASE, _LINK)
    assert _field(cited.bibtex, "url") == _LINK
    assert _field(cited.bibtex, "year") == "2026"
    assert _field(cited.bibtex, "author") == "{Public-Sector AI Atlas}"
    assert "CC BY 4.0" in _field(cited.bibtex, "note")


@given(st.text(), st.text())
def test_any_title_and_source_make_one_entry(title: str, source: str):
    cited = cite("name", title, "", [Provenance(source, None, None)], _RELEASE, _LINK)
    library = bibtexparser.parse_string(cited.bibtex)
    assert len(library.entries) == 1
    assert not library.failed_blocks
    written = str(library.entries[0]["title"])
    # Nothing that TeX would read as a command, a group or a comment stands without a backslash.
    bare = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[{}$&#%_]", "", written[1:-1])
    assert not set(bare) & set("\\{}$&#%_~^")
    assert library.entries[0]["url"] == _LINK
