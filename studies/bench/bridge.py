"""Speed of the bridge, as ratios taken in one run: `python -m studies.bench.bridge`.

Against TRL the work is the same: one network (the same function, to 1e-4 nats, which is checked),
the same questions, answers to a step, rewards, optimiser and torch, one thread each; TRL runs in an
environment and a process of its own (`trl_side.py` says what is switched off there). Both take 25
steps in turns, each while the other waits. The first turn is not counted.

All times are processor time of the one process, as the machine may be busy with other work; medians
are compared. The variants of our own (`bridge_parts.py`) are checked against ours before they are
timed. Without TRL: `--alone`.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch is loaded

if find_spec("torch") is None:
    raise SystemExit("the bench of the bridge needs torch; install teachsim[bridge]")

import numpy as np
import torch

from studies.bench import bridge_parts
from studies.bench.trl_turns import LIBRARIES, Asked, Opponent, opponent
from teachsim.bridge import evaluation
from teachsim.bridge.actor import Actor
from teachsim.bridge.finetune import finetune
from teachsim.bridge.model import Transformer
from teachsim.bridge.pace import Pace
from teachsim.bridge.pretrain import Pretraining, pretrain
from teachsim.bridge.questions import Questions, questions_of
from teachsim.bridge.world import KnowledgeBase, World
from teachsim.tabular.objectives import GRPO, SFT
from teachsim.tabular.reward import Reward

WIDTH = 66
TURN = 25  # steps, after which a run says how far it is
PROMPTS, GROUP = 16, 8
RATE, BETAS = 3e-4, (0.9, 0.98)  # as the bridge has them
REWARD = Reward(1, -1, 0)


@dataclass(frozen=True)
class Row:
    """One line of the table: milliseconds of ours and of the other."""

    what: str
    ours: float
    theirs: float
    bar: str = "-"
    note: str = ""

    def __str__(self) -> str:
        """The line."""
        numbers = f"{self.ours:10.3f} {self.theirs:10.3f} {self.theirs / self.ours:8.2f}x"
        return f"{self.what:<{WIDTH}} {numbers} {self.bar:>8}  {self.note}"


@dataclass(frozen=True, eq=False)
class Room:
    """A model that was warmed up, so that it says all kinds of answers, and its questions."""

    model: Transformer
    taught: Questions
    held_out: Questions


def room(*, quick: bool) -> Room:
    """A base model, then a hundred steps in which a part of the answers is "I don't know"."""
    base = KnowledgeBase.draw(World(), rng=0)
    model = pretrain(base, Pretraining(steps=100 if quick else 600), rng=0)
    taught = questions_of(base, np.flatnonzero(base.taught & ~base.tail), device="cpu")
    unknown = questions_of(base, base.group(known=False, taught=False), device="cpu")
    warm = finetune(model, taught, SFT("random", idk=0.3), rng=1, steps=20 if quick else 100)
    assert isinstance(warm, Transformer)
    return Room(warm, taught, unknown)


def wide(where: Room) -> Room:
    """The same with a head over all tokens, as models of libraries have it.

    What could not be said before starts at the logit 0. Padding, which is never said, moves up.
    """
    shape = where.model.shape
    padding = shape.vocabulary
    wider = replace(shape, vocabulary=padding + 1, head=padding, padding=padding)
    model = Transformer(wider)
    state = where.model.state_dict()
    for name in ("tokens.weight", "head.weight"):
        grown = torch.zeros_like(model.state_dict()[name])
        grown[: len(state[name])] = state[name]
        state[name] = grown
    model.load_state_dict(state)

    def moved(questions: Questions) -> Questions:
        gold, idk = (
            torch.where(rows == shape.padding, padding, rows)
            for rows in (questions.gold, questions.idk)
        )
        return replace(questions, gold=gold, idk=idk, padding=padding)

    return Room(model, moved(where.taught), moved(where.held_out))


# ---------------------------------------------------------------- against TRL
def contests() -> Iterator[tuple[GRPO | SFT, Asked, str]]:
    """What is trained for, as TRL is asked for it, and the bar."""
    n = PROMPTS * GROUP
    yield GRPO(group=GROUP), Asked("grpo", n, RATE, BETAS, GROUP, REWARD), ">= 3.5x"
    for shown in (n // 2, n):
        yield SFT("gold"), Asked("sft", shown, RATE, BETAS, GROUP, REWARD), ">= 2x"


def against_trl(where: Room, *, head: str, quick: bool) -> Iterator[Row]:
    """The step of reinforcement learning and of supervised fine-tuning."""
    steps = TURN * (3 if quick else 13)
    for objective, asked, bar in contests():
        pace = Pace(rate=RATE, shown=asked.batch, asked=PROMPTS, samples=GROUP)
        learn = partial(finetune, where.model, where.taught, objective, REWARD, rng=2, pace=pace)
        with opponent(where.model, where.taught, asked=asked) as them:
            turns = Turns(them, [], [])
            ours = learn(steps=steps, watch=turns.watch)
            both = (said(model, where.held_out) for model in (ours, them.weights(where.model)))
        what = f"{asked.trainer.upper()} step, {asked.batch} answers of 3 tokens, {head}, to TRL"
        cpu, wall, their_cpu, their_wall = turns.medians()
        note = f"wall {wall:.0f} and {their_wall:.0f} ms; unknown: {', '.join(both)}"
        yield Row(what, cpu, their_cpu, bar, note)


@dataclass(frozen=True, eq=False)
class Turns:
    """The times of a run in which TRL has its turn whenever we say how far we are.

    Attributes:
        them: TRL.
        took: Seconds of each turn: our processor time and wall clock, theirs.
        since: When ours began: processor time and wall clock.
    """

    them: Opponent
    took: list[tuple[float, ...]]
    since: list[float]

    def watch(self, _leg: str, _done: int, _of: int, _loss: float) -> None:  # a Watch
        """End our turn; give TRL its own. Our first counts set-up, and is left out."""
        now = [time.process_time(), time.perf_counter()]
        theirs = self.them.steps(TURN)
        if self.since:
            own = (after - before for before, after in zip(self.since, now, strict=True))
            self.took.append((*own, *theirs))
        self.since[:] = time.process_time(), time.perf_counter()

    def medians(self) -> list[float]:
        """Milliseconds of a step, in the same order."""
        return [median(column) / TURN * 1e3 for column in zip(*self.took, strict=True)]


def said(model: Actor, questions: Questions) -> str:
    """How often it makes something up, and says "I don't know": exact chances, in words."""
    _, hallucinated, abstained = evaluation.rates(model, questions).mean(0)
    return f"{hallucinated:.2f} made up {abstained:.2f} abstained"


def rows(*, quick: bool, alone: bool) -> Iterator[Row]:
    """All lines."""
    where = room(quick=quick)
    both = ((where, "head over answers"), (wide(where), "head over all tokens"))
    for some, head in () if alone else both:
        yield from against_trl(some, head=head, quick=quick)
    repeats = 3 if quick else 9
    narrow, wider = ((some.model, some.taught) for some, _ in both)
    parts = bridge_parts.rows(narrow, wider, repeats=repeats)
    for what, ours, theirs, note in parts:
        yield Row(what, ours, theirs, note=note)


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="fewer steps, for a look")
    parser.add_argument("--alone", action="store_true", help="without TRL")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    print(", ".join([f"torch {torch.__version__}", *LIBRARIES]))
    print(f"{'ms of processor time':<{WIDTH}} {'ours':>10} {'theirs':>10} {'ratio':>9} {'bar':>8}")
    for row in rows(quick=options.quick, alone=options.alone):
        print(row, flush=True)


if __name__ == "__main__":
    main()
