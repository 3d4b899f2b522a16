"""The claims page: verdicts on the published claims from the real release, and on claims of a reader's own."""

import html
from pathlib import Path

import polars as pl
import pytest

from dashboard.export.csv import csv_bytes
from dashboard.figures import claims as figures
from dashboard.figures.claims.checked import of_own, of_published
from dashboard.menu import entry
from dashboard.reading import read_page
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of

VERDICTS = {
    "ng-1": "confirmed",
    "ng-2": "confirmed",
    "ng-3": "confirmed",
    "ng-4": "confirmed",
    "ng-5": "confirmed",
    "ng-6": "other-edition",
    "ng-7": "unchecked",
    "ng-8": "unchecked",
    "ng-9": "confirmed",
    "ng-10": "conflict",
    "ng-11": "unchecked",
    "ng-12": "unchecked",
    "ng-13": "unchecked",
    "ng-14": "other-edition",
    "ng-15": "unchecked",
}


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def own(**changed: str) -> figures.Own:
    asked = {
        "country": "PAK", "index": "gairi", "edition": "2022", "measure": "total", "kind": "value", "text": "",
        "scheme": "oxford", "region": "south-and-central-asia",
    }  # fmt: skip
    return figures.Own(**(asked | changed))


def test_default_view(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, drawn = run_page(monkeypatch, release_dir, "claims")
    said = words_of(page)
    assert not page.exception
    assert "<h1>6 of 15 published claims are confirmed, 2 hold for another edition" in said
    assert "1 meets sources in conflict and 6 cannot be checked</h1>" in said
    assert [figure.name for figure in drawn] == ["claims_all"]
    assert drawn[0].frame.num_rows == 15
    assert all(word in said for word in ("Confirmed", "Holds for another edition", "Sources conflict"))


def test_the_fifteen_claims_are_decided_by_rule_and_key(release: Release) -> None:
    decided = {claim.claim_id: checked.verdict.kind.value for claim, checked in of_published(release)}
    assert decided == VERDICTS


def test_each_verdict_rests_on_other_sources_than_the_study(release: Release) -> None:
    for claim, checked in of_published(release):
        assert claim.study_id not in {each.source_id for each in checked.verdict.deciding}, claim.claim_id
        assert all(each.source_id == claim.study_id for each in checked.verdict.own)


def test_what_is_said_of_the_claims_that_are_not_confirmed(release: Release) -> None:
    why = {claim.claim_id: checked.why for claim, checked in of_published(release)}
    assert why["ng-1"] == "In 2022 the score is 40.2205, which is 40.22 to 2 decimals."
    assert why["ng-6"] == "In 2022 the rank in South and Central Asia is 9th of 18; 13th of 16 was the rank of 2021."
    assert "5 centres" in why["ng-10"]
    assert "Higher Education Commission of Pakistan" in why["ng-10"]
    assert why["ng-14"].startswith("In 2021 the figure is 7.588 billion EUR (Digital Watch: adopted")
    assert "8.2 billion EUR was the figure of June 2020 (Telecompaper: proposal" in why["ng-14"]
    for only_the_study in ("ng-11", "ng-12", "ng-13", "ng-15"):
        assert "from the study itself" in why[only_the_study]
    assert "Pakistan and China together" in why["ng-7"]
    assert "15 parks (July 2021)" in why["ng-8"]
    assert "It gives 2014." in why["ng-15"]


def test_evidence_leads_to_the_page_that_shows_it(release: Release) -> None:
    shown = figures.listing(release, figures.Choice())
    assert shown is not None
    rows = {row["claim_id"]: row for row in shown.frame.to_pylist()}
    asked = "country=PAK&index=gairi&measure=total&scheme=oxford&region=south-and-central-asia&edition=2021"
    assert rows["ng-6"]["evidence_view"] == f"readiness?{asked}&release={release.id}"
    assert rows["ng-6"]["evidence"] == "Oxford Insights, Government AI Readiness Index 2021"
    assert rows["ng-14"]["evidence_view"] == f"initiatives?country=EUU&release={release.id}"
    assert rows["ng-11"]["evidence_view"] is None
    for row in rows.values():
        if row["evidence_view"]:
            path, _, query = row["evidence_view"].partition("?")
            asked_for = {name: [value] for name, _, value in (part.partition("=") for part in query.split("&"))}
            page = read_page(entry(path), release, asked_for)
            assert all(asked_for[name][0] in page.options.get(name, asked_for[name]) for name in asked_for)


@pytest.mark.parametrize(
    ("query", "heading", "count"),
    [
        ("verdict=confirmed", "6 of 15 published claims are confirmed", 6),
        ("verdict=differs", "None of 15 published claims differs", 0),
        ("about=EUU", "The one published claim about the European Union holds for another edition", 1),
        ("claim=ng-10", "Sources conflict: Six national centres established by HEC under PSDP 2018-19", 1),
        ("study=nazir-gul&about=USA", "The one published claim about the United States is confirmed", 1),
    ],
)
def test_filters(release: Release, query: str, heading: str, count: int) -> None:
    asked = {name: [value] for name, _, value in (part.partition("=") for part in query.split("&"))}
    page = read_page(entry("claims"), release, asked)
    assert page.finding == heading
    assert (page.figures[0].frame.num_rows if page.figures else 0) == count


def test_one_claim_shows_every_figure_held_against_it(release: Release) -> None:
    shown = figures.of_claim(release, "ng-10")
    assert shown is not None
    rows = {row["source_id"]: row for row in shown.frame.to_pylist()}
    assert rows["nazir-gul"]["role"].startswith("Not evidence")
    assert rows["hec-nc"]["value"] == 5
    assert figures.of_claim(release, "ng-7") is None
    assert figures.of_claim(release, "no such claim") is None


@pytest.mark.parametrize(
    ("changed", "verdict", "heading", "why"),
    [
        ({"text": "40.22"}, "confirmed", "Confirmed: Pakistan scored 40.22 in 2022", "which is 40.22 to 2 decimals."),
        ({"text": "40,22"}, "confirmed", "Confirmed: Pakistan scored 40.22 in 2022", "the comma stands for"),
        (
            {"text": "40.22", "edition": "2024"}, "other-edition",
            "Holds for another edition: Pakistan scored 40.22 in 2022, not in 2024",
            "In 2024 the score is 40.4724; 40.22 was the score of 2022.",
        ),
        (
            {"text": "40.22", "edition": "2025"}, "other-edition",
            "Holds for another edition: Pakistan scored 40.22 in 2022, not in 2025",
            "2022 and 2025 cannot be compared (another framework",
        ),
        (
            {"text": "13 of 16", "kind": "regional-rank"}, "other-edition",
            "Holds for another edition: Pakistan ranked 13th of 16 in South and Central Asia in 2021, not in 2022",
            "9th of 18; 13th of 16 was the rank of 2021.",
        ),
        (
            {"text": "92 of 180", "kind": "world-rank"}, "differs",
            "Differs: Pakistan ranked 92nd of 181 in 2022, not 92nd of 180", "181 were ranked, not 180",
        ),
        (
            {"text": "\u0669\u0662/\u0661\u0668\u0661", "kind": "world-rank"}, "confirmed",
            "Confirmed: Pakistan ranked 92nd of 181 in 2022", "In 2022 the rank is 92nd of 181.",
        ),
        (
            {"text": "5", "kind": "regional-rank", "edition": "2019", "measure": "total"}, "unchecked",
            "Cannot be checked: whether Pakistan ranked 5th in South and Central Asia in 2019", "Missing: a rank",
        ),
    ],
)  # fmt: skip
def test_a_claim_of_ones_own(
    release: Release, changed: dict[str, str], verdict: str, heading: str, why: str
) -> None:  # fmt: skip
    claim = own(**changed)
    assert of_own(release, claim).verdict.kind.value == verdict
    finding, lede = figures.own_headline(release, claim)
    assert finding == heading
    assert why in lede
    cited = figures.to_paste(release, claim, "claims?part=own")[0][1][0]
    assert release.id in cited
    assert "claims?part=own" in cited


def test_a_checked_claim_is_a_link(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "part=own&country=PAK&index=gairi&edition=2022&measure=total&kind=regional-rank&number=13+of+16"
    page, drawn = run_page(monkeypatch, release_dir, "claims", query)
    said = html.unescape(words_of(page))
    assert not page.exception
    assert "<h1>Holds for another edition: Pakistan ranked 13th of 16 in South and Central Asia in 2021" in said
    assert "Citation to paste" in said
    assert "number=13+of+16&release=" in said
    assert [figure.name for figure in drawn] == ["claims_gairi_pak_total_regional-rank"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=HYPERLINK(1)", "'; DROP TABLE claim; --", "1e999", "9" * 79, "\u202e\u0000"]
)
def test_hostile_text_is_refused_politely(release: Release, text: str) -> None:
    for kind in figures.KINDS:
        claim = own(text=text, kind=kind)
        finding, lede = figures.own_headline(release, claim)
        assert finding == "Cannot be checked: the number could not be read"
        assert len(lede) < 200
        assert figures.to_paste(release, claim, "") == ()


def test_hostile_links_show_a_page(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "part=own&country=%3Cimg%3E&kind=__class__&edition=1066&number=%3Cscript%3Ealert(1)%3C/script%3E"
    page, _ = run_page(monkeypatch, release_dir, "claims", query)
    assert not page.exception
    assert "<script>" not in words_of(page)
    assert "&lt;script&gt;" in words_of(page)
    assert "is not held here" in words_of(page)


def test_every_published_figure_of_the_indexes_confirms_itself(release: Release) -> None:
    """Whoever quotes the atlas is confirmed by the atlas: value, world rank and regional rank, in every edition."""
    for edition in ("2020", "2021", "2022", "2023", "2024", "2025"):
        rows = release.arrow(
            "SELECT s.value, s.rank, s.rank_of, r.rank AS inside, r.rank_of AS inside_of FROM score s "
            "JOIN region_rank r USING (index_id, edition, measure_id, country_code) WHERE s.index_id = 'gairi' "
            f"AND s.edition = '{edition}' AND s.measure_id = 'total' AND s.country_code = 'PAK' "
            "AND r.scheme = 'oxford'"
        ).to_pylist()
        for row in rows:
            quoted = {
                "value": f"{row['value']:.1f}",
                "world-rank": f"{row['rank']} of {row['rank_of']}",
                "regional-rank": f"{row['inside']} of {row['inside_of']}",
            }
            for kind, text in quoted.items():
                checked = of_own(release, own(edition=edition, kind=kind, text=text))
                assert checked.verdict.kind.value == "confirmed", (edition, kind, text)


def test_a_rank_that_the_publisher_printed_against_its_own_scores(release: Release) -> None:
    row = release.arrow(
        "SELECT country_code, rank, rank_computed, rank_of FROM score WHERE index_id = 'gairi' AND edition = '2020' "
        "AND measure_id = 'total' AND rank <> rank_computed ORDER BY country_code LIMIT 1"
    ).to_pylist()[0]
    asked = {"country": row["country_code"], "edition": "2020", "kind": "world-rank"}
    printed = of_own(release, own(text=f"{row['rank']} of {row['rank_of']}", **asked))
    assert printed.verdict.kind.value == "confirmed"
    assert "The published scores themselves give" in printed.why
    recomputed = of_own(release, own(text=f"{row['rank_computed']} of {row['rank_of']}", **asked))
    assert recomputed.verdict.kind.value == "conflict"


def test_the_file_holds_the_claims_with_their_verdicts(release: Release) -> None:
    shown = figures.listing(release, figures.Choice())
    assert shown is not None
    table = pl.read_csv(csv_bytes(shown, release.id), infer_schema_length=0)
    assert table["verdict"].to_list() == [VERDICTS[code] for code in table["claim_id"]]
    assert table["release"].unique().to_list() == [release.id]
