"""Contrast by WCAG 2.2: 4.5 to 1 for words, 3 to 1 for the edges that shapes are told by."""

import pytest

from teachsim.draw.styles import HIDDEN, STYLES, Style
from teachsim.draw.tokens import Theme, colour, contrast

TEXT, EDGE = 4.5, 3.0

WORDS = [r for r in STYLES if r.startswith(("label", "caption", "body", "heading"))]
ON_FILLS = {"on-solid": ("truth", "decoy"), "sign": ("yes", "no"), "sign-pen": ("yes", "no")}
# Roles whose meaning hangs on being seen: what they are told by, the edge or else the fill.
_PARTS = (
    *("alive", "just", "unseen", "yes", "no", "newest", "learner", "truth", "decoy", "run-"),
    *("dot-", "verdict", "lead", "in-all", "in-some", "hatch", "fresh", "floor", "ceiling"),
    *("cells-alive", "cells-just", "out-", "edge", "col-held", "col-excess", "made-up"),
)
MARKS = [r for r in STYLES if r.startswith(_PARTS) and r != "edge-out"]


def told_by(look: Style) -> str:
    return look.stroke or look.fill


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("role", WORDS)
def test_words_can_be_read_on_paper(role: str, theme: Theme) -> None:
    ratio = contrast(colour(STYLES[role].fill, theme), colour("paper", theme))
    assert ratio >= TEXT, f"{role} on {theme.value} paper has {ratio:.2f}"


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("role", MARKS)
def test_marks_can_be_told_from_the_paper(role: str, theme: Theme) -> None:
    ratio = contrast(colour(told_by(STYLES[role]), theme), colour("paper", theme))
    assert ratio >= EDGE, f"{role} on {theme.value} paper has {ratio:.2f}"


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("role", "fill"), [(r, f) for r, fs in ON_FILLS.items() for f in fs])
def test_what_stands_on_a_fill_can_be_told_from_it(role: str, fill: str, theme: Theme) -> None:
    mark = STYLES[role].fill or STYLES[role].stroke
    ratio = contrast(colour(mark, theme), colour(fill, theme))
    assert ratio >= EDGE, f"{role} on {fill} has {ratio:.2f} on {theme.value} paper"


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("ground", ["alive", "just", "out"])
def test_names_of_ideas_can_be_read_on_their_circles(ground: str, theme: Theme) -> None:
    word = "ink" if ground == "alive" else "caption"
    assert contrast(colour(word, theme), colour(ground, theme)) >= TEXT


@pytest.mark.parametrize("theme", Theme)
def test_buttons_can_be_read(theme: Theme) -> None:
    assert contrast(colour("paper", theme), colour("truth-text", theme)) >= TEXT
    assert contrast(colour("ink", theme), colour("out", theme)) >= TEXT
    assert contrast(colour("rule", theme), colour("paper", theme)) >= EDGE


def test_nothing_is_told_by_colour_alone() -> None:
    assert STYLES["alive"].stroke
    assert not STYLES["out"].stroke
    assert STYLES["just"].dash
    assert STYLES["decoy-bar"].dash
    assert not STYLES["truth-bar"].dash
    assert len({(STYLES[f"run-{i}"].dash) for i in range(4)}) == 4
    assert STYLES["ceiling"].dash
    assert not STYLES["floor"].dash


def test_contrast_is_that_of_the_standard() -> None:
    # WCAG 2.2: black on white is 21 to 1; #767676 on white is the lightest grey above 4.5.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_a_colour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no colour is called 'beige'"):
        colour("beige", Theme.LIGHT)


def test_every_role_but_the_hidden_one_leaves_a_trace() -> None:
    assert [r for r, look in STYLES.items() if not (look.fill or look.stroke)] == [HIDDEN]
