"""What the data API gives for the codes of a page's address is what stands in the file of the page's figure."""

from collections.abc import Sequence

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.datasets import DATASETS, empty_frame, frames, read_question
from dashboard.export.csv import tidy
from dashboard.figure import Figure
from dashboard.figures import accessibility, barriers, initiatives, readiness, regions
from dashboard.figures.barriers.challenges import challenges
from dashboard.figures.initiatives.listing import listing
from dashboard.figures.sources.catalogue import catalogue
from dashboard.queries import geography, literature
from dashboard.queries import initiatives as held_initiatives
from dashboard.queries import readiness as held
from dashboard.release import Release

_slow = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def answered(release: Release, name: str, **asked: str | Sequence[str]) -> pl.DataFrame:
    """The rows of the data API for codes as they stand in the address of a page."""
    pairs = [(key, each) for key, value in asked.items() for each in ([value] if isinstance(value, str) else value)]
    question = read_question(DATASETS[name], [*pairs, ("release", release.id)])
    return pl.concat([empty_frame(question.dataset, release), *frames(question, 1000)])


def same(figure: Figure | None, release: Release, found: pl.DataFrame, key: Sequence[str], least: int) -> None:
    """Whether a figure's file and an answer have the same rows, in all columns that both have."""
    if figure is None:
        assert found.height == 0
        return
    file = tidy(figure, release.id)
    shared = [name for name in file.columns if name in found.columns]
    assert len(shared) >= least, shared
    assert found.select(shared).sort(key).to_dicts() == file.select(shared).sort(key).to_dicts()


@given(data=st.data())
@_slow
def test_rankings(release: Release, data: st.DataObject) -> None:
    index = data.draw(st.sampled_from(list(held.index_labels(release))))
    edition = data.draw(st.sampled_from([found.edition for found in held.editions(release, index)]))
    measure = data.draw(st.sampled_from(list(held.measure_labels(release, index, edition))))
    scheme = data.draw(st.sampled_from(list(geography.scheme_labels(release))))
    region = data.draw(st.sampled_from(list(geography.region_labels(release, scheme))))
    asked = {"index": index, "edition": edition, "measure": measure, "scheme": scheme}
    choice = readiness.Choice(**asked, region=region, country="PAK")

    whole = readiness.all_ranks(release, choice)
    world = answered(release, "rankings", **asked, region="world").drop("region", "region_scheme", "region_rank")
    same(whole, release, world.drop("region_rank_of"), ["country_code"], 18)

    members = tidy(whole, release.id).filter(pl.col("region") == region)
    found = answered(release, "rankings", **asked, region=region)
    shared = [name for name in members.columns if name in found.columns]
    assert {"region", "region_rank", "region_rank_of", "value", "rank"} <= set(shared)
    # The page ranks in a region only what it draws.
    ranked = found.filter(pl.col("region_rank").is_not_null()).select(shared).sort("country_code")
    assert ranked.to_dicts() == members.select(shared).sort("country_code").to_dicts()


@given(data=st.data())
@_slow
def test_regions(release: Release, data: st.DataObject) -> None:
    index = data.draw(st.sampled_from(list(held.index_labels(release))))
    edition = data.draw(st.sampled_from([found.edition for found in held.editions(release, index)]))
    measure = data.draw(st.sampled_from(list(held.measure_labels(release, index, edition))))
    scheme = data.draw(st.sampled_from(list(regions.schemes_of(release, edition))))
    region = data.draw(st.sampled_from(list(geography.region_labels(release, scheme))))
    choice = regions.Choice.of(index, edition, measure, scheme, region, "PAK", None)
    found = answered(release, "regions", index=index, edition=edition, measure=measure, scheme=scheme)
    same(regions.spread(release, choice, "light"), release, found, ["region"], 20)


@given(data=st.data())
@_slow
def test_initiatives(release: Release, data: st.DataObject) -> None:
    countries = ["all", *geography.place_labels(release)]
    country = data.draw(st.sampled_from(["all", "PAK", "NLD", "USA", "IND"]) | st.sampled_from(countries))
    asked = {
        "country": country,
        "kind": data.draw(st.sampled_from(["all", *held_initiatives.kinds(release)])),
        "status": data.draw(st.sampled_from(["all", "active", "planned"])),
        "year": data.draw(st.sampled_from(["all", "undated", "2020", "2023"])),
        "q": data.draw(st.sampled_from(["", "AI", "national", "Ministry"])),
        "register": data.draw(
            st.sampled_from(["latest", *(found.source_id for found in held_initiatives.editions(release))])
        ),
    }
    choice = initiatives.Choice(
        country, "oxford", "world", asked["kind"], asked["status"], asked["year"], "all", asked["q"], asked["register"]
    )
    same(listing(release, choice), release, answered(release, "initiatives", **asked), ["initiative_id"], 25)


@given(data=st.data())
@_slow
def test_literature(release: Release, data: st.DataObject) -> None:
    asked = {
        "study_country": data.draw(st.sampled_from(list(literature.study_countries(release)))),
        "category": data.draw(st.sampled_from(list(literature.category_labels(release)))),
    }
    found = answered(release, "literature", **asked)
    choice = barriers.Choice(asked["study_country"], asked["category"], "original")
    key = ["study_id", "challenge", "reported_by_study_id", "where_reported"]
    same(challenges(release, choice), release, found, key, 12)


@given(data=st.data())
@_slow
def test_sources(release: Release, data: st.DataObject) -> None:
    family = data.draw(st.sampled_from(["all", "readiness", "accessibility", "initiatives", "literature"]))
    words = data.draw(st.sampled_from(["", "united", "open data", "zz no such word"]))
    same(
        catalogue(release, family, words),
        release,
        answered(release, "sources", family=family, q=words),
        ["source_id"],
        18,
    )


def test_audits(release: Release) -> None:
    for method in ("self_report", "other_study", "manual_conformance", "automated_score"):
        for region in ("world", "western-europe"):
            choice = accessibility.Choice(method, "", "oxford", region, "")
            figures = dict(accessibility.sections(release, choice, "light"))
            [published] = figures.get("Other figures of this method", (None,))
            found = answered(release, "audits", method=method, scheme="oxford", region=region)
            if published is None:
                continue
            # A page leaves out what a chart of it draws: what it shows is in the answer, value for value.
            file = tidy(published, release.id)
            # The page names what has no country: the whole web.
            shared = [name for name in file.columns if name in found.columns and name != "country"]
            assert len(shared) > 20
            alike = found.filter(pl.col("audit_id").is_in(file["audit_id"].to_list())).select(shared)
            assert alike.sort("audit_id").to_dicts() == file.select(shared).sort("audit_id").to_dicts()
