"""Bad parameters: one clear sentence each, before any work is done."""

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from teachsim.tabular import (
    Corpus,
    Features,
    Knowledge,
    Reward,
    distillation,
    exact,
    grading,
    grid,
    label_ledger,
    modes,
    objectives,
    overoptimisation,
    pace,
    phases,
    rote,
    sampled,
    thresholds,
    tokens,
    tokens_sampled,
    wording,
)
from teachsim.tabular.corpus import expected_missing
from teachsim.tabular.policy import Start

WORLD = Knowledge(bins=3)
SFT, PG = objectives.SFT(), objectives.PolicyGradient()
SETTING, WORDINGS = thresholds.Setting(), wording.Wordings.zipf()
DRAWN = overoptimisation.Proxy(responses=10).draw()

REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "no bins": (lambda: Knowledge(bins=0), "bins is 0"),
    "half a bin": (lambda: Knowledge(bins=2.5), "bins is 2.5"),  # type: ignore[arg-type]
    "bins without end": (lambda: Knowledge(bins=10**9), "at most 2000"),
    "d' below 0": (lambda: Knowledge(d_prime=-1), "d_prime is -1"),
    "d' infinite": (lambda: Knowledge(d_prime=math.inf), "d_prime is inf"),
    "d' beyond floats": (lambda: Knowledge(d_prime=1e9), "at most 80"),
    "known above 1": (lambda: Knowledge(known=1.2), "known is 1.2"),
    "recall a NaN": (lambda: Knowledge(recall=math.nan), "recall is nan"),
    "misbelief below 0": (lambda: Knowledge(misbelief=-0.1), "misbelief is -0.1"),
    "two answers": (lambda: Knowledge(answers=2), "answers is 2"),
    "reward NaN": (lambda: Reward(right=math.nan), "reward right is nan"),
    "reward a word": (lambda: Reward(wrong="bad"), "reward wrong is 'bad'"),  # type: ignore[arg-type]
    "confidence 1": (lambda: Reward.confidence_target(1.0), "confidence target is 1"),
    "grader": (lambda: Reward().graded(false_positive=2), "false_positive is 2"),
    "base IDK 0": (lambda: Start(idk=0.0), "base_idk is 0.0"),
    "base IDK 1": (lambda: exact.train(WORLD, SFT, base_idk=1.0), "base_idk is 1.0"),
    "base IDK beyond logits": (lambda: Start(idk=1e-300), "leave a mode the chance 1e-300"),
    "base recall beyond logits": (lambda: Start(recall=1 - 1e-14), "leave a mode the chance"),
    "answers beyond floats": (lambda: Knowledge(answers=10**400), "at most 1,000,000,000"),
    "a reward beyond floats": (lambda: Reward(right=10**400), "reward right is 1000"),
    "hours of groups": (
        lambda: exact.train(Knowledge(bins=2000), objectives.GRPO(group=256)),
        "terms",
    ),
    "more answers than a count can hold": (
        lambda: sampled.train(WORLD, PG, items=10**30, rng=1),
        "items times group",
    ),
    "base recall 1": (lambda: exact.train(WORLD, SFT, base_recall=1), "base recall is 1"),
    "G = 1": (lambda: objectives.GRPO(group=1), "group is 1"),
    "G = 1 of RLOO": (lambda: objectives.RLOO(group=1), "group is 1"),
    "G too large": (lambda: objectives.GRPO(group=257), "at most 256"),
    "std a number": (lambda: objectives.GRPO(std=1), "std is 1"),  # type: ignore[arg-type]
    "clip 0": (lambda: objectives.PPO(clip=0), "clip is 0"),
    "clip 1": (lambda: objectives.PPO(clip=1), "clip is 1"),
    "inner 0": (lambda: objectives.PPO(inner=0), "inner is 0"),
    "beta 0 of KL": (lambda: objectives.KLRegularised(0), "beta is 0"),
    "beta 0 of DPO": (lambda: objectives.DPO(0), "beta is 0"),
    "labels of DPO": (lambda: objectives.DPO(labels="loud"), "labels is 'loud'"),
    "lam 0": (lambda: objectives.WReinforce(0), "lam is 0"),
    "n 0": (lambda: objectives.BestOfN(0), "n is 0"),
    "n without end": (lambda: objectives.BestOfN(10**400), "at most 1,000,000"),
    "baseline NaN": (lambda: objectives.PolicyGradient(math.nan), "baseline is nan"),
    "labels unknown": (lambda: objectives.SFT(labels="silver"), "labels is 'silver'"),
    "labels a list": (lambda: objectives.SFT(labels=["gold"]), "labels is"),  # type: ignore[arg-type]
    "IDK share": (lambda: objectives.SFT(idk=1.1), "share of IDK labels is 1.1"),
    "label error": (lambda: objectives.SFT(error=-1), "label error is -1"),
    "no objective": (lambda: exact.train(WORLD, "SFT"), "the objective is 'SFT'"),  # type: ignore[arg-type]
    "a class": (lambda: exact.train(WORLD, objectives.SFT), "kind Objective"),  # type: ignore[arg-type]
    "an empty schedule": (lambda: exact.train(WORLD, ()), "the objective is ()"),
    "a bare phase": (lambda: exact.train(WORLD, (SFT, 3)), "a phase of the schedule"),  # type: ignore[arg-type]
    "steps twice": (lambda: exact.train(WORLD, ((SFT, 3),), steps=3), "leave steps out"),
    "steps below 0": (lambda: exact.train(WORLD, SFT, steps=-1), "steps is -1"),
    "steps without end": (lambda: exact.train(WORLD, SFT, steps=10**7), "raise the rate"),
    "a long run of many bins": (
        lambda: exact.train(Knowledge(bins=2000), SFT, steps=900_000),
        "steps times bins",
    ),
    "labels by chance again and again": (
        lambda: exact.train(WORLD, ((objectives.SFT(labels="random"), 1),) * 40),
        "kinds of items",
    ),
    "rate 0": (lambda: exact.train(WORLD, SFT, rate=0), "rate is 0"),
    "rate endless": (lambda: exact.train(WORLD, SFT, rate=1e300), "rate is 1e+300"),
    "memory below 0": (lambda: exact.train(WORLD, SFT, memory=-1), "memory is -1"),
    "features": (lambda: exact.train(WORLD, SFT, features_of="mirror"), "features_of is 'mirror'"),  # type: ignore[arg-type]
    "no world": (lambda: exact.train(3, SFT), "the world is 3"),  # type: ignore[arg-type]
    "no reward": (lambda: exact.train(WORLD, SFT, 3), "the reward is 3"),  # type: ignore[arg-type]
    "no reward to be best at": (lambda: exact.optimum(WORLD, 3), "the reward is 3"),  # type: ignore[arg-type]
    "ignorance a list": (
        lambda: thresholds.predicted(PG, ignorance=["epistemic"]),  # type: ignore[arg-type]
        "ignorance is ['epistemic']",
    ),
    "a method of the ledger in a list": (
        lambda: label_ledger.entry(WORLD, ["gold"], labels=5),  # type: ignore[arg-type]
        "method is ['gold']",
    ),
    "credit in a list": (
        lambda: tokens.time_to(tokens.Sequences(), ["token"]),  # type: ignore[arg-type]
        "credit is ['token']",
    ),
    "a time no float can hold": (
        lambda: tokens.time_to(tokens.Sequences(2, 2, 5e-324), "token"),
        "longer than a float can hold",
    ),
    "the root of a chance too near 1": (
        lambda: tokens.time_to(tokens.Sequences(2, 2), reach=1 - 1e-16),
        "needs a chance that no float tells from 1",
    ),
    "a start that no solver follows": (
        lambda: tokens.time_to(tokens.Sequences(2, 2, 1e-100), "prefix"),
        "a prefix critic is followed from 1e-12",
    ),
    "a memory beyond floats": (
        lambda: thresholds.remembered(Reward(1, -3, 0), memory=1e200, time=100.0),
        "memory 1e+200 at time 100",
    ),
    "beta of DPO beyond floats": (lambda: objectives.DPO(beta=1e200), "beta is 1e+200"),
    "a clip too small to be followed": (
        lambda: thresholds.effective(objectives.PPO(clip=5e-324)),
        "must be at least 0.0048 to be followed",
    ),
    "inner beyond floats": (lambda: objectives.PPO(inner=10**400), "at most 1,000,000,000"),
    **{
        f"a count of {size}": case
        for size, case in {
            "facts": (lambda: Corpus((10**400, 1)), "a fact's number of times is 1000"),
            "sentences": (lambda: expected_missing([0.5, 0.5], n=10**400), "n is 1000"),
            "sentences drawn": (lambda: Corpus.drawn([0.5, 0.5], n=2**63, rng=0), "n is 92233"),
            "bins without digits": (
                lambda: Knowledge(bins=-(10**5000)),
                "bins is a negative number of about 5,000 digits",
            ),
            "samples": (
                lambda: wording.drift(WORDINGS, PG, samples=2**63, rng=0),
                "samples is 9223372036854775808",
            ),
            "wordings": (lambda: wording.Wordings.zipf(3 * 10**8), "n is 300000000"),
            "confidences": (lambda: thresholds.effective(PG, grid=2**63), "grid is 92233"),
            "confidences of a meter": (lambda: thresholds.meter(grid=10**8), "grid is 100000000"),
            "seeds": (
                lambda: label_ledger.entry(WORLD, "gold", labels=5, seeds=10**9),
                "1,000,000,000 seeds of 3 bins",
            ),
            "runs": (lambda: sampled.train(WORLD, PG, seeds=10**5000, rng=0), "seeds is a number"),
            "cells": (lambda: phases.narrow(n=2**31), "n is 2147483648, but must be at most 500"),
            "tokens of a map": (lambda: phases.credit(longest=2**31), "longest is 2147483648"),
            "choices of a map": (lambda: phases.credit(choices=2**63), "choices is 92233"),
            "tokens": (lambda: tokens.Sequences(10**5000), "tokens is a number of about 5,000"),
            "steps of a block": (
                lambda: grid.ascend(np.zeros(3), np.zeros(3), start=Start(), steps=2**62),
                "with at most 20,000,000,000 entries times",
            ),
            "steps of a grid": (
                lambda: grid.train([WORLD], [Reward()], steps=2**31),
                "steps of all",
            ),
            "noise": (lambda: overoptimisation.Proxy(noise=1e200), "noise is 1e+200"),
        }.items()
    },
    "natural with memory": (
        lambda: exact.train(WORLD, objectives.NaturalGradient(), memory=1),
        "natural gradient needs",
    ),
    "natural on a line": (
        lambda: exact.train(WORLD, objectives.NaturalGradient(), features_of=Features.LINEAR),
        "natural gradient needs",
    ),
}


