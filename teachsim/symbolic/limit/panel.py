"""Four tasks, with and without wrong answers being marked, each run once on one target.

    identify, generate, generate with breadth, detect hallucination
        x  right answers only (a text), right and wrong answers (an informant)

The eight runs are of one family and one target, on one text and one informant, to one horizon. What
a cell's run shows is right or wrong round by round; what is possible in the limit is said by its
theorem, and by no run.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.symbolic.arguments import many
from teachsim.symbolic.limit import detectors, generators, identifiers, texts
from teachsim.symbolic.limit.critical import OUT_OF_SIGHT
from teachsim.symbolic.limit.evidence import Evidence, Example, Presentation, present, taken
from teachsim.symbolic.limit.family import Family
from teachsim.symbolic.limit.identifiers import Identifier
from teachsim.symbolic.limit.scores import scored, to_cover
from teachsim.symbolic.limit.sight import REACH, a_reach, in_sight, index_in, inside, same
from teachsim.symbolic.limit.theorems import Task, Theorem, for_family, theorem

__all__ = ["Cell", "Panel", "panel"]

_NOTHING = "nothing"
_Done = tuple[tuple[str, ...], BoolArray, FloatArray | None]  # said, right, coverage


@dataclass(frozen=True, eq=False)
class Cell:
    """One task from one kind of evidence: a run, and what is proved.

    Attributes:
        task: What is to be done.
        negatives: Whether wrong answers were shown too, and marked.
        said: `(T,)` what the learner said, in words, or why it stopped.
        right: `(T,)` whether that was right: the conjecture is the target; what was said is new and
            of the target, or nothing such was left; what it will go on to say is all of that and
            nothing else; every candidate was judged rightly.
        coverage: `(T,)` share of the first members of the target that were shown or said by the end
            of the round; None for tasks in which no members are said.
        theorem: For which families the task can be done in the limit.
        sentence: What that means for this family and target.
    """

    task: Task
    negatives: bool
    said: tuple[str, ...]
    right: BoolArray
    coverage: FloatArray | None
    theorem: Theorem
    sentence: str

    @property
    def right_since(self) -> int | None:
        """The round, from 1, since which it was right up to the horizon; None if it is not."""
        wrong = np.flatnonzero(~self.right)
        since = int(wrong[-1]) + 2 if wrong.size else 1
        return since if since <= len(self.right) else None

    @property
    def stopped(self) -> str | None:
        """What it first said where it ran out of sight; None where it did not."""
        return next((word for word in self.said if word.startswith(OUT_OF_SIGHT)), None)


@dataclass(frozen=True, eq=False)
class Panel:
    """The eight cells.

    Attributes:
        family: The family.
        target: Index of the target.
        candidates: Indices of the languages whose generators the detectors had to judge.
        text: `(T,)` what the learners of right answers were shown.
        informant: `(T,)` what the learners of both were shown.
        cells: The eight cells; see `cell`.
    """

    family: Family
    target: int
    candidates: tuple[int, ...]
    text: tuple[Example, ...]
    informant: tuple[Example, ...]
    cells: tuple[Cell, ...]

    @property
    def horizon(self) -> int:
        """How many examples each learner was shown."""
        return len(self.text)

    def cell(self, task: Task, *, negatives: bool) -> Cell:
        """The cell of a task."""
        wanted = (task, negatives)
        return next(cell for cell in self.cells if (cell.task, cell.negatives) == wanted)


def panel(
    family: Family,
    target: int,
    *,
    horizon: int = 300,
    text: Iterable[Example] | None = None,
    informant: Iterable[Example] | None = None,
    candidates: Sequence[int] | None = None,
    first: int | None = None,
    reach: int = REACH,
) -> Panel:
    """Runs eight learners on one target and says how they did up to the horizon.

    From right answers: tell-tales (Angluin), the critical generator, the generator that says all of
    what tell-tales identify, and detection by tell-tales. From both: enumeration (Gold), the
    critical generator, and breadth and detection by enumeration.

    Args:
        family: The family; inclusions are used to judge the learners.
        target: Index of the target.
        horizon: How many examples to show, at least 1.
        text: Right answers; default `texts.recurring`, which shows the small again and again.
        informant: Right and wrong answers; default `texts.informant`, in ascending order.
        candidates: Indices of the generators to be judged by the detectors; default the target
            itself and the first language in sight that is not inside it, if there is one.
        first: How many members of the target coverage is taken of; default as many as rounds.
        reach: How many languages are in the learners' sight from the start.

    Raises:
        ValueError: An index or number is out of range, `family` is none, what is to be gone
            through is no collection, or a text ends before the horizon.
        NotDecidable: The family cannot say what includes what.
    """
    a_reach(family, reach)
    target = index_in(family, target, thing="target")
    if first is not None:
        to_cover(first)
    truth = family.language(target)
    shown = taken(texts.recurring(truth) if text is None else text, horizon=horizon)
    marked = taken(texts.informant(truth) if informant is None else informant, horizon=horizon)
    judged = _candidates(family, target, chosen=candidates, reach=reach)
    covering = horizon if first is None else first
    setting = _Setting(family, target, judged, first=covering)
    cells = (
        *_cells(setting, shown, by=identifiers.tell_tale(family, reach=reach), negatives=False),
        *_cells(setting, marked, by=identifiers.enumeration(family, reach=reach), negatives=True),
    )
    return Panel(family, target, judged, shown, marked, cells=cells)


@dataclass(frozen=True)
class _Setting:
    """What all cells share: see `panel`."""

    family: Family
    target: int
    candidates: tuple[int, ...]
    first: int


def _candidates(
    family: Family, target: int, *, chosen: Sequence[int] | None, reach: int
) -> tuple[int, ...]:
    if chosen is not None:
        many(chosen, thing="candidates", way_out="list indices of the family")
        return tuple(index_in(family, i, thing="a candidate") for i in chosen)
    sight = range(in_sight(family, 0, reach=reach))
    beyond = next((i for i in sight if not inside(family, i, j=target)), None)
    return (target,) if beyond is None else (target, beyond)


def _cells(
    setting: _Setting, examples: tuple[Example, ...], *, by: Identifier, negatives: bool
) -> Iterator[Cell]:
    """The four cells of one kind of evidence, with what identifies."""
    family, horizon = setting.family, len(examples)
    thoughts = present(examples, by, horizon=horizon)
    identified = _identified(setting, thoughts)
    said, right, coverage = _generated(
        setting, present(examples, generators.breadth(family, by), horizon=horizon)
    )
    critical = generators.critical(family)
    done: dict[Task, _Done] = {
        Task.IDENTIFY: identified,
        Task.GENERATE: _generated(
            setting, present(examples, critical, horizon=horizon), why=critical.stopped
        ),
        # All that is new in its conjecture is all that is new in the target iff they are equal.
        Task.BREADTH: (said, identified[1], coverage),
        Task.DETECT: _detected(setting, thoughts, by=by),
    }
    for task, (said, right, coverage) in done.items():
        says = theorem(task, negatives=negatives)
        about = for_family(family, setting.target, task=task, negatives=negatives)
        yield Cell(task, negatives, said, right, coverage=coverage, theorem=says, sentence=about)


def _identified(setting: _Setting, run: Presentation) -> _Done:
    """The conjectures, and whether each is the target."""
    family = setting.family

    @functools.cache
    def judged(i: int | None) -> tuple[str, bool]:
        if i is None:
            return _NOTHING, False
        return family.named(i), same(family, i, j=setting.target)

    said, right = zip(*map(judged, run.said), strict=True)
    return said, np.array(right), None


def _generated(
    setting: _Setting,
    run: Presentation,
    *,
    why: Callable[[Evidence], str | None] = lambda _: None,
) -> _Done:
    """What was generated, whether it was new and right, and how much of the target is covered."""
    family, shown = setting.family, run.evidence.shown
    scores = scored(run, family.language(setting.target), first=setting.first)
    silent = {t: why(Evidence(shown[:t])) for t, x in enumerate(run.said, start=1) if x is None}
    said = tuple(
        (silent[t] or _NOTHING) if x is None else family.written(x)
        for t, x in enumerate(run.said, start=1)
    )
    return said, ~scores.erred, scores.coverage


def _detected(setting: _Setting, run: Presentation, *, by: Identifier) -> _Done:
    """What was said of the candidates, and whether it was right of all of them."""
    family = setting.family
    # Twice as many instances as rounds: an ascending text shall not stay ahead of what is tried.
    detector = detectors.through(family, by, least=2 * run.horizon)
    says = [functools.cache(functools.partial(family.contains, i)) for i in setting.candidates]
    truth = [inside(family, i, j=setting.target) for i in setting.candidates]
    names = [family.named(i) for i in setting.candidates]
    evidence, said, right = Evidence(), [], []
    for x, mark in run.evidence.shown:
        evidence = evidence.plus(x, mark=mark)
        verdicts = [detector(evidence, candidate) for candidate in says]
        words = ("fine" if fine else "makes things up" for fine in verdicts)
        said.append("; ".join(f"{name}: {word}" for name, word in zip(names, words, strict=True)))
        right.append(verdicts == truth)
    return tuple(said), np.array(right), None
