"""Phase diagrams: what training does over two knobs, and the boundary that theory draws through it.

A map is trained, cell by cell; its boundary is a formula, and neither looks at the other. n is the
number of cells along each axis, 2 to 500.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq

from teachsim.core.arrays import FloatArray, sealed
from teachsim.core.checks import one_of
from teachsim.tabular import exact, rote, thresholds, tokens
from teachsim.tabular.distillation import Teacher
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.numbers import count
from teachsim.tabular.objectives import SFT, Distillation, Objective, PolicyGradient
from teachsim.tabular.reward import Reward

__all__ = ["Diagram", "charge", "copies", "credit", "doubt", "grader", "memory", "narrow", "window"]

_WORLD = Knowledge(bins=8)
_DOUBTFUL = Knowledge(bins=1, known=0.3)  # recall is right less than half the time
_GAP = 1 - 2 * float(_DOUBTFUL.right_given_bin[0])
_TWO = 1 - 1e-9  # of the base model's answers are recalled: two actions, no guessing
_RATE = 0.5
_RIGHT = 0.9
_MOST_CELLS = 500  # along an axis: an hour for a map of as many each way
_MOST_WAITED = 20_000  # steps


@dataclass(frozen=True, eq=False)
class Diagram:
    """A map of what training does, and its boundaries.

    Attributes:
        title: Its title.
        axes: What is across, what is up, and what the values are.
        x: `(X,)` across, ascending.
        y: `(Y,)` up, ascending.
        value: `(Y, X)` trained; NaN where there is none.
        boundaries: `(n, 2)` points of each, by formula.
    """

    title: str
    axes: tuple[str, str, str]
    x: FloatArray
    y: FloatArray
    value: FloatArray
    boundaries: Mapping[str, FloatArray]


def charge(objective: Objective, *, title: str, n: int = 16) -> Diagram:
    """Who answers, over what a wrong answer costs and the chance to be right.

    Raises:
        ValueError: If n is below 2.
    """
    one_of(Objective, objective, thing="the objective", way_out="pass objectives.PolicyGradient()")
    c, p = _axis(0.25, 9, n=n), _axis(0.02, 0.98, n=n)
    settings = [thresholds.Setting(Reward(wrong=-one)) for one in c.tolist()]
    value = np.stack([thresholds.gate(objective, at, p=p)[0] for at in settings], axis=1)
    found = [thresholds.explain(objective, at).value for at in settings]
    points = [(x, y) for x, y in zip(c.tolist(), found, strict=True) if y is not None]
    lines = {"threshold": np.array(points)} if points else {}
    axes = "c, charge for a wrong answer", "p, chance to be right", "chance to answer"
    return Diagram(title, axes, c, p, value, lines)


def narrow(*, n: int = 12) -> Diagram:
    """What fine-tuning on right answers loses, over self-knowledge and the share of known ones.

    Above the boundary even the least sure bin is better answered.

    Raises:
        ValueError: If n is below 2.
    """

    def lost(d: float, known: float) -> float:
        world = replace(_WORLD, d_prime=d, known=known)
        end = exact.train(world, SFT("gold"), steps=300).held_out
        return exact.optimum(world).reward - float(end.reward(Reward().of_answers())[-1])

    def from_where(d: float) -> float:
        def least_sure(known: float) -> float:
            return float(replace(_WORLD, d_prime=d, known=known).right_given_bin[0]) - 0.5

        return float(brentq(least_sure, 0.01, 1 - 1e-9))

    axes = "d', how well it knows what it knows", "share known", "regret of SFT on right answers"
    x, y = _axis(0, 3, n=n), _axis(0.05, 0.99, n=n)
    lines = {"all is better answered": _curve(from_where, x)}
    return Diagram("SFT lies", axes, x, y, _cells(lost, x, y=y), lines)


def doubt(*, n: int = 16) -> Diagram:
    """How far reward alone gets from a rare "I don't know", by two actions."""
    rarity, steps = np.geomspace(5, 500, _natural(n)), np.geomspace(5, 5_000, n)
    value = np.empty((n, n))
    for column, one in enumerate(rarity.tolist()):
        value[:, column] = _abstained(1 / one, 0, at=steps)
    exactly = _curve(lambda r: thresholds.cold_start(_GAP, 1 / r) / _RATE, rarity)
    about = _curve(lambda r: r / (2 * _GAP) / _RATE, rarity)
    axes = "one IDK in so many", "steps of reward", "chance of IDK"
    lines = {"half-way": exactly, "1 / (2 gap eps)": about}
    return Diagram("Cold start", axes, rarity, steps, value, lines)


def window(*, n: int = 16) -> Diagram:
    """How far reward gets after answers alone were shown for too long, by two actions."""
    lessons = np.unique(np.linspace(0, 150, _natural(n)).astype(int))
    steps = np.geomspace(5, 2_000, n)
    columns = [_abstained(0.2, lesson, at=steps) for lesson in lessons.tolist()]

    def half_way(lesson: float) -> float:
        def missing(answers: float) -> float:
            return thresholds.shown(0.8, reach=answers) - _RATE * lesson

        eps = 1 - float(brentq(missing, 0.8, 1 - 1e-9))
        return thresholds.cold_start(_GAP, eps) / _RATE

    axes = "steps of answers shown first", "steps of reward", "chance of IDK"
    x = lessons.astype(float)
    lines = {"half-way": _curve(half_way, x)}
    return Diagram("The window shuts", axes, x, steps, np.stack(columns, axis=1), lines)


def grader(*, n: int = 21) -> Diagram:
    """The threshold of reward by a grader that errs; wrong costs 1.5, so that it should be .6.

    Raises:
        ValueError: If n is below 2.
    """
    reward = Reward(wrong=-1.5)
    t = float(reward.threshold or 0)

    def measured(phi: float, psi: float) -> float:
        at = thresholds.Setting(reward, false_positive=phi, false_negative=psi)
        found = thresholds.measure(PolicyGradient(), at, grid=30).value
        return np.nan if found is None else found

    phi = _axis(0, 1, n=n)
    axes = "phi, wrong taken for right", "psi, right taken for wrong", "threshold"
    ends = {
        "phi = t": ((t, 0), (t, 1 - t)),
        "1 - psi = t": ((0, 1 - t), (t, 1 - t)),
        "phi + psi = 1": ((0, 1), (1, 0)),
    }
    lines = {name: np.array(two, dtype=float) for name, two in ends.items()}
    return Diagram("A grader that errs", axes, phi, phi, _cells(measured, phi, y=phi), lines)


def memory(objective: Objective, *, title: str, n: int = 10) -> Diagram:
    """What is made up in answer to new held-out questions, over item memory and their share.

    The boundary is where an item's own gate moves as fast as the shared one.

    Raises:
        ValueError: If n is below 2.
    """

    def made_up(mu: float, new: float) -> float:
        run = rote.train(replace(_WORLD, known=1 - new), objective, memory=mu, steps=200)
        return float(run.held_out.by_knowledge[-1, 0, 1])

    mu, new = np.geomspace(0.03, 100, _natural(n)), _axis(0.05, 0.95, n=n)
    axes = "mu, pace of memory over gate", "share of new questions", "made up, held out, new"
    lines = {"mu = 1": np.array([(1.0, 0.0), (1.0, 1.0)])}
    return Diagram(title, axes, mu, new, _cells(made_up, mu, y=new), lines)


def copies(*, n: int = 14) -> Diagram:
    """What a student gets that copied a teacher, wrong costing 1; where it is as good as silence.

    It recalls what it knows, and guesses what it does not.

    Raises:
        ValueError: If n is below 2.
    """
    world = replace(_WORLD, d_prime=8.0)
    worth = Reward().of_answers()

    def got(known: float, unknown: float) -> float:
        what = Distillation(Teacher(known, unknown))
        return float(exact.train(world, what, steps=300).held_out.reward(worth)[-1])

    x = _axis(0, 1, n=n)
    even = _curve(lambda known: known * (2 * world.recall - 1) / (1 - 2 / world.answers), x)
    axes = "P(T | S)", "P(T | not S)", "reward of the student"
    return Diagram("Stealing", axes, x, x, _cells(got, x, y=x), {"as good as silence": even})


def credit(*, longest: int = 8, choices: int = 8) -> Diagram:
    """Waiting for a sequence that is rewarded as a whole."""
    count(longest, thing="longest", least=2, most=tokens.LONGEST, way_out="use 8")
    count(choices, thing="choices", least=2, most=_MOST_CELLS, way_out="use 8")
    T, B = np.arange(1.0, 1 + longest), np.arange(2.0, 1 + choices)

    def waited(length: float, of: float) -> float:
        one = tokens.Sequences(int(length), int(of))
        for steps in (_MOST_WAITED // 20, _MOST_WAITED):  # most cells are soon there
            right = tokens.train(one, steps=steps, rate=_RATE).sequence >= _RIGHT
            if right.any():
                return float(np.log10(_RATE * right.argmax()))
        return np.nan

    def thousand(length: float) -> float:
        times = [tokens.time_to(tokens.Sequences(int(length), int(b))) for b in B.tolist()]
        inside = times[0] <= 1_000 <= times[-1]
        return float(np.interp(3, np.log10(times), B)) if inside else np.nan

    axes = "T, tokens", "B, choices of each", "time to .9, log₁₀"
    lines = {"1,000": _curve(thousand, T)}
    return Diagram("One score at the end", axes, T, B, _cells(waited, T, y=B), lines)


def _natural(n: int) -> int:
    """The number of cells along an axis, checked.

    Raises:
        ValueError: If it is below 2, or takes hours.
    """
    return count(n, thing="n", least=2, most=_MOST_CELLS, way_out="use 12")


def _axis(low: float, high: float, *, n: int) -> FloatArray:
    """`(n,)` evenly spaced."""
    return sealed(np.linspace(low, high, _natural(n)))


def _cells(of: Callable[[float, float], float], x: FloatArray, *, y: FloatArray) -> FloatArray:
    """`(Y, X)` the value of each cell."""
    return np.array([[of(one, other) for one in x.tolist()] for other in y.tolist()])


def _curve(of: Callable[[float], float], x: FloatArray) -> FloatArray:
    """`(X, 2)` points of a boundary."""
    return np.array([(one, of(one)) for one in x.tolist()])


def _abstained(eps: float, lesson: int, *, at: FloatArray) -> FloatArray:
    """`(n,)` chance of IDK after so many steps of reward, answers having been shown before."""
    way: exact.Schedule = [(SFT("gold"), lesson), (PolicyGradient(), int(at[-1]))]
    run = exact.train(_DOUBTFUL, way, rate=_RATE, base_idk=eps, base_recall=_TWO)
    return np.asarray(run.abstained[lesson + at.astype(int)])
