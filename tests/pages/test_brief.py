"""The brief: five sentences of every country, their numbers, their links, two countries side by side, and the PDF."""

import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader

from dashboard.api import briefs
from dashboard.brief import Brief, in_words
from dashboard.figures import brief as figures
from dashboard.menu import entry
from dashboard.queries import country, geography, overview
from dashboard.release import Release, open_release
from dashboard.words import count, number, rank_of
from tests.pages.shown import run_page, words_of

_BASE = "https://atlas.example.org/"


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


@pytest.fixture(scope="module")
def all_briefs(release: Release) -> dict[str, Brief]:
    return {code: figures.brief(release, code, "light") for code in geography.country_labels(release)}


def test_every_country_has_five_whole_sentences(all_briefs: dict[str, Brief]) -> None:
    assert len(all_briefs) > 190
    for code, brief in all_briefs.items():
        assert len(brief.sentences) == 5, code
        for said in map(in_words, brief.sentences):
            assert re.fullmatch(r"[A-Z0-9][^\n]{20,230}\.", said), f"{code}: {said}"
            assert not re.search(r"None|nan|\{|\}|  |\.\.| [,.;]", said), f"{code}: {said}"
        assert brief.title
        assert brief.country in brief.lede
        assert brief.cautions
        assert len(brief.figures) in {0, 2}


def test_every_number_leads_to_its_view(all_briefs: dict[str, Brief]) -> None:
    """Years, tops of scales and how close is close are no findings; every other number is a link."""
    for code, brief in all_briefs.items():
        for said in brief.sentences:
            plain = "".join(part.text for part in said if part.way is None)
            plain = re.sub(r"\b(19|20)\d\d\b|90 or more of 100|within [\d.]+ points?|from \d+ sources?", "", plain)
            assert not re.search(r"\d", plain), f"{code}: {plain}"


def test_numbers_equal_those_of_the_queries(release: Release, all_briefs: dict[str, Brief]) -> None:
    for code, brief in all_briefs.items():
        said = [in_words(each) for each in brief.sentences]
        totals = [row for row in country.scores(release, code, "oxford").to_pylist() if row["value"] is not None]
        drawn = [row for row in totals if row["is_drawn"]]
        if drawn:
            first = next(row for row in drawn if row["index_id"] == drawn[0]["index_id"])
            assert rank_of(first["rank"], first["rank_of"], first["is_tied"]) in said[0]
            if first["region_rank"] is not None:
                assert rank_of(first["region_rank"], first["region_rank_of"], first["region_is_tied"]) in said[0]
        else:
            assert said[0].startswith("No readiness index held here scores")
        audits = overview.audit_standing(release, code)
        assert not audits or f"Of {count(audits[0]['host_count'])} public website" in said[2]
        assert not audits or f"{number(audits[0]['share_ge90_pct'], 0)}%" in said[2]
        total = sum(kind["initiative_count"] for kind in overview.initiative_counts(release, code))
        assert said[3].startswith(f"{count(total)} " if total else "No source held here names an initiative")
        named = overview.challenge_counts(release, code)
        assert not named or f"{count(named[0]['all_challenge_count'])} challenge" in said[4]


def test_movement_stays_within_comparable_editions(release: Release, all_briefs: dict[str, Brief]) -> None:
    """No sentence goes from an edition before a hard break to one after it."""
    hard = release.arrow(
        "SELECT index_id, from_edition, to_edition FROM series_break WHERE kind = 'hard' AND measure_id = '*'"
    ).to_pylist()
    told = 0
    for brief in all_briefs.values():
        found = re.match(r"From (\d{4}) to (\d{4}) its score", in_words(brief.sentences[1]))
        index = dict(brief.sentences[0][1].way.parameters)["index"] if brief.sentences[0][-1].text == "." else ""
        if found:
            told += 1
            for step in hard:
                crosses = found[1] <= step["from_edition"] and step["to_edition"] <= found[2]
                assert step["index_id"] != index or not crosses
    assert told > 150


def test_pakistan(all_briefs: dict[str, Brief]) -> None:
    said = [in_words(each) for each in all_briefs["PAK"].sentences]
    assert "81st of 195" in said[0]
    assert "8th of 18" in said[0]
    assert said[0].endswith("lie within 1 point.")
    assert said[1].startswith("From 2020 to 2024 its score rose by 7.0 points, from 33.5 to 40.5")
    assert "the 2025 edition cannot be compared with these" in said[1]
    assert "no audit of it alone is held" in said[2]
    assert all_briefs["PAK"].figures[0].frame.num_rows == 7


