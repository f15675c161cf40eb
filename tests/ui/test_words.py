"""The words of the pages: each that is asked for is there, and none waits in vain."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

from teachsim import ui
from teachsim.gallery import (
    claims_b,
    claims_c,
    gold,
    grand_table,
    lab,
    lab_axes,
    lab_chart,
    lab_scenes,
)
from teachsim.gallery.classes import CHOICES, OWN
from teachsim.gallery.gold_families import OFFERS
from teachsim.gallery.mislead import run
from teachsim.gallery.play import BIASES, SCENES, Query, Side
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.setting import MAX_LIES, Asker, Bias, Kind, View
from teachsim.gallery.tabular import know
from teachsim.symbolic.limit import Task
from teachsim.symbolic.outcome import Verdict
from teachsim.ui import gold_betting, grand, words
from teachsim.ui.proof import Proof
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.tabular_look import PARTS
from teachsim.ui.viewing import Bet, Control
from teachsim.ui.views import gold_takeaway, lab_takeaway, start, teach
from teachsim.ui.views.betting import PAIR
from teachsim.ui.views.controls import KNOBS
from teachsim.ui.views.takeaway import FORMS

UI = Path(ui.__file__).parent
STORES = UI / "words"

PLAY_FOOL = ("fool-doubt", "fool-decoy", "fool-decoy-doubt")

FAMILIES: dict[str, list[str]] = {
    "preset": [preset.word for preset in PRESETS],
    "bias": list(Bias),
    "asker": list(Asker),
    "kind": list(Kind),
    "view": list(View),
    "watch": list(Kind),
    "ask": list(Kind),
    "class": [choice.word for choice in CHOICES] + [OWN],
    "bet": [bet for bet in Bet if bet is not Bet.SKIPPED],
    "bet-lies": list(PAIR),
    "knob": list(KNOBS.values()),
    "cell": [
        cell.regime.name
        for view in (View.TABLE, View.STRICT)
        for cell in run(replace(PRESETS[0].setting, view=view, rounds=1)).cells
    ],
    "control": sorted({*Control, *PARTS}),
    "link": ["lock", "hide"],
    "build": ["lock", "hide"],
    "grand": ["made-up", "right", *(form.word for form in start.GRAND)],
    "grand-short": ["made-up", "right"],
    "substrate": [who.name for who in grand_table.Substrate],
    "way": [grand.word(row.way) for row in grand_table.rows()],
    "lesson-file": [word for word, *_ in teach.FILES],
    "cite": ["bibtex", "apa", "cff"],
    "take": [form.word for form in (*FORMS, *gold_takeaway.FORMS)],
    "term": sorted({preset.claim for preset in PRESETS}),
    "formula": sorted({preset.claim for preset in PRESETS}),
    "proof": list(Proof),
    "term-proof": list(Proof),
    "six": [verdict.value for verdict in Verdict],
    "scene": [scene.word for scene in SCENES],
    "side": list(Side),
    "query": list(Query),
    "question": list(Query),
    "how": list(Query),
    "belief": list(BIASES),
    **{
        f"gold-{kind}": [offered.word for offered in gold.SCENES]
        for kind in ("scene", "knob", "why", "term", "formula")
    },
    "gold-family": [offered.word for offered in OFFERS],
    "gold-learner": list(gold.Learner),
    "gold-bet": list(gold.View),
    "gold-bet-name": list(gold_betting.PAIR),
    "gold-bet-speak": list(gold_betting.PAIR),
    "gold-bet-panel": list(gold_betting.FOUR),
    "gold-view": list(gold.View),
    "gold-title": list(gold.View),
    "gold-intro": ["name", "name-adversary", "speak", "panel"],
    "gold-task": [task.value for task in Task],
    "gold-panel-said": [task.value for task in Task],
    "gold-panel": ["open", "right", "misled"],
    "gold-table": ["task", "marks", "proved", "source"],
    "gold": ["view", "family", "target", "learner", "place"],
    **{
        f"gold-{view}": [
            *("one", "other", "one-short", "other-short", "one-sub", "other-sub", "start"),
            *("counted", "left", "left-one", "open", "right", "misled", "end-right"),
        ]
        for view in ("name", "speak")
    },
    "lab-scene": [offered.word for offered in lab_scenes.SCENES],
    "lab-n": ["1", "2", "3", "4"],
    **{f"lab-bet-{n}": [str(k) for k in range(n + 1)] for n in range(1, lab.MAX_LANES + 1)},
    "lab-lied": [str(n) for n in range(MAX_LIES + 1)],
    "lab-right": ["none", "one", "some"],
    "lab-way": list(lab.Way),
    "lab-brief": list(lab.Way),
    "lab-teacher": list(Kind),
    "lab-belief": list(Bias),
    "lab-ask": list(lab.Ask),
    "lab-put": list(lab.Ask),
    "lab-ended": [verdict.value for verdict in Verdict],
    "lab-head": ["pane", "ended", "left", "since", "print"],
    "lab-side": list(lab_chart.Side),
    "lab-shade": list(lab_chart.Shade),
    "lab-trained": list(know.WAYS),
    "lab-axis": list(lab_axes.AXES),
    "lab-flat": ["withheld", "least", "ask", "chance"],
    "lab-map": [
        *("across", "up", "shade", "lane", "runs", "trained"),
        *(form.word for form in lab_takeaway.MAP_FORMS),
    ],
    "lab-map-sure": ["model", "chance"],
    "lab": ["way", "teacher", "bias", "ask", "map-sure"],
    "know-knob": [knob.name for knob in know.KNOBS],
    "term-play": list(Side),
    "formula-play": [*Side, *PLAY_FOOL],
    "sure-play": [*Side, *PLAY_FOOL],
    **{f"n-{of}": ["one"] for of in ("ideas", "points", "rounds", "runs", "examples")},
    **{of: ["one"] for of in ("gold-changes", "gold-made", "credit-words")},
    **{f"six-{verdict.value}": ["one"] for verdict in Verdict},
    **{
        f"number-{of}": ["one"]
        for of in ("ideas", "left-watching", "left-asking", "errors", "halving")
    },
    **{f"lab-{intro}": ["one"] for intro in ("intro", "intro-model")},
    "goal": ["doubt", "decoy", "decoy-doubt"],
    "end-missed": ["doubt"],
    "why-all": ["doubt"],
    "why-shared": ["doubt"],
    "why-nothing": ["doubt"],
    "why-none": ["doubt"],
    **{f"count-{of}": ["one"] for of in ("asked", "optimum", "left", "shown", "size", "fooled")},
    "source-play": list(Side),
}
"""Words whose key is made of a kind and one of its members."""

ASKED = {f"{family}-{member}" for family, members in FAMILIES.items() for member in members} | {
    *("gold-name-one-sub-adversary", "gold-name-undetermined", "gold-name-end-changing"),
    *("gold-name-end-stuck", "gold-speak-end-wrong", "know-bet-mixed"),
}


def of_chapter(chapter: Chapter) -> Iterator[str]:
    """What the view of the pages about the tabular language model asks of one of them."""
    page, named = chapter.page, [f"number-{name}" for name in numbers_of(chapter)]
    yield from ("page", "about")
    yield from (name for name in named if f"{chapter.prefix}-{name}" in words.WORDS)
    for scene in page.scenes:
        yield from (f"{kind}-{scene.word}" for kind in ("scene", "intro", "told"))
        on = chapter.bet(page.run(scene.setting))
        yield from (f"bet-{word}" for word in (on.question, *on.choices))
        yield f"turn-{chapter.turns[scene.word]}"
        sure = f"sure-{scene.word}"  # where it is not what holds for all exact training
        yield from ([sure] if f"{chapter.prefix}-{sure}" in words.WORDS else [])
    for knob in page.knobs:
        yield f"knob-{knob.name}"
        yield from (f"{knob.name}-{value}" for value in knob.values if isinstance(value, str))


def numbers_of(chapter: Chapter) -> set[str]:
    """Names of the numbers of all scenes."""
    page = chapter.page
    return {name for scene in page.scenes for name in chapter.numbers(page.run(scene.setting))}


TABULAR = {f"{chapter.prefix}-{word}" for chapter in CHAPTERS for word in of_chapter(chapter)} | {
    *(
        f"{kind}-{claim.id}"
        for kind in ("term", "formula")
        for claim in (*claims_b.TABULAR, *claims_c.BRIDGE)
    ),
    *(f"tabular-sure-{claim.surety.name}" for claim in claims_b.TABULAR),
}


def patterns() -> list[str]:
    """Keys that a chapter makes of a literal and a member, as regular expressions."""
    made = []
    for path in (*UI.glob("tabular_*.py"), *UI.glob("bridge_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_0-9-]+"
                    for part in node.values
                ]
                made.append("".join(parts))
    return [pattern for pattern in made if re.match(r"[a-z]{3}", pattern)]


def literals() -> Iterator[str]:
    """Every string in the sources of the pages, but for the words themselves."""
    for path in UI.rglob("*.py"):
        if path.is_relative_to(STORES):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def said() -> Iterator[str]:
    """Every key that a page asks for in one piece."""
    for path in UI.rglob("*.py"):
        yield from re.findall(r"\bsay\(\"([^\"{]+)\"\)", path.read_text(encoding="utf-8"))


def test_every_word_that_a_page_asks_for_is_there() -> None:
    assert set(said()) | ASKED | TABULAR <= set(words.WORDS)


def test_no_word_waits_in_vain() -> None:
    used = set(literals()) | ASKED | TABULAR
    made = re.compile("|".join(patterns()))
    used |= {key for key in words.WORDS if made.fullmatch(key)}
    rules = {key for key in words.WORDS if key.startswith("rule-")}
    assert set(words.WORDS) - used - rules == set()


NO_WORDS = {
    *("SFT, one writer", "policy gradient", "only wrong marks"),  # rows of tables of the API
    "right and wrong",  # a value in a file of data
    # what a process says to a programmer who starts it by hand
    "python -m pip install torch safetensors",  # to be typed as it is, in every language
    *("usage: python -m teachsim.ui.worker_child TASK SECONDS", " is none of the gallery; pass "),
    ") [Computer software]",  # as the APA writes it, in every language
}


SHELL = UI / "launch.py"  # speaks to whoever starts the server, as the library does


def sentences() -> Iterator[tuple[str, str]]:
    """Strings of the pages in which two words follow each other, markup and styles apart."""
    for path in UI.rglob("*.py"):
        if path.is_relative_to(STORES) or path == SHELL:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            text = re.sub(r"<[^>]*(>|$)|^[^<]*>", " ", node.value)
            styles = "{" in text and ":" in text
            if id(node) not in told and not styles and re.search(r"[^\W\d_]{2} +[^\W\d_]{2}", text):
                yield path.name, node.value


def test_no_page_has_words_of_its_own() -> None:
    assert [(name, text) for name, text in sentences() if text not in NO_WORDS] == []


def test_words_are_filled_by_name_so_that_another_language_may_change_their_order() -> None:
    fields = {
        key: [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        for key, text in words.WORDS.items()
        if not key.startswith("formula-")
    }
    assert not {key: names for key, names in fields.items() if not all(names)}


def test_no_word_is_said_in_two_ways() -> None:
    keys = [key for page in words.PAGES for key in page]
    assert len(keys) == len(set(keys))


def test_a_word_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="no words are called 'nonsense'; add them to"):
        words.say("nonsense")


def test_no_sentence_says_hypothesis_or_equivalence_query_outside_the_margin() -> None:
    outside = [
        text for key, text in words.WORDS.items() if not key.startswith(("term-", "formula-"))
    ]
    assert not [text for text in outside if re.search(r"hypothes|equivalence|membership", text)]
