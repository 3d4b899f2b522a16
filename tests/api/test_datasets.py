"""Datasets by address: one content in three formats, filtered by the codes of the pages, kept by marks that hold."""

import csv
import gzip
import io
import json
import re
import time
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import urlencode

import polars as pl
import pytest

from dashboard import release as door
from dashboard.api.bodies import FORMATS
from dashboard.api.turns import LONG_TURNS, TURNS
from dashboard.api.whole import Shelf
from dashboard.datasets import DATASETS
from dashboard.datasets.origins import ORIGIN_COLUMNS
from dashboard.release import Release
from dashboard.settings import settings
from tests.api.client import Answer, Client

ROOT = Path(__file__).resolve().parents[2]
PAKISTAN = "/api/v1/rankings.csv?index=gairi&edition=2024&scheme=oxford&region=south-and-central-asia"


def rows(answer: Answer) -> list[dict[str, str]]:
    assert answer.status == 200, answer.body
    return list(csv.DictReader(io.StringIO(answer.body.decode(), newline="")))


def errors(answer: Answer) -> dict[str, dict[str, object]]:
    assert answer.headers["content-type"] == "application/problem+json"
    body = json.loads(answer.body)
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    assert body["status"] == answer.status
    return {error["parameter"]: error for error in body.get("errors", [])}


def links(headers: HTTPMessage) -> dict[str, str]:
    return {rel: address for address, rel in re.findall(r'<([^>]+)>; rel="([a-z]+)"', str(headers["link"]))}


def test_a_ranking_of_a_region_says_what_the_atlas_says(api: Client) -> None:
    found = rows(api(PAKISTAN))
    assert [row["country_code"] for row in found[:3]] == ["IND", "TUR", "UZB"]
    assert len(found) == 18
    assert {row["region_rank_of"] for row in found} == {"18"}


@pytest.mark.parametrize("name", list(DATASETS))
def test_three_formats_hold_the_same_rows_and_say_where_each_is_from(api: Client, release: Release, name: str) -> None:
    limit = "limit=300"
    table = pl.read_parquet(io.BytesIO(api(f"/api/v1/{name}.parquet?{limit}").body))
    shown = json.loads(api(f"/api/v1/{name}.json?{limit}").body)
    written = rows(api(f"/api/v1/{name}.csv?{limit}"))

    assert tuple(table.columns[-len(ORIGIN_COLUMNS) :]) == ORIGIN_COLUMNS
    assert shown == table.to_dicts()
    assert len(written) == table.height
    for text, row in zip(written, shown, strict=True):
        assert list(text) == table.columns
        for column, value in row.items():
            if isinstance(value, float):
                assert float(text[column]) == value
            elif isinstance(value, str):
                assert text[column] in {value, f"'{value}"}
            else:
                assert text[column] == ("" if value is None else str(value).lower())
    if table.height:
        assert set(table["release"]) == {release.id}
        assert table["source"].null_count() == 0
        assert table["licence"].null_count() < table.height


@pytest.mark.parametrize("name", list(DATASETS))
def test_no_two_rows_share_a_key_and_every_column_is_explained(api: Client, name: str) -> None:
    told = json.loads(api(f"/api/v1/{name}.metadata.json?extent=full").body)
    table = pl.read_parquet(io.BytesIO(api(f"/api/v1/{name}.parquet?extent=full").body))

    assert [column["name"] for column in told["columns"]] == table.columns
    assert [column["name"] for column in told["columns"] if not column["description"]] == []
    assert told["row_count"] == table.height
    assert table.select(told["key"]).is_duplicated().sum() == 0
    counts = [source["row_count"] for source in told["sources"] if "row_count" in source]
    assert not counts or sum(counts) == table.height


