"""Every dataset that may be asked for."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dashboard.datasets import diffs, releases
from dashboard.datasets.dataset import Dataset
from dashboard.datasets.parameter import (
    AUDIT_YEAR,
    CATEGORY,
    COUNTRY,
    EDITION,
    FAMILY,
    INDEX,
    KIND,
    LEVEL,
    MEASURE,
    METHOD,
    METRIC,
    ORGANISATION,
    OUTCOME,
    REGION,
    REGISTER,
    SCHEME,
    SOURCE,
    START_YEAR,
    STATUS,
    STUDY,
    STUDY_COUNTRY,
    WORDS,
)

_PLACE = (COUNTRY, SCHEME, REGION)
_READINESS = ("readiness",)
_BY_MEASURE = (("index", "index_id"), ("edition", "edition"), ("measure", "measure_id"))

_SCORES = Dataset(
    "scores",
    "Scores of readiness indexes",
    "Every published score of every country, edition and measure, with the publisher's rank and the recomputed one.",
    (INDEX, EDITION, MEASURE, *_PLACE),
    key=("index_id", "edition", "measure_id", "country_code"),
    origin="edition",
    tables=("score", "measure", "country"),
    statement="dataset_scores",
    families=_READINESS,
    parts=_BY_MEASURE,
)

_RANKINGS = Dataset(
    "rankings",
    "Rankings of countries",
    "Countries in the order of their ranking. Without a region: the world. With one: its members, with their rank in "
    "the region beside the one in the world. Without a measure: the total.",
    (
        INDEX, EDITION, replace(MEASURE, default=("total",)), COUNTRY, SCHEME,
        replace(REGION, opens=(), beside=MappingProxyType({"world": "All the world"}), default=("world",)),
    ),
    key=("index_id", "edition", "measure_id", "region_scheme", "region", "country_code"),
    origin="edition",
    tables=("score", "measure", "region_rank", "country"),
    statement="dataset_rankings",
    families=_READINESS,
    parts=_BY_MEASURE,
)  # fmt: skip

_REGIONS = Dataset(
    "regions",
    "Regions side by side",
    "Mean, median, quartiles, ends and coverage of each region, for every edition and measure. Means are unweighted.",
    (INDEX, EDITION, MEASURE, SCHEME, REGION),
    key=("region_scheme", "region", "index_id", "edition", "measure_id"),
    origin="edition",
    tables=("region_summary", "measure", "country"),
    statement="dataset_regions",
    families=_READINESS,
)

_COUNTRIES = Dataset(
    "countries",
    "Countries and territories",
    "Codes, names and groups of every country and territory that the atlas knows.",
    _PLACE,
    key=("country_code",),
    origin="atlas",
    tables=("country",),
    statement="dataset_countries",
)

_AUDITS = Dataset(
    "audits",
    "Audits of public websites",
    "Every figure of accessibility audits. Figures of different methods and tools are never one ranking.",
    (METHOD, *_PLACE, AUDIT_YEAR, METRIC, LEVEL, SOURCE, WORDS),
    key=("audit_id",),
    origin="source_id",
    tables=("audit_result", "audit_metric", "source", "country"),
    statement="dataset_audits",
    families=("accessibility",),
)

_OWN_AUDITS = Dataset(
    "own-audits",
    "Audits of one's own",
    "What the tools of whoever runs this atlas found, page by page and rule by rule; they are no conformance.",
    (COUNTRY, OUTCOME, SOURCE, WORDS),
    key=("source_id", "engine", "host", "page_url", "audited_on", "rule_id", "outcome"),
    origin="source_id",
    tables=("audit_outcome", "country"),
    statement="dataset_own_audits",
    families=("accessibility",),
)

_INITIATIVES = Dataset(
    "initiatives",
    "What governments have started",
    "Zones, parks, centres, programmes, strategies, laws and AI use cases. Editions of one register are never added.",
    (*_PLACE, KIND, STATUS, START_YEAR, ORGANISATION, REGISTER, SOURCE, WORDS),
    key=("register", "initiative_id"),
    origin="source_id",
    tables=("initiative", "initiative_attribute", "initiative_kind", "initiative_duplicate", "country"),
    statement="dataset_initiatives",
    families=("initiatives",),
)

_LITERATURE = Dataset(
    "literature",
    "What stands in the way",
    "Which study names which challenge of AI in the public sector, and which study reports it.",
    (STUDY_COUNTRY, CATEGORY, STUDY),
    key=("study_id", "reported_by_study_id", "where_reported", "challenge"),
    origin="reported_by_study_id",
    tables=("challenge_evidence", "study", "challenge_category", "country"),
    statement="dataset_literature",
    families=("literature",),
)

_SOURCES = Dataset(
    "sources",
    "Sources",
    "Every source with its licence, its citation, what may be passed on and how many figures are from it.",
    (FAMILY, SOURCE, WORDS),
    key=("source_id",),
    origin="source_id",
    tables=("source",),
    statement="dataset_sources",
)

_EDITIONS = Dataset(
    "editions",
    "Editions of readiness indexes",
    "Every edition with its framework and coverage. Only editions of one segment may be compared.",
    (INDEX, EDITION),
    key=("index_id", "edition"),
    origin="edition",
    tables=("edition", "readiness_index"),
    statement="dataset_editions",
)

_MEASURES = Dataset(
    "measures",
    "Measures of readiness indexes",
    "What each edition measures, with unit, range, weight and direction.",
    (INDEX, EDITION, MEASURE),
    key=("index_id", "edition", "measure_id"),
    origin="edition",
    tables=("measure", "edition"),
    statement="dataset_measures",
)

_RELEASES = Dataset(
    "releases",
    "Releases that are kept",
    "Every release that can be asked for by its id, the newest first.",
    (),
    key=("release_id",),
    origin="atlas",
    tables=("release",),
    made=releases.rows,
    lasts=False,
)

_COMPARED = (_SCORES, _AUDITS, _INITIATIVES, _LITERATURE, _SOURCES, _COUNTRIES)

_DIFFS = Dataset(
    "diffs",
    "What changed between two releases",
    "Rows added and removed, and cells changed, dataset by dataset. Without from and to: since the release before.",
    diffs.parameters(tuple(found.name for found in _COMPARED)),
    key=("dataset", "change", "row", "column"),
    origin="own",
    tables=(),
    made=diffs.maker(_COMPARED),
    lasts=False,
)

#: Dataset by name.
DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {
        found.name: found
        for found in (
            _SCORES, _RANKINGS, _REGIONS, _COUNTRIES, _AUDITS, _OWN_AUDITS, _INITIATIVES, _LITERATURE, _SOURCES,
            _EDITIONS, _MEASURES, _RELEASES, _DIFFS,
        )
    }
)  # fmt: skip
