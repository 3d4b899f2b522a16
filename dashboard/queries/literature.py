"""Studies of AI adoption in the public sector: challenges, benefits, routines, stages.

The tables are small: each is asked for whole, and what a reader chose is filtered from the kept answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release

#: Code of the choice that leaves nothing out.
ALL = "all"


@dataclass(frozen=True)
class Study:
    """A study, and the label that a cell names it by.

    Attributes
    ----------
    names : str
        Authors without remarks of whoever cites them.
    label : str
        ``Nazir and Gul (2023)``, ``Borges et al. (2024)``.
    challenge_count : int
        Different challenges that it names.
    known_through : str, optional
        Codes of the studies that report what it says, separated by ``;``; none where it was read itself.
    """

    study_id: str
    authors: str
    title: str | None
    year: int | None
    country_code: str | None
    country: str | None
    method: str | None
    venue: str | None
    names: str
    label: str
    challenge_count: int
    known_through: str | None


@lru_cache(maxsize=8)
def studies(release: Release) -> Mapping[str, Study]:
    """Every study by its code, the newest first."""
    return {row["study_id"]: Study(**row) for row in answer(release, "studies").to_pylist()}


@lru_cache(maxsize=8)
def labels(release: Release) -> Mapping[str, str]:
    """Study code to the label that a cell names it by."""
    return {found.study_id: found.label for found in studies(release).values()}


@lru_cache(maxsize=8)
def study_countries(release: Release) -> Mapping[str, str]:
    """All studies, then each country and union that a study is about, by name."""
    found = {s.country_code: s.country for s in studies(release).values() if s.country_code and s.country}
    return {ALL: "All studies", **dict(sorted(found.items(), key=lambda entry: entry[1]))}


@lru_cache(maxsize=8)
def category_labels(release: Release) -> Mapping[str, str]:
    """All categories of challenges, then each by label."""
    rows = answer(release, "challenge_categories").to_pylist()
    return {ALL: "All categories", **{row["category_id"]: row["label"] for row in rows}}


@lru_cache(maxsize=8)
def category_origins(release: Release) -> tuple[str, ...]:
    """Labels of the studies that the categories are taken from."""
    rows = answer(release, "challenge_categories").to_pylist()
    codes = dict.fromkeys(code for row in rows for code in (row["source_study_ids"] or "").split(";") if code)
    return tuple(labels(release)[code] for code in codes)


@lru_cache(maxsize=8)
def uses(release: Release) -> Mapping[str, tuple[str, ...]]:
    """What each study is used for here, by study code."""
    found: dict[str, dict[str, None]] = {}
    for row in answer(release, "study_uses").to_pylist():
        found.setdefault(row["study_id"], {})[row["used_for"]] = None
    return {code: tuple(said) for code, said in found.items()}


def challenges(release: Release) -> pa.Table:
    """Which study names which challenge, and which study reports it."""
    return answer(release, "challenges")


def challenge_benefits(release: Release) -> pa.Table:
    """Marks of the matrix of challenges and benefits, in published order."""
    return answer(release, "challenge_benefits")


def benefits(release: Release) -> pa.Table:
    """Benefits of working together, in groups."""
    return answer(release, "collaboration_benefits")


def routines(release: Release) -> pa.Table:
    """Routines against challenges of working together, and where they were seen."""
    return answer(release, "collaboration_routines")


def interviews(release: Release) -> pa.Table:
    """Interviews behind the routines, per organisation."""
    return answer(release, "collaboration_interviews")


def stages(release: Release) -> pa.Table:
    """Stages of implementation, in their order."""
    return answer(release, "implementation_stages")


def pressures(release: Release) -> pa.Table:
    """Pressures that make organisations adopt AI."""
    return answer(release, "institutional_pressures")


def use_case_types(release: Release) -> pa.Table:
    """Types of AI use cases and the study that names each."""
    return answer(release, "use_case_types")