def test_no_byte_order_mark_and_no_formula_in_csv_and_the_text_as_it_is_elsewhere(
    api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = pl.DataFrame({"name": ["=1+1", "@x", "-5", "plain"], "value": [-1.0, 2.0, 3.0, 4.0]})
    monkeypatch.setattr("dashboard.api.bodies.frames", lambda question, size: iter([hostile]))
    monkeypatch.setattr("dashboard.api.bodies.empty_frame", lambda dataset, release: hostile.clear())
    text = api("/api/v1/sources.csv").body
    assert text == b"name,value\n'=1+1,-1.0\n'@x,2.0\n'-5,3.0\nplain,4.0\n"
    assert json.loads(api("/api/v1/sources.json").body)[0]["name"] == "=1+1"
    assert pl.read_parquet(io.BytesIO(api("/api/v1/sources.parquet").body))["name"][0] == "=1+1"


def test_an_answer_without_rows_is_still_one(api: Client) -> None:
    assert json.loads(api("/api/v1/audits.json?q=no-such-host-anywhere").body) == []
    assert api("/api/v1/audits.csv?q=no-such-host-anywhere").body.decode().count("\n") == 1
    table = pl.read_parquet(io.BytesIO(api("/api/v1/audits.parquet?q=no-such-host-anywhere").body))
    assert table.height == 0
    assert "audit_id" in table.columns


def test_full_is_the_whole_dataset_whatever_the_filters_say(api: Client) -> None:
    whole = json.loads(api("/api/v1/regions.metadata.json?extent=full&index=gairi").body)["row_count"]
    filtered = json.loads(api("/api/v1/regions.metadata.json?extent=filtered&index=gairi").body)["row_count"]
    every = json.loads(api("/api/v1/regions.metadata.json").body)["row_count"]
    assert whole == every > filtered > 0


@pytest.mark.parametrize(
    "asked", ["initiatives.csv?country=NLD", "scores.csv?country=PAK&country=IND", "audits.csv?country=NLD"]
)
def test_pages_of_an_answer_are_the_answer(api: Client, asked: str) -> None:
    whole = rows(api(f"/api/v1/{asked}"))
    found: list[dict[str, str]] = []
    address = f"{asked}&limit=300"
    while address:
        answer = api(f"/api/v1/{address}")
        assert answer.headers["x-total-count"] == str(len(whole))
        found += rows(answer)
        address = links(answer.headers).get("next", "")
        assert not address or "release=" in address, "later pages come from the same release"
    assert found == whole
    assert len(whole) > 400
    assert rows(api(f"/api/v1/{asked}&offset={len(whole)}")) == []


def test_rows_come_in_the_order_of_their_key(api: Client) -> None:
    table = pl.read_parquet(io.BytesIO(api("/api/v1/scores.parquet?extent=full").body))
    key = ["index_id", "edition", "measure_id", "country_code"]
    assert table.select(key).equals(table.select(key).sort(key))


def test_an_answer_leads_to_what_is_to_be_known_about_it(api: Client) -> None:
    answer = api(PAKISTAN)
    told = json.loads(api(f"/api/v1/{links(answer.headers)['describedby']}").body)
    assert told["row_count"] == 18
    assert told["filters"]["region"] == ["south-and-central-asia"]
    assert told["filters"]["measure"] == ["total"], "defaults are told too"
    assert "Oxford Insights" in told["sources"][0]["source"]
    assert set(told["files"]) == set(FORMATS)
    assert rows(api(f"/api/v1/{told['files']['csv']}")) == rows(answer)


def test_addresses_of_pages_can_be_used_as_they_are(api: Client, release: Release) -> None:
    # A page writes filters that are open as "all", "world" or nothing, and the release.
    answer = api(
        f"/api/v1/initiatives.csv?country=all&scheme=oxford&region=world&kind=technology_park&q=&release={release.id}"
    )
    assert rows(answer) == rows(api("/api/v1/initiatives.csv?kind=technology_park"))


def test_words_are_found_whatever_their_case(api: Client) -> None:
    assert rows(api("/api/v1/initiatives.csv?q=%00digital+nation")) == rows(
        api("/api/v1/initiatives.csv?q=digital+nation")
    )
    found = rows(api("/api/v1/initiatives.csv?q=DIGITAL+nation"))
    assert found
    assert all("digital nation" in f"{row['name']} {row['lead_organisation']}".lower() for row in found)


@pytest.mark.parametrize(
    ("query", "status", "parameter", "allowed"),
    [
        ("index=gari", 400, "index", "gairi"),
        ("edition=1999", 400, "edition", "2024"),
        ("edition=2003&index=gairi", 404, "edition", "2025"),
        ("measure=d_adaptability&index=gairi&edition=2025", 404, "measure", "total"),
        ("region=asean&scheme=oxford", 404, "region", "south-and-central-asia"),
        ("country=pak", 400, "country", "PAK"),
        ("contry=PAK", 400, "contry", "country"),
        ("extent=all", 400, "extent", "full"),
        ("release=20990101-00000000", 404, "release", "latest"),
        ("release=../../etc", 404, "release", "latest"),
        ("limit=0", 400, "limit", None),
        ("limit=ten", 400, "limit", None),
        ("limit=1&limit=2", 400, "limit", None),
        ("offset=-1", 400, "offset", None),
        ("offset=%D9%A1", 400, "offset", None),
        ("country=%00", 400, "country", "PAK"),
        ("&".join(["country=PAK"] * 101), 400, "country", None),
        (f"country={'A' * 5000}", 400, "country", "PAK"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(
    api: Client, query: str, status: int, parameter: str, allowed: str | None
) -> None:
    answer = api(f"/api/v1/scores.csv?{query}")
    assert answer.status == status
    error = errors(answer)[parameter]
    assert allowed is None or allowed in error["allowed"]  # type: ignore[operator]
    assert len(str(error["value"])) < 100, "what was sent is not sent back whole"
    assert answer.headers["cache-control"] == "no-store"


def test_everything_that_is_wrong_is_told_at_once(api: Client) -> None:
    assert set(errors(api("/api/v1/scores.csv?index=x&measure=y&z=1&limit=0"))) == {"index", "measure", "z", "limit"}


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/nothing", "/api/v1/scores", "/api/v1/scores.xlsx", "/api/v1/a/b"])
def test_other_addresses_are_problems(api: Client, path: str) -> None:
    answer = api(path)
    assert answer.status == 404
    assert json.loads(answer.body)["type"].endswith("#no-such-address")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_data_can_only_be_read(api: Client, method: str) -> None:
    answer = api("/api/v1/scores.csv", method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    errors(answer)


def test_a_client_that_has_the_answer_is_told_so(api: Client) -> None:
    first = api(PAKISTAN)
    mark, day = str(first.headers["etag"]), str(first.headers["last-modified"])
    for asked in ({"if_none_match": mark}, {"if_none_match": f'"x", {mark}'}, {"if_modified_since": day}):
        again = api(PAKISTAN, **asked)
        assert again.status == 304, asked
        assert again.body == b""
        assert again.headers["etag"] == mark
    assert api(PAKISTAN, if_none_match='"x"').status == 200
    assert api(PAKISTAN, if_none_match='"x"', if_modified_since=day).status == 200
    marks = {api(f"/api/v1/{name}").headers["etag"] for name in ("sources.csv", "sources.json", "sources.csv?limit=1")}
    assert len(marks) == 3


def test_a_named_release_may_be_kept_longer(api: Client, release: Release) -> None:
    assert api(PAKISTAN).headers["cache-control"] == "public, max-age=60"
    dated = api(f"{PAKISTAN}&release={release.id}")
    assert dated.headers["cache-control"] == "public, max-age=86400"
    assert rows(dated) == rows(api(PAKISTAN))


def test_head_says_what_get_says_and_sends_nothing(api: Client) -> None:
    for path in (PAKISTAN, "/api/v1/scores.metadata.json", "/api/v1/openapi.json", "/api/v1/"):
        head, get = api(path, "HEAD"), api(path)
        assert head.status == get.status == 200
        assert head.body == b""
        for name in ("etag", "last-modified", "content-type", "cache-control", "content-disposition", "link"):
            assert head.headers[name] == get.headers[name], (path, name)
    assert api("/api/v1/scores.csv?index=x", "HEAD").status == 400


def test_programs_may_ask_how_long_an_answer_is_and_for_its_parts(api: Client) -> None:
    whole = api(PAKISTAN).body
    assert api(PAKISTAN, "HEAD").headers["content-length"] == str(len(whole))
    for asked, expected in (("0-9", whole[:10]), ("100-", whole[100:]), ("-7", whole[-7:]), ("0-999999", whole)):
        part = api(PAKISTAN, range=f"bytes={asked}", accept_encoding="gzip")
        assert (part.status, part.body) == (206, expected), asked
        assert str(part.headers["content-range"]).endswith(f"/{len(whole)}")
    for asked in ("bytes=x", "bytes=-", "rows=1-2", "bytes=0-1,5-6"):
        assert api(PAKISTAN, range=asked).body == whole, "what is not understood is not heeded"
    beyond = api(PAKISTAN, range=f"bytes={len(whole)}-")
    assert beyond.status == 416
    assert beyond.headers["content-range"] == f"bytes */{len(whole)}"
    assert api(PAKISTAN, range="bytes=0-1", if_range=str(api(PAKISTAN).headers["etag"])).status == 200


def test_an_answer_that_is_large_says_no_length_and_is_never_held_whole(api: Client) -> None:
    head = api("/api/v1/rankings.csv?extent=full", "HEAD")
    assert head.status == 200
    assert head.headers["content-length"] is None
    assert head.headers["accept-ranges"] is None
    assert TURNS.taken == 0


def test_what_is_kept_whole_never_grows_beyond_its_bounds() -> None:
    shelf = Shelf(most=10)
    for number in range(50):
        shelf.keep(str(number), b"1234")
        shelf.keep(str(number), b"1234")
    assert [mark for mark in map(str, range(50)) if shelf.take(mark)] == ["48", "49"]
    shelf.keep("large", b"x" * 11)
    assert shelf.take("large") is None


def test_scripts_of_other_sites_may_read(api: Client) -> None:
    for answer in (api(PAKISTAN), api("/api/v1/scores.csv?index=x"), api("/api/v1/nothing"), api(PAKISTAN, "OPTIONS")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "Link" in answer.headers["access-control-expose-headers"]
    asked = api(PAKISTAN, "OPTIONS", origin="https://news.example", access_control_request_method="GET")
    assert asked.status == 204
    assert "GET" in asked.headers["access-control-allow-methods"]


def test_answers_are_packed_on_the_way(api: Client) -> None:
    packed = api(PAKISTAN, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert gzip.decompress(packed.body) == api(PAKISTAN).body
    assert len(packed.body) < 2000


def test_names_of_files_say_dataset_filter_and_release(api: Client, release: Release) -> None:
    told = api(PAKISTAN).headers["content-disposition"]
    stem = "rankings_gairi_2024_total_oxford_south-and-central-asia_filtered"
    assert told == f'attachment; filename="{stem}_{release.id}.csv"'
    hostile = urlencode({"q": '"\r\nset-cookie: x; /../é'})
    answer = api(f"/api/v1/initiatives.json?{hostile}")
    assert answer.status == 200
    assert re.fullmatch(r'inline; filename="[a-z0-9_-]+\.json"', str(answer.headers["content-disposition"]))
    assert answer.headers["set-cookie"] is None


def test_beyond_a_number_of_answers_a_client_is_asked_to_wait(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TURNS, "taken", settings().api_answers)
    asked = f"{PAKISTAN}&offset=1"
    answer = api(asked)
    assert answer.status == 503
    assert int(str(answer.headers["retry-after"])) > 0
    assert json.loads(answer.body)["type"].endswith("#too-busy")
    assert api("/api/v1/scores.metadata.json", "HEAD").status == 200, "what costs nothing is answered"
    monkeypatch.setattr(TURNS, "taken", 0)
    assert api(asked).status == 200
    assert TURNS.taken == 0, "a turn ends with its answer"


def test_long_answers_have_turns_of_their_own(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LONG_TURNS, "taken", settings().api_answers // 4)
    assert api("/api/v1/rankings.csv?extent=full").status == 503
    assert TURNS.taken == 0
    assert api(PAKISTAN).status == 200, "short ones are not kept waiting"


def test_a_client_that_leaves_gives_its_turn_back(api: Client) -> None:
    connection = HTTPConnection("127.0.0.1", api.port, timeout=60)
    connection.request("GET", "/api/v1/rankings.csv?extent=full")
    connection.getresponse().read(1000)
    assert (TURNS.taken, LONG_TURNS.taken) == (1, 1)
    connection.close()
    deadline = time.monotonic() + 20
    while TURNS.taken and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (TURNS.taken, LONG_TURNS.taken) == (0, 0)


def test_what_breaks_inside_stays_inside(
    api: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("dashboard.api.bodies.frames", broken)
    answer = api("/api/v1/sources.csv")
    assert answer.status == 500
    assert b"secret" not in answer.body
    assert json.loads(answer.body)["type"].endswith("#broken")
    assert "secret of the house" in caplog.text
    assert TURNS.taken == 0


def test_without_a_release_the_data_api_says_when_to_come_again(
    api: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(door, "_door", door._Door())
    answer = api("/api/v1/scores.csv")
    assert answer.status == 503
    assert answer.headers["retry-after"]
    errors(answer)


def test_the_newest_release_has_an_address_that_leads_to_its_tables(api: Client, release: Release) -> None:
    answer = api("/api/v1/releases/latest/tables/score.csv")
    assert answer.status == 307
    assert answer.headers["location"] == f"../../{release.id}/tables/score.csv"
    assert "score.csv" in errors(api("/api/v1/releases/latest/tables/no.csv"))["file_name"]["allowed"]  # type: ignore[operator]


def test_releases_that_are_kept_are_listed(api: Client, release: Release) -> None:
    found = json.loads(api("/api/v1/releases.json").body)
    assert [(row["release_id"], row["is_current"]) for row in found] == [(release.id, True)]
    assert found[0]["row_count"] > 300_000
