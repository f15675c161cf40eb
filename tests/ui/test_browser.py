"""The pages in a real browser: bet, play, scrub, copy, look, take away."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Response, WebSocket, expect

from tests.ui.conftest import drawn, widest

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
HARMLESS = ("/mislead/_stcore/health", "/mislead/_stcore/host-config")
"""Streamlit's own probes below a deep link: it finds its way without them."""


PLAYED = 20_000
"""Milliseconds within which a film is over."""


def at_round(page: Page, round_: int, *, within: float = 5_000) -> None:
    shown = page.locator(".film .round")
    expect(shown).to_have_text(re.compile(rf"^Round {round_} of "), timeout=within)


def fingerprint(page: Page) -> str:
    return page.locator(".ts-print code").inner_text()


def test_from_start_to_mislead_and_back(visit: Visit) -> None:
    page = visit()
    expect(page.locator("h1")).to_have_text("Shown nothing but the truth, and wrong for ever")
    page.get_by_role("link", name="Mislead", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Can someone who never lies keep you wrong for ever?")
    assert page.url.endswith("/mislead")
    page.get_by_role("link", name="Start", exact=True).click()
    expect(page.locator("h1")).to_have_text("Shown nothing but the truth, and wrong for ever")


def test_the_doors_on_the_start_page_open_lessons_and_scenes(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="An example of a lesson").click()
    expect(page.locator("h1")).to_have_text("Can someone who never lies keep you wrong for ever?")
    assert "hide=explain" in page.url
    expect(page.get_by_text("What happened, and why")).to_have_count(0)


def test_a_bet_starts_the_film_and_is_answered_at_its_end(visit: Visit) -> None:
    page = visit("mislead")
    page.get_by_role("button", name="only the asker").click()
    expect(page.get_by_text("You bet: only the asker.")).to_be_visible()
    pause = page.get_by_role("button", name="Pause")
    expect(pause).to_be_visible()
    expect(page.locator(".film .answer")).to_be_hidden()
    pause.click()
    page.get_by_role("button", name="2×").click()
    page.get_by_role("button", name="Play").click()
    at_round(page, 12, within=PLAYED)
    expect(page.locator(".film .answer")).to_have_text("You bet only the asker, and so it is.")
    expect(page.locator(".film .answer")).to_be_in_viewport()
    expect(page.locator(".film .badge").first).to_have_text("✕ misled")
    expect(page.locator(".film .end").first).to_have_text(
        "It could go on for ever: every remaining idea fits all it was shown."
    )
    assert "bet=asker" in page.url


def test_the_film_steps_forward_back_and_by_keyboard_without_the_server(visit: Visit) -> None:
    page = visit("mislead?round=3")
    frames: list[object] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: frames.append(frame))
        socket.on("framereceived", lambda frame: frames.append(frame))

    page.on("websocket", listen)
    page.reload()
    drawn(page)
    at_round(page, 3)
    page.wait_for_timeout(300)
    frames.clear()
    page.get_by_role("button", name="Forward one round").click()
    at_round(page, 4)
    page.get_by_role("button", name="Back one round").click()
    at_round(page, 3)
    page.get_by_role("slider", name="Round", exact=True).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    at_round(page, 8)
    page.keyboard.press("Home")
    at_round(page, 0)
    page.keyboard.press("End")
    at_round(page, 12)
    assert frames == []


def test_a_copied_link_restores_the_very_run_round_and_bet(visit: Visit) -> None:
    page = visit(
        "mislead?preset=withholding&seed=5", permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="only the watcher").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("slider", name="Round", exact=True).fill("5")
    at_round(page, 5)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = str(page.evaluate("navigator.clipboard.readText()"))
    told = fingerprint(page)

    other = visit(link.split("/", 3)[3])
    assert fingerprint(other) == told
    at_round(other, 5)
    expect(other.get_by_text("You bet: only the watcher.")).to_be_visible()


