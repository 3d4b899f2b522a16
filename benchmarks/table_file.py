"""Whole tables through nginx, against the same file served by nginx alone.

    apt-get install wrk
    .venv/bin/python -m benchmarks.table_file [--seconds 4]

The atlas stands behind Debian's nginx as deploy/ sets it up (but for the limits of one address), which keeps a table
that was asked for once. The peer is nginx with the same compression and the very same file in a folder. wrk reads both
by turns over eight connections, as plain bytes and as brotli. Ends with 1 where the atlas sends less than nine tenths
of what nginx sends. Writes benchmarks/results/table_file.json; takes about two minutes.
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
SHARE_LIMIT, ROUNDS = 0.9, 3
FORMS = {"plain": "identity", "brotli": "br"}


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


def _compared(ours: str, peer: str, seconds: float) -> dict[str, Any]:
    """One table in each form, by turns."""
    told: dict[str, Any] = {}
    for form, encoding in FORMS.items():
        # Asked once before, so that the proxy holds it.
        lengths = [_length(url, encoding) for url in (ours, peer)]
        rates: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):
            for url, found in zip((ours, peer), rates, strict=True):
                found.append(_per_second(url, encoding, seconds))
        share = statistics.median(rates[0]) / statistics.median(rates[1])
        told[form] = {
            "bytes": lengths[0], "bytes_of_file": lengths[1], "per_second": spread(rates[0], 1),
            "per_second_of_file": spread(rates[1], 1), "share": round(share, 3),
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
            behind_nginx([served], work / "proxy") as proxy,
            files_by_nginx(tables.resolve(), work / "files") as files,
        ):
            for name in (max(tables.glob("*.csv"), key=lambda path: path.stat().st_size).name, "country.csv"):
                path = f"/api/v1/releases/{release_folder().name}/tables/{name}"
                found[name] = _compared(proxy.address + path, f"{files.address}/{name}", asked.seconds)
    least = min(each["share"] for table in found.values() for each in table.values())
    limits = {"share_of_nginx_serving_a_file": {"limit": SHARE_LIMIT, "found": least, "is_kept": least >= SHARE_LIMIT}}
    asked.out.write_text(json.dumps(told | {"tables": found, "limits": limits}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(limits))
    return int(least < SHARE_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
