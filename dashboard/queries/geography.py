"""Countries, region schemes and their members."""

from collections.abc import Mapping
from functools import lru_cache

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release

#: Code of the choice that is no region: every country.
WORLD = "world"
WORLD_LABEL = "All the world"


def countries(release: Release) -> pa.Table:
    """Every country and territory with its codes and kind, by name."""
    return answer(release, "countries")


@lru_cache(maxsize=8)
def country_labels(release: Release) -> Mapping[str, str]:
    """Country code to name, by name; the European Union is not a country and left out."""
    return {
        row["country_code"]: row["name"] for row in countries(release).to_pylist() if row["kind"] != "supranational"
    }


@lru_cache(maxsize=8)
def place_labels(release: Release) -> Mapping[str, str]:
    """As ``country_labels``, with the European Union."""
    return {row["country_code"]: row["name"] for row in countries(release).to_pylist()}


@lru_cache(maxsize=8)
def scheme_labels(release: Release) -> Mapping[str, str]:
    """Region scheme to label."""
    return {row["scheme"]: row["label"] for row in answer(release, "schemes").to_pylist()}


@lru_cache(maxsize=8)
def scheme_notes(release: Release) -> Mapping[str, str]:
    """Region scheme to its note; schemes without a note are left out."""
    return {row["scheme"]: row["note"] for row in answer(release, "schemes").to_pylist() if row["note"]}


@lru_cache(maxsize=64)
def region_labels(release: Release, scheme: str) -> Mapping[str, str]:
    """Region code of a scheme to label, by label."""
    return {row["region"]: row["region_label"] for row in answer(release, "regions", scheme=scheme).to_pylist()}


@lru_cache(maxsize=64)
def region_choices(release: Release, scheme: str) -> Mapping[str, str]:
    """The regions of a scheme after the choice of all the world."""
    return {WORLD: WORLD_LABEL, **region_labels(release, scheme)}


def region_members(release: Release, scheme: str, region: str) -> pa.Table:
    """Countries of a region, by name."""
    return answer(release, "region_members", scheme=scheme, region=region)


@lru_cache(maxsize=512)
def member_codes(release: Release, scheme: str, region: str) -> frozenset[str]:
    """Codes of the countries of a region."""
    return frozenset(region_members(release, scheme, region)["country_code"].to_pylist())


@lru_cache(maxsize=8)
def _home_regions(release: Release) -> Mapping[tuple[str, str], str]:
    found = answer(release, "home_regions").to_pylist()
    return {(row["scheme"], row["country_code"]): row["region"] for row in found}


def home_region(release: Release, scheme: str, country: str) -> str:
    """The region of a scheme that a country belongs to; the world where it is in none.

    Where a country is in several, as in the scheme of groups, the first by code.
    """
    return _home_regions(release).get((scheme, country), WORLD)