@pytest.mark.parametrize("case", list(REFUSED))
def test_a_bad_parameter_gets_one_sentence_that_names_it_and_the_way_out(case: str) -> None:
    act, says = REFUSED[case]
    with pytest.raises(ValueError, match=re.escape(says)) as refusal:
        act()
    sentence = str(refusal.value)
    assert ";" in sentence or ":" in sentence
    assert "\n" not in sentence


def given(value: Any) -> Any:
    """The value, but True for None, which stands for the usual one there."""
    return True if value is None else value


OF_A_KIND: dict[str, Callable[[Any], object]] = {
    "explain, objective": lambda no: thresholds.explain(no, SETTING),
    "explain, setting": lambda no: thresholds.explain(PG, no),
    "measure, setting": lambda no: thresholds.measure(PG, no),
    "gate, objective": lambda no: thresholds.gate(no, SETTING, p=np.array([0.5])),
    "gate, setting": lambda no: thresholds.gate(PG, no, p=np.array([0.5])),
    "gate, confidences": lambda no: thresholds.gate(PG, SETTING, p=no),
    "effective, reward": lambda no: thresholds.effective(PG, given(no)),
    "meter, setting": lambda no: thresholds.meter(given(no)),
    "meter, objectives": lambda no: thresholds.meter(of=no),
    "remembered, reward": lambda no: thresholds.remembered(no, memory=0.1, time=100.0),
    "predicted, world": lambda no: distillation.predicted(no, distillation.Teacher(0.5, 0.5)),
    "predicted, teacher": lambda no: distillation.predicted(WORLD, no),
    "a teacher's share": lambda no: distillation.Teacher(0.5, 0.5).share(no),
    "a grader's threshold": lambda no: grading.threshold(no),
    "tokens.train": lambda no: tokens.train(no, steps=3),
    "tokens.time_to": lambda no: tokens.time_to(no),
    "sampled tokens": lambda no: tokens_sampled.train(no, steps=3),
    "variance": lambda no: tokens_sampled.variance(no),
    "ledger, world": lambda no: label_ledger.entry(no, "gold", labels=5),
    "ledger, reward": lambda no: label_ledger.entry(WORLD, "gold", given(no), labels=5),
    "ledger, start": lambda no: label_ledger.entry(WORLD, "gold", labels=5, start=given(no)),
    "ledger, grader": lambda no: label_ledger.entry(WORLD, "gold", labels=5, grader=given(no)),
    "pace, world": lambda no: pace.table(no, PG),
    "pace, reward": lambda no: pace.table(WORLD, PG, given(no)),
    "tilted": lambda no: overoptimisation.tilted(no, np.ones(2)),
    "best of": lambda no: overoptimisation.best_of(no, np.ones(2)),
    "tilted, pressures": lambda no: overoptimisation.tilted(DRAWN, no),
    "the limit of tilts": lambda no: overoptimisation.tilted_limit(no, np.ones(2)),
    "peak": lambda no: overoptimisation.peak(no),
    "responses, gold": lambda no: overoptimisation.Responses(no, DRAWN.proxy),
    "wording.train": lambda no: wording.train(no, PG),
    "wording.train, reward": lambda no: wording.train(WORDINGS, PG, reward=given(no)),
    "wording.limit": lambda no: wording.limit(no, PG),
    "wording.limit, reward": lambda no: wording.limit(WORDINGS, PG, reward=given(no)),
    "wording.curve": lambda no: wording.curve(no, [0.9]),
    "wording.curve, mass": lambda no: wording.curve(WORDINGS, no),
    "wording.drift": lambda no: wording.drift(no, PG, rng=0),
    "wording.drift, reward": lambda no: wording.drift(WORDINGS, PG, reward=given(no), rng=0),
    "wording.drift, start": lambda no: wording.drift(WORDINGS, PG, rng=0, start=given(no)),
    "modes.regrets": lambda no: modes.regrets(given(no)),
    "fitted": lambda no: rote.fitted(no),
    "chart, memory": lambda no: rote.chart(PG, memory=no, unknown=[0.5]),
    "chart, unknown": lambda no: rote.chart(PG, memory=[0.1], unknown=no),
    "chart, memory in no row": lambda _: rote.chart(PG, memory=np.array(1.0), unknown=[0.5]),  # type: ignore[arg-type]
    "validity": lambda no: wording.validity(WORDINGS.start, no),
    "effective number": lambda no: wording.effective_number(WORDINGS.start, no),
    "divergence": lambda no: wording.divergence(WORDINGS.start, no),
    "chart, world": lambda no: rote.chart(PG, memory=[0.1], unknown=[0.5], world=no),
    "grid.train, worlds": lambda no: grid.train(no, [Reward()]),
    "grid.train, rewards": lambda no: grid.train([WORLD], no),
    "ascend, gains": lambda no: grid.ascend(no, np.zeros(3), start=Start(), steps=2),
    "ascend, start": lambda no: grid.ascend(np.zeros(3), np.zeros(3), start=no, steps=2),
    "ascend, steps": lambda no: grid.ascend(np.zeros(3), np.zeros(3), start=Start(), steps=no),
    "a corpus's world": lambda no: Corpus((1, 2)).world(like=given(no)),
    "charge": lambda no: phases.charge(no, title="who answers"),
}


