"""Fine-tuning: a schedule of the tabular side's objectives, on answers shown or answers sampled.

The same tuples of (objective, steps) that `tabular.exact.train` follows exactly are followed here
by stochastic steps of AdamW. Who picks the answers decides what a step does: a demonstrating
objective shows labels drawn once a phase; any other samples answers from the model, has them
marked, and descends `losses.loss`.
"""

from __future__ import annotations

import copy

import numpy as np

from teachsim.bridge.actor import Actor
from teachsim.bridge.demonstrations import Labelled, demonstrates
from teachsim.bridge.descent import Keep, Leg, Watch, descend
from teachsim.bridge.pace import Pace, Schedule, phases_of
from teachsim.bridge.parallel import ALONE, Shard
from teachsim.bridge.phase import Phase, asking, showing
from teachsim.bridge.questions import Questions
from teachsim.core.checks import generator, one_of
from teachsim.tabular.objectives import PPO
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward

__all__ = ["finetune"]


def finetune(  # noqa: PLR0917  # model, questions, objective and reward are what fine-tuning is
    actor: Actor,
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
) -> Actor:
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

    Raises:
        DivergenceError: If the loss is no number any more.
        ValueError: If an argument is out of its range, an objective has no form for a network, or
            a checkpoint is of another run.
    """
    one_of(Actor, actor, thing="the model", way_out="pass what pretrain returns")
    one_of(Questions, questions, thing="the questions", way_out="pass questions_of(...)")
    phases = phases_of(objective, steps=steps)
    reward, pace = reward or Reward(), pace or Pace()
    one_of(Reward, reward, thing="the reward", way_out="pass Reward(1, -1, 0)")
    seed = int(generator(rng, way_out="pass a seed such as 0, or a generator").integers(2**63))
    model = copy.deepcopy(actor)
    recipe = f"{actor.fingerprint} {questions.fingerprint} {reward} {pace} {shard.size} {seed}"
    for at, (what, n) in enumerate(phases):
        phase = Phase(model, what, questions, reward, pace, shard, seed, at)
        recipe += f" {what} {n}"
        leg = Leg(
            type(what).__name__,
            n,
            lambda _: pace.rate,
            showing(phase) if demonstrates(what) else asking(phase),
            recipe,
            what.inner if isinstance(what, PPO) else 1,
        )
        share = None if shard.size == 1 else shard.average
        descend(model, leg, keep=keep, number=at, watch=watch, share=share)
    return model
