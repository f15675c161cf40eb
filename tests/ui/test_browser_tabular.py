"""The pages about the tabular language model in a browser: bet, turn, share, small, offline."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import READY

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def fingerprint(page: Page) -> str:
    return page.locator(".ts-print code").inner_text()


def test_the_wall_is_seen_without_scrolling(visit: Visit) -> None:
    page = visit("know-or-make-up")
    wall = page.get_by_role("img", name=re.compile("Shown right answers, Does not know")).first
    expect(wall).to_be_visible()
    box = wall.bounding_box()
    assert box is not None
    assert box["y"] < 260
    assert box["y"] + box["height"] < 800


def test_a_bet_is_answered_above_the_picture(visit: Visit) -> None:
    page = visit("know-or-make-up")
    page.get_by_role("button", name="only the one shown answers", exact=True).click()
    expect(page.locator(".ts-said")).to_contain_text("and so it is")
    expect(page).to_have_url(re.compile("bet=shown"))


def test_a_knob_turned_by_keyboard_makes_another_run(visit: Visit) -> None:
    page = visit("know-or-make-up")
    before = fingerprint(page)
    knob = page.get_by_role("slider", name=re.compile("What a wrong answer costs")).last
    knob.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("penalty=2"))
    expect(page.locator(".ts-print code")).not_to_have_text(before)
    page.wait_for_selector(READY)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".ts-print code")).to_have_text(before)


def test_a_place_of_the_phase_diagram_opens_its_scenario(visit: Visit) -> None:
    page = visit("know-or-make-up")
    before = fingerprint(page)
    place = page.locator(
        ".ts-wide .ts-map a[title$='earns 1: 3 · Share of the questions that it knows: 0.4']"
    )
    place.click()
    expect(page).to_have_url(re.compile("known=0.4&d_prime=0&penalty=3&bet=skipped"))
    page.wait_for_selector(READY)
    expect(page.locator(".ts-print code")).not_to_have_text(before)


def test_a_link_opens_the_same_run_in_another_browser(visit: Visit) -> None:
    page = visit("say-idk?preset=cold-start&batch=8&lock=preset")
    again = visit(page.url.split("/", 3)[3])
    assert fingerprint(again) == fingerprint(page)
    expect(again.get_by_role("radio", name="Reward alone")).to_be_disabled()
    assert again.url == page.url


@pytest.mark.parametrize(
    "path", ["know-or-make-up", "say-idk", "stealing", "diversity", "reward-credit"]
)
def test_a_telephone_shows_one_picture_a_row_and_scrolls_only_down(visit: Visit, path: str) -> None:
    page = visit(path, width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator(".ts-wide")).to_be_hidden()
    for image in page.locator(".ts-narrow .ts-plain").all():
        box = image.bounding_box()
        assert box is not None
        assert 300 < box["width"] <= 360


def test_pictures_change_with_the_paper(visit: Visit) -> None:
    paper = [
        visit("say-idk", color_scheme=scheme)
        .locator(".ts-wide .ts-plain rect")
        .first.evaluate("(shape) => getComputedStyle(shape).fill")
        for scheme in ("light", "dark")
    ]
    assert paper == ["rgb(251, 250, 247)", "rgb(21, 24, 28)"]


def test_letters_of_pictures_are_those_of_the_page(visit: Visit) -> None:
    page = visit("stealing")
    expect(page.locator("img.ts-plain")).to_have_count(0)
    words = page.locator(".ts-wide .ts-plain text").first
    font = words.evaluate("(text) => getComputedStyle(text).fontFamily")
    assert font.startswith('"Source Sans"')
    assert page.evaluate("document.fonts.check('16px \"Source Sans\"')")
    part = page.locator(".ts-wide .ts-plain [data-key^=part]").first
    assert part.locator("title").text_content()


def test_files_come_down_under_the_name_of_the_run(visit: Visit) -> None:
    page = visit("know-or-make-up?preset=honest")
    for name, suffix in (
        ("Figure (SVG)", "svg"),
        ("Data (JSON)", "json"),
        ("Web page (HTML)", "html"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        expected = f"teachsim-know-or-make-up-{fingerprint(page)}.{suffix}"
        assert download.value.suggested_filename == expected


def test_nothing_is_fetched_from_elsewhere_and_the_console_is_clean(visit: Visit) -> None:
    page = visit()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.get_by_role("link", name="A higher price").click()
    expect(page.locator("h1")).to_have_text(re.compile("^Why is a model honest"))
    assert not [
        url for url in asked if not re.match(r"(https?|ws)://127\.0\.0\.1|data:|blob:", url)
    ]
    assert not [line for line in told if "404 (Not Found)" not in line]
