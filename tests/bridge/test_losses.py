"""Each objective on samples: against its formula, answer by answer, and against its expectation."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import itertools
import math
import statistics
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from teachsim.bridge.demonstrations import Labelled, shown
from teachsim.bridge.finetune import finetune
from teachsim.bridge.losses import Sample, advantage, loss
from teachsim.bridge.marking import Marker, marked
from teachsim.bridge.pace import Pace
from teachsim.bridge.parallel import ALONE
from teachsim.bridge.phase import Phase, asking, showing
from teachsim.tabular.distillation import Teacher
from teachsim.tabular.grading import NoisyGrader
from teachsim.tabular.items import items_of
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.objectives import (
    DPO,
    GRPO,
    NSR,
    PPO,
    PSR,
    RLOO,
    SFT,
    BestOfN,
    Demonstrating,
    Distillation,
    KLRegularised,
    NaturalGradient,
    PolicyGradient,
    RejectionSampling,
    Situation,
    WReinforce,
)
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward
from tests.bridge.table import END, GOLD, IDK, Table, asked

Array = npt.NDArray[np.float64]

G = 4
HALF_KNOWN = Teacher.independent(0.5)

# ---------------------------------------------------------------- theory against simulation
# Columns: "I don't know", the gold answer, one that is believed, two others alike.
POLICY = np.array(
    [[0.10, 0.50, 0.20, 0.10, 0.10], [0.30, 0.05, 0.45, 0.10, 0.10], [0.05, 0.70, 0.15, 0.05, 0.05]]
)
BEFORE = np.array(
    [[0.20, 0.30, 0.10, 0.20, 0.20], [0.10, 0.15, 0.25, 0.25, 0.25], [0.10, 0.60, 0.10, 0.10, 0.10]]
)
CLASSES = [
    [1],
    [2],
    [3, 4],
    [0],
]  # gold, believed, other, "I don't know", as the tabular side has them
KNOWS = np.array([True, False, True])  # what the teacher knows
COPIES = 20_000


def by_class(policy: Array) -> Array:
    return np.stack([policy[:, members].sum(1) for members in CLASSES], axis=1)


def expected(objective: Objective, *, reward: Reward) -> Array:
    """`(3, 5)` what the tabular side says: sum over y of w(y) grad log pi(y), by the logits."""
    at = Situation(
        by_class(POLICY),
        reward.of_answers(),
        np.where(KNOWS, 0, 3),
        by_class(BEFORE),
        by_class(POLICY),
        np.tile([float(len(members)) for members in CLASSES], (3, 1)),
    )
    w = np.zeros_like(POLICY)
    for column, members in zip(objective.weights(at).T, CLASSES, strict=True):
        w[:, members] = column[:, np.newaxis] / len(members)
    return w - w.sum(axis=1, keepdims=True) * POLICY  # grad log pi(y) = e_y - pi


def simulated(
    objective: Objective, *, reward: Reward, group: int = G, copies: int = COPIES
) -> tuple[Array, Array]:
    """`(3, 5)` mean and standard error of what a step ascends, over groups sampled and marked.

    Each group has a row of logits of its own, so one backward pass gives all their gradients.
    """
    now, before = (
        Table(torch.tensor(policy).repeat_interleave(copies, 0)) for policy in (POLICY, BEFORE)
    )
    questions = asked(3 * copies, answers=4)
    speaker = before if isinstance(objective, DPO) else now
    completions = speaker.sample(
        questions.prompts, group=group, tokens=2, generator=torch.Generator().manual_seed(5)
    )
    marker = Marker(objective, reward, knows=torch.tensor(KNOWS).repeat_interleave(copies))
    sample = marked(
        marker,
        questions,
        completions=completions,
        actor=now,
        reference=before,
        rng=np.random.default_rng(6),
    )
    loss(objective, sample, now=now.log_likelihood(questions.prompts, completions)).backward()
    assert now.logits.grad is not None
    each = -now.logits.grad.view(3, copies, 5).numpy() * len(questions)
    return each.mean(1), each.std(1, ddof=1) / math.sqrt(copies)


def some_kept(pi: Array, *, group: int = G) -> Array:
    """Chance that at least one of a group is kept."""
    return (1 - (1 - pi) ** group)[:, np.newaxis]


# The deviation here has the divisor G - 1, on the tabular side G.
DEVIATION = math.sqrt((G - 1) / G)
SAME: dict[str, tuple[Objective, float]] = {
    "policy gradient": (PolicyGradient(), 1.0),
    "policy gradient, baseline": (PolicyGradient(baseline=0.3), 1.0),
    "RLOO": (RLOO(group=G), 1.0),
    "Dr. GRPO": (GRPO(group=G, std=False), 1.0),
    "GRPO": (GRPO(group=G), DEVIATION),
    "GRPO, pairs": (GRPO(group=2), math.sqrt(1 / 2)),
    "PPO, first inner step": (PPO(), 1.0),
    "KL": (KLRegularised(beta=0.4), 1.0),
    "PSR": (PSR(), 1.0),
    "NSR": (NSR(), 1.0),
    "W-REINFORCE": (WReinforce(lam=0.3), 1.0),
    "best of n": (BestOfN(n=G), 1.0),
    "best of 1": (BestOfN(n=1), 1.0),
    "DPO": (DPO(beta=0.7), 1.0),
    "DPO, sampled labels": (DPO(beta=0.7, labels="sampled"), 1.0),
    "reverse distillation": (Distillation(HALF_KNOWN, direction="reverse", slip=0.05), 1.0),
    "noisy policy gradient": (NoisyGrader(PolicyGradient(), 0.2, 0.1), 1.0),
    "noisy RLOO": (NoisyGrader(RLOO(group=G), 0.2, 0.1), 1.0),
    "noisy GRPO": (NoisyGrader(GRPO(group=G), 0.2, 0.1), DEVIATION),
    "noisy PSR": (NoisyGrader(PSR(), 0.2, 0.1), 1.0),
    "noisy NSR": (NoisyGrader(NSR(), 0.2, 0.1), 1.0),
    "noisy W-REINFORCE": (NoisyGrader(WReinforce(0.3), 0.2, 0.1), 1.0),
    "noisy best of n": (NoisyGrader(BestOfN(n=G), 0.2, 0.1), 1.0),
}
GROUPS = {"GRPO, pairs": 2, "best of 1": 1}


@pytest.mark.parametrize(
    "reward", [Reward(1, -1, 0), Reward(1, -2, 0.25), Reward(1, 0, 0)], ids=str
)
@pytest.mark.parametrize("name", SAME)
def test_the_mean_over_sampled_groups_is_what_the_tabular_side_computes(
    name: str, reward: Reward
) -> None:
    objective, factor = SAME[name]
    mean, error = simulated(objective, reward=reward, group=GROUPS.get(name, G))
    truth = factor * expected(objective, reward=reward)
    # Of 1,000 comparisons one in 200 test runs lies beyond 4.5 errors; single precision rounds.
    assert (np.abs(mean - truth) <= 4.5 * error + 1e-6).all(), (mean - truth) / error


@pytest.mark.parametrize("errors", [None, (0.2, 0.1)])
def test_rejection_sampling_learns_as_on_the_tabular_side_where_something_is_kept(
    errors: tuple[float, float] | None,
) -> None:
    # A prompt with nothing to keep says nothing, so each is weighed by the chance to keep some.
    reward = Reward(1, -1, 0)
    kept = POLICY[:, 1]
    objective: Objective = RejectionSampling()
    if errors is not None:
        phi, psi = errors
        kept = (1 - psi) * kept + phi * (POLICY[:, 2:].sum(1))
        objective = NoisyGrader(objective, phi, psi)
    mean, error = simulated(objective, reward=reward)
    truth = some_kept(kept) * expected(objective, reward=reward)
    assert (np.abs(mean - truth) <= 4.5 * error + 1e-6).all(), (mean - truth) / error


def test_inside_the_clip_ppo_learns_from_old_answers_what_it_would_from_new_ones() -> None:
    # Ratios of at most 1.5 stay inside a clip of 0.9.
    old = POLICY * np.array([0.8, 1.1, 0.9, 1.2, 1.2])
    old /= old.sum(1, keepdims=True)
    mean, error = off_policy(PPO(clip=0.9), old=old)
    truth = expected_of_ppo(old, clip=0.9)
    assert (np.abs(mean - truth) <= 4.5 * error + 1e-6).all(), (mean - truth) / error
    at = Situation(
        by_class(POLICY),
        REWARD.of_answers(),
        np.zeros(3, dtype=np.int64),
        by_class(POLICY),
        by_class(old),
        np.tile([1.0, 1.0, 2.0, 1.0], (3, 1)),
    )
    w = PPO(clip=0.9).weights(at)[:, [3, 0, 1, 2, 2]] / np.array([1, 1, 1, 2, 2])
    np.testing.assert_allclose(truth, w - w.sum(1, keepdims=True) * POLICY, atol=1e-12)


def test_outside_the_clip_an_answer_says_nothing_more() -> None:
    # The tabular side cuts off by the mean advantage of an answer, sampling by that of each sample:
    # the expectation is taken over all groups.
    mean, error = off_policy(PPO(clip=0.2), old=BEFORE)
    truth = expected_of_ppo(BEFORE, clip=0.2)
    assert (np.abs(mean - truth) <= 4.5 * error + 1e-6).all(), (mean - truth) / error
    assert np.abs(truth - expected_of_ppo(BEFORE, clip=0.99)).max() > 0.02


REWARD = Reward(1, -2, 0.25)
WORTHS = np.array([0.25, 1, -2, -2, -2])


def off_policy(objective: PPO, *, old: Array) -> tuple[Array, Array]:
    """Mean and standard error of a step on pairs of answers of an older policy."""
    now, before = (
        Table(torch.tensor(policy).repeat_interleave(COPIES, 0)) for policy in (POLICY, old)
    )
    questions = asked(3 * COPIES, answers=4)
    completions = before.sample(
        questions.prompts, group=2, tokens=2, generator=torch.Generator().manual_seed(5)
    )
    sample = marked(
        Marker(objective, REWARD),
        questions,
        completions=completions,
        actor=before,
        reference=None,
        rng=np.random.default_rng(6),
    )
    loss(objective, sample, now=now.log_likelihood(questions.prompts, completions)).backward()
    assert now.logits.grad is not None
    each = -now.logits.grad.view(3, COPIES, 5).numpy() * len(questions)
    return each.mean(1), each.std(1, ddof=1) / math.sqrt(COPIES)


def expected_of_ppo(old: Array, *, clip: float) -> Array:
    """The same over all pairs of answers, each as often as the older policy gives it."""
    w = np.zeros_like(POLICY)
    for row, (mine, other) in itertools.product(range(3), itertools.product(range(5), repeat=2)):
        ratio = POLICY[row, mine] / old[row, mine]
        gain = WORTHS[mine] - WORTHS[other]
        inside = ratio < 1 + clip if gain > 0 else ratio > 1 - clip
        w[row, mine] += old[row, mine] * old[row, other] * ratio * gain * inside
    return w - w.sum(axis=1, keepdims=True) * POLICY


# ---------------------------------------------------------------- one group, answer by answer
B, T = 3, 3
Logs = list[list[Tensor]]  # log chance now, by prompt and answer


def some_sample(*, seed: int = 0) -> tuple[Sample, Tensor]:
    """Rewards, log chances of before, and log chances of now with a gradient."""
    luck = torch.Generator().manual_seed(seed)

    def logs() -> Tensor:
        return -torch.rand(B, G, T, generator=luck, dtype=torch.float64)

    worths = torch.tensor([1.0, -1.0, -1.0, 0.25])
    reward = worths[torch.randint(4, (B, G), generator=luck)]
    reward[0] = torch.tensor([1.0, -1.0, 0.25, 0.25])  # all kinds, and a tie
    reward[1] = -1.0  # nothing to keep, nothing to compare
    old = logs()
    sample = Sample(reward, torch.ones(B, G, T), old, logs(), logs().sum(-1))
    return sample, (old + 0.3 * logs() + 0.1).requires_grad_()


def other(row: list[float], i: int) -> float:
    return statistics.fmean(row[:i] + row[i + 1 :])


def pulled(gains: list[list[float]], now: Logs) -> Tensor:
    """What REINFORCE ascends with fixed gains."""
    total = torch.zeros((), dtype=torch.float64)
    for gain, logs in zip(gains, now, strict=True):
        for one, log in zip(gain, logs, strict=True):
            total = total + one * log
    return total / (B * G)


def over_group(gain: Callable[[list[float], int], float]) -> Callable[[Sample, Logs], Tensor]:
    """An objective whose gain of an answer depends on the rewards of its group alone."""

    def ascended(at: Sample, now: Logs) -> Tensor:
        rewards = at.reward.tolist()
        return pulled([[gain(row, i) for i in range(G)] for row in rewards], now)

    return ascended


def standardised(row: list[float], i: int) -> float:
    spread = statistics.stdev(row)
    return (row[i] - statistics.fmean(row)) / spread if spread > 0 else 0.0


def kl(at: Sample, now: Logs) -> Tensor:
    # Ziegler et al. 2019: the reward less beta log(pi / pi_ref), by REINFORCE with leave-one-out.
    moved = (at.old.sum(-1) - at.reference.sum(-1)).tolist()
    rho = [
        [r - 0.4 * m for r, m in zip(*rows, strict=True)]
        for rows in zip(at.reward.tolist(), moved, strict=True)
    ]
    return pulled([[row[i] - other(row, i) for i in range(G)] for row in rho], now)


def reverse(at: Sample, now: Logs) -> Tensor:
    # KL(student | teacher): the teacher's log chance less one's own is the reward.
    apart = (at.teacher - at.old.sum(-1)).tolist()
    return pulled([[row[i] - other(row, i) for i in range(G)] for row in apart], now)


def ppo(at: Sample, now: Logs) -> Tensor:
    # Schulman et al. 2017, equation 7.
    total = torch.zeros((), dtype=torch.float64)
    for row, logs, olds in zip(at.reward.tolist(), now, at.old, strict=True):
        for i in range(G):
            gain = row[i] - other(row, i)
            ratio = torch.exp(logs[i] - olds[i].sum())
            inside = ratio.clamp(0.8, 1.2)
            worse = float((ratio * gain).detach()) < float((inside * gain).detach())
            total = total + (ratio if worse else inside) * gain
    return total / (B * G)


def dpo(labels: str) -> Callable[[Sample, Logs], Tensor]:
    def ascended(at: Sample, now: Logs) -> Tensor:
        # Rafailov et al. 2023, equation 7, over all pairs, each in both orders.
        total = torch.zeros((), dtype=torch.float64)
        for row, logs, told in zip(at.reward.tolist(), now, at.reference, strict=True):
            for i, j in itertools.permutations(range(G), 2):
                if labels == "sampled":
                    prefers = 1 / (1 + math.exp(row[j] - row[i]))
                else:
                    prefers = 1.0 if row[i] > row[j] else 0.0 if row[i] < row[j] else 0.5
                apart = (logs[i] - told[i].sum()) - (logs[j] - told[j].sum())
                total = total - prefers * torch.log(1 + torch.exp(-0.7 * apart))
        return total / (B * G * (G - 1))

    return ascended


def kept(row: list[float], i: int) -> float:
    n = sum(r > 0 for r in row)
    return G / n if row[i] > 0 else 0.0


def best(row: list[float], i: int) -> float:
    return G / row.count(max(row)) if row[i] == max(row) else 0.0


FORMULAS: dict[str, tuple[Objective, Callable[[Sample, Logs], Tensor]]] = {
    "policy gradient": (PolicyGradient(), over_group(lambda row, i: row[i] - other(row, i))),
    "baseline": (PolicyGradient(baseline=0.3), over_group(lambda row, i: row[i] - 0.3)),
    "RLOO": (RLOO(group=G), over_group(lambda row, i: row[i] - other(row, i))),
    "GRPO": (GRPO(group=G), over_group(standardised)),
    "Dr. GRPO": (
        GRPO(group=G, std=False),
        over_group(lambda row, i: row[i] - statistics.fmean(row)),
    ),
    "PSR": (PSR(), over_group(lambda row, i: max(row[i], 0))),
    "NSR": (NSR(), over_group(lambda row, i: min(row[i], 0))),
    "W-REINFORCE": (
        WReinforce(lam=0.3),
        over_group(lambda row, i: 0.3 * max(row[i], 0) + min(row[i], 0)),
    ),
    "rejection sampling": (RejectionSampling(), over_group(kept)),
    "best of n": (BestOfN(n=G), over_group(best)),
    "noisy": (NoisyGrader(GRPO(group=G), 0.2, 0.1), over_group(standardised)),
    "KL": (KLRegularised(beta=0.4), kl),
    "reverse": (Distillation(HALF_KNOWN, direction="reverse"), reverse),
    "PPO": (PPO(clip=0.2), ppo),
    "DPO": (DPO(beta=0.7), dpo("deterministic")),
    "DPO sampled": (DPO(beta=0.7, labels="sampled"), dpo("sampled")),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", FORMULAS)
def test_the_gradient_is_that_of_the_published_formula(name: str, seed: int) -> None:
    objective, ascended = FORMULAS[name]
    at, now = some_sample(seed=seed)
    (found,) = torch.autograd.grad(loss(objective, at, now=now), now)
    by_answer = [[now[b, g].sum() for g in range(G)] for b in range(B)]
    (slow,) = torch.autograd.grad(-ascended(at, by_answer), now)
    # Advantages are in single precision.
    torch.testing.assert_close(found, slow, rtol=0, atol=1e-7)
    assert slow.abs().max() > 1e-3


@pytest.mark.parametrize("name", ["PPO", "DPO", "DPO sampled"])
def test_the_gradient_is_the_slope_that_finite_differences_find(name: str) -> None:
    objective, _ = FORMULAS[name]
    at, now = some_sample()
    (found,) = torch.autograd.grad(loss(objective, at, now=now), now)
    for b, g, t in [(0, 0, 0), (0, 2, 1), (2, 3, 2), (1, 1, 0)]:
        step = torch.zeros_like(now)
        step[b, g, t] = 1e-5
        with torch.no_grad():
            up, down = (loss(objective, at, now=now + way * step) for way in (1, -1))
        assert float(found[b, g, t]) == pytest.approx(float(up - down) / 2e-5, abs=1e-7)


def test_tokens_are_weighed_by_their_credit() -> None:
    at, now = some_sample()
    weight = torch.rand(B, G, T, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    at = replace(at, weight=weight)
    (found,) = torch.autograd.grad(loss(RLOO(group=G), at, now=now), now)
    gain = advantage(RLOO(group=G), at)
    torch.testing.assert_close(found, -gain[..., None] * weight / (B * G), rtol=0, atol=1e-12)


def test_equal_rewards_teach_nothing_where_answers_are_compared() -> None:
    at, now = some_sample()
    at = replace(at, reward=torch.full((B, G), 0.1))
    for objective in (PolicyGradient(), RLOO(group=G), GRPO(group=G), GRPO(group=G, std=False)):
        (found,) = torch.autograd.grad(loss(objective, at, now=now), now)
        assert (found == 0).all()


@pytest.mark.parametrize(
    ("objective", "scale"),
    [
        (GRPO(group=G), "std"),
        (GRPO(group=G, std=False), "none"),
        (RLOO(group=G), "loo"),
        (PolicyGradient(), "loo"),
    ],
    ids=repr,
)
def test_by_prefix_each_token_is_pulled_by_its_own_advantage(
    objective: Objective, scale: str
) -> None:
    # Three tokens: 2 then 3 then the end is right.
    said = torch.tensor([[[2, 3, END], [2, 4, END], [4, 3, END], [IDK, END, 9]]])
    luck = torch.Generator().manual_seed(0)
    now = -torch.rand(1, 4, 3, generator=luck, dtype=torch.float64)
    now.requires_grad_()
    questions = replace(
        asked(1, answers=4),
        gold=torch.tensor([[[2, 3, END]]]),
        idk=torch.tensor([[IDK, END, 9]]),
        padding=9,
    )
    reward = Reward(1, -1, 0)
    sample = marked(
        Marker(objective, reward, "prefix"),
        questions,
        completions=said,
        actor=Table(torch.full((1, 5), 0.2)),
        reference=None,
        rng=np.random.default_rng(0),
    )
    (found,) = torch.autograd.grad(loss(objective, sample, now=now), now)
    # First token: right for two, wrong for one, an abstention; second: one right, one wrong.
    moves = {(0, 0): 1, (0, 1): 1, (0, 2): 1, (1, 0): 1, (1, 1): -1, (2, 0): -1}
    moves |= {(3, 0): 0, (3, 1): 0}
    want = torch.zeros(4, 3, dtype=torch.float64)
    for token in range(3):
        row = {g: float(worth) for (g, t), worth in moves.items() if t == token}
        for g, worth in row.items():
            rest = [r for other_one, r in row.items() if other_one != g]
            spread = statistics.stdev(row.values()) if rest else 0.0
            apart = worth - statistics.fmean(row.values())
            gain = {
                "std": apart / spread if spread else 0.0,
                "none": apart,
                "loo": worth - statistics.fmean(rest) if rest else 0.0,
            }
            want[g, token] = gain[scale]
    torch.testing.assert_close(found[0], -want / 4, rtol=0, atol=1e-7)


# ---------------------------------------------------------------- what is shown
def labels_of(objective: Objective | Labelled, *, known: list[bool]) -> tuple[list[int], list[int]]:
    """The rows that are shown an answer, and the first token of each."""
    questions = asked(len(known), answers=4, known=known)
    n = len(known)
    found = shown(objective, questions, unfamiliar=np.arange(n) / n, rng=np.random.default_rng(3))
    assert (found.answers[:, 1] == END).all()
    return found.rows.tolist(), found.answers[:, 0].tolist()


@pytest.mark.parametrize(
    "objective",
    [
        SFT(),
        SFT("random", idk=0.3),
        SFT("oracle"),
        SFT("oracle", error=0.2),
        SFT("known"),
        Distillation(Teacher(0.8, 0.3)),
    ],
    ids=repr,
)
def test_labels_are_as_frequent_as_on_the_tabular_side(objective: SFT | Distillation) -> None:
    n = 20_000
    known = [i % 3 == 0 for i in range(n)]
    rows, said = labels_of(objective, known=known)
    assert isinstance(objective, Demonstrating)
    items = items_of(Knowledge(bins=1))
    for kind, shares in zip(items.known.tolist(), objective.shares(items), strict=True):
        of_kind = [token for row, token in zip(rows, said, strict=True) if known[row] == kind]
        size = sum(one == kind for one in known)
        for token, share in ((GOLD, shares[0]), (IDK, shares[3])):
            error = math.sqrt(share * (1 - share) / size)
            assert abs(of_kind.count(token) / size - share) <= 5 * error


def test_the_least_familiar_share_is_shown_silence() -> None:
    rows, said = labels_of(SFT("unfamiliar", idk=0.3), known=[True] * 10)
    assert rows == list(range(10))
    assert said == [GOLD] * 7 + [IDK] * 3  # the last are the least familiar


def test_labels_of_ones_own_are_shown_as_they_are() -> None:
    idk = np.array([True, False, False, True])
    assert labels_of(Labelled(idk), known=[True] * 4) == ([0, 1, 2, 3], [IDK, GOLD, GOLD, IDK])


def test_where_nothing_is_known_there_is_nothing_to_show_the_knowing() -> None:
    with pytest.raises(ValueError, match="none is known"):
        labels_of(SFT("known"), known=[False] * 4)


@pytest.mark.parametrize("labels", [[1, 0], [0.5], "no", [[True]]])
def test_labels_that_are_no_row_of_yes_and_no_are_refused(labels: object) -> None:
    with pytest.raises(ValueError, match="must be a row of bool"):
        Labelled(labels)  # type: ignore[arg-type]


def test_labels_of_another_number_of_questions_are_refused() -> None:
    with pytest.raises(ValueError, match="3 labels, but 4 questions"):
        labels_of(Labelled(np.zeros(3, dtype=bool)), known=[True] * 4)


def test_long_labels_are_told_apart_by_their_name() -> None:
    # numpy prints neither of them whole; a checkpoint tells its run by this.
    first, second = np.zeros(5_000, dtype=bool), np.zeros(5_000, dtype=bool)
    second[2_500] = True
    assert repr(Labelled(first)) != repr(Labelled(second))
    assert repr(Labelled(first)) == repr(Labelled(first.copy()))


def phase_of(objective: Objective | Labelled, actor: Table, *, pace: Pace | None = None) -> Phase:
    n = len(actor.logits)
    questions = asked(n, answers=4, known=[i % 2 == 0 for i in range(n)])
    return Phase(actor, objective, questions, REWARD, pace or Pace(), ALONE, 7, 0)


def test_showing_descends_the_mean_loss_of_what_is_shown() -> None:
    actor = Table(torch.tensor(POLICY))
    loss_at = showing(phase_of(Labelled(np.array([False, True, False])), actor))
    steps = 400
    total = torch.stack([loss_at(step) for step in range(steps)]).mean()
    (found,) = torch.autograd.grad(total, actor.logits)
    label = np.zeros((3, 5))
    label[[0, 1, 2], [1, 0, 1]] = 1
    # 25,600 draws of three questions: each share is known to 0.003.
    np.testing.assert_allclose(found.numpy(), (POLICY - label) / 3, atol=0.015)
    one = showing(phase_of(Labelled(np.array([True])), Table(torch.tensor(POLICY[1:2]))))
    assert float(one(0).detach()) == pytest.approx(-math.log(0.3), abs=1e-12)


# ---------------------------------------------------------------- a phase of one's own answers
def test_samples_serve_the_inner_steps_of_ppo_and_no_more() -> None:
    actor = Table(torch.tensor(POLICY))
    loss_at = asking(phase_of(PPO(inner=3), actor))

    def pull(step: int) -> list[float]:
        (found,) = torch.autograd.grad(loss_at(step), actor.logits)
        rounded: list[float] = found.flatten().tolist()
        return rounded

    steps = [pull(step) for step in range(6)]
    assert steps[0] == steps[1] == steps[2] != steps[3]
    assert steps[3] == steps[4] == steps[5]
    assert pull(1) == steps[0]  # drawn again, the same


def test_groups_are_as_large_as_the_objective_or_the_pace_says() -> None:
    actor = Table(torch.tensor(POLICY))
    pace = Pace(samples=5)
    sizes = {
        objective: phase_of(objective, actor, pace=pace).group
        for objective in (GRPO(group=3), RLOO(group=6), BestOfN(n=7), PSR())
    }
    assert list(sizes.values()) == [3, 6, 7, 5]
    assert phase_of(NoisyGrader(GRPO(group=9)), actor, pace=pace).group == 9


def test_a_leash_ends_at_the_reference_tilted_by_the_reward() -> None:
    # Ziegler et al. 2019: the optimum is pi_ref exp(r / beta) / Z.
    actor, questions = Table(torch.tensor(POLICY)), asked(3, answers=4)
    leash, pace = KLRegularised(beta=2.0), Pace(rate=0.03, asked=3, samples=64)
    trained = finetune(actor, questions, leash, REWARD, rng=0, steps=150, pace=pace)
    optimum = POLICY * np.exp(WORTHS / 2)
    optimum /= optimum.sum(1, keepdims=True)
    found = trained.first(questions.prompts).detach().exp().numpy()[:, IDK:]
    np.testing.assert_allclose(found, optimum, atol=0.04)
    assert np.abs(optimum - POLICY).max() > 0.15


def test_no_step_leaves_the_model_as_it_was_and_training_leaves_the_one_before() -> None:
    actor, questions = Table(torch.tensor(POLICY)), asked(3, answers=4)
    before = actor.fingerprint
    assert finetune(actor, questions, RLOO(), rng=0, steps=0).fingerprint == before
    assert finetune(actor, questions, RLOO(), rng=0, steps=2).fingerprint != before
    assert actor.fingerprint == before


# ---------------------------------------------------------------- refusals
class Unheard:
    """An objective that nothing here knows."""

    regime = PolicyGradient().regime

    def weights(self, at: Situation) -> Array:
        return at.chances


def trained(objective: object, **changes: object) -> Callable[[], object]:
    settings: dict[str, object] = {"rng": 0, "steps": 1, **changes}
    actor = Table(torch.tensor(POLICY))
    return lambda: finetune(actor, asked(3, answers=4), objective, **settings)  # type: ignore[arg-type]


NONE = asked(3, answers=4).take(torch.arange(0))
UNENDED = replace(asked(3, answers=4), gold=torch.full((3, 1, 2), GOLD))
MODEL = Table(torch.tensor(POLICY))
REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "natural gradient": (trained(NaturalGradient()), "a logit for each bin"),
    "unheard of": (trained(Unheard()), "no form for answers sampled"),
    "a word": (trained("GRPO", steps=None), "the objective is 'GRPO'"),
    "nothing": (trained((), steps=None), "the objective is"),
    "a class": (trained(GRPO), "must be of the kind Objective"),
    "a phase without steps": (trained((GRPO(),), steps=None), "a phase of the schedule"),
    "steps twice": (trained(((GRPO(), 3),)), "a schedule has its own"),
    "steps below 0": (trained(GRPO(), steps=-1), "steps is -1"),
    "pace a number": (trained(GRPO(), pace=3), "the pace is 3"),
    "reward a number": (trained(GRPO(), reward=1), "the reward is 1"),
    "keep a word": (trained(GRPO(), keep="runs"), "keep is 'runs'"),
    "shard a number": (trained(GRPO(), shard=2), "the shard is 2"),
    "replay a number": (trained(GRPO(), replay=3), "replay is 3"),
    "no seed": (trained(GRPO(), rng=-1), "rng is -1"),
    "no model": (lambda: finetune(None, NONE, GRPO(), rng=0), "the model is None"),  # type: ignore[type-var]
    "no questions": (lambda: finetune(MODEL, NONE, GRPO(), rng=0), "no questions"),
    "answers without an end": (lambda: finetune(MODEL, UNENDED, GRPO(), rng=0), "end token"),
    "a credit unheard of": (lambda: Pace(credit="all"), "credit is 'all'"),
    "one sample": (lambda: Pace(samples=1), "samples is 1"),
    "none asked": (lambda: Pace(asked=0), "asked is 0"),
    "none shown": (lambda: Pace(shown=0), "shown is 0"),
    "no rate": (lambda: Pace(rate=0), "rate is 0"),
    "PPO by prefix": (trained(PPO(), pace=Pace(credit="prefix")), "credit is 'prefix'"),
    "DPO by length": (trained(DPO(), pace=Pace(credit="length")), "credit is 'length'"),
    "PSR by prefix": (trained(PSR(), pace=Pace(credit="prefix")), "credit is 'prefix'"),
    "noise by prefix": (
        trained(NoisyGrader(GRPO(), 0.1), pace=Pace(credit="prefix")),
        "credit is 'prefix'",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taught_is_refused_in_one_sentence(case: str) -> None:
    make, sentence = REFUSED[case]
    with pytest.raises(ValueError, match=sentence) as refusal:
        make()
    assert "\n" not in str(refusal.value)
