"""What the data API serves: answers per second by kind, and what the largest one costs beside sending a file.

    .venv/bin/python -m benchmarks.api

Starts the real server on the current release. CPU time is that of the server process (all threads), so what else the
machine does disturbs it little; wall times are of this machine as it is. Memory is the resident set, read every 20 ms.
Compared are the largest answer (every ranking as JSON, made while it is sent), several of them at once, and the
largest whole table sent from disk. Limits: each answer may need at most 64 MB beyond what the server holds, whoever
reads slowly; the health check waits at most 250 ms meanwhile. Writes benchmarks/results/api.json.
"""

import json
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from dashboard.release import current, data_folder
from tests.sessions import served

MOST_GROWTH_MB, MOST_WAIT_MS = 64, 250
_RESULT = Path(__file__).parent / "results" / "api.json"
_REQUESTS = 400
_LARGEST = "/api/v1/rankings.json?extent=full"


class Client:
    """Keeps a connection open, as programs that ask often do."""

    def __init__(self, address: str) -> None:
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=300)

    def get(self, path: str, **headers: str) -> tuple[int, int, dict[str, str]]:
        """Status, bytes of the body, and headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", path, headers=named)
        answer = self._connection.getresponse()
        length = 0
        while part := answer.read(1 << 18):
            length += len(part)
        return answer.status, length, {name.lower(): value for name, value in answer.getheaders()}


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


class Watch:
    """The highest memory of the server and the longest wait for its health check, while a block runs."""

    def __init__(self, process: psutil.Process, address: str) -> None:
        self._process, self._address = process, address
        self._over = threading.Event()
        self.peak_mb = self.start_mb = process.memory_info().rss / 1e6
        self.waits_ms: list[float] = []
        self._threads = [threading.Thread(target=work) for work in (self._memory, self._health)]

    def _memory(self) -> None:
        while not self._over.wait(0.02):
            self.peak_mb = max(self.peak_mb, self._process.memory_info().rss / 1e6)

    def _health(self) -> None:
        client = Client(self._address)
        while not self._over.wait(0.1):
            begun = time.perf_counter()
            client.get("/_stcore/health")
            self.waits_ms.append((time.perf_counter() - begun) * 1000)

    def __enter__(self) -> "Watch":
        self._begun, self._cpu = time.perf_counter(), _cpu_s(self._process)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall_s, self.cpu_s = time.perf_counter() - self._begun, _cpu_s(self._process) - self._cpu
        self._over.set()
        for thread in self._threads:
            thread.join()

    def told(self, megabytes: float, answers: int) -> dict[str, Any]:
        """What was seen, and what a megabyte and an answer cost."""
        waits = sorted(self.waits_ms) or [0.0]
        return {
            "megabytes": round(megabytes, 1),
            "wall_s": round(self.wall_s, 2),
            "cpu_ms_per_megabyte": round(self.cpu_s * 1000 / megabytes, 2),
            "memory_growth_mb": round(self.peak_mb - self.start_mb, 1),
            "memory_growth_mb_per_answer": round((self.peak_mb - self.start_mb) / answers, 1),
            "health_wait_ms": {"median": round(statistics.median(waits), 1), "worst": round(waits[-1], 1)},
        }


def _repeated(process: psutil.Process, address: str, paths: Iterator[str], **headers: str) -> dict[str, float]:
    """Answers per second of one client, and CPU time of one answer."""
    client = Client(address)
    begun, cpu = time.perf_counter(), _cpu_s(process)
    for _ in range(_REQUESTS):
        status, _, _ = client.get(next(paths), **headers)
        assert status in {200, 304}, status
    spent, passed = _cpu_s(process) - cpu, time.perf_counter() - begun
    return {"per_second": round(_REQUESTS / passed, 1), "cpu_ms": round(spent * 1000 / _REQUESTS, 2)}


def _always(path: str) -> Iterator[str]:
    while True:
        yield path


def _kinds(process: psutil.Process, address: str) -> dict[str, Any]:
    small = "/api/v1/rankings.csv?index=gairi&edition=latest&scheme=oxford&region=south-and-central-asia"
    _, _, headers = Client(address).get(small)
    new = (f"/api/v1/scores.csv?country=PAK&limit=50&offset={number}" for number in range(10 * _REQUESTS))
    unseen = (f"/api/v1/initiatives.json?country=NLD&limit=20&offset={number}" for number in range(10 * _REQUESTS))
    return {
        "client has it (304)": _repeated(process, address, _always(small), if_none_match=headers["etag"]),
        "small answer asked before": _repeated(process, address, _always(small)),
        "50 new scores as CSV": _repeated(process, address, new),
        "20 new initiatives as JSON": _repeated(process, address, unseen),
        "metadata": _repeated(process, address, _always(small.replace(".csv", ".metadata.json"))),
        "wrong question (400)": _wrong(process, address),
    }


def _wrong(process: psutil.Process, address: str) -> dict[str, float]:
    client = Client(address)
    begun, cpu = time.perf_counter(), _cpu_s(process)
    for _ in range(_REQUESTS):
        assert client.get("/api/v1/scores.csv?index=gari&country=pak")[0] == 400
    spent, passed = _cpu_s(process) - cpu, time.perf_counter() - begun
    return {"per_second": round(_REQUESTS / passed, 1), "cpu_ms": round(spent * 1000 / _REQUESTS, 2)}


def _watched(process: psutil.Process, address: str, ask: Callable[[], float], answers: int = 1) -> dict[str, Any]:
    with Watch(process, address) as watch:
        length = ask()
    return watch.told(length / 1e6, answers)


def _at_once(address: str, path: str, clients: int) -> float:
    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(lambda _: Client(address).get(path), range(clients)))
    assert {status for status, _, _ in answers} == {200}
    return float(sum(length for _, length, _ in answers))


def _slow(address: str, path: str, clients: int, seconds: float) -> float:
    """Clients that read a little, wait, and go: what they leave unread must not pile up in the server."""
    connections = [HTTPConnection(urlsplit(address).netloc, timeout=300) for _ in range(clients)]
    length = 0
    for connection in connections:
        connection.request("GET", path)
        length += len(connection.getresponse().read(65536))
    time.sleep(seconds)
    for connection in connections:
        connection.close()
    return float(length)


def _streams(process: psutil.Process, address: str) -> dict[str, Any]:
    table = max((current().folder / "tables").glob("*.csv"), key=lambda path: path.stat().st_size)
    file = f"/api/v1/releases/latest/tables/{table.name}".replace("latest", current().id)

    def one(path: str) -> float:
        return float(Client(address).get(path)[1])

    one(_LARGEST)  # The first one pays for what every later one finds.
    told = {
        "largest answer, made while it is sent": _watched(process, address, lambda: one(_LARGEST)),
        "four of them at once": _watched(process, address, lambda: _at_once(address, _LARGEST, 4), 4),
        "four slow readers of it": _watched(process, address, lambda: _slow(address, _LARGEST, 4, 10), 4),
        "every score as CSV": _watched(process, address, lambda: one("/api/v1/scores.csv?extent=full")),
        "every score as Parquet": _watched(
            process, address, lambda: one("/api/v1/scores.parquet?extent=full&limit=999999")
        ),
        f"largest whole table from disk ({table.name})": _watched(process, address, lambda: one(file)),
    }
    made, sent = (told[name]["cpu_ms_per_megabyte"] for name in (next(iter(told)), list(told)[-1]))
    return told | {"cpu_made_to_sent": round(made / max(sent, 0.01), 1)}


def main() -> None:
    """Measure and write the result."""
    load = os.getloadavg()[0]
    with served(data_folder(), log=data_folder() / "releases" / "api.log") as (address, pid):
        process = psutil.Process(pid)
        kinds = _kinds(process, address)
        streams = _streams(process, address)
    growth = max(each["memory_growth_mb_per_answer"] for each in streams.values() if isinstance(each, dict))
    wait = max(each["health_wait_ms"]["worst"] for each in streams.values() if isinstance(each, dict))
    result = {
        "machine": {"cores": os.cpu_count(), "load_average_before": round(load, 1)},
        "release": current().id,
        "one_client": kinds,
        "streams": streams,
        "limits": {
            "memory_growth_mb_per_answer": {
                "limit": MOST_GROWTH_MB,
                "worst": growth,
                "is_kept": growth <= MOST_GROWTH_MB,
            },
            "health_wait_ms": {"limit": MOST_WAIT_MS, "worst": wait, "is_kept": wait <= MOST_WAIT_MS},
        },
    }
    _RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
