"""The page Bridge in a browser: seen at once, small, and a run of one's own that is cancelled."""

import re
from collections.abc import Callable
from importlib.util import find_spec

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import READY

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
PATIENCE = 240_000  # to load torch in a process that steps back, on a busy machine


def test_the_wall_and_its_predictions_are_seen_without_scrolling(visit: Visit) -> None:
    page = visit("bridge")
    wall = page.get_by_role("img", name=re.compile("It knows: .*predicted: ")).first
    expect(wall).to_be_visible()
    box = wall.bounding_box()
    assert box is not None
    assert box["y"] < 300
    assert box["y"] + box["height"] < 800


def test_on_a_telephone_the_page_scrolls_only_down(visit: Visit) -> None:
    page = visit("bridge?preset=copy", width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator(".ts-wide").first).to_be_hidden()
    for image in page.locator(".ts-narrow .ts-plain").all():
        box = image.bounding_box()
        assert box is not None
        assert 300 < box["width"] <= 360


@pytest.mark.timeout(600)
@pytest.mark.skipif(find_spec("torch") is None, reason="runs of one's own need torch: make bridge")
def test_a_run_is_started_by_keyboard_shows_progress_and_is_cancelled(visit: Visit) -> None:
    page = visit("bridge?world=facts")
    seed = page.get_by_role("spinbutton", name="Seed")
    seed.fill("77")
    seed.press("Enter")
    page.wait_for_selector(READY)
    page.get_by_role("button", name="Train it").focus()
    page.keyboard.press("Enter")
    cancel = page.get_by_role("button", name="Cancel")
    expect(cancel).to_be_enabled()
    expect(page.get_by_test_id("stProgress")).to_contain_text("reads its text", timeout=PATIENCE)

    other = visit("bridge")
    expect(other.get_by_role("button", name="Cancel")).to_be_disabled()
    other.context.close()

    cancel.click()
    expect(page.get_by_text("Cancelled.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Go on")).to_be_enabled()
