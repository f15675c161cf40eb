"""A lecturer's link in a real browser: built, copied, opened by a student."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.ui.conftest import PATIENCE_MS

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
TRIES = 6


def test_what_is_locked_is_seen_and_disabled_and_what_is_hidden_is_not_there(visit: Visit) -> None:
    page = visit("mislead?lock=preset,bet,bias&hide=explain,take,seed")
    for scene in page.get_by_role("radio", name="Both factors").all():
        expect(scene).to_be_disabled()
    expect(page.get_by_role("button", name="only the asker")).to_be_disabled()
    for bias in page.get_by_role("radio", name="only what all share").all():
        expect(bias).to_be_disabled()
    page.get_by_role("button", name="Change the rules").click()
    expect(page.get_by_label("Rounds").first).to_be_enabled()
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_count(0)
    expect(page.get_by_text("What happened, and why")).to_have_count(0)
    expect(page.get_by_text("Take it away")).to_have_count(0)


def picked(page: Page, label: str, option: str) -> None:
    """Pick an option from a list, which a page that is still being drawn may close again."""
    wanted = page.get_by_role("option", name=option)
    for _ in range(TRIES):
        page.get_by_label(label).click()
        try:
            wanted.click(timeout=PATIENCE_MS // TRIES)
        except TimeoutError:
            page.keyboard.press("Escape")
        else:
            return
    wanted.click()


def test_a_lesson_is_built_and_opens_as_it_was_built(visit: Visit) -> None:
    page = visit("teach")
    picked(page, "Locked: they see it, and cannot change it", "Choice of scenes")
    page.keyboard.press("Escape")
    expect(page.get_by_text("mislead?lock=preset", exact=False).first).to_be_visible()
    picked(page, "Hidden: they do not see it", "The seed")
    expect(page.get_by_text("mislead?lock=preset&hide=seed")).to_be_visible()
    address = page.get_by_text("mislead?lock=preset&hide=seed").inner_text().strip()
    other = visit(address.split("/", 3)[3])
    expect(other.get_by_role("radio", name="Both factors")).to_be_disabled()
    other.get_by_role("button", name="Change the rules").click()
    expect(other.get_by_label("Rounds").first).to_be_enabled()
    expect(other.get_by_role("spinbutton", name="Seed")).to_have_count(0)


def test_an_answer_is_folded_until_it_is_asked_for_and_a_step_opens_its_run(visit: Visit) -> None:
    page = visit("teach")
    answer = page.get_by_text("On 90 of 91: all but the widest idea itself")
    expect(answer).to_be_hidden()
    page.locator(".ts-exercise summary").first.click()
    expect(answer).to_be_visible()
    page.locator(".ts-plan a").first.click()
    expect(page.locator("h1")).to_have_text("Can someone who never lies keep you wrong for ever?")
