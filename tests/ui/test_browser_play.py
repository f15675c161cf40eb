"""The page Play in a real browser: click, type, take back, share, on small and on dark paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import widest
from tests.ui.test_browser import HARMLESS

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def answer(page: Page) -> str:
    return page.locator(".ts-answer").inner_text()


def idea(page: Page, number: int) -> None:
    page.locator(f".board [data-key='idea-{number}'].pickable").click()


def test_a_click_on_an_idea_asks_about_it(visit: Visit) -> None:
    page = visit("play")
    expect(page.locator("h1")).to_have_text("Find my idea")
    expect(page.locator(".ts-answer")).to_have_text("No: 2 belongs.")
    idea(page, 5)
    expect(page.locator(".ts-asked")).to_have_text("Is 1 to 6 all of it?")
    expect(page).to_have_url(re.compile(r"moves=21\.5$"))
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".ts-asked")).to_have_text("Is 3 to 7 all of it?")


def test_the_whole_game_is_played_with_the_keyboard(visit: Visit) -> None:
    page = visit("play")
    for name in ("2 to 5", "2 to 7", "2 to 8", "1 to 8"):
        before = page.url
        page.get_by_role("combobox", name=re.compile("Click an idea in the picture")).focus()
        page.keyboard.type(f"Is {name} all")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Ask", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(before)
        if page.locator(".ts-verdict").count():
            break
    expect(page.locator(".ts-steps li")).not_to_have_count(1)


def test_the_best_moves_are_shown_and_made_until_nobody_needs_fewer(visit: Visit) -> None:
    page = visit("play")
    for _ in range(4):
        before = page.url
        page.get_by_role("button", name="Show a best move").click()
        page.get_by_role("button", name="Ask it").click()
        expect(page).not_to_have_url(before)
    expect(page.locator(".ts-verdict")).to_contain_text("You needed 5 questions. Nobody needs")
    expect(page.get_by_role("heading", name="Why nobody needs fewer")).to_be_visible()
    assert page.locator(".board .pickable").count() == 0


def test_a_link_restores_the_position_in_another_browser(visit: Visit) -> None:
    page = visit("play?class=segments&ask=belongs")
    page.locator(".board [data-key='mark-6'].pickable").click()
    expect(page.locator(".ts-asked")).to_have_text("Does 7 belong?")
    said, path = answer(page), page.url.split("/", 3)[3]
    other = visit(path)
    expect(other.locator(".ts-asked")).to_have_text("Does 7 belong?")
    assert answer(other) == said
    assert other.url.split("/", 3)[3] == path


def test_a_learner_is_fooled_by_clicks_on_true_points_alone(visit: Visit) -> None:
    page = visit("play?side=fool&class=intervals&n=13&target=40")
    assert page.locator(".board [data-key='mark-0'].pickable").count() == 0
    for shown, x in enumerate((4, 5, 6, 7), start=1):
        page.locator(f".board [data-key='mark-{x}'].pickable").click()
        expect(page.locator(".ts-tally dd").first).to_have_text(str(shown))
    page.get_by_role("button", name="Stop here").click()
    expect(page.locator(".ts-verdict")).to_contain_text("No demonstrator can show more.")


def test_start_leads_to_each_game(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="Fool: too broad").click()
    expect(page.locator("h1")).to_have_text("Fool the learner")
    page.get_by_role("link", name="Start", exact=True).click()
    page.get_by_role("link", name="Is this all of it?").click()
    expect(page.locator("h1")).to_have_text("Find my idea")
    expect(page.locator(".ts-asked")).to_have_text("Is 3 to 7 all of it?")


@pytest.mark.parametrize("path", ["play", "play?side=fool", "play?class=boxes&n=6x6&ask=belongs"])
def test_no_game_scrolls_sideways(visit: Visit, path: str) -> None:
    page = visit(path)
    for width in (1280, 1024, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        assert widest(page) <= width


def test_the_board_and_the_buttons_are_seen_without_scrolling(visit: Visit) -> None:
    page = visit("play")
    for found in (page.locator(".board > svg"), page.get_by_role("button", name="Give up")):
        box = found.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800


def test_the_board_is_dark_on_dark_paper(visit: Visit) -> None:
    page = visit("play", color_scheme="dark")
    expect(page.locator(".board")).to_have_attribute("data-theme", "dark")


def test_nothing_leaves_this_machine_and_the_console_is_clean(visit: Visit, address: str) -> None:
    page = visit("play")
    elsewhere: list[str] = []
    missing: list[str] = []
    said: list[str] = []
    page.on(
        "request",
        lambda r: (
            None if r.url.startswith((address, "data:", "blob:")) else elsewhere.append(r.url)
        ),
    )
    page.on(
        "response",
        lambda r: missing.append(r.url.removeprefix(address)) if r.status >= 400 else None,
    )
    page.on("console", lambda m: said.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    expect(page.locator(".board > svg")).to_be_visible()
    idea(page, 5)
    expect(page.locator(".ts-asked")).to_have_text("Is 1 to 6 all of it?")
    page.wait_for_timeout(300)
    assert elsewhere == []
    assert sorted(missing) == sorted(path.replace("mislead", "play") for path in HARMLESS)
    assert [line for line in said if "404 (Not Found)" not in line] == []
