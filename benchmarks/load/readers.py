"""Readers of each kind of server: open the page once, then choose a country and wait until the answer is whole."""

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.wire import Line, Socket

#: Waits until the choice of a country is answered.
Choose = Callable[[str], Awaitable[None]]
_LIMIT_S = 120


@lru_cache(maxsize=4096)
def _said(payload: bytes) -> tuple[str, str, str]:
    """Kind, hash where the message is kept, and what it says of the end. Equal messages are looked at once."""
    message = ForwardMsg()
    message.ParseFromString(payload)
    kind = str(message.WhichOneof("type"))
    if kind == "ref_hash":
        return kind, str(message.ref_hash), ""
    if kind == "script_finished":
        return kind, "", ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
    if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
        return "exception", "", ""
    return kind, str(message.hash) if message.metadata.cacheable else "", ""


class Tab:
    """One tab of a Streamlit application, as its frontend speaks, without putting the page together.

    Parameters
    ----------
    socket : Socket
        Connected to ``/_stcore/stream``.
    """

    def __init__(self, socket: Socket) -> None:
        self._socket = socket
        self._kept: list[set[str]] = [set(), set()]

    async def run(self, page: str = "", query: str = "", choice: tuple[str, str] | None = None) -> None:
        """Run the script and wait for its end; large messages are kept for two runs, as the frontend does."""
        message = BackMsg()
        rerun = message.rerun_script
        rerun.page_name, rerun.query_string = page, query
        rerun.context_info.color_scheme = "light"
        rerun.cached_message_hashes.extend(self._kept[0] | self._kept[1])
        if choice:
            state = rerun.widget_states.widgets.add()
            state.id, state.string_value = choice
        self._socket.send(message.SerializeToString())
        self._kept = [self._kept[1], await asyncio.wait_for(self._whole(), _LIMIT_S)]

    async def _whole(self) -> set[str]:
        seen: set[str] = set()
        while True:
            kind, name, end = _said(await self._socket.receive())
            if kind == "exception":
                raise RuntimeError("the page shows an error")
            if name:
                seen.add(name)
            if kind == "script_finished" and end != "FINISHED_EARLY_FOR_RERUN":
                if end != "FINISHED_SUCCESSFULLY":
                    raise RuntimeError(end)
                return seen


@asynccontextmanager
async def tab(address: str) -> AsyncIterator[Tab]:
    """A tab until the block ends."""
    async with Socket(f"{address}/_stcore/stream", "streamlit", is_pressed=True) as socket:
        yield Tab(socket)


@asynccontextmanager
async def atlas(address: str, _: dict[str, str]) -> AsyncIterator[Choose]:
    """A reader of our page of readiness."""
    async with tab(address) as session:
        await session.run("readiness")

        async def choose(code: str) -> None:
            await session.run("readiness", f"country={code}")

        yield choose


@asynccontextmanager
async def plain_streamlit(address: str, names: dict[str, str]) -> AsyncIterator[Choose]:
    """A reader of the plain page: its selectbox is found in what the first run sends."""
    async with Socket(f"{address}/_stcore/stream", "streamlit", is_pressed=True) as socket:
        message = BackMsg()
        message.rerun_script.query_string = ""
        socket.send(message.SerializeToString())
        box = ""
        while True:
            told = ForwardMsg()
            told.ParseFromString(await socket.receive())
            if told.WhichOneof("type") == "delta" and told.delta.new_element.WhichOneof("type") == "selectbox":
                box = told.delta.new_element.selectbox.id
            if told.WhichOneof("type") == "script_finished":
                break
        session = Tab(socket)

        async def choose(code: str) -> None:
            await session.run(choice=(box, names[code]))

        yield choose


@asynccontextmanager
async def dash(address: str, _: dict[str, str]) -> AsyncIterator[Choose]:
    """A reader of the Dash page."""
    async with Line(address) as line:
        await line.ask("GET", "/_dash-layout")
        (callback,) = json.loads(await line.ask("GET", "/_dash-dependencies"))
        told = callback["output"]
        outputs = [dict(zip(("id", "property"), each.split("."), strict=True)) for each in told.strip(".").split("...")]

        async def choose(code: str) -> None:
            asked = {
                "output": told, "outputs": outputs, "changedPropIds": ["country.value"],
                "inputs": [{"id": "country", "property": "value", "value": code}],
            }  # fmt: skip
            answer = await line.ask("POST", "/_dash-update-component", json.dumps(asked).encode())
            assert b'"ranking"' in answer

        yield choose


