"""Readers who do harm: floods of reruns, and readers who ask and do not read."""

import asyncio
import contextlib
import socket
import statistics
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event, Thread
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg


def rerun(page: str = "", query: str = "") -> bytes:
    """The message that asks for a page run."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    message.rerun_script.context_info.color_scheme = "light"
    data: bytes = message.SerializeToString()
    return data


@dataclass
class Probes:
    """How long the health probe took while something else went on."""

    seconds: list[float]
    failed: int = 0

    @property
    def worst_s(self) -> float:
        """The longest."""
        return max(self.seconds)

    @property
    def median_s(self) -> float:
        """The usual."""
        return statistics.median(self.seconds)


@contextlib.contextmanager
def probing(address: str, *, every_s: float = 0.05) -> Iterator[Probes]:
    """Ask for the health of a server again and again, from a thread, until the block ends."""
    probes, stop = Probes([]), Event()

    def probe() -> None:
        while not stop.is_set():
            started = time.monotonic()
            try:
                urllib.request.urlopen(f"{address}/health/live", timeout=30).close()
            except OSError:
                probes.failed += 1
            probes.seconds.append(time.monotonic() - started)
            stop.wait(every_s)

    asking = Thread(target=probe, daemon=True)
    asking.start()
    try:
        yield probes
    finally:
        stop.set()
        asking.join()


async def flood(address: str, messages: int, for_s: float, *, is_reading: bool = True, pages: list[str]) -> int:
    """Send reruns on one socket as fast as it takes them; returns how many messages came back."""
    received = 0
    where = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with websockets.connect(where, subprotocols=["streamlit"], max_size=None, ping_interval=None) as line:

        async def send() -> None:
            for number in range(messages):
                await line.send(rerun(pages[number % len(pages)]))

        async def read() -> None:
            nonlocal received
            async for _ in line:
                received += 1

        sending = asyncio.create_task(send())
        reading = asyncio.create_task(read()) if is_reading else None
        await asyncio.sleep(for_s)
        for task in (sending, reading):
            if task:
                task.cancel()
        await asyncio.gather(*(task for task in (sending, reading) if task), return_exceptions=True)
        line.transport.abort()
    return received


def ask_and_not_read(address: str, path: str) -> socket.socket:
    """A connection that asks for a file and takes as little as a reader can."""
    parts = urlsplit(address)
    line = socket.socket()
    # Before connecting, so that the window is small from the start.
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.connect((parts.hostname, parts.port))
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    return line