@pytest.mark.parametrize("value", [None, True, "x", 10**400], ids=["none", "yes", "word", "huge"])
@pytest.mark.parametrize("place", list(OF_A_KIND))
def test_a_value_of_a_wrong_kind_gets_one_sentence(place: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]* (is|are|has|have) [^\n]*; [^\n]*$"):
        OF_A_KIND[place](value)


@pytest.mark.parametrize("objective", [objectives.DPO(), objectives.KLRegularised()], ids=repr)
def test_a_reference_that_never_gives_an_answer_is_refused(
    objective: objectives.Objective,
) -> None:
    now, never = np.array([[0.5, 0.0, 0.2, 0.3]]), np.array([[0.7, 0.0, 0.3, 0.0]])
    ones = np.ones((1, 4))
    worth = Reward().of_answers()
    at = objectives.Situation(now, worth, np.array([-1]), never, never, ones)
    with pytest.raises(ValueError, match="the divergence between them is infinite"):
        objective.weights(at)


def test_numbers_of_numpy_are_numbers() -> None:
    world = Knowledge(bins=np.int64(3), d_prime=np.float32(1.5))  # type: ignore[arg-type]
    reward = Reward(np.int64(1), np.float32(-1), 0)  # type: ignore[arg-type]
    plain = exact.train(Knowledge(bins=3, d_prime=1.5), PG, Reward(1, -1, 0), steps=3)
    numpy = exact.train(world, PG, reward, steps=np.int64(3), rate=np.int64(1))  # type: ignore[arg-type]
    np.testing.assert_allclose(numpy.gate, plain.gate, atol=1e-15)


def test_features_go_by_their_names_too() -> None:
    by_name = exact.train(WORLD, PG, steps=3, features_of="linear")  # type: ignore[arg-type]
    by_kind = exact.train(WORLD, PG, steps=3, features_of=Features.LINEAR)
    np.testing.assert_array_equal(by_name.gate, by_kind.gate)


def test_the_largest_group_and_the_sharpest_signal_that_are_allowed_work() -> None:
    world = Knowledge(bins=4, d_prime=80.0, recall=1.0)
    run = exact.train(world, objectives.GRPO(group=256), Reward(1, -9, 0), steps=100)
    np.testing.assert_allclose(run.gate[-1, :2], 0, atol=0.2)
    np.testing.assert_allclose(run.gate[-1, 2:], 1, atol=0.2)
