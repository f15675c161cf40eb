"""A visit to the app as its websocket alone: what a browser would send, without the browser."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

LARGEST_MESSAGE = 2**24
PLAYER = "teachsim_player"


@asynccontextmanager
async def visit(address: str) -> AsyncIterator[ClientConnection]:
    socket = address.replace("http", "ws") + "/_stcore/stream"
    spoken = [Subprotocol("streamlit")]
    async with connect(socket, max_size=LARGEST_MESSAGE, subprotocols=spoken) as connection:
        yield connection


async def rerun(connection: ClientConnection, *, query: str, page: str = "mislead") -> int:
    """Ask for a page and wait until its script has finished; the number of films drawn on it."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    await connection.send(message.SerializeToString())
    films = 0
    async for raw in connection:
        reply = ForwardMsg()
        reply.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
        films += reply.delta.new_element.bidi_component.component_name.endswith(PLAYER)
        if reply.WhichOneof("type") == "script_finished":
            break
    return films


async def once(address: str, *, query: str, page: str = "mislead") -> tuple[float, int]:
    """Seconds until a new visitor's page is drawn, and how many films are on it."""
    began = time.monotonic()
    async with visit(address) as connection:
        films = await rerun(connection, query=query, page=page)
    return time.monotonic() - began, films


async def clicking(
    address: str, *, clicks: int, think: float, late: float, rng: np.random.Generator
) -> list[float]:
    """Seconds of each rerun of a visitor who comes after `late` seconds and clicks now and then.

    They think for half to one and a half of `think` seconds: nobody keeps step with all others, as
    those would who had to wait for each other once.
    """
    await asyncio.sleep(late)
    waits = []
    async with visit(address) as connection:
        await rerun(connection, query="")
        for seed in range(clicks):
            await asyncio.sleep(think * rng.uniform(0.5, 1.5))
            began = time.monotonic()
            await rerun(connection, query=f"seed={seed % 4}")
            waits.append(time.monotonic() - began)
    return waits


def resident_mib(process: int) -> float:
    """Resident memory of a process, 0 where the system does not say."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def processor_seconds(process: int) -> float:
    """Processor time that a process and its threads, also those that ended, have used; 0 elsewhere.

    Linux numbers the clock of another process so (`clock_getcpuclockid`): it counts nanoseconds,
    where /proc counts steps of 10 ms.
    """
    if not sys.platform.startswith("linux"):
        return 0.0
    return time.clock_gettime((~process << 3) | 2)
