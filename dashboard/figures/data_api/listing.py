"""Datasets, their filters and their columns, as tables."""

from collections.abc import Mapping

import polars as pl

from dashboard.datasets import COMMON, DATASETS
from dashboard.datasets import columns as columns_of
from dashboard.figure import Column, Figure
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import provenance
from dashboard.release import Release
from dashboard.words import count, listed, plural

_FEW = 6
_PROMISES: Mapping[str, str] = {
    "An answer that stays": "Name a release (release=) and the answer never changes. Without it the newest answers.",
    "Long answers": "They are sent while they are made. With limit= and offset= they come in parts; the header Link "
    "names the next one, X-Total-Count says how many rows there are.",
    "Asking again": "Every answer carries ETag and Last-Modified. Send them back, and what you have is not sent again.",
    "Whole tables": "Every table of a release is a file below api/v1/releases/; the page of sources lists them.",
    "Errors": "A problem in JSON (RFC 9457) that names the parameter and the codes that would be understood.",
    "For machines": "api/v1/openapi.json describes every address, filter and column as OpenAPI 3.1.",
}


def dataset_labels() -> Mapping[str, str]:
    """Dataset to its title."""
    return {name: dataset.title for name, dataset in DATASETS.items()}


def headline(release: Release, name: str) -> tuple[str, str]:
    """The finding of the page, and the line under it."""
    return (
        f"{plural(len(DATASETS), 'dataset')} can be read by any program, as CSV, JSON or Parquet",
        f"Shown: {DATASETS[name].title}. Addresses begin with api/v1/; nobody has to sign in. Release {release.id}.",
    )


@kept(maxsize=8)
def datasets(release: Release) -> Figure:
    """Every dataset with what it holds."""
    rows = [
        (name, found.title, found.description, ", ".join(each.name for each in found.parameters), f"api/v1/{name}.csv")
        for name, found in DATASETS.items()
    ]
    names = ("dataset", "title", "description", "filters", "address")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return Figure(
        name="atlas_datasets",
        title="Every dataset and its filters",
        subtitle="The ending is the format: .csv, .json or .parquet; .metadata.json says what an answer is made of.",
        frame=table_of(frame),
        columns=(
            Column("dataset", "Dataset", "code"),
            Column("title", "Title"),
            Column("description", "What it holds"),
            Column("filters", "Filters", "code"),
        ),
        file_columns=names,
        provenance=provenance.of_atlas(release),
    )


@kept(maxsize=64)
def filters(release: Release, name: str) -> Figure:
    """The filters of a dataset with the codes they take."""
    rows = []
    for found in DATASETS[name].parameters:
        allowed = found.allowed(release)
        some = ", ".join(list(allowed)[:_FEW])
        told = f"{some}, and {count(len(allowed) - _FEW)} more" if len(allowed) > _FEW else some
        rows.append((found.name, found.description, told or "Words", ", ".join(found.default), len(allowed)))
    rows += [(common, text, "", "", 0) for common, text in COMMON.items()]
    schema = {
        "parameter": pl.String, "chooses": pl.String, "codes": pl.String, "default": pl.String, "code_count": pl.Int64,
    }  # fmt: skip
    return Figure(
        name=f"atlas_datasets_{name}_filters",
        title=f"What {name} understands",
        subtitle="The names and codes are those of the pages' addresses. A filter may be given several times; one that "
        "is not given leaves everything. A wrong code is answered with those that are right.",
        frame=table_of(pl.DataFrame(rows, schema=schema, orient="row")),
        columns=(
            Column("parameter", "Parameter", "code"),
            Column("chooses", "What it chooses"),
            Column("codes", "Codes", "code"),
            Column("default", "Without it", "code"),
        ),
        file_columns=("parameter", "chooses", "codes", "default", "code_count"),
        provenance=provenance.of_atlas(release),
    )


@kept(maxsize=64)
def columns(release: Release, name: str) -> Figure:
    """The columns of a dataset."""
    found = columns_of(DATASETS[name], release)
    rows = [(each.name, each.type, each.description) for each in found]
    return Figure(
        name=f"atlas_datasets_{name}_columns",
        title=f"{plural(len(found), 'column')} in each row of {name}",
        subtitle="Every row ends with where it is from, under which licence, and from which release.",
        frame=table_of(pl.DataFrame(rows, schema=["column", "type", "holds"], orient="row")),
        columns=(Column("column", "Column", "code"), Column("type", "Type"), Column("holds", "What it holds")),
        file_columns=("column", "type", "holds"),
        provenance=provenance.of_atlas(release),
        is_table_open=True,
    )


def facts() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What every address keeps to."""
    return tuple((label, (text,)) for label, text in _PROMISES.items())


def method(release: Release) -> tuple[str, ...]:
    """What may be done with the rows, and what is never among them."""
    sources = provenance.sources(release).to_pylist()
    withheld = [row["title"] for row in sources if not row["may_be_passed_on"]]
    held_back = (
        (f"The publisher of {listed(withheld)} does not allow passing its figures on: they are in no answer.",)
        if withheld
        else ()
    )
    return (
        "The licence of each row is that of its source, and stands in the row. Cite the source, and the release of the "
        "atlas.",
        *held_back,
        "Text in CSV that a spreadsheet would run as a formula has an apostrophe before it; JSON and Parquet have the "
        "text as it is.",
    )
