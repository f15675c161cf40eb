"""How the app bears a crowd, greedy links and a long day: the goals of load, each measured."""

import asyncio
import statistics
from collections.abc import Iterator

import numpy as np

from tests.ui.visits import clicking, once, rerun, resident_mib, visit

CLASSROOM = (50, 4, 5.0)
RUSH = (60, 10, 2.0)
"""Visitors, clicks of each, seconds between these."""
ARRIVING = 10.0
"""Seconds within which all have come: a first visit costs as much as several clicks."""

GREEDY, HONEST = 20, 20
RERUNS, FIRST = 1_500, 200
"""Reruns of one long visit, and of the part after which memory is taken for settled."""

GOAL = tuple[str, str, str]
"""What is wanted, how much of it, and what was seen."""


def p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def greedy_link(seed: int) -> str:
    """A link that asks for all a page can do, another one for each seed."""
    return f"class=intervals&n=24&rounds=30&view=table&bias=majority&seed={seed}&target={seed}"


async def crowd(
    address: str, *, visitors: int, clicks: int, think: float
) -> tuple[list[float], int]:
    """Seconds of each rerun of a crowd, and how many of its visitors met with an error."""
    late = [ARRIVING * i / visitors for i in range(visitors)]
    lists = await asyncio.gather(
        *(
            clicking(address, clicks=clicks, think=think, late=t, rng=np.random.default_rng(i))
            for i, t in enumerate(late)
        ),
        return_exceptions=True,
    )
    waits = [seconds for found in lists if isinstance(found, list) for seconds in found]
    return waits, sum(isinstance(found, BaseException) for found in lists)


async def honest(address: str) -> list[float]:
    """Seconds of honest visits, one after the other."""
    return [(await once(address, query=f"seed={seed % 4}"))[0] for seed in range(HONEST)]


async def besieged(address: str) -> list[float]:
    """The same while greedy links are opened again and again."""

    async def greedy(seed: int) -> None:
        while True:
            await once(address, query=greedy_link(seed))
            seed += GREEDY

    siege = [asyncio.create_task(greedy(seed)) for seed in range(GREEDY)]
    await asyncio.sleep(1.0)
    try:
        return await honest(address)
    finally:
        for one in siege:
            one.cancel()
        await asyncio.gather(*siege, return_exceptions=True)


async def long_day(address: str, process: int) -> float:
    """MiB that a server gains over the later reruns of one visit."""
    settled = 0.0
    async with visit(address) as connection:
        for n in range(RERUNS):
            await rerun(connection, query=f"seed={n % 4}")
            if n == FIRST:
                settled = resident_mib(process)
    return resident_mib(process) - settled


def load(address: str, process: int) -> Iterator[GOAL]:
    """Every goal of load in turn, on a server that has drawn its first page."""
    before = resident_mib(process)
    for (n, clicks, think), most, mib in ((CLASSROOM, 250, 300), (RUSH, 500, 400)):
        waits, errors = asyncio.run(crowd(address, visitors=n, clicks=clicks, think=think))
        crowded = f"{n} visitors, a click each {think:g} s"
        yield f"{crowded}, rerun p95", f"<= {most} ms", f"{p95(waits) * 1e3:.0f} ms"
        yield f"{crowded}, errors", "0", str(errors)
        after = resident_mib(process)
        yield f"{crowded}, memory", f"<= {mib} MiB", f"{after:.0f} MiB"
        if n == CLASSROOM[0]:
            yield "memory of a visitor", "<= 0.5 MiB", f"{(after - before) / n:.2f} MiB"
    calm, before = asyncio.run(honest(address)), resident_mib(process)
    waits = asyncio.run(besieged(address))
    times, gained = p95(waits) / p95(calm), resident_mib(process) - before
    yield f"{GREEDY} greedy visitors, honest p95", "<= 2 x calm", f"{times:.1f} x"
    middle = statistics.median(waits) / statistics.median(calm)
    yield f"{GREEDY} greedy visitors, honest p50", "", f"{middle:.1f} x"
    yield f"{GREEDY} greedy visitors, memory gained", "<= 50 MiB", f"{gained:.0f} MiB"
    gained = asyncio.run(long_day(address, process))
    yield f"{RERUNS:,} reruns, memory gained", "<= 5 MiB", f"{gained:.1f} MiB"
