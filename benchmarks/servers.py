"""Servers that benchmarks start on loopback, and what they need to end in good order."""

import contextlib
import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.proxy import nginx, prepare, proxied
from tests.sessions import ROOT, child, free_port

_START_LIMIT_S = 240
# Status of an answer that became a socket.
_SOCKET = 101

# A benchmark is many readers at one address.
_NO_LIMITS = {"rate=60r/s": "rate=100000r/s", "connections 200;": "connections 4000;"}
_STRICT = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
# Answers without a policy of their own get a strict one from our proxy; others' pages would not run.
_FOR_OTHERS = {
    # marimo takes the slash that nginx would put behind this address for its own base.
    "location /health/ {": "location /health/of-the-atlas/ {",
    f'$own_policy {{\n    ""      "{_STRICT}"': '$own_policy {\n    ""      ""',
}

_FILES_CONF = """
include modules-enabled/*.conf;
worker_processes {workers};
pid run/nginx.pid;
error_log stderr crit;
events {{ worker_connections 4096; }}
http {{
  types {{ text/html html; application/javascript js; application/json json; text/csv csv; }}
  sendfile on;
  tcp_nopush on;
  log_format bytes escape=json '{{"path":"$uri","bytes":$bytes_sent}}';
  access_log logs/access.log bytes;
  client_body_temp_path temp/body;
  proxy_temp_path temp/proxy;
  fastcgi_temp_path temp/fastcgi;
  uwsgi_temp_path temp/uwsgi;
  scgi_temp_path temp/scgi;
  gzip on;
  gzip_comp_level 5;
  gzip_min_length 1000;
  gzip_types text/css text/plain text/csv application/javascript application/json;
  include brotli*.conf;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    expires 1h;
  }}
}}
"""


@dataclass(frozen=True)
class Served:
    """A server that answers.

    Attributes
    ----------
    address : str
        Without a slash at the end.
    process_ids : tuple of int
        Of the servers whose processor time and memory are counted, without the proxy.
    proxy_ids : tuple of int
        Of the proxy in front.
    log : pathlib.Path, optional
        Where nginx writes a line for every answer that has ended, sockets too, with the bytes that it sent.
    """

    address: str
    process_ids: tuple[int, ...]
    proxy_ids: tuple[int, ...] = ()
    log: Path | None = None

    def _answers(self) -> list[dict[str, Any]]:
        """What nginx has written of its answers so far; nothing where it does not stand in front."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()] if self.log else []

    def sockets_ended(self) -> int:
        """How many sockets nginx has written of: it does when they have ended."""
        return sum(answer.get("status", 0) == _SOCKET for answer in self._answers())

    def sent(self) -> dict[str, int]:
        """Bytes that nginx has sent so far: in all, and of that in sockets."""
        told = {"sockets": 0, "all": 0}
        for answer in self._answers():
            told["all"] += answer["bytes"]
            told["sockets"] += answer["bytes"] if answer.get("status", 0) == _SOCKET else 0
        return told


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=30).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until a server answers anything at all."""
    end = time.monotonic() + _START_LIMIT_S
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{url} does not answer: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        time.sleep(0.1)


@contextlib.contextmanager
def started(
    command: Sequence[str],
    log: Path,
    environment: Mapping[str, str],
    *,
    folder: Path = ROOT,
    pinned_to: int | None = None,
) -> Iterator[Served]:
    """A server until the block ends; `{port}` in the command is where it listens.

    Parameters
    ----------
    command : sequence of str
        What starts it.
    log : pathlib.Path
        File for what it writes.
    environment : mapping of str to str
        Variables beside those of this process.
    folder : pathlib.Path
        Where it runs: the atlas has its settings for Streamlit in the project folder.
    pinned_to : int, optional
        The only core that it may use.
    """
    port = free_port()
    told = [part.replace("{port}", str(port)) for part in command]
    pin = ["taskset", "-c", str(pinned_to)] if pinned_to is not None else []
    with child([*pin, *told], log, folder=folder, environment=environment) as process:
        wait_for(f"http://127.0.0.1:{port}/", process, log)
        yield Served(f"http://127.0.0.1:{port}", (process.pid,))


@contextlib.contextmanager
def behind_nginx(
    servers: Sequence[Served], folder: Path, *, probe: str = "/health/live", changes: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Servers behind Debian's nginx as deploy/ sets it up, but for the limits of one address.

    Parameters
    ----------
    servers : sequence of Served
        Replicas of one application.
    folder : pathlib.Path
        An empty folder for the proxy.
    probe : str
        A path that the application answers; for others than ours the proxy adds nothing.
    changes : mapping of str to str, optional
        What else is changed in nginx.conf, text by text.
    """
    rules = (_NO_LIMITS if probe == "/health/live" else _NO_LIMITS | _FOR_OTHERS) | (changes or {})
    with proxied([server.address for server in servers], folder, probe=probe, changes=rules) as address:
        proxy = int((folder / "run" / "nginx.pid").read_text(encoding="utf-8"))
        ids = tuple(process_id for server in servers for process_id in server.process_ids)
        yield replace(
            servers[0], address=address, process_ids=ids, proxy_ids=(proxy,), log=folder / "logs" / "access.log"
        )


@contextlib.contextmanager
def files_by_nginx(root: Path, folder: Path, workers: str = "auto") -> Iterator[Served]:
    """Debian's nginx serving a folder of files, with the compression of deploy/ and nothing else."""
    prepare(folder)
    port = free_port()
    (folder / "nginx.conf").write_text(_FILES_CONF.format(port=port, root=root, workers=workers), encoding="utf-8")
    with nginx(folder) as process:
        wait_for(f"http://127.0.0.1:{port}/", process, folder / "nginx.log")
        yield Served(f"http://127.0.0.1:{port}", (process.pid,), log=folder / "logs" / "access.log")