@pytest.mark.parametrize("code", ["PAK", "USA", "NRU", "XKX", "TWN", "JEY"])
def test_page_shows_the_brief(code: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, shown = run_page(monkeypatch, release_dir, "brief", f"country={code}")
    said = words_of(page)
    assert not page.exception
    assert said.count("<li>") >= 5
    assert f"brief/{page.session_state.release if 'release' in page.session_state else ''}" in said
    assert f"/{code}.pdf" in said
    assert len(shown) in {0, 2}


@pytest.mark.parametrize("code", ["PAK", "USA"])
def test_links_of_the_sentences_open_the_view_they_name(code: str, release_dir: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page, _ = run_page(patch, release_dir, "brief", f"country={code}")
    inside = re.search(r"<ol class=brief>(.*?)</ol>", words_of(page))
    assert inside
    addresses = set(re.findall(r'href="([^"]+)"', inside[1]))
    names = {entry(name).address: name for name in ("readiness", "country", "accessibility", "initiatives", "barriers")}
    assert len(addresses) >= 4
    for address in addresses:
        parts = urlsplit(address.replace("&amp;", "&"))
        with pytest.MonkeyPatch.context() as patch:
            view, _ = run_page(patch, release_dir, names[parts.path], parts.query)
        assert not view.exception
        assert "The link asks for" not in words_of(view), address
        asked = parse_qs(parts.query, keep_blank_values=True)
        if "country" in asked:
            assert view.selectbox(key="country").value == code


def test_side_by_side_compares_what_is_comparable_only(release: Release) -> None:
    rows = figures.pair(release, "USA", "DEU").frame.to_pylist()
    audits = [row for row in rows if row["topic"] == "Accessibility"]
    assert len(audits) == 2
    assert not any(row["is_comparable"] for row in audits), "two audits with lists of their own"
    assert {row["remark"] for row in audits} == {"No audit covers both"}
    counts = [row for row in rows if row["measure"] == "Initiatives on record"]
    assert not any(row["is_comparable"] for row in counts)
    scores = [row for row in rows if row["topic"] == "Readiness"]
    for one, other in zip(scores[::2], scores[1::2], strict=True):
        assert one["edition"] == other["edition"]
        assert one["remark"].startswith("+" if one["value"] > other["value"] else "\u2212")


def test_side_by_side_of_any_two_countries(release: Release) -> None:
    codes = list(geography.country_labels(release))
    for first, second in zip(codes, codes[7:] + codes[:7], strict=True):
        figure = figures.pair(release, first, second)
        assert figure.layout is not None
        for row in figure.layout.to_pylist():
            assert all(row.values()), f"{first} {second}: {row}"
        for row in figure.frame.to_pylist():
            assert row["provenance_key"] in figure.provenance


def test_side_by_side_can_be_linked(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, shown = run_page(monkeypatch, release_dir, "brief", "country=PAK&with=IND")
    assert not page.exception
    assert 'data-label="India:"' in words_of(page)
    assert shown[0].name == "side-by-side_pak-ind"
    assert len(shown) == 3
    page, _ = run_page(monkeypatch, release_dir, "brief", "country=PAK&with=PAK")
    assert "which is not held here" in words_of(page)


@pytest.mark.parametrize("code", ["PAK", "USA", "NRU", "XKX", "TWN", "JEY", "VCT"])
def test_pdf_is_one_tagged_page_with_the_same_words(code: str, release: Release, all_briefs: dict[str, Brief]) -> None:
    reader = PdfReader(io.BytesIO(briefs.made(release, code, _BASE)))
    brief = all_briefs[code]
    assert len(reader.pages) == 1
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width), round(height)) == (595, 842)
    assert reader.metadata is not None
    assert brief.title in str(reader.metadata.title)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()
    text = re.sub(r"\s+", " ", reader.pages[0].extract_text())
    for said in brief.sentences:
        assert in_words(said) in text
    for caution in brief.cautions:
        assert caution in text
    assert release.id in text
    links = [note.get_object()["/A"]["/URI"] for note in reader.pages[0].get("/Annots", [])]
    assert all(link.startswith(_BASE) for link in links)
    assert sum("release=" in link for link in links) >= sum(
        part.way is not None for said in brief.sentences for part in said
    )


def _figures_of(node: object) -> list[str]:
    """Text alternatives of all figures in the structure of a PDF."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [alt for child in node for alt in _figures_of(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if node.get("/S") == "/Figure" and "/Alt" in node else []
    return own + _figures_of(node.get("/K"))


def test_charts_of_the_pdf_say_their_numbers(release: Release, all_briefs: dict[str, Brief]) -> None:
    reader = PdfReader(io.BytesIO(briefs.made(release, "PAK", "")))
    alternatives = _figures_of(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert len(alternatives) == 2
    for row in all_briefs["PAK"].figures[0].frame.to_pylist():
        assert f"{row['country']} {row['edition']}: {row['value_label']}" in alternatives[0]


def test_two_countries_are_compared_by_the_ranks_that_both_have(release: Release):
    said = {
        pair: figures.pair_finding(figures.pair(release, *pair), pair[0])
        for pair in (("PAK", "IND"), ("IND", "PAK"), ("PAK", "PRI"))
    }
    assert said["PAK", "IND"] == "Pakistan ranks below India in 3 of 3 indexes that score both"
    assert said["IND", "PAK"] == "India ranks above Pakistan in 3 of 3 indexes that score both"
    assert said["PAK", "PRI"].startswith("Pakistan and Puerto Rico: ")
