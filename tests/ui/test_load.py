"""Greedy visitors: twenty links that ask for all the page can do leave an honest visitor served.

Everything stays on loopback, twenty-one visits at a time, two minutes at most; the server is the
test's own and ends with it.
"""

import asyncio
import statistics
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.ui.goals_load import GREEDY, greedy_link
from tests.ui.server import serve
from tests.ui.visits import once, resident_mib

pytestmark = pytest.mark.browser

HONEST = 8
LIMIT_SECONDS = 100
PATIENT_SECONDS = 3.0
MOST_MIB = 600


async def besieged(address: str) -> tuple[list[tuple[float, int]], list[object]]:
    """Honest visits, one after the other, while greedy ones are under way."""
    links = [once(address, query=greedy_link(seed)) for seed in range(GREEDY)]
    greedy = asyncio.gather(*links, return_exceptions=True)
    await asyncio.sleep(0.5)
    honest = [await once(address, query=f"seed={seed}") for seed in range(HONEST)]
    return honest, list(await greedy)


def test_twenty_greedy_links_leave_an_honest_visitor_served(tmp_path: Path) -> None:
    async def siege(address: str) -> tuple[list[tuple[float, int]], list[object]]:
        await once(address, query="")
        async with asyncio.timeout(LIMIT_SECONDS):
            return await besieged(address)

    with serve(tmp_path / "log.txt") as (address, process):
        # In a thread of its own: the browser tests of this worker keep a loop in the main one.
        with ThreadPoolExecutor(1) as elsewhere:
            honest, greedy = elsewhere.submit(lambda: asyncio.run(siege(address))).result()
        memory = resident_mib(process)

    assert [films for _, films in honest] == [1] * HONEST
    assert statistics.median(seconds for seconds, _ in honest) <= PATIENT_SECONDS
    assert not [visit for visit in greedy if isinstance(visit, BaseException)]
    assert memory <= MOST_MIB
