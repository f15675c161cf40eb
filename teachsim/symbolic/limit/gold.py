"""Gold's adversary, built against a given learner: right answers only, and no learner survives it.

Let L be a language of the family without a tell-tale: whatever finite part of L was shown, some
language P of the family holds it and is a proper part of L. The adversary pretends that P is the
target and shows P, from the least member not yet shown on. Then either

    the learner never conjectures P: the text is one of P, and it is wrong on P for ever; or
    it does: the adversary pretends another such P', which holds more of L, and goes on.

If it goes on for ever the text is one of L, and the learner changes its mind without end. Both ways
the learner fails on a language of the family. With P = {0, ..., n} and L = N this is the proof of
E. M. Gold, "Language identification in the limit", 1967; for any L without a tell-tale it is the
necessity of tell-tales in D. Angluin, "Inductive inference of formal languages from positive data",
1980. A run has a horizon and proves nothing about the limit: it shows how often the learner was
led on, and since when it is stuck.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic.arguments import a_function
from teachsim.symbolic.limit.evidence import Evidence, Presentation
from teachsim.symbolic.limit.identifiers import Identifier
from teachsim.symbolic.limit.lures import Lure
from teachsim.symbolic.limit.sight import index_in, proper_part, same

__all__ = ["Duel", "adversary"]


@dataclass(frozen=True)
class Duel:
    """What the adversary and a learner did in T rounds.

    Attributes:
        lure: What the adversary went by.
        run: What was shown, and what the learner conjectured after each example.
        pretended: `(T + 1,)` index of the language that was being shown in each round, and in the
            one to come. The learner conjectured it in a round iff the next one differs.
    """

    lure: Lure
    run: Presentation
    pretended: tuple[int, ...]

    @property
    def horizon(self) -> int:
        """How many rounds were played."""
        return self.run.horizon

    @property
    def led_on(self) -> IntArray:
        """`(T,)` how many languages the learner had conjectured in vain by the end of each round.

        It is a lower bound on 1 + the number of its changes of mind.
        """
        moved = [before != after for before, after in itertools.pairwise(self.pretended)]
        return np.cumsum(moved)

    @property
    def stuck_since(self) -> int:
        """The first round, from 1, of the language now pretended, T + 1 if it is yet to be shown.

        All that was shown belongs to that language, and the learner has not conjectured it since.
        """
        now = self.pretended[-1]
        behind = itertools.takewhile(lambda index: index == now, reversed(self.pretended))
        return self.horizon + 2 - sum(1 for _ in behind)

    @property
    def changing(self) -> bool:
        """Whether it was led on within the last half of the run: growth, as far as it is seen."""
        half = self.horizon // 2
        return bool(self.led_on[-1] > (self.led_on[half - 1] if half else 0))

    @property
    def verdict(self) -> str:
        """How the run stands, in a sentence that claims nothing beyond the horizon."""
        led, family = int(self.led_on[-1]), self.lure.family
        whole, now = family.named(self.lure.whole), family.named(self.pretended[-1])
        if self.changing:
            return (
                f"Led on {led} times and changed its mind {len(self.run.changes)} times in "
                f"{self.horizon} rounds, and the next time is always possible; if it goes on, all "
                f"of {whole} is shown."
            )
        thought = self.run.said[-1]
        holds = "nothing" if thought is None else family.named(thought)
        return (
            f"Stuck since round {self.stuck_since} of {self.horizon}: all that was shown is of "
            f"{now}, the text goes on to show all of it, and the learner holds {holds}; "
            "if it never names that, it is wrong on it for ever."
        )

    def told(self) -> tuple[str, ...]:
        """`(T,)` one sentence for each round."""
        family, lines = self.lure.family, []
        for t, (x, _) in enumerate(self.run.evidence.shown):
            said, now, after = self.run.said[t], *self.pretended[t : t + 2]
            thought = "no idea" if said is None else family.named(said)
            line = f"{t + 1}. of {family.named(now)} it is shown {family.written(x)}: {thought}"
            lines.append(line if now == after else f"{line}, so on to {family.named(after)}")
        return tuple(lines)


def adversary(lure: Lure, learner: Identifier, *, horizon: int) -> Duel:
    """The duel of Gold's adversary with a learner, round by round.

    At the end of every round what the learner conjectures is not the language pretended: that is
    the invariant, and all that a finite run can show.

    Args:
        lure: What to go by: `limit.chain(...)` or `limit.lure(...)`.
        learner: Any identifier of the family: a pure function of evidence, yours too.
        horizon: How many rounds to play, at least 1.

    Raises:
        ValueError: The horizon is no such number, the lure is none or the learner no function; the
            learner conjectures what is no index; or the lure gives a language that is no proper
            part or does not hold what it should.
        NotDecidable: The family cannot say what includes what.
    """
    one_of(Lure, lure, thing="lure", way_out="pass limit.chain(...) or limit.lure(...)")
    a_function(learner, thing="learner", way_out="pass one of limit.identifiers")
    whole_number(horizon, thing="horizon", least=1, way_out="say how many rounds to play")
    family, evidence = lure.family, Evidence()
    parts, said = [_next_part(lure, evidence, before=None)], []
    for _ in range(horizon):
        evidence = evidence.plus(_next_shown(lure, parts[-1], evidence=evidence))
        thought = learner(evidence)
        if thought is not None:
            thought = index_in(family, thought, thing="the conjecture")
        said.append(thought)
        found = thought is not None and _names(lure, thought, part=parts[-1], evidence=evidence)
        parts.append(_next_part(lure, evidence, before=parts[-1]) if found else parts[-1])
    return Duel(lure, Presentation(evidence, tuple(said)), tuple(parts))


def _names(lure: Lure, thought: int, *, part: int, evidence: Evidence) -> bool:
    """Whether the conjecture is the language pretended.

    A learner may name any index, of a language too long to be written out: so what was shown, and
    the least of L that the language pretended lacks, are asked of it first.
    """
    family = lure.family
    members = family.language(lure.whole).members()
    lacked = next(x for x in members if not family.contains(part, x))
    if family.contains(thought, lacked):
        return False
    held = all(family.contains(thought, x) for x in evidence.right)
    return held and same(family, thought, j=part)


def _next_shown(lure: Lure, part: int, *, evidence: Evidence) -> int:
    """The least member not shown; where all were, the last one again."""
    known = set(evidence.right)
    fresh = (x for x in lure.family.language(part).members() if x not in known)
    return next(itertools.chain(fresh, reversed(evidence.right)))


def _next_part(lure: Lure, evidence: Evidence, *, before: int | None) -> int:
    """What to pretend: a part with all that was shown, the least of L that was not, and some more.

    The least member not shown makes an endless run a text of L; a member that the language
    pretended before lacks makes sure that the new one is another.
    """
    family, known = lure.family, set(evidence.right)
    wanted = {*known, next(x for x in family.language(lure.whole).members() if x not in known)}
    if before is not None:
        members = family.language(lure.whole).members()
        wanted.add(next(x for x in members if not family.contains(before, x)))
    part = index_in(family, lure.part(wanted), thing="the part")
    if not all(family.contains(part, x) for x in wanted):
        raise ValueError(
            f"{family.named(part)} does not hold all of {sorted(wanted)[:8]}, but the part must; "
            "correct the lure"
        )
    if not proper_part(family, part, whole=lure.whole):
        raise ValueError(
            f"{family.named(part)} is no proper part of {family.named(lure.whole)}, but must be; "
            "correct the lure"
        )
    return part
