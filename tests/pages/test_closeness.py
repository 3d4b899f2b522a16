"""Closeness bands: what pages and files say of close ranks is what the release holds, and nothing more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.export.csv import tidy
from dashboard.figures import closeness, comparison, country, overview, readiness
from dashboard.queries import readiness as queries
from dashboard.release import Release, open_release

REGION = "south-and-central-asia"


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def _choice(edition: str = "2025", code: str = "PAK", index: str = "gairi", measure: str = "total") -> readiness.Choice:
    return readiness.Choice(index, edition, measure, "oxford", REGION, code)


def _bands(release: Release) -> Iterator[tuple[str, str, dict[str, object]]]:
    for index in queries.index_labels(release):
        for edition in queries.editions(release, index):
            figure = readiness.all_ranks(release, _choice(edition.edition, index=index))
            for row in figure.frame.to_pylist():
                yield index, edition.edition, row


def test_the_line_under_the_title_says_which_ranks_are_close(release: Release) -> None:
    _, lede = readiness.headline(release, _choice())
    assert "Ranks within 1 point of this score: 79th to 81st." in lede
    assert (
        "Ranks within 0.01 points of this score: 134th to 138th."
        in readiness.headline(release, _choice("2024", index="egdi"))[1]
    )
    assert "No other country lies within 1 point." in readiness.headline(release, _choice("2024", "SGP"))[1]


def test_nothing_is_said_of_a_country_without_a_rank_or_a_measure_without_points(release: Release) -> None:
    assert "within" not in readiness.headline(release, _choice("2024", "PRK", "gairi"))[1]
    raw = next(found.measure_id for found in queries.measures(release, "gairi", "2019") if found.direction is None)
    figure = readiness.all_ranks(release, _choice("2019", measure=raw))
    assert not any("within" in column.label for column in figure.columns)
    assert set(figure.frame["band_points"].to_pylist()) == {None}
    assert "within" not in readiness.headline(release, _choice("2019", measure=raw))[1]


def test_a_published_rank_that_its_scores_contradict_is_said_beside_it(release: Release) -> None:
    finding, lede = readiness.headline(release, _choice("2020", "LKA"))
    assert finding.startswith("Sri Lanka ranks 90th of 172")
    assert "The publisher prints 90th; counted from the scores it is 100th." in lede


def test_every_band_of_every_edition_holds_those_within_its_points_and_no_other(release: Release) -> None:
    editions: dict[tuple[str, str], list[dict[str, object]]] = {}
    for index, edition, row in _bands(release):
        editions.setdefault((index, edition), []).append(row)
    assert len(editions) > 20
    for rows in editions.values():
        ranked = [(row["value"], row["rank"]) for row in rows if row["rank"] is not None]
        for row in rows:
            near = [rank for value, rank in ranked if abs(value - row["value"]) <= row["band_points"] + 1e-9]  # type: ignore[operator]
            assert (row["band_first_rank"], row["band_last_rank"]) == (min(near), max(near))  # type: ignore[type-var]
            assert row["band_count"] == len(near)


def test_the_shade_of_the_ranking_is_as_wide_as_its_words_say(release: Release) -> None:
    figure = readiness.ranking(release, _choice(), "light")
    assert figure.subtitle.endswith("Shaded: within 1 point of Pakistan.")
    assert figure.spec is not None
    rows = figure.drawn.to_pylist()
    own = next(row for row in rows if row["country_code"] == "PAK")
    assert {row["country"] for row in rows if row["is_near"]} == {
        row["country"] for row in rows if abs(row["value"] - own["value"]) <= 1 + 1e-9
    }
    assert 1 < sum(row["is_near"] for row in rows) < len(rows)
    unscored = readiness.ranking(release, _choice("2024", "PRK"), "light")
    assert unscored.spec is not None
    assert "Shaded" not in unscored.subtitle
    assert not any(row["is_near"] for row in unscored.drawn.to_pylist())


def test_pages_and_files_carry_the_band(release: Release) -> None:
    chosen = comparison.Choice("gairi", "2025", ("PAK", "IND"), "region", "oxford", REGION)
    about = country.Choice("PAK", "oxford")
    assert "Ranks within 1 point of this score: 79th to 81st." in comparison.opening(release, chosen)
    assert "Ranks within 1 point of this score: 79th to 81st." in overview.four_answers(release, "PAK")[0].remark
    indexes = country.readiness(release, about, "light")[0]
    assert indexes.frame["band"].to_pylist()[0] == "79th to 81st, within 1 point"
    for figure in (indexes, comparison.all_measures(release, chosen), readiness.all_ranks(release, _choice())):
        assert set(closeness.COLUMNS) <= set(tidy(figure, release.id).columns)


def test_a_band_is_never_called_a_confidence_interval(release: Release) -> None:
    said = " ".join([*readiness.method(release, _choice()), *readiness.headline(release, _choice())])
    assert "confidence" not in said
    assert "how close the scores are, not how sure they are" in said
