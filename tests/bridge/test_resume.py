"""A run that is killed at any moment ends as it would have ended, and one that diverges says so."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import secrets
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge import checkpoint
from teachsim.bridge.actor import Actor
from teachsim.bridge.checkpoint import Checkpoint
from teachsim.bridge.demonstrations import Labelled
from teachsim.bridge.descent import DivergenceError, Keep, Leg, descend
from teachsim.bridge.finetune import finetune
from teachsim.bridge.language import Language
from teachsim.bridge.pace import Pace, Schedule
from teachsim.bridge.pretrain import Pretraining, Replay, architecture, beginning, pretrain
from teachsim.bridge.questions import Questions, questions_of
from teachsim.bridge.world import KnowledgeBase, World
from teachsim.tabular.distillation import Teacher
from teachsim.tabular.grading import NoisyGrader
from teachsim.tabular.objectives import (
    DPO,
    GRPO,
    PPO,
    SFT,
    Distillation,
    KLRegularised,
    PolicyGradient,
)
from teachsim.tabular.reward import Reward

BASE = KnowledgeBase.draw(World(entities=40, tail=4, language=Language(values=3)), rng=0)
SHAPE = replace(architecture(BASE.world.language, entities=40), width=8, layers=1, heads=2)
READING = Pretraining(steps=60, sentences=8)
PACE = Pace(rate=1e-2, shown=6, asked=3, samples=4)
TEACHER = Teacher.independent(0.5)

Run = Callable[..., Actor]
"""Trains from the beginning; takes `keep` and `watch`."""


def reading(*, rng: int = 3, how: Pretraining = READING, **settings: object) -> Actor:
    return pretrain(BASE, how, rng=rng, shape=SHAPE, **settings)  # type: ignore[arg-type]


def asked() -> Questions:
    return questions_of(BASE, np.flatnonzero(BASE.taught & ~BASE.tail), device="cpu")


def untaught() -> Actor:
    return beginning(SHAPE, rng=np.random.default_rng(1))


def lessons(schedule: Schedule, *, rng: int = 5, **settings: object) -> Actor:
    return finetune(untaught(), asked(), schedule, pace=PACE, rng=rng, **settings)  # type: ignore[arg-type]


HALF = Labelled(np.arange(len(asked())) % 2 == 0)
SCHEDULES: dict[str, Schedule] = {
    "SFT, then PPO": ((SFT("random", idk=0.3), 20), (PPO(inner=3), 29)),
    "SFT, then KL": ((SFT("unfamiliar"), 13), (KLRegularised(0.2), 20)),
    "labels, then DPO": ((Labelled(HALF.idk), 9), (DPO(), 20)),
    "distilled twice": ((Distillation(TEACHER), 9), (Distillation(TEACHER, "reverse"), 20)),
    "noisy grades": ((NoisyGrader(GRPO(group=4), 0.2, 0.1), 15), (SFT("oracle", error=0.2), 15)),
}


class KilledError(Exception):
    """Raised by `watch` in place of a real end."""


def killed_again_and_again(run: Run, *, keep: Keep, seed: int) -> tuple[Actor, int]:
    """The run, killed at random looks until it ends; how often it was killed."""
    luck = np.random.default_rng(seed)
    for deaths in range(100):
        left = int(luck.integers(1, 5))

        def watch(name: str, done: int, steps: int, loss: float) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise KilledError

        try:
            return run(keep=keep, watch=watch), deaths
        except KilledError:
            continue
    raise AssertionError("it never ended")


def same_weights(one: Actor, other: Actor) -> bool:
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(a, b) for a, b in pairs)


# ---------------------------------------------------------------- killed
@pytest.mark.parametrize("every", [5, 7, 25])
def test_pretraining_that_is_killed_ends_as_it_would_have_ended(every: int, tmp_path: Path) -> None:
    found, deaths = killed_again_and_again(reading, keep=Keep(tmp_path, every), seed=every)
    assert deaths > 0
    assert same_weights(found, reading())


def test_who_does_not_know_enough_reads_again_twice_at_most(tmp_path: Path) -> None:
    often = replace(READING, least=0.99)  # never so sure within these few steps
    looks: list[int] = []
    found = reading(how=often, watch=lambda name, done, steps, loss: looks.append(done))
    assert looks == [25, 50, 60] * 3
    again, deaths = killed_again_and_again(
        lambda **settings: reading(how=often, **settings), keep=Keep(tmp_path, 7), seed=1
    )
    assert deaths > 3
    assert same_weights(found, again)
    assert not same_weights(found, reading())


def test_who_knows_enough_reads_once() -> None:
    assert same_weights(reading(how=replace(READING, least=1e-6)), reading())


def test_who_was_told_nothing_knows_enough() -> None:
    world = World(entities=40, tail=8, known=0.0, language=Language(values=3))
    looks: list[int] = []
    pretrain(
        KnowledgeBase.draw(world, rng=0),
        replace(READING, least=0.99),
        rng=0,
        watch=lambda name, done, steps, loss: looks.append(done),
    )
    assert looks == [25, 50, 60]


@pytest.mark.parametrize("every", [1, 4])
@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_that_is_killed_ends_as_it_would_have_ended(
    name: str, every: int, tmp_path: Path
) -> None:
    def run(**settings: object) -> Actor:
        return lessons(SCHEDULES[name], **settings)  # type: ignore[arg-type]

    found, deaths = killed_again_and_again(run, keep=Keep(tmp_path, every), seed=1)
    assert deaths > 2
    assert same_weights(found, run())


def test_a_tied_model_is_kept_and_gone_on_from(tmp_path: Path) -> None:
    # Its head is never reached by a loss, so that its optimiser knows nothing of it.
    model = beginning(replace(SHAPE, tied=True), rng=np.random.default_rng(1))

    def run(**settings: object) -> Actor:
        return finetune(model, asked(), SFT(), pace=PACE, rng=5, steps=12, **settings)  # type: ignore[arg-type]

    found, deaths = killed_again_and_again(run, keep=Keep(tmp_path, 2), seed=0)
    assert deaths > 0
    assert same_weights(found, run())


def test_replayed_text_is_told_again_as_it_would_have_been(tmp_path: Path) -> None:
    def run(**settings: object) -> Actor:
        return lessons(((SFT(), 12),), replay=Replay(BASE, 4), **settings)  # type: ignore[arg-type]

    found, deaths = killed_again_and_again(run, keep=Keep(tmp_path, 2), seed=0)
    assert deaths > 0
    assert same_weights(found, run())
    assert not same_weights(found, lessons(((SFT(), 12),)))


def test_a_run_that_has_ended_is_read_and_not_run_again(tmp_path: Path) -> None:
    found = reading(keep=Keep(tmp_path, 30))
    seen: list[int] = []
    again = reading(
        keep=Keep(tmp_path, 30), watch=lambda name, done, steps, loss: seen.append(done)
    )
    assert same_weights(found, again)
    assert seen == []


def test_samples_that_ppo_shares_are_never_parted_by_a_checkpoint(tmp_path: Path) -> None:
    done: list[int] = []
    lessons(
        ((PPO(inner=4), 10),),
        keep=Keep(tmp_path, 3),
        watch=lambda name, at, steps, loss: done.append(at),
    )
    assert done == [4, 8, 10]


REALLY_KILLED = """
import os, signal, sys, time
from pathlib import Path

