"""An address of a person that a publisher serves never reaches the disk: not as a snapshot, not on the way to one."""

import json
import ssl
from pathlib import Path
from threading import Event

import pytest

from etl.fetch import fetch
from etl.fetch.omission import stored_bytes
from etl.metadata.source_files import read_catalogue
from etl.sources import Reading, find_parser
from tests.servers import Answer, Request, Site, declare, loopback_policy, reply
from tests.unit.tiny_data import edit, write_tiny_data

ADDRESS = b"jane.doe@agency.example"
HEADER = b"agency,contact_email,use_case_name\r\n"
ROW = b'DOE,"' + ADDRESS + b'","Bots, and more"\r\n'
LAYOUT = '[files.layout]\nignored = ["agency"]\n\n[files.layout.columns]\nuse_case_name = "name"\n'


@pytest.fixture
def data(tmp_path: Path, site: Site) -> Path:
    folder = write_tiny_data(tmp_path / "data")
    declare(folder, site.url(), hosts=[site.host()], never_stored=["contact_email"])
    edit(folder / "figures/demo/source.toml", "[files.layout]\n", LAYOUT)
    return folder


def on_disk(data: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())


def receipt(data: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((data / "snapshots/demo/file/receipt.json").read_bytes())
    return found


def test_the_snapshot_has_everything_but_the_address(data: Path, site: Site, ca_bundle: Path) -> None:
    site.answer = reply(HEADER + ROW, ETag='"1"')

    summary = fetch(data, (), loopback_policy(ca_bundle))

    assert [outcome.kind for outcome in summary.outcomes] == ["new"]
    assert b'agency,use_case_name\r\nDOE,"Bots, and more"\r\n' in on_disk(data)
    assert ADDRESS not in on_disk(data)
    assert receipt(data)["left_out"] == ["contact_email"]


def test_the_address_is_not_on_the_disk_while_the_file_is_on_its_way(data: Path, site: Site, ca_bundle: Path) -> None:
    seen: list[bytes] = []

    def halfway(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        body = HEADER + ROW * 20_000
        half = len(body) // 2
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:half]
        )
        while b"Bots" not in on_disk(data) and not stop.wait(0.02):
            continue
        seen.append(on_disk(data))
        connection.sendall(body[half:])

    site.answer = halfway

    assert fetch(data, (), loopback_policy(ca_bundle)).exit_code == 0
    assert seen and b"Bots" in seen[0]
    assert ADDRESS not in seen[0] + on_disk(data)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(reply(HEADER.replace(b"contact_email", b"e_mail") + ROW), id="renamed column"),
        pytest.param(reply(HEADER + ROW + b"DOE,Energy," + ADDRESS + b",Bots\r\n"), id="shifted row"),
        pytest.param(reply(HEADER + ROW, length=5000), id="cut body"),
    ],
)
def test_a_file_whose_addresses_cannot_be_told_leaves_nothing(
    answer: Answer, data: Path, site: Site, ca_bundle: Path
) -> None:
    site.answer = answer

    summary = fetch(data, (), loopback_policy(ca_bundle))

    assert [outcome.kind for outcome in summary.outcomes] == ["failed"]
    assert ADDRESS not in on_disk(data) + str(summary.outcomes[0]).encode()
    assert not list((data / "snapshots").rglob("*.csv"))


def test_a_column_that_is_to_be_left_out_from_now_on_is_fetched_again(data: Path, site: Site, ca_bundle: Path) -> None:
    toml = data / "figures/demo/source.toml"
    edit(toml, 'never_stored = ["contact_email"]\n', "")
    site.answer = reply(HEADER + ROW, ETag='"1"')
    fetch(data, (), loopback_policy(ca_bundle))
    assert ADDRESS in on_disk(data)

    edit(toml, "[files.layout]\n", 'never_stored = ["contact_email"]\n\n[files.layout]\n')
    for _ in range(2):  # what a former snapshot named is removed by the fetch after that
        fetch(data, (), loopback_policy(ca_bundle))

    assert [request.headers.get("If-None-Match") for request in site.requests][1] is None
    assert ADDRESS not in on_disk(data)


def test_the_block_of_the_official_inventory_leaves_its_addresses_out(tmp_path: Path) -> None:
    figures = Path(__file__).resolve().parents[2] / "data/figures"
    (file,) = read_catalogue(figures)["us-omb-2025"].files
    names = [*file.layout["columns"], "contact_email", *file.layout["ignored"]]

    assert file.never_stored == ("contact_email",)
    stored = tmp_path / "stored.csv"
    row = {"use_case_name": "Bots", "agency_name": "Energy", "contact_email": ADDRESS.decode()}
    served = "\r\n".join([",".join(names), ",".join(row.get(name, "") for name in names), ""])
    stored.write_bytes(b"".join(stored_bytes(file, [served.encode("utf-8-sig")])))
    tables = find_parser(file.parser)(Reading("us-omb-2025", file, (stored,), figures.parent / "reference"))
    assert ADDRESS not in stored.read_bytes()
    assert tables["initiative"]["name"].to_list() == ["Bots"]
