"""One server and one browser for all browser tests of a worker."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from teachsim.ui import guard
from tests.ui.server import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# A machine that is there to compute has neither, and tests everything else.
collect_ignore_glob = [] if find_spec("streamlit") and find_spec("playwright") else ["*.py"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
READY = "[data-testid=stApp][data-test-script-state=notRunning]"

UNTIL = 100.0  # seconds of the processor, before a run of this process is stopped
PATIENCE_MS = 60_000  # a busy machine is slow; the first page waits until all have been got ready


@pytest.fixture(autouse=True)
def no_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a run of this process may need several times as long as a server's."""
    monkeypatch.setattr(guard, "DEADLINE_SECONDS", UNTIL)


@pytest.fixture(autouse=True)
def main_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page drawn without a browser leaves its script as `__main__`, which spawned ones run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(tmp_path_factory.mktemp("server") / "log.txt") as (served, _):
        yield served


def chromium() -> str:
    """Path of the system's browser."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail(f"the browser tests need one of {NAMES}; install it, or run make test-core")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the app in a browser of its own, and waits until it is drawn."""
    contexts = []

    def opened(path: str = "", *, width: int = 1280, height: int = 800, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{address}/{path}")
        return drawn(page)

    yield opened
    for context in contexts:
        context.close()


def drawn(page: Page) -> Page:
    page.wait_for_selector(READY)
    shown = ".film.live, .board > svg, .ts-pictures:visible, .ts-lesson"
    page.wait_for_selector(".ts-plain" if "player=plain" in page.url else shown)
    page.wait_for_selector("img.ts-plain", state="detached")  # a script draws each in its place
    return page


def widest(page: Page) -> int:
    """Pixels across that a visitor could scroll to."""
    found: int = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll("
        "'[data-testid=stMain]')].map((e) => e.scrollWidth))"
    )
    return found
