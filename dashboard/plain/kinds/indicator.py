"""One measure of an index on a page: ``plain/indicator/gairi/gairi-2025/governance``."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dashboard.figure import Figure
from dashboard.menu import ATLAS, entry
from dashboard.plain.kinds.ranking import drawn, of_world, shown
from dashboard.plain.page import Crumb, Plain, Told, View, view, words
from dashboard.plain.ways import PLAIN
from dashboard.queries import holdings, readiness
from dashboard.release import Release
from dashboard.words import sentence_case, unit_words

NAME, TITLE = "indicator", "Indicators"
_DIRECTIONS = {"higher": "Higher is better", "lower": "Lower is better", "neutral": "Neither is better"}
_NOT_STATED = "Not stated by the source"

Measure = Mapping[str, Any]


@lru_cache(maxsize=8)
def _measures(release: Release) -> Mapping[str, Measure]:
    """Every measure of the indexes whose figures are held, by its code in the address."""
    return {
        f"{index}/{row['framework']}/{row['measure_id']}": row
        for index in readiness.index_labels(release)
        for row in holdings.measures(release, index).to_pylist()
    }


@lru_cache(maxsize=8)
def codes(release: Release) -> tuple[str, ...]:
    """Every measure of every framework."""
    return tuple(_measures(release))


@lru_cache(maxsize=512)
def _scored(release: Release, index: str, framework: str, measure_id: str) -> tuple[str, ...]:
    """Editions that have scores of a measure, the newest first."""
    return tuple(
        each.edition
        for each in readiness.editions(release, index)
        if each.framework == framework
        and measure_id in {found.measure_id for found in readiness.measures(release, index, each.edition)}
    )


def _range(row: Measure) -> str:
    return _NOT_STATED if row["max"] is None else f"{row['min'] or 0:g}\u2013{row['max']:g}"


def _weight(row: Measure) -> str:
    if row["weight"] is None:
        return "None: it is the total" if row["level"] == "total" else _NOT_STATED
    return f"{row['weight'] * 100:.4g}% ({row['weight_basis'] or 'published'})"


def _facts(row: Measure, scored: tuple[str, ...], publisher: str) -> list[tuple[str, tuple[str, ...]]]:
    """What is known of a measure, whatever was scored."""
    facts = (
        ("Definition", row["definition"] or _NOT_STATED),
        ("Index", f"{row['framework_label']}, {publisher}"),
        ("Level", sentence_case(row["level"])),
        ("Part of", row["parent"]),
        ("Unit", unit_words(row["unit"]) if row["unit"] else _NOT_STATED),
        ("Range", _range(row)),
        ("Weight within its part", _weight(row)),
        ("Direction", _DIRECTIONS.get(row["direction"], "No order")),
        ("Editions", row["editions"] or "None"),
        ("Editions with scores here", ", ".join(reversed(scored)) or "None: scores of it are not held"),
    )
    return [(label, (text,)) for label, text in facts if text]


def _unscored(release: Release, index: str) -> View:
    return view(entry("sources"), release, {"part": ("indexes",), "index": (index,)})


def _title(row: Measure, made: tuple[Figure, ...]) -> tuple[str, str]:
    """Finding and the line under it."""
    name = f"{row['measure']}, {row['framework_label']}"
    if not made:
        return f"{name}: how it is defined", f"Scores of this {row['level']} are not held here."
    return f"{name}: {made[0].title}", f"{made[-1].subtitle}. {made[-1].title}."


def page(release: Release, code: str) -> Plain | None:
    """The page of a measure: what it is, and its newest ranking."""
    row = _measures(release).get(code)
    if row is None:
        return None
    index, framework, measure_id = code.split("/")
    scored = _scored(release, index, framework, measure_id)
    made = drawn(release, index, scored[0], measure_id) if scored else ()
    found = of_world(release, index, scored[0], measure_id) if scored else _unscored(release, index)
    finding, lede = _title(row, made)
    rankings = [(f"{PLAIN}/ranking/{index}/{year}", f"Ranking of {year}", "") for year in scored]
    publisher = holdings.indexes(release)[index]["publisher"]
    return Plain(
        address=f"{PLAIN}/{NAME}/{code}",
        name=f"{row['measure']} ({row['framework_label']})",
        finding=finding,
        lede=lede,
        release=release,
        above=(Crumb(ATLAS, PLAIN), Crumb(TITLE, f"{PLAIN}/{NAME}")),
        twin=found.newest,
        parts=(
            words(found, "facts", _facts(row, scored, publisher)),
            *(shown(found, made) if made else ()),
            *((words(found, "section", "Whole rankings"), words(found, "directory", rankings)) if rankings else ()),
        ),
        told=Told(("World",), scored or (row["editions"] or "",), _api(index, scored, measure_id)),
    )


def _api(index: str, scored: tuple[str, ...], measure_id: str) -> str:
    if not scored:
        return f"api/v1/measures.json?index={index}&measure={measure_id}"
    return f"api/v1/rankings.json?index={index}&edition={scored[0]}&measure={measure_id}"


def listed(release: Release) -> list[tuple[str, str, str]]:
    """Every page: address, name, and what follows it."""
    return [
        (f"{PLAIN}/{NAME}/{code}", row["measure"], f"({row['framework_label']}, {row['level']})")
        for code, row in _measures(release).items()
    ]
