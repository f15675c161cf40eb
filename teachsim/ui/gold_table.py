"""The four tasks of the Gold page as data for their drawing."""

from __future__ import annotations

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
    since, rounds = settled(cell.right), panel.horizon
    end = (
        say("gold-panel-end-wrong").format(n=int((~cell.right).sum()), rounds=rounds)
        if since is None
        else say("gold-panel-end-right").format(since=since, rounds=rounds)
    )
    return Strip(
        f"{say(f'gold-task-{task.value}')}: {say(column).lower()}",
        proved(panel, task, negatives=negatives),
        tuple(map(bool, cell.right)),
        () if cell.coverage is None else tuple(map(float, cell.coverage)),
        tuple(_told(cell, panel)),
        end,
    )


def proved(panel: Panel, task: Task, *, negatives: bool) -> str:
    """Return what is proved about a task for a family, in a few words."""
    facts = panel.family.facts
    if task is Task.GENERATE and facts.generate is None:
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
    since, rounds = settled(cell.right), panel.horizon
    yield Told("open", say("gold-panel-open"), "", say("gold-panel-start"))
    for t in range(1, rounds + 1):
        stands = "open"
        if since is not None and t >= since:
            stands = "right"
        elif since is None and t == rounds:
            stands = "misled"
        badge = say(f"gold-panel-{stands}")
        left = say("gold-panel-left").format(since=since) if stands == "right" else ""
        if cell.coverage is not None:
            share = round(100 * float(cell.coverage[t - 1]))
            left = say("gold-panel-covered").format(share=share)
        told = say(f"gold-panel-said-{cell.task.value}").format(said=printed(cell.said[t - 1]))
        yield Told(stands, badge, left, told)
