"""Widths bound what matplotlib measures; lines break without losing a word or its weight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.draw.lettering import plain, runs, shorten, text_width, wrap

WORDS = st.lists(
    st.tuples(st.text("abcxyz0189:“”", min_size=1, max_size=9), st.booleans()), max_size=12
)


@pytest.mark.parametrize("bold", [False, True])
def test_widths_are_those_of_the_font_that_matplotlib_draws_with(bold: bool) -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")
    for text in ("The demonstrator shows 5: it belongs.", "0123456789", "learner = decoy"):
        drawn = float(TextPath((0, 0), text, size=100, prop=font).get_extents().width)
        estimate = text_width(text, size=100, bold=bold)
        # Kerning and the bearing of the first and last letter make the ink a little narrower.
        assert drawn <= estimate <= 1.06 * drawn


def test_what_is_bold_is_found() -> None:
    assert runs("shows **5**: it") == [("shows ", False), ("5", True), (": it", False)]


@given(WORDS, st.floats(40, 400))
def test_wrapping_keeps_every_word_and_its_weight(
    words: list[tuple[str, bool]], room: float
) -> None:
    text = " ".join(f"**{word}**" if bold else word for word, bold in words)
    lines = wrap(text, size=14, room=room)
    assert plain(" ".join(lines)) == plain(text)
    kept = [(w, bold) for line in lines for part, bold in runs(line) for w in part.split()]
    assert kept == words


@given(WORDS, st.floats(120, 400))
def test_lines_are_no_wider_than_their_room(words: list[tuple[str, bool]], room: float) -> None:
    for line in wrap(" ".join(word for word, _ in words), size=14, room=room):
        assert " " not in line or text_width(plain(line), size=14) <= room


@given(st.text("abc def", max_size=40), st.floats(10, 200))
def test_a_shortened_name_fits(name: str, room: float) -> None:
    short = shorten(name, size=12, room=room)
    assert text_width(short, size=12) <= room or not short
