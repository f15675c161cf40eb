"""No page keeps anybody out: axe finds nothing serious or critical, on light and dark paper."""

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = {
    "start": "",
    "mislead": "mislead?round=6",
    "both factors, after the bet": "mislead?preset=both-factors&round=16&bet=2",
    "play, a game begun": "play",
    "play, the end": "play?moves=21.0.5.10.11.12.4",
    "play, a point to be asked": "play?class=half-planes&n=3x4&ask=belongs&moves=5.1",
    "play, fooled": "play?side=fool&class=intervals&n=13&target=40&moves=4.5.6.7&over=1",
    "gold, led on": "gold?round=12",
    "gold, the end of four tasks": "gold?preset=breadth&round=40&bet=1",
    "gold, made up": "gold?preset=speak&round=24&bet=asker",
    "know, before the bet": "know-or-make-up",
    "know, by rote, after it": "know-or-make-up?preset=by-rote&bet=all",
    "I don't know": "say-idk?bet=warm",
    "stealing": "stealing?bet=most",
    "wordings": "diversity",
    "three kinds of prompts": "diversity?preset=modes&bet=text",
    "tokens": "reward-credit",
    "a grader that errs": "reward-credit?preset=noisy-grader&bet=same",
    "bridge": "bridge?bet=none",
    "bridge, fact by fact": "bridge?preset=facts",
    "teach": "teach?plan=90",
    "a lesson, locked": "mislead?lock=preset,bias,bet,seed&hide=explain,own&round=4",
    "lab, four panes": "lab",
    "lab, three panes and a map to come": "lab?preset=blind-spot&round=3",
    "plain": "mislead?preset=negligent&player=plain&bet=both",
}


def found_serious(page: Page) -> list[object]:
    """What axe finds serious or critical on a page: its rules, each with some places."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document)")
    return [
        (rule["id"], [(node["target"], node["failureSummary"]) for node in rule["nodes"][:3]])
        for rule in found["violations"]
        if rule["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_serious(visit: Callable[..., Page], path: str, scheme: str) -> None:
    page = visit(path, color_scheme=scheme, reduced_motion="reduce")
    assert found_serious(page) == []


@pytest.mark.parametrize("path", ["mislead", "gold", "play", "lab", "say-idk"])
def test_axe_finds_nothing_serious_behind_the_rules(visit: Callable[..., Page], path: str) -> None:
    page = visit(path, reduced_motion="reduce")
    page.locator(".st-key-ts-rules button").first.click()
    expect(
        page.get_by_test_id("stPopoverBody")
        .get_by_role("radio")
        .or_(page.get_by_test_id("stPopoverBody").get_by_role("combobox"))
        .first
    ).to_be_visible()
    assert found_serious(page) == []
