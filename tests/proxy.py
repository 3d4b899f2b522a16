"""Debian's nginx as deploy/ sets it up, in front of real replicas on loopback."""

import contextlib
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tests.sessions import ROOT, child, free_port

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
DEPLOY = ROOT / "deploy"


def prepare(folder: Path) -> None:
    """Put into a folder what deploy/ gives to nginx."""
    subprocess.run([DEPLOY / "steps" / "prepare-proxy", DEPLOY / "nginx", folder], check=True)


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Debian's nginx by the rules in a folder, until the block ends; it writes nginx.log there."""
    assert NGINX is not None
    # Started by root nginx would work as another user, who may not read a test's folder.
    as_whom = " user root;" if os.geteuid() == 0 else ""
    command = [NGINX, "-p", str(folder), "-c", "nginx.conf", "-g", f"daemon off;{as_whom}"]
    with child(command, folder / "nginx.log") as process:
        yield process


@contextlib.contextmanager
def proxied(
    replicas: Sequence[str], folder: Path, *, probe: str = "/health/live", changes: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The proxy in front of replicas, until the block ends; yields its address.

    Only where it listens and whom it asks differ from what deploy/ holds, and what a benchmark changes in nginx.conf:
    text by text.
    """
    prepare(folder)
    port = free_port()
    (folder / "listen.conf").write_text(f"listen 127.0.0.1:{port};\n", encoding="utf-8")
    lines = (f"server {urlsplit(replica).netloc} max_fails=1 fail_timeout=5s;\n" for replica in replicas)
    (folder / "replicas.conf").write_text("".join(lines), encoding="utf-8")
    rules = (folder / "nginx.conf").read_text(encoding="utf-8")
    for former, new in (changes or {}).items():
        assert former in rules, former
        rules = rules.replace(former, new)
    (folder / "nginx.conf").write_text(rules, encoding="utf-8")
    with nginx(folder) as process:
        _wait(f"http://127.0.0.1:{port}{probe}", process)
        yield f"http://127.0.0.1:{port}"


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("nginx stopped")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=2).close()
            return
        time.sleep(0.1)
    raise TimeoutError("nginx did not answer")
