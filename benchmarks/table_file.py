"""Whole tables through nginx, against the same file served by nginx alone.

    apt-get install wrk
    .venv/bin/python -m benchmarks.table_file [--seconds 4]

The atlas stands behind Debian's nginx as deploy/ sets it up (but for the limits of one address), which keeps a table
that was asked for once. The peer is the same nginx by the same rules (log, limits, headers) with the very same file in
a folder; beside it stands a bare nginx with nothing but the compression. Each has one process. wrk reads them by turns
over eight connections, as plain bytes and as brotli; a share is the median of those of each turn. Ends with 1 where the
atlas sends less than nine tenths of what nginx by the same rules sends of any table, or of what the bare one sends of
the largest. Of a small one the bare nginx sends more: it writes shorter headers and counts no readers. Writes
benchmarks/results/table_file.json; takes about four minutes.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.browsing import spread
from benchmarks.machine import facts, release_folder, said_version
from benchmarks.peers.contenders import OURS
from benchmarks.servers import behind_nginx, files_by_nginx
from tests.proxy import NGINX

RESULT = Path(__file__).parent / "results" / "table_file.json"
SHARE_LIMIT, ROUNDS = 0.9, 5
FORMS = {"plain": "identity", "brotli": "br"}


def _with_files(folder: Path) -> dict[str, str]:
    """What lets the proxy itself serve a folder, by the rules that it has for the atlas."""
    files = f"location /files/ {{ types {{ text/csv csv; }} alias {folder}/; }}"
    # With one process: how connections fall on two would decide who sends more.
    return {"    location / {": f"    {files}\n    location / {{", "worker_processes auto;": "worker_processes 1;"}


def _per_second(url: str, encoding: str, seconds: float) -> float:
    """Answers per second that wrk got, none of them an error."""
    command = ["wrk", "-t1", "-c8", f"-d{seconds:g}s", "--timeout", "30s", "-H", f"Accept-Encoding: {encoding}", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in said and "Socket errors" not in said, said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found, said
    return float(found[1])


def _length(url: str, encoding: str) -> int:
    request = urllib.request.Request(url, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return len(answer.read())


def _compared(ours: str, peer: str, bare: str, seconds: float) -> dict[str, Any]:
    """One table in each form, by turns."""
    told: dict[str, Any] = {}
    for form, encoding in FORMS.items():
        # Asked once before, so that the proxy holds it.
        lengths = [_length(url, encoding) for url in (ours, peer, bare)]
        assert len(set(lengths)) == 1, lengths
        rates: tuple[list[float], ...] = ([], [], [])
        for _ in range(ROUNDS):
            for url, found in zip((ours, peer, bare), rates, strict=True):
                found.append(_per_second(url, encoding, seconds))
        to_peer, to_bare = (
            statistics.median(own / other for own, other in zip(rates[0], others, strict=True)) for others in rates[1:]
        )
        told[form] = {
            "bytes": lengths[0], "per_second": spread(rates[0], 1), "per_second_of_file": spread(rates[1], 1),
            "per_second_of_file_by_bare_nginx": spread(rates[2], 1), "share": round(to_peer, 3),
            "share_of_bare_nginx": round(to_bare, 3),
        }  # fmt: skip
        print(f"{ours.rpartition('/')[2]}, {form}: {json.dumps(told[form])}", flush=True)
    return told


def main() -> int:
    """Measure, write, and say whether the limit is kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--out", type=Path, default=RESULT)
    asked = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is needed: apt-get install wrk")
    told = facts(f"python -m benchmarks.table_file --seconds {asked.seconds:g}", "streamlit")
    told["versions"]["nginx"] = said_version(str(NGINX), "-v")
    tables = release_folder() / "tables"
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        with (
            OURS.run(work, work / "atlas") as served,
            behind_nginx([served], work / "proxy", changes=_with_files(tables.resolve())) as proxy,
            files_by_nginx(tables.resolve(), work / "files", "1") as files,
        ):
            largest = max(tables.glob("*.csv"), key=lambda path: path.stat().st_size).name
            for name in (largest, "country.csv"):
                path = f"/api/v1/releases/{release_folder().name}/tables/{name}"
                peers = f"{proxy.address}/files/{name}", f"{files.address}/{name}"
                found[name] = _compared(proxy.address + path, *peers, asked.seconds)
    shares = [each["share"] for table in found.values() for each in table.values()]
    least = min(*shares, *(each["share_of_bare_nginx"] for each in found[largest].values()))
    limits = {"share_of_nginx_serving_a_file": {"limit": SHARE_LIMIT, "found": least, "is_kept": least >= SHARE_LIMIT}}
    asked.out.write_text(json.dumps(told | {"tables": found, "limits": limits}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(limits))
    return int(least < SHARE_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
