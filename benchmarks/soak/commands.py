"""Commands of the write side as processes of their own, which can be killed at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import psutil

from benchmarks.soak.folders import ROOT

#: Whatever happens on a busy machine, no command takes longer.
PATIENCE_S = 300


def build_command(data: Path, *options: str) -> list[str]:
    """``python -m etl build``."""
    return [sys.executable, "-m", "etl", "--data-dir", str(data), "build", *options]


def fetch_command(data: Path, ca_bundle: Path) -> list[str]:
    """A fetch from loopback: ``etl.fetch`` with a policy that may reach it."""
    return [sys.executable, "-m", "tests.fetch_child", str(data), str(ca_bundle), "60"]


def dying(command: Sequence[str], step: int, below: Path) -> list[str]:
    """The same command, killed by itself just before its n-th step; 0 kills nothing and says how many steps it took."""
    assert list(command[:2]) == [sys.executable, "-m"]
    return [sys.executable, "-m", "benchmarks.soak.dying", str(step), str(below), *command[2:]]


@dataclass
class Running:
    """A command that runs; its lines are gathered as they come."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line.rstrip())

    def wait_until(self, is_time: Callable[[], bool]) -> bool:
        """Wait for a moment; False when the command ended before it."""
        while not is_time():
            if self.process.poll() is not None or time.monotonic() - self.started > PATIENCE_S:
                return False
            time.sleep(0.001)
        return True

    def has_said(self, words: str) -> bool:
        """Whether a line with these words came."""
        return any(words in line for line in self.lines)

    def end(self) -> int:
        """Wait for the end and return the exit code; a command that does not end is killed and told apart."""
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError(f"no end within {PATIENCE_S} s: {self.lines[-3:]}") from None
        self._reader.join(10)
        return self.process.returncode

    def kill(self) -> list[str]:
        """Kill the hard way, and name the children that live on: readers must end with the one who asks."""
        children: list[psutil.Process] = []
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGSTOP)  # so that no child is born between the look and the kill
            try:
                children = psutil.Process(self.process.pid).children(recursive=True)
            except psutil.NoSuchProcess:
                children = []
            self.process.kill()
        self.process.wait()
        _, alive = psutil.wait_procs(children, timeout=20)
        return [" ".join(child.cmdline()) for child in alive]


def start(command: Sequence[str], temporary: Path | None = None) -> Running:
    """Start a command; what it says goes into one stream."""
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    if temporary:
        temporary.mkdir(exist_ok=True)
        environment["TMPDIR"] = str(temporary)
    return Running(
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    )
