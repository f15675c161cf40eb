"""The page Gold in a real browser: play, scrub back, bet, share, on small and on dark paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.ui.test_browser import HARMLESS

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def shown(page: Page, key: str) -> list[str]:
    """What the two learners say, or how they stand."""
    return page.locator(f".pane .w.{key}").all_inner_texts()


def test_the_film_goes_forward_and_back_without_asking_the_server(visit: Visit) -> None:
    page = visit("gold")
    expect(page.locator("h1")).to_have_text(re.compile("^Can you name the language"))
    sent: list[str] = []
    page.on("websocket", lambda socket: sent.append(socket.url))
    start = page.locator(".panes").inner_html()
    scrub = page.get_by_role("slider", name="Round")
    scrub.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    assert "It now believes {0, …, 8}." in shown(page, "say")[1]
    assert "It still believes all numbers." in shown(page, "say")[0]
    page.keyboard.press("End")
    expect(page.locator(".badge-misled")).to_have_text("✕ stuck")
    page.keyboard.press("Home")
    assert page.locator(".panes").inner_html() == start
    assert sent == []


def test_a_bet_starts_the_film_and_the_end_answers_it(visit: Visit) -> None:
    page = visit("gold?preset=tell-tales", reduced_motion="reduce")
    page.get_by_role("button", name="both", exact=True).click()
    expect(page.locator(".ts-line")).to_have_text("You bet: both.")
    page.get_by_role("slider", name="Round").press("End")
    expect(page.locator(".answer")).to_be_visible()
    expect(page.locator(".answer")).to_have_text("You bet both, and so it is.")


def test_a_knob_makes_another_run_with_another_print(visit: Visit) -> None:
    page = visit("gold?preset=negatives")
    before = page.locator(".ts-print code").inner_text()
    page.get_by_role("combobox", name=re.compile("The truth")).last.focus()
    page.keyboard.type("all num")
    page.keyboard.press("Enter")
    expect(page.locator(".ts-print code")).not_to_have_text(before)
    expect(page).to_have_url(re.compile("target=0"))
    expect(page.locator(".badge-right")).to_have_count(2)


def test_a_link_opens_the_same_run_at_the_same_round(visit: Visit) -> None:
    page = visit("gold?preset=speak&target=6&rounds=30&round=11&bet=neither")
    print_ = page.locator(".ts-print code").inner_text()
    expect(page.locator(".film .round")).to_have_text("Round 11 of 30")
    again = visit(page.url.partition("8501/")[2] or page.url.split("/", 3)[3])
    assert again.locator(".ts-print code").inner_text() == print_
    assert again.locator(".film .round").inner_text() == "Round 11 of 30"


def test_four_tasks_are_eight_strips_that_move_together(visit: Visit) -> None:
    page = visit("gold?preset=breadth&round=40")
    expect(page.locator(".film.strips .pane")).to_have_count(8)
    expect(page.locator(".badge-right")).to_have_count(5)
    expect(page.locator(".badge-misled")).to_have_count(3)
    page.get_by_role("slider", name="Round").press("Home")
    expect(page.locator(".badge-open")).to_have_count(8)
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(8)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["gold", "gold?preset=breadth&round=40", "gold?preset=speak"])
def test_nothing_is_wider_than_a_narrow_screen(visit: Visit, path: str, scheme: str) -> None:
    page = visit(path, width=360, height=740, color_scheme=scheme)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360


@pytest.mark.parametrize("path", ["gold", "gold?preset=speak"])
def test_the_picture_is_seen_without_scrolling(visit: Visit, path: str) -> None:
    page = visit(path)
    box = page.locator(".pane figure").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] * 0.8 < 800


def test_the_console_stays_quiet(visit: Visit) -> None:
    page = visit("gold?preset=breadth")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    page.wait_for_selector(".film.live")
    page.get_by_role("slider", name="Round").press("End")
    assert [line for line in said if "404 (Not Found)" not in line] == []
    assert sum("404" in line for line in said) <= len(HARMLESS)
