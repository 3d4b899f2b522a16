"""Drawing charts outside the browser, in a child process with a deadline."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
#: Seconds that one picture may take before its child is ended.
DEADLINE_S = 120.0
#: Seconds without work after which the child is ended and its memory is free again.
IDLE_S = 120.0
# Its memory grows from picture to picture.
_MOST_PICTURES = 60


class DrawingError(Exception):
    """A chart could not be drawn as a file."""


class Drawing:
    """One child that draws, started when it is needed.

    Parameters
    ----------
    deadline_s, idle_s : float
        As the constants of this module.
    """

    def __init__(self, deadline_s: float = DEADLINE_S, idle_s: float = IDLE_S) -> None:
        self._deadline_s, self._idle_s = deadline_s, idle_s
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._drawn = 0
        self._rest: threading.Timer | None = None

    def svg(self, spec: dict[str, Any]) -> str:
        """Draw a Vega-Lite spec that holds its data."""
        return self._ask({"spec": spec}).decode()

    def png(self, svg: str, scale: float) -> bytes:
        """Turn an SVG into a PNG, so many pixels for each of its own."""
        return self._ask({"svg": svg, "scale": scale})

    def end(self) -> None:
        """End the child; the next picture starts another."""
        with self._turn:
            self._stop()

    def _ask(self, asked: dict[str, Any]) -> bytes:
        with self._turn:
            if self._rest:
                self._rest.cancel()
            child = self._child = self._child or self._start()
            # A child that is ended closes its output, so the reading below ends too.
            limit = threading.Timer(self._deadline_s, child.kill)
            limit.start()
            try:
                kind, body = _exchange(child, asked)
            except (OSError, ValueError) as problem:
                self._stop()
                raise DrawingError("The picture was given up") from problem
            finally:
                limit.cancel()
            self._drawn += 1
            if self._drawn >= _MOST_PICTURES:
                self._stop()
            self._rest = threading.Timer(self._idle_s, self.end)
            self._rest.daemon = True
            self._rest.start()
        if kind != "file":
            raise DrawingError(body.decode(errors="replace"))
        return body

    def _start(self) -> "subprocess.Popen[bytes]":
        self._drawn = 0
        # Nothing of the environment but what a process needs: no secrets, no proxies.
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return subprocess.Popen(
            [sys.executable, "-m", "dashboard.export.draughtsman"],
            cwd=_ROOT, env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _stop(self) -> None:
        if self._child:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe:
                    pipe.close()
        self._child = None


def _exchange(child: "subprocess.Popen[bytes]", asked: dict[str, Any]) -> tuple[str, bytes]:
    """Send one request and read its answer; ``ValueError`` where the child ended before it was whole."""
    assert child.stdin
    assert child.stdout
    child.stdin.write(json.dumps(asked, default=str).encode() + b"\n")
    child.stdin.flush()
    kind, length = child.stdout.readline().decode().split()
    body = child.stdout.read(int(length))
    if len(body) < int(length):
        raise ValueError("cut")
    return kind, body


#: The one of this process.
DRAWING = Drawing()