import numpy as np
import torch

torch.set_num_threads(1)
from teachsim.bridge.descent import Keep
from tests.bridge import test_resume as runs

luck = np.random.default_rng(int(sys.argv[2]))
for name, run in (
    ("reading", runs.reading),
    ("lessons", lambda **more: runs.lessons(runs.SCHEDULES["SFT, then PPO"], **more)),
):
    folder = Path(sys.argv[1]) / name
    truth = run().fingerprint
    begun = time.perf_counter()
    run(keep=Keep(folder / "whole", 1))
    whole = time.perf_counter() - begun
    killed = 0
    for _ in range(4):
        child = os.fork()
        if child == 0:
            run(keep=Keep(folder / "killed", 1))
            os._exit(0)
        time.sleep(luck.uniform(0.0, 0.3) * whole)
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    found = run(keep=Keep(folder / "killed", 1)).fingerprint
    print(killed, found == truth)
"""


def test_a_process_that_is_killed_at_a_random_moment_leaves_what_it_takes(tmp_path: Path) -> None:
    seed = secrets.randbits(32)  # another each time, and told where it fails
    done = subprocess.run(
        [sys.executable, "-c", REALLY_KILLED, str(tmp_path), str(seed)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    reading, lessons = done.stdout.splitlines()
    for line in (reading, lessons):
        killed, same = line.split()
        assert int(killed) > 0, f"seed {seed}"
        assert same == "True", f"seed {seed}"


# ---------------------------------------------------------------- not this run's
def other_labels() -> Labelled:
    idk = HALF.idk.copy()
    idk[-1] = not idk[-1]
    return Labelled(idk)


def backwards() -> Questions:
    return asked().take(torch.arange(len(asked())).flip(0))


OTHERS: dict[str, Callable[[Keep], Actor]] = {
    "another seed": lambda keep: lessons(((HALF, 6),), rng=6, keep=keep),
    "other steps": lambda keep: lessons(((HALF, 7),), keep=keep),
    "another objective": lambda keep: lessons(((SFT(), 6),), keep=keep),
    "other labels": lambda keep: lessons(((other_labels(), 6),), keep=keep),
    "another reward": lambda keep: lessons(((HALF, 6),), reward=Reward(1, 0, 0), keep=keep),
    "other questions": lambda keep: finetune(
        untaught(), backwards(), HALF, pace=PACE, rng=5, steps=6, keep=keep
    ),
    "another model": lambda keep: finetune(
        reading(), asked(), HALF, pace=PACE, rng=5, steps=6, keep=keep
    ),
    "another pace": lambda keep: finetune(
        untaught(), asked(), HALF, pace=Pace(), rng=5, steps=6, keep=keep
    ),
    "pretraining": lambda keep: reading(keep=keep),
    "replayed text": lambda keep: lessons(((HALF, 6),), replay=Replay(BASE), keep=keep),
}


@pytest.mark.parametrize("case", OTHERS)
def test_the_checkpoint_of_another_run_is_refused(case: str, tmp_path: Path) -> None:
    keep = Keep(tmp_path, 3)
    lessons(((HALF, 6),), keep=keep)
    lessons(((HALF, 6),), keep=keep)  # its own is not
    with pytest.raises(ValueError, match="is of another run") as refusal:
        OTHERS[case](keep)
    assert str(tmp_path) in str(refusal.value)


def test_the_refusal_says_where_the_runs_part(tmp_path: Path) -> None:
    reading(keep=Keep(tmp_path))
    with pytest.raises(ValueError, match=r"steps=60.*, not .*steps=50"):
        reading(how=replace(READING, steps=50), keep=Keep(tmp_path))


def changed(path: Path, change: Callable[[dict[str, object], dict[str, Tensor]], None]) -> None:
    """Write a checkpoint anew that is whole, but not what it says."""
    state = checkpoint.read(path)
    about, tensors = dict(state.about), dict(state.tensors)
    change(about, tensors)
    checkpoint.write(path, Checkpoint(about, tensors))


def without(name: str) -> Callable[[dict[str, object], dict[str, Tensor]], None]:
    def change(about: dict[str, object], tensors: dict[str, Tensor]) -> None:
        about.pop(name, None)
        tensors.pop(name, None)

    return change


CHANGES: dict[str, Callable[[dict[str, object], dict[str, Tensor]], None]] = {
    "a weight too few": without("weight last.bias"),
    "a weight too many": lambda about, of: of.update(more=torch.ones(1)),
    "a weight of another shape": lambda about, of: of.update({"weight last.bias": torch.ones(9)}),
    "a moment of another shape": lambda about, of: of.update({"exp_avg last.bias": torch.ones(9)}),
    "a moment too few": without("exp_avg last.bias"),
    "steps of a row": lambda about, of: of.update({"step last.bias": torch.ones(2)}),
    "a step beyond": lambda about, of: about.update(step=61),
    "a step before": lambda about, of: about.update(step=-1),
    "a step in words": lambda about, of: about.update(step="60"),
    "no step": without("step"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_checkpoint_that_does_not_fit_is_refused(case: str, tmp_path: Path) -> None:
    reading(keep=Keep(tmp_path, 30))
    changed(tmp_path / "leg-0.safetensors", CHANGES[case])
    with pytest.raises(ValueError, match="does not hold the weights of this model, or no step"):
        reading(keep=Keep(tmp_path, 30))


def test_a_damaged_checkpoint_is_refused(tmp_path: Path) -> None:
    reading(keep=Keep(tmp_path, 30))
    path = tmp_path / "leg-0.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ValueError, match=r"damaged.*delete it to start again"):
        reading(keep=Keep(tmp_path, 30))


def test_a_folder_that_cannot_be_written_to_is_refused_before_the_first_step(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    seen: list[int] = []
    with pytest.raises(ValueError, match=r"cannot be written to.*name another"):
        reading(
            keep=Keep(tmp_path / "file", 1),
            watch=lambda name, done, steps, loss: seen.append(done),
        )
    assert seen == []


def test_a_folder_in_words_and_steps_that_never_come_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="folder is 'runs'"):
        Keep("runs")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="every is 0"):
        Keep(tmp_path, every=0)


# ---------------------------------------------------------------- diverged
@pytest.mark.parametrize("every", [1, 10])
@pytest.mark.parametrize("objective", [SFT(), GRPO(group=4), DPO()], ids=repr)
def test_at_an_absurd_rate_it_stops_and_keeps_the_last_good_weights(
    objective: SFT | GRPO | DPO, every: int, tmp_path: Path
) -> None:
    model = untaught()
    with pytest.raises(DivergenceError) as stop:
        finetune(
            model,
            asked(),
            objective,
            pace=replace(PACE, rate=1e6),
            rng=0,
            steps=30,
            keep=Keep(tmp_path, every),
        )
    said = str(stop.value)
    assert type(objective).__name__ in said
    assert "step" in said
    assert "1e+06" in said
    good = untaught()
    good.load_state_dict(stop.value.good)
    assert same_weights(good, model)  # the first step already led astray
    assert not (tmp_path / "leg-0.safetensors").exists()


def broken_at(step: int, *, actor: Actor, how: Callable[[Actor, Tensor], Tensor]) -> Leg:
    """A leg that goes well until a step."""
    questions = asked()

    def loss(at: int) -> Tensor:
        found = -actor.log_likelihood(questions.prompts, questions.gold).sum() / len(questions)
        return how(actor, found) if at == step else found

    return Leg("trial", 60, lambda _: 1e-2, loss, "recipe")


def weights_lost(actor: Actor, loss: Tensor) -> Tensor:
    next(actor.parameters()).register_hook(lambda slope: slope * torch.nan)
    return loss * 1


@pytest.mark.parametrize(
    ("step", "how"),
    [
        (40, lambda actor, loss: loss * torch.nan),
        (40, lambda actor, loss: loss * torch.inf),
        (40, lambda actor, loss: loss * 1e9),
        (59, lambda actor, loss: loss * torch.nan),
        (40, weights_lost),
        (59, weights_lost),
    ],
)
def test_what_is_no_number_at_a_step_stops_the_run_at_the_next_look(
    step: int, how: Callable[[Actor, Tensor], Tensor], tmp_path: Path
) -> None:
    actor, sound = untaught(), untaught()
    with pytest.raises(DivergenceError) as stop:
        descend(actor, broken_at(step, actor=actor, how=how), keep=Keep(tmp_path, 20))
    looked = 40 if step == 40 and how is not weights_lost else 50 if step == 40 else 60
    assert f"trial diverged by step {looked} of 60" in str(stop.value)
    assert "0.01" in str(stop.value)
    # As sound as a run that never broke, at the look before.
    before = {40: 25, 50: 40, 60: 50}[looked]
    whole = broken_at(999, actor=sound, how=how)
    descend(sound, replace(whole, steps=before))
    good = untaught()
    good.load_state_dict(stop.value.good)
    assert same_weights(good, sound)
    kept = checkpoint.read(tmp_path / "leg-0.safetensors")
    assert kept.about["step"] == {40: 20, 50: 40, 60: 40}[looked]
    assert all(bool(torch.isfinite(tensor).all()) for tensor in kept.tensors.values())


def test_after_divergence_the_run_goes_on_from_its_checkpoint_to_the_same_end(
    tmp_path: Path,
) -> None:
    actor, again = untaught(), untaught()
    leg = broken_at(40, actor=actor, how=lambda actor, loss: loss * torch.nan)
    with pytest.raises(DivergenceError):
        descend(actor, leg, keep=Keep(tmp_path, 20))
    mended = broken_at(999, actor=again, how=lambda actor, loss: loss)
    descend(again, mended, keep=Keep(tmp_path, 20))
    whole = untaught()
    descend(whole, broken_at(999, actor=whole, how=lambda actor, loss: loss))
    assert same_weights(again, whole)


def test_large_rewards_are_no_divergence() -> None:
    # `Reward` itself proposes -1e6 for what must never happen.
    trained = finetune(
        untaught(), asked(), PolicyGradient(), Reward(1, -1e6, 0), pace=PACE, rng=0, steps=30
    )
    assert all(bool(torch.isfinite(weight).all()) for weight in trained.parameters())
