"""The OpenAPI document tells of every route, and Schemathesis finds no answer that it does not tell of."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation, BaseSchema

from dashboard.api import DATA_API
from dashboard.api.bodies import FORMATS
from dashboard.datasets import COMMON, DATASETS
from tests.api.client import Client

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def document(api: Client) -> BaseSchema:
    return schemathesis.openapi.from_dict(_told(api))


def _told(api: Client) -> dict[str, Any]:
    return json.loads(api("/api/v1/openapi.json").body)


def test_every_route_is_in_the_document_and_the_document_names_no_other(api: Client) -> None:
    routes = {route.path for route in DATA_API if route.include_in_schema}
    assert set(_told(api)["paths"]) == routes
    assert len([route for route in DATA_API if not route.include_in_schema]) == 1, "what answers the rest"


def test_every_route_is_documented_for_people() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    named = set(re.findall(r"`(/api/v1/[^`]*)`", text))
    routes = {route.path for route in DATA_API if route.include_in_schema}
    endings = "|".join(re.escape(f".{extension}") for extension in (*FORMATS, "metadata.json"))
    assert {re.sub(f"({endings})$", "", path) for path in routes} <= {
        re.sub(f"({endings})$", "", path) for path in named
    }
    for dataset in DATASETS.values():
        [line] = [line for line in text.splitlines() if line.startswith(f"| `/api/v1/{dataset.name}`")]
        assert {parameter.name for parameter in dataset.parameters} <= set(re.findall(r"`([a-z_]+)`", line)), (
            dataset.name
        )
    for name in COMMON:
        assert f"| `{name}` |" in text


def test_filters_are_told_with_every_code_they_take(api: Client) -> None:
    parameters = _told(api)["components"]["parameters"]
    assert "PAK" in parameters["scores.country"]["schema"]["items"]["enum"]
    assert parameters["rankings.measure"]["schema"]["default"] == ["total"]


def test_rows_are_told_column_by_column(api: Client) -> None:
    row = _told(api)["components"]["schemas"]["scores"]
    assert row["properties"]["value"]["type"] == ["number", "null"]
    assert all(column["description"] for column in row["properties"].values())


#: A long form asks more: ATLAS_TEST_SCHEMATHESIS=100 for each address, method and mode.
EXAMPLES = int(os.environ.get("ATLAS_TEST_SCHEMATHESIS", "3"))
IS_LONG = "ATLAS_TEST_SCHEMATHESIS" in os.environ


def _checked(operation: APIOperation, mode: GenerationMode, address: str) -> None:
    """Ask what the document allows, or what it forbids, and compare each answer with what the document says."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    def asked(case: Case) -> None:
        if operation.query:
            # Whole datasets are large, and their rows are looked at one by one.
            case.query.setdefault("limit", 40)
        case.call_and_validate(base_url=address, timeout=60)

    asked()


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", [route.path for route in DATA_API if route.include_in_schema])
def test_no_answer_is_other_than_told(path: str, mode: GenerationMode, api: Client, document: BaseSchema) -> None:
    """``call_and_validate`` runs every check of Schemathesis: status, headers, schema, refused methods and values."""
    # HEAD is answered by the code that answers GET: what is allowed is enough for it.
    for method in ("GET", "HEAD") if mode is GenerationMode.POSITIVE or IS_LONG else ("GET",):
        operation = document[path][method]
        if mode is GenerationMode.POSITIVE or operation.query or operation.path_parameters:
            _checked(operation, mode, api.address)
