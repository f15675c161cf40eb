"""How fast the app is: `python -m tests.ui.goals` prints each goal with what was measured.

On loopback, with a server and a browser of its own; some minutes (`--quick`: no axe, and
fewer links). Wall times depend on how busy the machine is: trust processor time and ratios more.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from tests.ui.conftest import QUIET, chromium, drawn
from tests.ui.goals_links import bad_links, collection_ms, fingerprints, round_trips
from tests.ui.goals_load import load, p95
from tests.ui.server import serve
from tests.ui.test_axe import PAGES, found_serious
from tests.ui.visits import processor_seconds, rerun, visit

TIMES = 5
RERUNS = 60
SETTLE_SECONDS = 0.1
LINKS, BAD_LINKS = 500, 1_000
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
PATIENT_MS = 120_000  # a busy machine misses goals, and is still measured
QUIET_MS = 500  # after a scrub: a frame that it caused would be there by then
SCRUB = """(steps) => {
  const find = (node) => {
    for (const e of node.querySelectorAll("*")) {
      if (e.matches("input[type=range]") && e.closest(".film")) return e;
      const inner = e.shadowRoot && find(e.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const range = find(document);
  const began = performance.now();
  for (let i = 1; i <= steps; i++) {
    range.value = i;
    range.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  }
  return (performance.now() - began) / steps;
}"""


def told(goal: str, target: str, *, seen: str) -> None:
    sys.stdout.write(f"{goal:<52} {target:>12} {seen:>12}\n")
    sys.stdout.flush()


def first_picture(browser: Browser, url: str) -> float:
    """Seconds from a cold browser to the film, or to the board of a game."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENT_MS)
    began = time.monotonic()
    page.goto(url)
    page.wait_for_selector(".film.live, .board > svg")
    seconds = time.monotonic() - began
    context.close()
    return seconds


def turned(page: Page, seed: int) -> float:
    """Seconds from a knob to the new picture."""
    labels = ("the smallest", "the largest")
    shown = page.locator(".ts-print code").inner_text()
    began = time.monotonic()
    page.get_by_role("radio", name=labels[seed % 2]).last.click()
    page.wait_for_function(
        "(old) => document.querySelector('.ts-print code')?.innerText !== old", arg=shown
    )
    return time.monotonic() - began


def in_the_browser(address: str, *, quick: bool) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        for name, path in (("start", ""), ("mislead", "mislead"), ("play", "play")):
            seconds = [first_picture(browser, f"{address}/{path}") for _ in range(TIMES)]
            middle = statistics.median(seconds)
            told(f"first picture of {name}, cold browser, p50", "<= 2.0 s", seen=f"{middle:.2f} s")
        page = browser.new_page()
        page.set_default_timeout(PATIENT_MS)
        frames = counted_frames(page)
        page.goto(f"{address}/mislead?round=0&bet=skipped")
        drawn(page)
        page.wait_for_timeout(QUIET_MS)
        before = len(frames)
        told("scrub step, script", "<= 4 ms", seen=f"{page.evaluate(SCRUB, 12):.2f} ms")
        page.wait_for_timeout(QUIET_MS)
        told("websocket frames of 12 scrub steps", "0", seen=str(len(frames) - before))
        waits = [turned(page, seed) for seed in range(2 * TIMES)]
        told(
            "knob to new picture, p50", "<= 250 ms", seen=f"{statistics.median(waits) * 1e3:.0f} ms"
        )
        if not quick:
            told(
                "axe, serious or critical, every page, both papers", "0", seen=axe(browser, address)
            )
        browser.close()


def counted_frames(page: Page) -> list[object]:
    """A list to which every frame of a page's websockets is added, from now on."""
    frames: list[object] = []

    def seen(frame: object) -> None:  # not the list's own method, on which nothing can be noted
        frames.append(frame)

    def opened(socket: WebSocket) -> None:
        socket.on("framesent", seen)
        socket.on("framereceived", seen)

    page.on("websocket", opened)
    return frames


def axe(browser: Browser, address: str) -> str:
    """How much axe finds, on how many pages."""
    found = 0
    for scheme in SCHEMES:
        for path in PAGES.values():
            context = browser.new_context(
                viewport={"width": 1280, "height": 800},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.set_default_timeout(PATIENT_MS)
            page.goto(f"{address}/{path}")
            found += len(found_serious(drawn(page)))
            context.close()
    return f"{found} on {len(SCHEMES) * len(PAGES)}"


def links(*, quick: bool) -> Iterator[tuple[str, str, str]]:
    """What links promise: goal, target, and what was counted."""
    n, bad = (50, 100) if quick else (LINKS, BAD_LINKS)
    back, asked = round_trips(n)
    yield f"links of {n} settings from every preset, given back", str(asked), str(back)
    same, runs = fingerprints(n)
    yield "one fingerprint in app, script and web page", str(runs), str(same)
    escaped, tried = bad_links(bad)
    yield f"exceptions of {tried:,} spoiled links, all pages", "0", str(escaped)
    before, after = collection_ms()
    yield "a full garbage collection, processor time", "", f"{after:.1f} ms"
    yield "the same before the modules are frozen", "", f"{before:.1f} ms"


async def reruns(address: str, used: Callable[[], float]) -> tuple[float, float]:
    """95th percentiles of a rerun and of its processor time, in ms."""
    waits, work = [], []
    async with visit(address) as connection:
        await rerun(connection, query="")
        for _ in range(RERUNS):
            before, began = used(), time.monotonic()
            await rerun(connection, query="")
            waits.append(time.monotonic() - began)
            await asyncio.sleep(SETTLE_SECONDS)  # what the server does after it has answered
            work.append(used() - before)
    return p95(waits) * 1e3, p95(work) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="no axe, and fewer links")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        with serve(Path(folder) / "log.txt") as (address, process):
            told("goal", "target", seen="seen")
            told("health after start", "<= 2.0 s", seen=f"{time.monotonic() - began:.2f} s")
            in_the_browser(address, quick=quick)
            wall, work = asyncio.run(reruns(address, lambda: processor_seconds(process)))
            told("rerun without engine, there and back, p95", "", seen=f"{wall:.0f} ms")
            told("rerun without engine, processor time, p95", "<= 25 ms", seen=f"{work:.0f} ms")
            for goal, target, seen in load(address, process):
                told(goal, target, seen=seen)
    for goal, target, seen in links(quick=quick):
        told(goal, target, seen=seen)


if __name__ == "__main__":
    main()
