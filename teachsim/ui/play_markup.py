"""Pieces of HTML that only the page Play is set in; every word that comes in is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from teachsim.ui.markup import aside, heading, paragraphs, rich


def said(question: str, answer: str) -> str:
    """Return what was asked last and what was answered; a screen reader says it by itself."""
    asked = f'<p class="ts-asked">{rich(question)}</p>' if question else ""
    return (
        f'<div class="ts-said" role="status">{asked}<p class="ts-answer">{rich(answer)}</p></div>'
    )


def tally(numbers: Sequence[tuple[str, str]]) -> str:
    """Return numbers, each over the words that say what it counts."""
    items = "".join(
        f"<div><dt>{rich(words)}</dt><dd>{escape(number)}</dd></div>" for number, words in numbers
    )
    return f'<dl class="ts-figures ts-tally">{items}</dl>'


def verdict(lines: Sequence[str]) -> str:
    """Return how a game ended."""
    return f'<div class="ts-verdict" role="status">{paragraphs(lines)}</div>'


def section(name: str, lines: Sequence[str], *, margin: Sequence[tuple[str, str]]) -> str:
    """Return sentences under a heading, with their margin."""
    body = f"<div>{paragraphs(lines)}</div>{aside(margin)}"
    return f'{heading(name)}<div class="ts-explain">{body}</div>'


def steps(name: str, lines: Sequence[str]) -> str:
    """Return what was done, in order."""
    items = "".join(f"<li>{rich(line)}</li>" for line in lines)
    return f'{heading(name)}<ol class="ts-steps">{items}</ol>'
