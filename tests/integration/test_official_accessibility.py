"""Which accessibility figures the official files give, which they do not, and that every figure keeps its number."""

from collections import Counter
from functools import cache

import polars as pl
import pytest

from etl.frames import SOURCE
from etl.sources.audit_rows import KEY, TABLE, columns, replaced
from tests.integration.test_official_files import CATALOGUE, bundled, official_copies, read_copy

GSA = "gsa-site-scanning-2025-01"
EXACT = ("almanac-2025-sites-eu-plus", "section508-fy2023", "section508-fy2024")

#: Everything of a figure but its number, which is ours.
TOLD = [name for name in columns() if name != "audit_id"]

#: Bundled figures that no official file at hand gives, by metric, as the ``checked_note`` of the sources says.
ONLY_BUNDLED = {
    "gov-web-performance": {"lh_home_failed_audits": 326},
    "lu-full-audits": {"manual_conformance_rate_mean": 5, "manual_conformance_rate_mean_apps": 3},
    "lu-pdf-crawl": {"pdf_untagged_share": 4},
    "lu-simplified-audits": {"simplified_conformance_rate_mean": 7, "simplified_sites_tested": 1},
    "section508-fy2025": {"s508_conformance_score": 1},
}


def figures(source: str) -> pl.DataFrame:
    return bundled()[TABLE].filter(pl.col(SOURCE) == source)


@cache
def parsed(source: str) -> pl.DataFrame:
    official_copies()
    files = [file for file in CATALOGUE[source].files if file.checked_sha256]
    return pl.concat([read_copy(source, file)[TABLE] for file in files])


def test_a_key_tells_every_bundled_figure_from_the_others() -> None:
    assert not bundled()[TABLE].select(SOURCE, *KEY).is_duplicated().any()


@pytest.mark.parametrize("source", EXACT)
def test_all_figures_of_a_source_are_in_its_official_files_to_the_letter(source: str) -> None:
    found, expected = parsed(source).select(TOLD), figures(source).select(TOLD)

    assert Counter(found.iter_rows()) == Counter(expected.iter_rows())


@pytest.mark.parametrize("source", ONLY_BUNDLED)
def test_figures_that_no_file_gives_are_those_of_the_note(source: str) -> None:
    rest = figures(source).join(parsed(source), on=KEY, how="anti", nulls_equal=True)

    assert dict(rest.group_by("metric_id").len().iter_rows()) == ONLY_BUNDLED[source]


def test_three_agencies_have_the_bundled_sites_and_eight_that_an_earlier_agency_has() -> None:
    of_files, bundle = parsed(GSA), figures(GSA)
    of_agencies = bundle.filter(pl.col("organisation").is_in(of_files["organisation"].unique().to_list()))
    others = of_files.join(of_agencies, on=KEY, how="anti", nulls_equal=True)
    owners = others.join(bundle, on="url_or_host", how="left", suffix="_bundled")

    assert of_agencies.height == 456
    assert of_agencies.join(of_files, on=TOLD, how="anti", nulls_equal=True).is_empty()
    assert others.height == 8
    assert all(theirs.casefold() < ours.casefold() for ours, theirs in _pairs(owners))


def _pairs(owners: pl.DataFrame) -> list[tuple[str, str]]:
    return list(owners.select("organisation", "organisation_bundled").iter_rows())


@pytest.mark.parametrize("source", [*EXACT, *ONLY_BUNDLED, GSA])
def test_no_figure_loses_its_number_when_official_files_take_its_place(source: str) -> None:
    rows = replaced(figures(source), parsed(source))

    assert set(figures(source)["audit_id"]) <= set(rows["audit_id"])
    assert rows["audit_id"].is_unique().all()
