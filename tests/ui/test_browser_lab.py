"""The page Lab in a real browser: step, share, compute a map beside the page, open a place."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import widest

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
MAP_SECONDS = 240_000
SMALL = (
    "lab?class=segments&n=3&panes=demonstration.random.smallest.halving&rounds=4"
    "&map=learners.bias.teacher.right.1.4"
)


def fingerprint(page: Page) -> str:
    return page.locator(".ts-print code").inner_text()


def test_all_panes_step_back_together(visit: Visit) -> None:
    page = visit("lab?bet=skipped&round=12")
    expect(page.locator(".film .pane")).to_have_count(4)
    expect(page.locator(".film .round")).to_have_text("Round 12 of 12")
    page.locator(".film [data-do='back']").click()
    expect(page.locator(".film .round")).to_have_text("Round 11 of 12")


def test_a_bet_starts_all_panes_and_the_end_says_which_are_right(visit: Visit) -> None:
    page = visit("lab?rounds=2")
    page.get_by_role("button", name="all four").click()
    answer = page.locator(".film .answer")
    expect(answer).to_contain_text("You bet all four. Right in the end:")
    expect(answer).to_be_visible()
    expect(page).to_have_url(re.compile("bet=4"))


def test_a_link_restores_the_exact_run_in_another_browser(visit: Visit) -> None:
    page = visit("lab?preset=questions&seed=23&target=5")
    said, path = fingerprint(page), page.url.split("/", 3)[3]
    assert fingerprint(visit(path)) == said


def test_a_map_is_computed_beside_the_page_and_a_place_opens_its_run(visit: Visit) -> None:
    page = visit(SMALL)
    page.get_by_role("button", name="Compute the map").click()
    places = page.locator(".ts-map a")
    expect(places).to_have_count(20, timeout=MAP_SECONDS)
    before = fingerprint(page)
    places.last.click()
    expect(page).to_have_url(re.compile(r"panes=demonstration\.helpful\.cautious\.halving"))
    expect(page.locator(".ts-print code")).not_to_have_text(before)
    expect(page.locator(".ts-map a")).to_have_count(20)  # the map that it was opened from


@pytest.mark.parametrize("path", ["lab", "lab?preset=biases"])
def test_no_lab_scrolls_sideways(visit: Visit, path: str) -> None:
    page = visit(path)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        assert widest(page) <= width