@asynccontextmanager
async def datasette(address: str, _: dict[str, str]) -> AsyncIterator[Choose]:
    """A reader of the table."""
    async with Line(address) as line:

        async def choose(code: str) -> None:
            assert code.encode() in await line.ask("GET", f"/scores/scores?country_code={code}")

        yield choose


@asynccontextmanager
async def panel(address: str, _: dict[str, str]) -> AsyncIterator[Choose]:
    """A reader of the Panel page, in the protocol of Bokeh's server."""
    async with Line(address) as line:
        page = (await line.ask("GET", "/panel_page")).decode()
    token = re.search(r'"token":"([^"]+)"', page)
    assert token, page[:500]
    async with Socket(f"{address}/panel_page/ws", f"bokeh, {token[1]}") as socket:
        await _bokeh(socket, "ACK")
        await _bokeh_say(socket, "PULL-DOC-REQ", {})
        document = await _bokeh(socket, "PULL-DOC-REPLY")
        select = _country_of(document)

        async def choose(code: str) -> None:
            event = {"kind": "ModelChanged", "model": {"id": select}, "attr": "value", "new": code}
            await _bokeh_say(socket, "PATCH-DOC", {"events": [event]})
            # Changes of the figures come first, the word that all is done last.
            await _bokeh(socket, "OK")

        yield choose


def _country_of(document: Any) -> str:
    """The id of the selector in a document of Bokeh, at whatever depth."""
    if isinstance(document, dict):
        if (
            str(document.get("name", "")).endswith("Select")
            and document.get("attributes", {}).get("title") == "Country"
        ):
            return str(document["id"])
        document = list(document.values())
    if isinstance(document, list):
        return next((found for each in document if (found := _country_of(each))), "")
    return ""


async def _bokeh_say(socket: Socket, kind: str, content: dict[str, Any]) -> None:
    header = {"msgid": uuid.uuid4().hex, "msgtype": kind}
    for part in (header, {}, content):
        socket.send_text(json.dumps(part))


async def _bokeh(socket: Socket, wanted: str) -> Any:
    """The content of the next message of a kind; others are passed over."""
    while True:
        header = json.loads(await asyncio.wait_for(socket.receive(), _LIMIT_S))
        await socket.receive()
        content = await socket.receive()
        for _ in range(header.get("num_buffers", 0)):
            await socket.receive()
            await socket.receive()
        if header["msgtype"] == "ERROR":
            raise RuntimeError(content.decode()[:500])
        if header["msgtype"] == wanted:
            return json.loads(content)


@asynccontextmanager
async def marimo(address: str, names: dict[str, str]) -> AsyncIterator[Choose]:
    """A reader of the marimo page: a socket for answers, requests for choices."""
    session = f"s_{uuid.uuid4().hex[:6]}"
    headers = {"Marimo-Session-Id": session, "Marimo-Server-Token": ""}
    async with Line(address) as line, Socket(f"{address}/ws?session_id={session}", "") as socket:
        # The server runs the page by itself when a reader comes.
        drawn = await _marimo_until(socket, "completed-run")
        box = re.search(r"object-id=\\?'([^'\\]+)\\?'[^>]*><marimo-dropdown", drawn) or re.search(
            r'object-id=\\*["\']([\w-]+)\\*["\'][^<]*<marimo-dropdown', drawn
        )
        assert box, "no dropdown"

        async def choose(code: str) -> None:
            told = {"objectIds": [box[1]], "values": [[names[code]]]}
            await line.ask("POST", "/api/kernel/set_ui_element_value", json.dumps(told).encode(), headers)
            await _marimo_until(socket, "completed-run")

        yield choose


async def _marimo_until(socket: Socket, wanted: str) -> str:
    """All that was said until a message of a kind."""
    said = []
    while True:
        text = (await asyncio.wait_for(socket.receive(), _LIMIT_S)).decode()
        said.append(text)
        if f'"{wanted}"' in text[:200]:
            return "".join(said)


KINDS = {
    "atlas": atlas, "plain Streamlit": plain_streamlit, "Dash": dash, "Panel": panel, "marimo": marimo,
    "Datasette": datasette,
}  # fmt: skip
