"""Experiments on what is said and who says how good it was (B5 to B8); see `rows`."""

from __future__ import annotations

from typing import Final

import numpy as np

from teachsim.gallery.tabular.answering import made_up
from teachsim.gallery.tabular.rows import Experiment, Row, bent, shown
from teachsim.tabular import Reward, exact, modes, objectives, thresholds, tokens, wording
from teachsim.tabular.modes import KNOWLEDGE_SEEKING, TEXT_GROUNDED
from teachsim.tabular.overoptimisation import Proxy, peak, tilted
from teachsim.tabular.tokens import Credit, Sequences
from teachsim.tabular.tokens_sampled import variance

__all__ = ["b5", "b6", "b7", "b8"]

_STEPS: Final = 1_600


def b5(*, steps: int = _STEPS) -> Experiment:
    """One writer leaves one wording; many writers, own samples and a natural gradient keep more."""
    ours = wording.Wordings.zipf()
    ways: dict[str, tuple[objectives.Objective, bool]] = {
        "one writer": (ours.only(19), True),
        "many writers": (ours.diverse(), True),
        "own right samples": (ours.kept(), True),
        "natural gradient": (objectives.NaturalGradient(), True),
        "KL-RL at beta = 1": (objectives.KLRegularised(1.0), True),
        "policy gradient": (objectives.PolicyGradient(), False),
    }
    rows: list[Row] = []
    for name, (way, holds) in ways.items():
        course, end = wording.train(ours, way, steps=steps), wording.limit(ours, way)
        for what, found, theory, within in (
            ("validity", course.validity[-1], wording.validity(end, ours), 5e-3),
            ("wordings", course.effective[-1], wording.effective_number(end, ours), 0.05),
            ("drift", course.divergence[-1], wording.divergence(end, ours), 0.03),
        ):
            row = shown if holds else bent
            rows.append(
                row(f"{name}: {what}", found=float(found), predicted=float(theory), within=within)
            )
    weak = wording.train(ours, objectives.KLRegularised(0.1), steps=100)
    narrow = float(weak.effective.min())
    rows.append(bent("KL-RL at beta = 0.1, early: wordings", found=narrow, predicted=1, within=0.5))
    return Experiment("B5", tuple(rows))


def b6() -> Experiment:
    """Right answers suffice where all is known; they lie about knowledge, and narrow variety."""
    table = modes.regrets()
    row = {name: i for i, name in enumerate(table.names)}
    lost = {name: table.regret[i] for name, i in row.items()}
    seeking = exact.optimum(KNOWLEDGE_SEEKING).reward
    grounded = exact.optimum(TEXT_GROUNDED).reward
    # All is answered: right less wrong is 1 less twice what is made up.
    of_sft = seeking - (1 - 2 * made_up(KNOWLEDGE_SEEKING))
    sft, kl = lost["SFT, one writer"], lost["KL-regularised"]
    only_wrong, plain = lost["only wrong marks"], table.effective[row["policy gradient"]]
    return Experiment(
        "B6",
        (
            shown("SFT, text-grounded: loses", found=sft[0], predicted=0, within=0.01),
            shown("SFT, knowledge-seeking: loses", found=sft[1], predicted=of_sft, within=5e-3),
            shown("SFT, creative: loses", found=sft[2], predicted=0, within=0.01),
            shown("SFT, creative: wordings", found=table.effective[row["SFT, one writer"]],
                  predicted=1, within=0.01),
            shown("KL-RL: loses at most", found=kl.max(), predicted=0, within=0.02),
            bent("only wrong marks, text-grounded: loses", found=only_wrong[0],
                 predicted=grounded, within=0.02),
            bent("only wrong marks, creative: loses", found=only_wrong[2], predicted=1,
                 within=0.01),
            bent("policy gradient, creative: wordings", found=plain, predicted=1, within=0.01),
        ),
    )  # fmt: skip


def b7(*, rate: float = 0.02) -> Experiment:
    """The wait for a right answer: proportional to its length, or a power of it, by credit."""
    rows: list[Row] = []
    for length in (1, 2, 4):
        ours = Sequences(tokens=length, choices=4)
        for credit in (Credit.DEMONSTRATION, Credit.TOKEN, Credit.SEQUENCE):
            found, wait = _waited(ours, credit, rate=rate), tokens.time_to(ours, credit)
            name = f"{length} tokens, {credit}: time"
            rows.append(shown(name, found=found, predicted=wait, within=0.01 * wait + rate))
    fair = Sequences(tokens=8, choices=2)
    x = np.array(np.meshgrid(*[[0.0, 1.0]] * 8)).reshape(8, -1).T  # every sequence, equally likely
    gradient = (x - 0.5) * (x.sum(axis=1, keepdims=True) - 4)
    rows.append(
        shown("8 fair tokens, all rewards for each: variance", found=gradient.var(axis=0).sum(),
              predicted=variance(fair, Credit.TOTAL), within=1e-9)
    )  # fmt: skip
    # From 9 in 10 right, one answer in .9^-4 tries is: no power to speak of.
    good, ours = Sequences(tokens=4, choices=4, start=0.9), Sequences(tokens=4, choices=4)
    for name, of, credit, than in (
        ("mostly right: wait for one mark over one for each", good, Credit.SEQUENCE, Credit.TOKEN),
        ("with a prefix critic over without", ours, Credit.PREFIX, Credit.SEQUENCE),
    ):
        found = _waited(of, credit, rate=rate) / _waited(of, than, rate=rate)
        theory = tokens.time_to(of, credit) / tokens.time_to(of, than)
        rows.append(bent(name, found=found, predicted=theory, within=0.02))
    return Experiment("B7", tuple(rows))


def _waited(ours: Sequences, credit: Credit, *, rate: float) -> float:
    """Time until the whole is right with chance 0.9, step by step."""
    steps = int(1.2 * tokens.time_to(ours, credit) / rate) + 1
    run = tokens.train(ours, credit, steps=steps, rate=rate)
    return rate * int((run.sequence >= 0.9).argmax())


def b8() -> Experiment:
    """A grader that errs moves the threshold to (t - phi) / (1 - psi - phi)."""
    rows: list[Row] = []
    rl = objectives.PolicyGradient()
    for t, phi, psi in ((0.5, 0.1, 0.3), (0.75, 0.2, 0.1), (0.3, 0.0, 0.4)):
        found = thresholds.effective(
            rl, Reward.confidence_target(t), false_positive=phi, false_negative=psi
        )
        theory = (t - phi) / (1 - psi - phi)
        name = f"t = {t}, phi = {phi}, psi = {psi}: threshold"
        rows.append(shown(name, found=found, predicted=theory, within=0.01))
    lenient = thresholds.effective(rl, Reward(), false_positive=0.6)
    rows.append(bent("phi above t: threshold", found=lenient, predicted=0, within=0.01))
    proxy = Proxy()
    pressures = np.linspace(0.2, 1.8, 33)
    curve = tilted(proxy.draw(0), pressures)
    top = peak(proxy)
    assert top is not None, "its gain and loss are large enough"
    rows.append(
        bent("a proxy: pressure where the truth peaks", found=pressures[curve.gold.argmax()],
             predicted=top, within=0.15)
    )  # fmt: skip
    return Experiment("B8", tuple(rows))
