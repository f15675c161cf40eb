"""Why a run of the page Gold went as it did, how sure that is, and when it fails."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.claims import claim
from teachsim.gallery.gold import Setting, View
from teachsim.gallery.gold_run import Pair, settled
from teachsim.symbolic.limit import Panel, Task, theorem
from teachsim.ui import gold_saying, gold_table
from teachsim.ui.words import say

CLAIM: Final = "A5"


def story(done: Pair | Panel) -> str:
    """Return the word of the scene whose argument explains a run."""
    if isinstance(done, Panel):
        return "breadth"
    if done.setting.view is View.SPEAK:
        return "speak"
    if done.setting.target is None:
        return "adversary"
    return "negatives" if settled(done.right[0]) is None else "tell-tales"


def told(done: Pair | Panel) -> tuple[str, ...]:
    """Return what happened in a run and why, one sentence or two a paragraph."""
    return (*_happened(done), say(f"gold-why-{story(done)}"), claim(CLAIM).argument)


def margin(setting: Setting, done: Pair | Panel) -> tuple[tuple[str, str], ...]:
    """Return the margin: the field's term with its formula, how sure, when it fails, the source."""
    shown, rounds = claim(CLAIM), setting.rounds
    sure = f"**{shown.surety.value.capitalize()}:** {say('gold-this-run').format(rounds=rounds)}"
    facts, word = done.family.facts, story(done)
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


def _happened(done: Pair | Panel) -> tuple[str, ...]:
    if isinstance(done, Pair):
        key, who = f"gold-{done.setting.view}", (gold_saying.ONE, gold_saying.OTHER)
        return tuple(
            f"**{say(f'{key}-{name}')}:** {gold_saying.ending(done, i)}"
            for i, name in enumerate(who)
        )
    n = gold_table.done_from_right_answers(done)
    return (say("gold-panel-happened").format(n=n, rounds=done.horizon),)
