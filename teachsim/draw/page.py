"""A run as one HTML file: it opens from a disk, asks nobody for anything, and needs no server."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Final

from teachsim.draw.citing import of_run
from teachsim.draw.film import Film
from teachsim.draw.lettering import runs
from teachsim.draw.markup import film_markup, inline, spoken_rounds
from teachsim.draw.player import film_data, player_css, player_js
from teachsim.draw.shapes import Picture
from teachsim.draw.styles import stylesheet
from teachsim.draw.tokens import Theme
from teachsim.draw.words import say

# Nothing may be fetched: were an address to slip in, the browser would refuse it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

_FRAME = """
body{margin:0;background:var(--paper);color:var(--ink)}
main{max-width:76rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{font:600 1.9rem/1.2 "Source Serif","Source Serif 4","Source Serif Pro",Georgia,serif;
margin:0 0 .3rem}
.intro,.foot,details{font:400 1.06rem/1.5 "Source Sans","Source Sans 3","Source Sans Pro",
system-ui,sans-serif}
.intro{margin:0 0 1rem;max-width:46rem}
.foot,details{color:var(--caption);margin-top:1.4rem}
summary{cursor:pointer}
li{margin:.3rem 0}
"""

_ROWS: Final = """
.row{display:flex;flex-wrap:wrap;gap:.3rem 1.8rem;margin-top:1.2rem}
.row figure{margin:0;min-width:min(20rem,100%)}
.row svg{display:block;width:100%;height:auto}
figcaption,h2{font:600 1.1rem/1.3 "Source Serif","Source Serif 4",Georgia,serif;margin:0 0 .3rem}
.told{font:400 1.06rem/1.5 "Source Sans","Source Sans 3",system-ui,sans-serif;max-width:46rem}
dt{font-weight:600;margin-top:.8rem}
dd{margin:0}
pre{overflow-x:auto}
"""


def standalone_page(
    film: Film,
    *,
    intro: str = "",
    cite: str = "",
    link: str | None = None,
    theme: Theme | None = None,
) -> str:
    """Return a film as an HTML file of its own, at most 100 kB for a run of usual size.

    Without scripts it shows the last round, and all rounds in words. With them it starts at round
    0, or at the one that its address names (`page.html?round=5`).

    Args:
        film: what to show.
        intro: a sentence or two below the title.
        cite: how to cite it; the program and the run by its fingerprint if empty.
        link: address of the app that restores the run, for "copy link"; None for no such button.
        theme: paper; None follows the reader's system.
    """
    data = film_data(film, round=film.rounds, link=link, theme=theme)
    markup = data.pop("markup")
    del markup  # it is in the page already
    told = json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("</", "<\\/")
    paper = f' data-theme="{theme.value}"' if theme else ""
    cited = cite or of_run(film.fingerprint)
    script = player_js().replace("</", "<\\/")
    return _document(
        film.title,
        css=player_css(),
        paper=paper,
        body=f'<p class="intro">{escape(intro)}</p>'
        f"<div data-film>{film_markup(film, round=film.rounds)}</div>"
        f'<noscript><p class="foot">{escape(say("static"))}</p></noscript>'
        f"<details><summary>{escape(say('all-rounds'))}</summary>"
        f'<ol start="0">{spoken_rounds(film.frames)}</ol></details>'
        f"{_foot(film.fingerprint, cited)}</main>"
        f'<script type="module">{script}\n'
        'const start=new URL(location.href).searchParams.get("round")??0;\n'
        f"film({{data:{{...{told},start}},parentElement:document.body}});</script>",
    )


def picture_page(
    rows: Sequence[Sequence[Picture]],
    *,
    title: str,
    intro: str = "",
    told: Sequence[str] = (),
    margin: Sequence[tuple[str, str]] = (),
    code: tuple[str, str] = ("", ""),
    fingerprint: str = "",
) -> str:
    """Return pictures and what is said of them as an HTML file of its own, without scripts.

    Its paper follows the reader's system.

    Args:
        rows: pictures; those of a row stand side by side where there is room.
        title: the question on top.
        intro: a sentence or two below it.
        told: paragraphs below the pictures, with ** around what is bold.
        margin: terms, each with what it means.
        code: what the script does, and the script.
        fingerprint: of the run.
    """
    shown = "".join(
        '<div class="row">'
        + "".join(
            f'<figure style="flex:{picture.width:g} 1 0">'
            f"<figcaption>{escape(picture.title)}</figcaption>{inline(picture)}</figure>"
            for picture in row
        )
        + "</div>"
        for row in rows
    )
    paragraphs = "".join(f"<p>{_rich(line)}</p>" for line in told)
    terms = "".join(f"<dt>{_rich(term)}</dt><dd>{_rich(words)}</dd>" for term, words in margin)
    about, script = code
    source = f"<pre><code>{escape(script, quote=False)}</code></pre>"
    roles = {shape.role for row in rows for picture in row for shape in picture.shapes}
    return _document(
        title,
        css=stylesheet(roles=roles) + _ROWS,
        paper="",
        body=f'<p class="intro">{_rich(intro)}</p>{shown}'
        f'<div class="told">{paragraphs}<dl>{terms}</dl></div>'
        + (f"<details><summary>{escape(about)}</summary>{source}</details>" if script else "")
        + f"{_foot(fingerprint, of_run(fingerprint))}</main>",
    )


def _document(title: str, *, css: str, paper: str, body: str) -> str:
    """Return a whole file; the body closes `main`, which it begins in."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{css}{_FRAME}</style></head>"
        f'<body class="ts"{paper}><main><h1>{escape(title)}</h1>{body}</body></html>\n'
    )


def _foot(fingerprint: str, cited: str) -> str:
    """Return the line with the fingerprint, and how to cite."""
    named = escape(say("fingerprint", {"fingerprint": fingerprint}))
    return f'<p class="foot">{named} · {escape(cited)}</p>'


def _rich(text: str) -> str:
    """Return the text as HTML, stretches between ** in bold."""
    return "".join(
        f"<strong>{escape(part)}</strong>" if bold else escape(part, quote=False)
        for part, bold in runs(text)
    )
