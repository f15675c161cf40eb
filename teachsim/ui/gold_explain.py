"""Why a run of the page Gold went as it did, how sure that is, and when it fails."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.claims import claim
from teachsim.gallery.gold import DEFAULT, Learner, Setting, View, scene
from teachsim.gallery.gold_families import offer
from teachsim.gallery.gold_run import Pair
from teachsim.symbolic.limit import Panel, Task, theorem
from teachsim.ui import gold_data, gold_ending, gold_saying, gold_table, gold_why
from teachsim.ui.words import say

CLAIM: Final = "A5"


def told(done: Pair | Panel) -> tuple[str, ...]:
    """Return what happened in a run and why, one sentence or two a paragraph."""
    return (*_happened(done), gold_why.why(done), claim(CLAIM).argument)


def margin(setting: Setting, done: Pair | Panel) -> tuple[tuple[str, str], ...]:
    """Return the margin: the field's term with its formula, how sure, when it fails, the source."""
    shown, rounds = claim(CLAIM), setting.rounds
    sure = f"**{shown.surety.value.capitalize()}:** {say('gold-this-run').format(rounds=rounds)}"
    facts, word = done.family.facts, gold_why.story(done)
    here = say("gold-facts").format(why=facts.why, source=facts.source)
    return (
        (say(f"gold-term-{word}"), say(f"gold-formula-{word}")),
        (say("sure"), sure),
        (say("gold-these"), here),
        (say("fails"), shown.fails),
        (say("source"), f"{shown.source}. {say('study-script').format(study=shown.study)}"),
    )


def theorems() -> tuple[tuple[str, ...], ...]:
    """Return the table of what is proved: its head, and a row for each task and kind of marks."""
    head = tuple(say(f"gold-table-{name}") for name in ("task", "marks", "proved", "source"))
    rows = []
    for task in Task:
        for name, negatives in gold_table.COLUMNS:
            proved = theorem(task, negatives=negatives)
            words = say(f"gold-task-{task.value}"), say(name), proved.states, proved.source
            rows.append(words)
    return (head, *rows)


def knob(done: Pair | Panel, *, start: str) -> str:
    """Return the word of the scene whose knob is shown: that of the start where it fits the run."""
    setting = done.setting if isinstance(done, Pair) else None
    view = View.PANEL if setting is None else setting.view
    word = start if (scene(start) or DEFAULT).setting.view is view else gold_why.story(done)
    # The list in which the largest set, and no other, can be moved.
    listed = setting and setting.learner is Learner.LATE and offer(setting.family).whole == 0
    return "tell-tales" if word == DEFAULT.word and not listed else word


def asked(setting: Setting, word: str) -> str:
    """Return the question of a scene's knob."""
    whole = gold_data.names(setting.family)[offer(setting.family).whole or 0]
    return say(f"gold-knob-{word}").format(whole=whole)


def _happened(done: Pair | Panel) -> tuple[str, ...]:
    if isinstance(done, Pair):
        key, who = f"gold-{done.setting.view}", (gold_saying.ONE, gold_saying.OTHER)
        return tuple(
            f"**{say(f'{key}-{name}')}:** {gold_ending.ending(done, i)}"
            for i, name in enumerate(who)
        )
    n = gold_table.done_from_right_answers(done)
    key = "gold-panel-happened" if n else "gold-panel-happened-none"
    return (say(key).format(n=n, rounds=done.horizon),)
