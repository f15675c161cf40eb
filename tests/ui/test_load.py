"""Greedy visitors: twenty links that ask for all the page can do leave an honest visitor served.

A visit is the websocket that a browser would open, without the browser. Everything stays on
loopback, twenty visits at most, two minutes at most; the server is one of the test's own.
"""

import asyncio
import time
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.ui.server import serve

pytestmark = pytest.mark.browser

GREEDY = 20
HONEST = 8
LIMIT_SECONDS = 100
PATIENT_SECONDS = 3.0
MOST_MIB = 600
FILM = "teachsim_player"


async def visited(address: str, query: str) -> tuple[float, int]:
    """Seconds until a page is drawn, and how many films are on it."""
    began = time.monotonic()
    socket = address.replace("http", "ws") + "/_stcore/stream"
    async with connect(
        socket, max_size=2**24, subprotocols=[Subprotocol("streamlit")]
    ) as connection:
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = "mislead"
        await connection.send(message.SerializeToString())
        films = await drawn(connection)
    return time.monotonic() - began, films


async def drawn(connection: ClientConnection) -> int:
    """The number of films on the page, when its script has finished."""
    films = 0
    async for raw in connection:
        message = ForwardMsg()
        message.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
        films += message.delta.new_element.WhichOneof("type") == "bidi_component"
        if message.WhichOneof("type") == "script_finished":
            return films
    return films


async def besieged(address: str) -> tuple[list[tuple[float, int]], list[object]]:
    """Honest visits one after the other while greedy ones are under way."""
    links = [
        f"class=intervals&n=24&rounds=60&view=table&bias=majority&seed={seed}&target={seed}"
        for seed in range(GREEDY)
    ]
    greedy = asyncio.gather(*(visited(address, link) for link in links), return_exceptions=True)
    await asyncio.sleep(0.5)
    honest = [await visited(address, f"seed={seed}") for seed in range(HONEST)]
    return honest, list(await greedy)


def resident_mib(process: int) -> float:
    """Resident memory of a process."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def test_twenty_greedy_links_leave_an_honest_visitor_served(tmp_path: Path) -> None:
    with serve(tmp_path / "log.txt") as (address, process):

        async def siege() -> tuple[list[tuple[float, int]], list[object]]:
            await visited(address, "")
            async with asyncio.timeout(LIMIT_SECONDS):
                return await besieged(address)

        honest, greedy = asyncio.run(siege())
        memory = resident_mib(process) if Path("/proc").exists() else 0.0

    assert [films for _, films in honest] == [1] * HONEST
    assert sorted(seconds for seconds, _ in honest)[HONEST // 2] <= PATIENT_SECONDS
    assert not [visit for visit in greedy if isinstance(visit, BaseException)]
    assert memory <= MOST_MIB
