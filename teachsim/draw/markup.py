"""A film as HTML: headings, sentences, verdicts and drawings of one round, and the controls.

The player finds its elements by order: every picture and its shapes, then every word, just as
`film.elements` lists them. Without the player the page shows the round it was written with.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from teachsim.draw import svg
from teachsim.draw.film import Film, Frame, Word
from teachsim.draw.lettering import runs
from teachsim.draw.shapes import Picture
from teachsim.draw.words import PLAYER

_BACK: Final = '<svg class="icon" viewBox="0 0 10 10"><path d="M7 1L3 5l4 4"/></svg>'
_FORWARD: Final = '<svg class="icon" viewBox="0 0 10 10"><path d="M3 1l4 4-4 4"/></svg>'
SPEEDS: Final = (("½×", 2200), ("1×", 1200), ("2×", 550))
"""Label and milliseconds a round; the second is the one to start with."""


def film_markup(film: Film, *, round: int = 0) -> str:
    """Return the HTML of a film at one round, from 0 to `film.rounds`.

    Raises:
        ValueError: if there is no such round.
    """
    if not 0 <= round <= film.rounds:
        raise ValueError(f"round is {round}; this film has rounds 0 to {film.rounds}")
    frame = film.frames[round]
    words = iter(frame.words)
    top = _controls(film, next(words), at=round)
    pictures = list(frame.pictures)
    if film.layout == "stage":
        top += f'<figure class="chart">{inline(pictures.pop(0))}</figure>'
    return (
        f'<section class="ts film {film.layout} panes-{len(film.panes)}" '
        f'aria-label="{escape(film.title)}">'
        f'<div class="top">{top}</div>'
        f'<div class="panes">{_panes(film, pictures, words=words)}</div>'
        f"{_legend(film)}"
        f'<p class="spoken" aria-live="polite"></p></section>'
    )


def _controls(film: Film, counter: Word, *, at: int) -> str:
    """Return the buttons, the scrubber and the number of the round."""
    label = {key: escape(words) for key, words in PLAYER.items()}
    speeds = "".join(
        f'<button type="button" data-pace="{pace}" aria-pressed="{str(i == 1).lower()}">{text}'
        "</button>"
        for i, (text, pace) in enumerate(SPEEDS)
    )
    return (
        '<div class="controls"><div class="row">'
        f'<button type="button" data-do="back" aria-label="{label["back"]}">{_BACK}</button>'
        f'<button type="button" data-do="play" data-play="{label["play"]}" '
        f'data-pause="{label["pause"]}">{label["play"]}</button>'
        f'<button type="button" data-do="forward" aria-label="{label["forward"]}">{_FORWARD}'
        "</button>"
        f"{_word(counter, tag='strong')}"
        f'<span class="speeds" role="group" aria-label="{label["speed"]}">{speeds}</span>'
        f'<button type="button" data-do="copy" data-copied="{label["copied"]}">{label["copy"]}'
        "</button></div>"
        f'<input type="range" min="0" max="{film.rounds}" value="{at}" '
        f'aria-label="{label["scrub"]}">'
        f'<input type="text" class="url" readonly hidden aria-label="{label["url"]}">'
        "</div>"
    )


def _panes(film: Film, pictures: list[Picture], *, words: Iterator[Word]) -> str:
    """Return the panes; in a table, with the names of its rows and columns between them."""
    rows, columns = film.heads
    parts = ["<span></span>"] * bool(columns)
    parts += [f'<h3 class="column">{escape(name)}</h3>' for name in columns]
    for i, ((title, subtitle), picture) in enumerate(zip(film.panes, pictures, strict=True)):
        if columns and i % len(columns) == 0:
            parts.append(f'<h3 class="line">{escape(rows[i // len(columns)])}</h3>')
        parts.append(_pane(title, subtitle, picture=picture, words=words))
    return "".join(parts)


def _pane(title: str, subtitle: str, *, picture: Picture, words: Iterator[Word]) -> str:
    """Return one pane: who may do what, how it stands, what just happened, the drawing, the end."""
    badge, left, say, end = (next(words) for _ in range(4))
    return (
        f'<article class="pane" aria-label="{escape(title)}">'
        f'<div class="head"><h3 class="title">{escape(title)}</h3>'
        f'<p class="standing">{_word(badge, tag="span")}{_word(left, tag="span")}</p></div>'
        f'<p class="sub">{escape(subtitle)}</p>{_word(say, tag="p")}'
        f"<figure>{inline(picture)}</figure>{_word(end, tag='p')}</article>"
    )


def inline(picture: Picture) -> str:
    """Return a drawing within a page; its label is what it shows now."""
    drawn = "".join(map(svg.terse, picture.shapes))
    return (
        f'<svg class="p" viewBox="0 0 {svg.number(picture.width)} {svg.number(picture.height)}" '
        f'role="img" aria-label="{escape(picture.description)}">{drawn}</svg>'
    )


def _word(word: Word, *, tag: str) -> str:
    """Return a text whose class and words may change."""
    inner = "".join(
        f"<strong>{escape(part)}</strong>" if bold else escape(part, quote=False)
        for part, bold in runs(word.text)
    )
    return f'<{tag} class="w {word.role}">{inner}</{tag}>'


def _legend(film: Film) -> str:
    """Return what the marks mean, each beside a swatch of it."""
    items = "".join(
        (
            '<li><svg viewBox="0 0 16 16" aria-hidden="true"><path class="'
            f'{role}" d="M8 1l7 7-7 7-7-7z"/></svg>{escape(words)}</li>'
            if role
            else f'<li class="note">{escape(words)}</li>'
        )
        for role, words in film.legend
    )
    return f'<ul class="legend">{items}</ul>' if items else ""


def spoken_rounds(frames: tuple[Frame, ...]) -> str:
    """Return every round in words, as a list."""
    return "".join(f"<li>{escape(frame.spoken)}</li>" for frame in frames)
