"""Every sentence of every page is plain English: short, of common words, without the words that LOOK.md bans."""

import re
from pathlib import Path

import pytest

from dashboard.menu import ENTRIES
from dashboard.queries import geography, holdings, readiness
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of
from tests.reading import names_of, reading_ease, sentences_of, syllables, texts_of, words_in

#: Flesch's reading ease of a page: 60 and more is plain English.
LEAST_EASE = 60
#: Words of one sentence.
MOST_WORDS = 35

_BANNED = re.compile(
    r"\b(leverag\w+|insights?|empower\w*|unlock\w*|delv\w+|robust|seamless\w*|cutting[- ]edge|synerg\w+|"
    r"state[- ]of[- ]the[- ]art|utili[sz]\w+|holistic\w*|game[- ]chang\w+|journey|"
    r"N/A|null|NaN|undefined|error|oops|sorry)\b|!",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def names(release_folder: Path) -> re.Pattern[str]:
    """What others have named: countries, regions, indexes and their parts, sources."""
    release: Release = open_release(release_folder)
    found = {*geography.place_labels(release).values(), *geography.scheme_labels(release).values()}
    found |= set(holdings.source_labels(release).values())
    for scheme in geography.scheme_labels(release):
        found |= set(geography.region_labels(release, scheme).values())
    for index in readiness.index_labels(release):
        for edition in readiness.editions(release, index):
            found |= {edition.name, edition.short_name, edition.publisher}
            found |= {measure.label for measure in readiness.measures(release, index, edition.edition)}
    return names_of(found)


@pytest.mark.parametrize("country", ["PAK", "USA", "NRU"])
@pytest.mark.parametrize("page", [entry.name for entry in ENTRIES])
def test_every_sentence_is_plain(
    page: str, country: str, names: re.Pattern[str], release_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = f"country={country}&study_country={country}" if page == "barriers" else f"country={country}"
    run, _ = run_page(monkeypatch, release_dir, page, query)
    texts = texts_of(words_of(run))
    sentences = sentences_of(texts, names)
    assert len(sentences) > 5
    long = [sentence for sentence in sentences if len(words_in(sentence)) > MOST_WORDS]
    assert long == []
    assert reading_ease(sentences) >= LEAST_EASE, sorted(sentences, key=lambda each: reading_ease([each]))[:5]
    assert [found[0] for text in texts for found in _BANNED.finditer(names.sub("", text))] == []


def test_the_measure_tells_plain_from_hard() -> None:
    plain = ["The cat sat on the mat.", "Pakistan ranks 81st of 195 in 2025."]
    hard = ["Institutional heterogeneity necessitates multidimensional operationalisation of accessibility."]
    assert reading_ease(plain) > 80
    assert reading_ease(hard) < 0


@pytest.mark.parametrize(
    ("word", "quantity"),
    [("the", 1), ("score", 1), ("ranks", 1), ("table", 2), ("published", 2), ("country", 2), ("accessibility", 6)],
)
def test_syllables(word: str, quantity: int) -> None:
    assert syllables(word) == quantity


def test_banned_words_are_found() -> None:
    assert _BANNED.search("We leverage insights")
    assert _BANNED.search("Great!")
    assert not _BANNED.search("No figure published")


def test_texts_leave_tables_and_files_out() -> None:
    html = "<h2>One</h2><table><td>two</td></table><p class=quiet>three</p><p>Four <a href=x>five</a>.</p>"
    assert texts_of(html) == ["One", "Four five."]
