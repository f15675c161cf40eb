"""Small pieces of HTML that the pages are set in; every word that comes in is escaped.

Names in a visitor's class reach a page only through here: Markdown would fetch a picture that such
a name points to.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from teachsim.draw.lettering import runs
from teachsim.ui.words import say

_PIXELS = 1.2  # CSS pixels a unit of a picture: letters as large as the page's own


def rich(text: str) -> str:
    """Return the text as HTML, stretches between ** in bold."""
    return "".join(
        f"<strong>{escape(part)}</strong>" if bold else escape(part, quote=False)
        for part, bold in runs(text)
    )


def title(text: str, intro: str) -> str:
    """Return the head of a page: its question, and what is going on."""
    return f'<h1 class="ts-title">{rich(text)}</h1><p class="ts-intro">{rich(intro)}</p>'


def heading(text: str) -> str:
    """Return the head of a section."""
    return f'<h2 class="ts-heading">{rich(text)}</h2>'


def notice(lines: Sequence[str]) -> str:
    """Return what of a link could not be used, quietly."""
    items = "".join(f"<p>{rich(line[:1].upper() + line[1:].rstrip('.'))}.</p>" for line in lines)
    return f'<div class="ts-notice" role="status">{items}</div>'


def alert(words: str) -> str:
    """Return why something was not done."""
    return f'<div class="ts-alert" role="alert"><p>{rich(words)}</p></div>'


def remark(words: str) -> str:
    """Return a word about the control above."""
    return f'<p class="ts-remark" role="status">{rich(words)}</p>'


def print_of(seed: int, fingerprint: str) -> str:
    """Return the seed with the fingerprint of its run beside it."""
    words = f"{escape(say('seed'))} {seed} · {escape(say('fingerprint'))}"
    return f'<p class="ts-print">{words} <code>{escape(fingerprint)}</code></p>'


def fingerprint(of_run: str) -> str:
    """Return the fingerprint of a run in which nothing is drawn by chance."""
    words = escape(say("fingerprint"))
    return f'<p class="ts-print">{words} <code>{escape(of_run)}</code></p>'


def figures(name: str, numbers: Sequence[tuple[str, str]]) -> str:
    """Return a row of numbers under its name, each over the words that say what it counts."""
    items = "".join(
        f"<div><dt>{rich(words)}</dt><dd>{escape(number)}</dd></div>" for number, words in numbers
    )
    return f'<h3 class="ts-row">{rich(name)}</h3><dl class="ts-figures">{items}</dl>'


def paragraphs(lines: Sequence[str]) -> str:
    """Return sentences, one a paragraph."""
    return "".join(f"<p>{rich(line)}</p>" for line in lines)


def aside(entries: Sequence[tuple[str, str]]) -> str:
    """Return the margin: terms with what they mean."""
    items = "".join(f"<dt>{rich(term)}</dt><dd>{rich(words)}</dd>" for term, words in entries)
    return f'<aside><dl class="ts-margin">{items}</dl></aside>'


def image(svg: str, *, alt: str, most: float | None = None) -> str:
    """Return a drawing as an image, with the words for whoever cannot see it.

    Args:
        svg: the drawing.
        alt: the words.
        most: its greatest width in CSS pixels; None for all the room there is.
    """
    data = base64.b64encode(svg.encode()).decode()
    size = "" if most is None else f' style="max-width:{most * _PIXELS:.0f}px"'
    source = f'src="data:image/svg+xml;base64,{data}"'
    return f'<img class="ts-plain" alt="{escape(alt)}"{size} {source}>'


def small(words: str) -> str:
    """Return a remark in a paragraph of its own."""
    return f'<p class="ts-remark">{rich(words)}</p>'


def scrolling(drawn: str, *, name: str) -> str:
    """Return a drawing that keeps a size to be read at: a narrow window scrolls it sideways."""
    named = f'role="region" tabindex="0" aria-label="{escape(name)}"'
    return f'<div class="ts-scroll" {named}>{drawn}</div>'


def clickable(drawn: str, links: str, *, remark: str) -> str:
    """Return a drawing under links that lie over it, and below it what they do."""
    return f'<div class="ts-map">{drawn}{links}</div>{small(remark)}'


def gallery(rows: Sequence[Sequence[tuple[str, str, float]]], *, narrow: bool) -> str:
    """Return pictures in rows, each under its title, for windows that are narrow or that are not.

    Args:
        rows: of pictures: the title, the image, and its width in units, by which a row is shared.
        narrow: for which windows; the style sheet shows one of both.
    """
    made = []
    for row in rows:
        shares = " ".join(f"minmax(0,{width:g}fr)" for _, _, width in row)
        figures = "".join(
            f'<figure><figcaption class="ts-picture-title">{rich(name)}</figcaption>{drawn}'
            "</figure>"
            for name, drawn, _ in row
        )
        made.append(f'<div class="ts-row" style="grid-template-columns:{shares}">{figures}</div>')
    kind = "narrow" if narrow else "wide"
    return f'<div class="ts-pictures ts-{kind}">{"".join(made)}</div>'


def with_term(words: str, *, term: str, more: str) -> str:
    """Return a paragraph, the field's own term for its number, and a remark."""
    return (
        f'<p class="ts-told">{rich(words)}</p>'
        f'<p class="ts-remark"><em>{rich(term)}</em>. {rich(more)}</p>'
    )


def table(rows: Sequence[Sequence[str]], *, caption: str) -> str:
    """Return a table, its first row the head, wide enough to be scrolled where it must be."""
    head, *body = rows
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join(
        "<tr>"
        + f'<th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in body
    )
    return (
        '<div class="ts-scroll" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table class="ts-table">'
        f"<caption><span>{rich(caption)}</span></caption><thead><tr>{cells}</tr></thead>"
        f"<tbody>{lines}</tbody></table></div>"
    )


def card(question: str, name: str, *, about: str) -> str:
    """Return the face of a chapter: its name, its question, what is in it."""
    return (
        f'<p class="ts-eyebrow">{rich(name)}</p><h3 class="ts-card-title">{rich(question)}</h3>'
        f'<p class="ts-card-about">{rich(about)}</p>'
    )