@pytest.mark.parametrize("path", ["", "mislead?round=12&bet=asker", "mislead?preset=both-factors"])
def test_no_page_scrolls_sideways(visit: Visit, path: str) -> None:
    page = visit(path)
    for width in (1280, 1024, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        assert widest(page) <= width


def test_the_picture_is_seen_without_scrolling(visit: Visit) -> None:
    page = visit("mislead")
    top = page.locator(".film .panes").bounding_box()
    pictures = page.locator(".film .pane svg.p").first.bounding_box()
    assert top is not None
    assert pictures is not None
    header = 60
    assert top["y"] <= header + 260
    assert pictures["y"] + pictures["height"] <= 800


def test_dark_paper_is_dark_all_through(visit: Visit) -> None:
    page = visit("mislead", color_scheme="dark")
    expect(page.locator(".film")).to_have_attribute("data-theme", "dark")
    paper = page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    assert paper == "rgb(21, 24, 28)"


def test_nothing_moves_for_who_prefers_it_so(visit: Visit) -> None:
    page = visit("mislead?round=3", reduced_motion="reduce")
    moving = page.locator(".film .pane svg.p path").first
    assert moving.evaluate("(e) => getComputedStyle(e).transitionDuration") == "0s"
    page.get_by_role("link", name="Start", exact=True).click()
    expect(page.locator("h1")).to_have_text("Shown nothing but the truth, and wrong for ever")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    at_round(page, 0)


@pytest.mark.parametrize("path", ["", "mislead"])
def test_nothing_leaves_this_machine_and_the_console_is_clean(
    visit: Visit, address: str, path: str
) -> None:
    page = visit(path)
    elsewhere: list[str] = []
    missing: list[str] = []
    said: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            elsewhere.append(request.url)

    def answered(response: Response) -> None:
        if response.status >= 400:
            missing.append(response.url.removeprefix(address))

    page.on("request", asked)
    page.on("response", answered)
    page.on("console", lambda m: said.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    drawn(page)
    page.wait_for_timeout(500)
    assert elsewhere == []
    assert sorted(missing) == sorted(HARMLESS if path else ())
    assert [line for line in said if "404 (Not Found)" not in line] == []
    assert len(said) == len(missing)


def test_a_class_of_ones_own_is_brought_as_a_file(visit: Visit) -> None:
    page = visit("mislead")
    page.get_by_role("button", name="Change the rules").click()
    text = "idea,red,green,blue\nall,1,1,1\nwarm,1,0,0\nnone,0,0,0\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    expect(page.get_by_text("Your class: 3 ideas on 3 points.")).to_be_visible()
    expect(page).to_have_url(re.compile("class=own"))


def test_the_rules_stay_open_while_they_are_changed(visit: Visit) -> None:
    page = visit("mislead")
    page.get_by_role("button", name="Change the rules").click()
    seed = page.get_by_role("spinbutton", name="Seed")
    for n in (8, 9):
        seed.fill(str(n))
        seed.press("Enter")
        expect(page).to_have_url(re.compile(f"seed={n}"))
    page.keyboard.press("Escape")
    expect(seed).to_have_count(0)


def test_a_pane_stays_open_while_its_button_gets_another_name(visit: Visit) -> None:
    page = visit("lab")
    page.get_by_role("button", name="Pane 1: watching").click()
    for way, named in (("Is it this", "is it this"), ("Is this all of it", "all of it")):
        page.get_by_role("combobox", name="How it is taught").click()
        page.get_by_role("option").filter(has_text=way).click()
        expect(page.get_by_role("button", name=f"Pane 1: {named}")).to_be_visible()
    expect(page.get_by_role("combobox", name="How it is taught")).to_be_visible()


def test_who_leaves_for_another_page_from_open_rules_gets_there(visit: Visit) -> None:
    page = visit("mislead")
    page.get_by_role("button", name="Change the rules").click()
    expect(page.get_by_role("spinbutton", name="Seed")).to_be_visible()
    page.get_by_role("link", name="Play", exact=True).first.click()
    expect(page).to_have_title(re.compile("^Play"))
    expect(page).to_have_url(re.compile("/play"))


def test_a_knob_shows_its_effect_at_once(visit: Visit) -> None:
    page = visit("mislead?round=12&bet=asker")
    before = fingerprint(page)
    page.get_by_role("radio", name="only what all share").last.click()
    expect(page.locator(".film .badge").first).to_have_text("? undecided")
    assert fingerprint(page) != before
    at_round(page, 12)
