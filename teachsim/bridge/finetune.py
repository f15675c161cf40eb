"""Fine-tuning: a schedule of the tabular side's objectives, on answers shown or answers sampled.

The same tuples of (objective, steps) that `tabular.exact.train` follows exactly are followed here
by stochastic steps of AdamW. Who picks the answers decides what a step does: a demonstrating
objective shows labels drawn once a phase; any other samples answers from the model, has them
marked, and descends `losses.loss`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from torch import Tensor

from teachsim.bridge.actor import Actor
from teachsim.bridge.demonstrations import Labelled, demonstrates
from teachsim.bridge.descent import Keep, Leg, Watch, descend
from teachsim.bridge.pace import Pace, Schedule, check_credit, phases_of
from teachsim.bridge.parallel import ALONE, Shard
from teachsim.bridge.phase import Phase, asking, showing
from teachsim.bridge.pretrain import Replay
from teachsim.bridge.questions import Questions
from teachsim.bridge.rewards import check_answers
from teachsim.core.checks import generator, one_of
from teachsim.tabular.objectives import PPO
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward

__all__ = ["finetune"]

Model = TypeVar("Model", bound=Actor)

_REPLAYED = 1 << 30  # the stream of the first step's replayed text


def finetune(  # noqa: PLR0917  # model, questions, objective and reward are what fine-tuning is
    actor: Model,
    questions: Questions,
    objective: Objective | Labelled | Schedule,
    reward: Reward | None = None,
    *,
    rng: int | np.random.Generator,
    steps: int | None = None,
    pace: Pace | None = None,
    keep: Keep | None = None,
    watch: Watch | None = None,
    shard: Shard = ALONE,
    replay: Replay | None = None,
) -> Model:
    """A copy of a model, fine-tuned on the taught questions.

    Args:
        actor: The model before; it is left as it was.
        questions: What is taught.
        objective: What it ascends; or a schedule, phases of (objective, steps).
        reward: What answers are worth; right +1, wrong -1, "I don't know" 0 by default.
        rng: A seed, or a generator, which is consumed.
        steps: How many; 300 by default. With a schedule its own numbers count.
        pace: How a step is taken.
        keep: Where checkpoints go; those of the same run are gone on from.
        watch: Told of progress; may raise to stop.
        shard: Which part of each batch is this process's, see `parallel`.
        replay: Pretraining text that is told again beside each step; None for none.

    Raises:
        DivergenceError: If the loss is no number any more.
        ValueError: If an argument is out of its range, an objective has no form for a network, or
            a checkpoint is of another run.
    """
    phases = phases_of(objective, steps=steps)
    reward, pace = reward or Reward(), pace or Pace()
    _check(actor, questions, reward, pace=pace, keep=keep, shard=shard, replay=replay)
    check_credit(phases, credit=pace.credit)
    seed = int(generator(rng, way_out="pass a seed such as 0, or a generator").integers(2**63))
    model = copy.deepcopy(actor)
    recipe = f"{actor.fingerprint} {questions.fingerprint} {reward} {pace} {shard.size} {seed}"
    recipe += "" if replay is None else f" {replay.base.fingerprint} {replay.sentences}"
    for at, (what, n) in enumerate(phases):
        phase = Phase(model, what, questions, reward, pace, shard, seed, at)
        recipe += f" {what} {n}"
        leg = Leg(
            type(what).__name__,
            n,
            lambda _: pace.rate,
            _loss_of(phase, replay=replay),
            recipe,
            what.inner if isinstance(what, PPO) else 1,
            questions.tokens * max(1.0, *map(abs, (reward.right, reward.wrong, reward.abstain))),
        )
        descend(model, leg, keep=keep, number=at, watch=watch, shard=shard)
    return model


def _loss_of(phase: Phase, *, replay: Replay | None) -> Callable[[int], Tensor]:
    """The loss at a step of a phase, with that of replayed text added."""
    loss_at = showing(phase) if demonstrates(phase.objective) else asking(phase)
    if replay is None:
        return loss_at
    return lambda step: loss_at(step) + replay.loss(phase.actor, rng=phase.stream(_REPLAYED + step))


def _check(  # noqa: PLR0917  # as above
    actor: Actor,
    questions: Questions,
    reward: Reward,
    *,
    pace: Pace,
    keep: Keep | None,
    shard: Shard,
    replay: Replay | None,
) -> None:
    """Refuse what nothing can be learned from, before any work is done."""
    one_of(Actor, actor, thing="the model", way_out="pass what pretrain returns")
    one_of(Questions, questions, thing="the questions", way_out="pass questions_of(...)")
    one_of(Reward, reward, thing="the reward", way_out="pass Reward(1, -1, 0)")
    one_of(Pace, pace, thing="the pace", way_out="pass Pace()")
    one_of(Shard, shard, thing="the shard", way_out="pass what joined() yields")
    if keep is not None:
        one_of(Keep, keep, thing="keep", way_out='pass Keep(Path("runs/1"))')
    if replay is not None:
        one_of(Replay, replay, thing="replay", way_out="pass Replay(base), or None")
    if len(questions) == 0:
        raise ValueError("there are no questions, so nothing can be taught; take some facts")
    check_answers(
        questions.gold,
        questions.n_gold,
        abstain=questions.idk,
        pad=questions.padding,
        eos=questions.end,
    )
