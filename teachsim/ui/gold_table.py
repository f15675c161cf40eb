"""The four tasks of the Gold page as data for their drawing."""

from __future__ import annotations

import math
from collections.abc import Iterator

from teachsim.draw.film import Film
from teachsim.draw.gold_panel import Strip, strips_film
from teachsim.draw.gold_track import Told
from teachsim.gallery.gold_run import settled
from teachsim.symbolic.limit import Cell, Panel, Task
from teachsim.ui.gold_names import named, printed
from teachsim.ui.words import say

COLUMNS = (("gold-column-right", False), ("gold-column-both", True))


def film(panel: Panel) -> Film:
    """Return the table of a panel as a film."""
    return strips_film(
        [strip(panel, task, negatives=negatives) for task in Task for _, negatives in COLUMNS],
        title=say("gold-title-panel").format(truth=named(panel.family, panel.target)),
        rows=[say(f"gold-task-{task.value}") for task in Task],
        columns=[say(name) for name, _ in COLUMNS],
    )


def strip(panel: Panel, task: Task, *, negatives: bool) -> Strip:
    """Return one cell of the table, with words."""
    cell = panel.cell(task, negatives=negatives)
    column = next(name for name, both in COLUMNS if both is negatives)
    return Strip(
        f"{say(f'gold-task-{task.value}')}: {say(column).lower()}",
        proved(panel, task, negatives=negatives),
        tuple(map(bool, cell.right)),
        () if cell.coverage is None else tuple(map(float, cell.coverage)),
        tuple(_told(cell, panel)),
        ending(cell),
    )


def ending(cell: Cell) -> str:
    """Return how a task stands at the horizon."""
    rounds, key, since = len(cell.right), "gold-panel-end-right", settled(cell.right)
    if since is None:
        key, since = "gold-panel-end-late", cell.right_since
    if since is None:
        key = "gold-panel-end-wrong"
    return say(key).format(since=since, rounds=rounds, n=int((~cell.right).sum()))


def over(panel: Panel, cell: Cell, *, t: int) -> bool:
    """Return whether in round t all of a finite truth was shown, and nothing had to be said.

    A learner that takes a larger set for the truth is wrong still, in saying all of it.
    """
    shown = {x for x, mark in (panel.informant if cell.negatives else panel.text)[:t] if mark}
    says = cell.task in {Task.GENERATE, Task.BREADTH} and bool(cell.right[t - 1])
    return says and len(shown) == panel.family.language(panel.target).size


def proved(panel: Panel, task: Task, *, negatives: bool) -> str:
    """Return what is proved about a task for a family, in a few words."""
    facts = panel.family.facts
    if task is Task.GENERATE and panel.family.language(panel.target).size < math.inf:
        return say("gold-panel-no-new")
    if negatives or task is Task.GENERATE:
        return say("gold-panel-possible")
    return say("gold-panel-possible-here" if facts.identify else "gold-panel-impossible")


def done_from_right_answers(panel: Panel) -> int:
    """Return how many tasks were settled by the horizon from right answers alone."""
    cells = (panel.cell(task, negatives=False) for task in Task)
    return sum(settled(cell.right) is not None for cell in cells)


def _told(cell: Cell, panel: Panel) -> Iterator[Told]:
    """Return the words of each round."""
    since = settled(cell.right)
    yield Told("open", say("gold-panel-open"), "", say("gold-panel-start"))
    for t in range(1, panel.horizon + 1):
        stands = _stands(cell, panel, t=t)
        left = say("gold-panel-left").format(since=since) if stands == "right" else ""
        if cell.coverage is not None:
            share = round(100 * float(cell.coverage[t - 1]))
            left = say("gold-panel-covered").format(share=share)
        yield Told(stands, say(f"gold-panel-{stands}"), left, _said(cell, panel, t=t))


def _stands(cell: Cell, panel: Panel, *, t: int) -> str:
    """Return the verdict after round t: "open" where it is proved that it will be right yet."""
    since = settled(cell.right)
    if since is not None:
        return "right" if t >= since else "open"
    told = panel.family.tell_tale(panel.target) is not None
    coming = cell.negatives or cell.task is Task.GENERATE or told or bool(cell.right[-1])
    return "open" if coming or t < panel.horizon else "misled"


def _said(cell: Cell, panel: Panel, *, t: int) -> str:
    """Return what was said in round t."""
    if over(panel, cell, t=t):
        return say("gold-panel-said-all")
    return say(f"gold-panel-said-{cell.task.value}").format(said=printed(cell.said[t - 1]))
