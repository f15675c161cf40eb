"""The runs of the Gold page: two learners side by side, or eight in a table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.gallery.gold import Learner, Setting, View
from teachsim.gallery.gold_families import build_family, lure_of, offer
from teachsim.symbolic.limit import (
    Evidence,
    Family,
    Panel,
    Presentation,
    generators,
    gold,
    identifiers,
    panel,
    present,
    texts,
)
from teachsim.symbolic.limit.identifiers import Identifier
from teachsim.symbolic.limit.scores import scored
from teachsim.symbolic.limit.sight import proper_part, same, sighted

__all__ = [
    "Pair",
    "fingerprint",
    "late",
    "lately",
    "learner_of",
    "run",
    "run_pair",
    "run_panel",
    "settled",
]


@dataclass(frozen=True, eq=False)
class Pair:
    """Two learners side by side.

    Attributes:
        setting: What was asked for.
        family: Its family.
        truth: Index of the truth. Gold's adversary settles on it at the end, so that the learner is
            wrong: the union of all that it pretended, if the learner was still being led on and
            does not hold that, and else what it pretended last.
        runs: What each learner was shown and said; in the view `SPEAK` it says instances.
        pretended: `(T + 1,)` what the adversary pretended in each round; empty without one.
    """

    setting: Setting
    family: Family
    truth: int
    runs: tuple[Presentation, Presentation]
    pretended: tuple[int, ...] = ()

    @property
    def led_on(self) -> bool:
        """Whether an adversary was still leading the learner on at the end."""
        return bool(self.pretended) and self.truth != self.pretended[-1]

    @property
    def fingerprint(self) -> str:
        """What the script prints."""
        return fingerprint(*self.runs)

    @cached_property
    def exhausted(self) -> BoolArray:
        """`(T,)` whether all of a finite truth was shown, so that nothing new is left to say."""
        return ~scored(self.runs[0], self.family.language(self.truth)).possible

    @cached_property
    def right(self) -> tuple[BoolArray, BoolArray]:
        """`(T,)` for each whether it was right in a round.

        It named the truth; in the view `SPEAK` it said what is new and true, or nothing such was
        left: see `teachsim.symbolic.limit.scores`.
        """
        one, other = (self._right(run) for run in self.runs)
        return one, other

    @cached_property
    def since(self) -> tuple[int | None, int | None]:
        """For each the round, from 1, since which it is right; None where it is not, or not yet.

        Who names the truth is right, and who has nothing new left to say errs no more; else what is
        said may be true by chance, see `settled`.
        """
        chance = self.setting.view is View.SPEAK and not self.exhausted[-1]
        one, other = (settled(right) if chance else lately(right) for right in self.right)
        return one, other

    @property
    def idea(self) -> int | None:
        """The language that the first learner names, or speaks from, at the end."""
        run = self.runs[0]
        if self.setting.view is View.SPEAK:
            return identifiers.enumeration(self.family)(run.evidence)
        return run.said[-1]

    @cached_property
    def astray(self) -> bool:
        """Whether the idea is larger than the truth: then nothing that belongs can refute it.

        The learner is shown nothing else; and all those here keep such an idea.
        """
        idea = self.idea
        return idea is not None and proper_part(self.family, self.truth, whole=idea)

    def _right(self, run: Presentation) -> BoolArray:
        if self.setting.view is View.SPEAK:
            return ~scored(run, self.family.language(self.truth)).erred
        judged: dict[int | None, bool] = {None: False}
        for i in run.said:
            if i is not None and i not in judged:
                judged[i] = same(self.family, i, j=self.truth)
        return np.array([judged[i] for i in run.said])


def lately(right: BoolArray) -> int | None:
    """The round, from 1, since which a learner was right up to the horizon; None if it is not."""
    wrong = np.flatnonzero(~right)
    since = int(wrong[-1]) + 2 if wrong.size else 1
    return since if since <= len(right) else None


def settled(right: BoolArray) -> int | None:
    """The same, where it was right for the last quarter of the run: less may be by chance."""
    since = lately(right)
    return since if since and len(right) - since + 1 >= len(right) / 4 else None


def late(family: Family, *, place: int) -> Identifier:
    """Conjectures the first language that agrees, in a list where L_0 comes late (Gold 1967).

    The learner `identifiers.enumeration` of the family listed as L_1, ..., L_(place - 1), L_0,
    L_place, ...: every such list makes a learner that is right in the limit from informants.

    Args:
        family: The family; only its membership queries are used.
        place: Where L_0 is listed, from 1.
    """
    agreeing = sighted(family)

    def conjecture(evidence: Evidence) -> int | None:
        alive = agreeing(evidence)
        first = next((i for i in alive if i), None)
        if alive[:1] == (0,) and (first is None or first >= place):
            return 0
        return first

    return conjecture


LEARNERS: dict[Learner, Callable[[Family], Identifier]] = {
    Learner.FIRST: identifiers.enumeration,
    Learner.SMALLEST: identifiers.smallest,
    Learner.LARGEST: identifiers.infinite_first,
    Learner.WAITS: identifiers.tell_tale,
}


def learner_of(setting: Setting) -> Identifier:
    """Who names the language."""
    family = build_family(setting.family)
    if setting.learner is Learner.LATE:
        return late(family, place=setting.place)
    if setting.learner is Learner.SMALLEST and offer(setting.family).closed:
        return identifiers.closure(family)
    return LEARNERS[setting.learner](family)


def run(setting: Setting) -> Pair | Panel:
    """The run of a setting."""
    return run_panel(setting) if setting.view is View.PANEL else run_pair(setting)


def run_panel(setting: Setting) -> Panel:
    """The eight learners of a setting."""
    assert setting.target is not None  # the setting made sure
    return panel(build_family(setting.family), setting.target, horizon=setting.rounds)


def run_pair(setting: Setting) -> Pair:
    """The two learners of a setting.

    One who names is shown the adversary's examples, or all of the truth in order; beside it the
    same learner has wrong answers marked too. Generators are both shown all of the truth in order.
    """
    if setting.view is View.SPEAK:
        return _speaking(setting)
    family, horizon = build_family(setting.family), setting.rounds
    learner, truth = learner_of(setting), setting.target
    pretended: tuple[int, ...] = ()
    if truth is None:
        lure = lure_of(setting.family)
        assert lure is not None  # the setting made sure
        duel = gold.adversary(lure, learner, horizon=horizon)
        shown, pretended = duel.run, duel.pretended
        led_on = duel.changing and duel.run.said[-1] != lure.whole
        truth = lure.whole if led_on else duel.pretended[-1]
    else:
        text = texts.honest(family.language(truth))
        shown = present(text, learner, horizon=horizon)
    marked = texts.informant(family.language(truth))
    told = present(marked, learner_of(setting), horizon=horizon)
    return Pair(setting, family, truth, (shown, told), pretended)


def _speaking(setting: Setting) -> Pair:
    family, horizon, truth = build_family(setting.family), setting.rounds, setting.target
    assert truth is not None  # the setting made sure
    runs = [
        present(texts.honest(family.language(truth)), says, horizon=horizon)
        for says in (generators.first_consistent(family), generators.critical(family))
    ]
    return Pair(setting, family, truth, (runs[0], runs[1]))


def fingerprint(*runs: Any) -> str:
    """8 hex digits of a hash of what was shown and said.

    Args:
        runs: Presentations, or the cells of a panel.
    """
    told = [
        (run.evidence.shown, run.said)
        if isinstance(run, Presentation)
        else (run.said, run.right.tolist())
        for run in runs
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:8]
