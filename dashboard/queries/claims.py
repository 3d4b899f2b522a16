"""Numbers that studies claim, and the figures that each rule holds against them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard.queries.geography import WORLD
from dashboard.queries.statements import answer
from dashboard.release import Release


@dataclass(frozen=True)
class Published:
    """A number that a study states.

    Attributes
    ----------
    check_rule, check_key : str
        Which rule checks it, and what the rule looks up.
    """

    claim_id: str
    claim: str
    study_id: str
    country_code: str | None
    country: str | None
    family: str
    edition: str | None
    measure_or_kind: str | None
    quantity: str
    claimed_value: str
    check_rule: str
    check_key: str
    note: str | None


def _rows(release: Release, name: str, **parameters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer(release, name, **parameters).to_pylist()
    return found


@lru_cache(maxsize=8)
def published(release: Release) -> tuple[Published, ...]:
    """Every claim, study by study."""
    return tuple(Published(**row) for row in _rows(release, "claims"))


@lru_cache(maxsize=64)
def countries(release: Release) -> frozenset[str]:
    """Codes of the countries that claims are about."""
    return frozenset(each.country_code for each in published(release) if each.country_code)


def score_rows(
    release: Release, index: str, country: str, measure: str, scheme: str = "", region: str = WORLD
) -> list[dict[str, Any]]:
    """One measure of a country in every edition, the newest first, with its ranks."""
    asked = {"index": index, "country": country, "measure": measure, "scheme": scheme, "region": region}
    return _rows(release, "claim_scores", **asked)


def _of_index(release: Release, key: Mapping[str, str]) -> list[dict[str, Any]]:
    place = (key.get("scheme", ""), key.get("region", WORLD))
    return score_rows(release, key["index"], key["country"], key["measure"], *place)


def rows(release: Release, rule: str, key: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows that a rule looks up.

    Parameters
    ----------
    release : Release
        What to ask.
    rule : str
        One of the rules of ``dashboard.claims``.
    key : mapping of str to str
        Parts of the key by name.
    """
    if rule == "inventory_count":
        return _rows(release, "claim_counts", group=key["group"], measure=key["measure"])
    if rule == "audit_count":
        return _rows(release, "claim_audits", country=key["country"], metric=key["metric"])
    if rule == "initiative_start_year":
        return _rows(release, "claim_start_years", initiative=key["initiative"])
    return _of_index(release, key)
