"""A run as one HTML file: it opens from a disk, asks nobody for anything, and needs no server."""

from __future__ import annotations

import json
from html import escape

from teachsim.draw.film import Film
from teachsim.draw.markup import film_markup, spoken_rounds
from teachsim.draw.player import film_data, player_css, player_js
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
        cite: how to cite it; a line with the fingerprint if empty.
        link: address of the app that restores the run, for "copy link"; None for no such button.
        theme: paper; None follows the reader's system.
    """
    data = film_data(film, round=film.rounds, link=link, theme=theme)
    markup = data.pop("markup")
    del markup  # it is in the page already
    told = json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("</", "<\\/")
    paper = f' data-theme="{theme.value}"' if theme else ""
    cited = cite or say("cite", {"fingerprint": film.fingerprint})
    script = player_js().replace("</", "<\\/")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(film.title)}</title><style>{player_css()}{_FRAME}</style></head>"
        f'<body class="ts"{paper}><main><h1>{escape(film.title)}</h1>'
        f'<p class="intro">{escape(intro)}</p>'
        f"<div data-film>{film_markup(film, round=film.rounds)}</div>"
        f'<noscript><p class="foot">{escape(say("static"))}</p></noscript>'
        f"<details><summary>{escape(say('all-rounds'))}</summary>"
        f'<ol start="0">{spoken_rounds(film.frames)}</ol></details>'
        f'<p class="foot">{escape(say("fingerprint", {"fingerprint": film.fingerprint}))} · '
        f"{escape(cited)}</p></main>"
        f'<script type="module">{script}\n'
        'const start=new URL(location.href).searchParams.get("round")??0;\n'
        f"film({{data:{{...{told},start}},parentElement:document.body}});</script>"
        "</body></html>\n"
    )
