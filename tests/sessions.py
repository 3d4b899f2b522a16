"""Browser sessions without a browser: Streamlit's own websocket protocol, as its frontend speaks it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parent.parent
# A busy machine takes long over the imports.
_START_LIMIT_S = 180
_RUN_LIMIT_S = 120
_END_LIMIT_S = 20
#: All tests and benchmarks come from one address and do not stop to think.
WIDE_LIMITS = {
    "ATLAS_SESSIONS": "10000",
    "ATLAS_SESSIONS_PER_ADDRESS": "10000",
    "ATLAS_RUNS_PER_SECOND": "10000",
    "ATLAS_RUNS_PER_SECOND_PER_ADDRESS": "100000",
    "ATLAS_FILES_PER_SECOND_PER_ADDRESS": "10000",
}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def child(
    command: Sequence[str], log: Path, *, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process until the block ends; one that does not end when it is told to is killed.

    Parameters
    ----------
    command : sequence of str
        What starts it.
    log : pathlib.Path
        File for what it writes.
    folder : pathlib.Path, optional
        Where it runs; where this process does if it is left out.
    environment : mapping of str to str, optional
        Variables beside those of this process.
    """
    told = {**os.environ, **(environment or {})}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=told, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_END_LIMIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def served(
    data_dir: Path,
    *,
    log: Path,
    script: str = "app.py",
    folder: Path = ROOT,
    settings: Mapping[str, str] = WIDE_LIMITS,
) -> Iterator[tuple[str, int]]:
    """The real server on a free port, until the block ends.

    Parameters
    ----------
    data_dir : pathlib.Path
        Folder with the release to serve.
    log : pathlib.Path
        File for what the server writes.
    script : str
        What Streamlit is told to run.
    folder : pathlib.Path
        Where it stands.
    settings : mapping of str to str
        Variables of docs/configuration.md.

    Yields
    ------
    tuple of str and int
        The address, without a slash at the end, and the process id.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    environment = {**settings, "ATLAS_DATA_DIR": str(data_dir)}
    with child(command, log, folder=folder, environment=environment) as process:
        _wait_until_healthy(port, process, log)
        yield f"http://127.0.0.1:{port}", process.pid


def _wait_until_healthy(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
            return
        time.sleep(0.2)
    raise TimeoutError(f"The server did not answer within {_START_LIMIT_S} s")


class Session:
    """One open tab.

    Parameters
    ----------
    address : str
        Of the server, as ``served`` gives it.
    """

    def __init__(self, address: str) -> None:
        self._address = address.replace("http", "ws", 1) + "/_stcore/stream"
        # As the frontend does, large messages are kept by their hash for two runs and need not be sent again.
        self._kept: list[dict[str, Any]] = [{}, {}]

    async def __aenter__(self) -> Self:
        self._socket = await websockets.connect(
            self._address,
            subprotocols=["streamlit"],
            max_size=None,
            ping_interval=None,
            open_timeout=_RUN_LIMIT_S,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    @property
    def agreed(self) -> str:
        """What server and reader agreed on for this socket, as the server says it."""
        answer = self._socket.response
        return answer.headers.get("Sec-WebSocket-Extensions", "") if answer else ""

    async def run(
        self, page: str, query: str = "", scheme: str = "light", *, locale: str = "", is_embedded: bool = False
    ) -> list[Any]:
        """Open a page at an address and collect what the server sends until the run has ended.

        Parameters
        ----------
        page : str
            Address of the page; empty for the front page.
        query : str
            Query string without question mark.
        scheme : {'light', 'dark'}
            Theme of the browser.
        locale : str
            Language and country of the browser.
        is_embedded : bool
            Whether the page stands inside another one.

        Returns
        -------
        list of ForwardMsg
            In the order sent.
        """
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.context_info.color_scheme = scheme
        message.rerun_script.context_info.locale = locale
        message.rerun_script.context_info.is_embedded = is_embedded
        known = {**self._kept[0], **self._kept[1]}
        message.rerun_script.cached_message_hashes.extend(known)
        await self._socket.send(message.SerializeToString())
        received: list[Any] = []
        seen: dict[str, Any] = {}
        while not _is_end(received):
            if received and received[-1].WhichOneof("type") == "script_finished":
                # The script asked to be run once more: what it drew so far is replaced.
                received.clear()
            forward = _parsed(await self._socket.recv())
            if forward.WhichOneof("type") == "ref_hash":
                forward = known[forward.ref_hash]
            if forward.metadata.cacheable:
                seen[forward.hash] = forward
            received.append(forward)
        self._kept = [self._kept[1], seen]
        return received


def _is_end(received: list[Any]) -> bool:
    if not received or received[-1].WhichOneof("type") != "script_finished":
        return False
    return bool(received[-1].script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)


def _parsed(data: str | bytes) -> Any:
    forward = ForwardMsg()
    forward.ParseFromString(data)
    return forward


def elements(messages: list[Any], kind: str) -> list[Any]:
    """The elements of one kind, such as ``vega_lite_chart`` or ``html``, in the order sent."""
    new = [m.delta.new_element for m in messages if m.WhichOneof("type") == "delta"]
    return [getattr(element, kind) for element in new if element.WhichOneof("type") == kind]


def chart_rows(chart: Any) -> list[dict[str, Any]]:
    """The rows that travelled with a chart."""
    data = next((found.data.data for found in chart.datasets if found.name == "source"), b"")
    return pa.ipc.open_stream(data).read_all().to_pylist() if data else []
