"""Rewards in torch: what was said by hand, an oracle in plain lists, laws, and refusals."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import statistics
from typing import Any

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from teachsim.bridge import rewards
from teachsim.bridge.rewards import GroupReward, check_answers, group_advantage, group_reward
from teachsim.tabular.reward import Reward
from tests.bridge.said import ANSWERS, END, IDK, PAD, Said

WORTH = Reward(right=1.0, wrong=-0.5, abstain=0.25)
SCALES = ("std", "none", "loo")
CREDITS = ("sequence", "length", "prefix")


def filled(rows: list[list[int]], *, width: int) -> list[list[int]]:
    return [row + [PAD] * (width - len(row)) for row in rows]


def judged(one: Said, *, dtype: torch.dtype = torch.int64) -> GroupReward:
    width = max(map(len, one.gold + [list(way) for way in one.abstain]))
    ways = torch.tensor(filled([list(way) for way in one.abstain], width=width), dtype=dtype)
    return group_reward(
        torch.tensor([one.said], dtype=dtype),
        torch.tensor([filled(one.gold, width=width)], dtype=dtype),
        torch.tensor([one.n_gold], dtype=dtype),
        ways.view(-1, width),
        group=1, pad=PAD, eos=END, reward=WORTH,
    )  # fmt: skip


def group_of(said: list[list[int]], gold: list[list[int]], **options: Any) -> GroupReward:
    """One group, with the end token 0, padding 9 and "I don't know" 1."""
    width = max(map(len, [*gold, [IDK, END]]))
    options = {"scale": "none", "reward": Reward(1, -1, 0), **options}
    return group_reward(
        torch.tensor(filled(said, width=max(map(len, said)))),
        torch.tensor([filled(gold, width=width)]),
        torch.tensor([len(gold)]),
        torch.tensor([[IDK, END]]),
        group=len(said), pad=PAD, eos=END, **options,
    )  # fmt: skip


# ---------------------------------------------------------------- what counts
@pytest.mark.parametrize("dtype", [torch.int32, torch.int64])
@pytest.mark.parametrize("one", ANSWERS, ids=[one.about for one in ANSWERS])
def test_an_answer_is_judged_as_by_hand(one: Said, dtype: torch.dtype) -> None:
    found = judged(one, dtype=dtype)
    assert found.outcome.tolist() == [one.outcome]
    assert found.prefix.tolist() == [one.prefix]
    worth = (WORTH.wrong, WORTH.right, WORTH.abstain)
    assert found.reward.tolist() == [worth[one.outcome]]
    assert found.advantage.tolist() == [0.0], "alone, it has nobody to be better than"


def test_types_and_shapes_are_those_that_are_documented() -> None:
    found = group_of([[5, END], [6, END]], [[5, END]])
    assert {name: (one.dtype, tuple(one.shape)) for name, one in vars(found).items()} == {
        "reward": (torch.float32, (2,)),
        "advantage": (torch.float32, (2,)),
        "outcome": (torch.int8, (2,)),
        "weight": (torch.float32, (2, 2)),
        "prefix": (torch.int32, (2,)),
    }


def test_padding_may_be_the_end_token_as_in_many_vocabularies() -> None:
    found = group_reward(
        torch.tensor([[5, END, END], [END, END, END], [5, 6, 6]]),
        torch.tensor([[[5, END, END], [END, END, END]]]),
        torch.tensor([1]),
        torch.tensor([[END, END, END]]),
        group=3, pad=END, eos=END, reward=WORTH,
    )  # fmt: skip
    assert found.outcome.tolist() == [1, 2, 0]
    assert found.prefix.tolist() == [2, 0, 1]


# ---------------------------------------------------------------- compared within a group
def test_the_deviation_is_the_unbiased_one_and_nothing_is_added_to_it() -> None:
    # 1, -1, -1, -1: mean -1/2, unbiased deviation 1; TRL and verl divide by the same, plus 1e-4
    found = group_of([[5, END], [6, END], [7, END], [8, END]], [[5, END]], scale="std")
    assert found.advantage.tolist() == [1.5, -0.5, -0.5, -0.5]


def test_leaving_oneself_out_compares_with_the_mean_of_the_others() -> None:
    found = group_of([[5, END], [IDK, END], [7, END]], [[5, END]], scale="loo")
    assert found.advantage.tolist() == [1 - (-1 / 2), 0.0, -1 - 1 / 2]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("n", [1, 3, 7, 49])
@pytest.mark.parametrize("said", [[5, END], [6, END], [IDK, END]])
def test_equal_rewards_have_no_advantage_at_all(said: list[int], n: int, scale: str) -> None:
    worth = Reward(0.1, -1 / 3, 0.7)  # numbers that no float holds exactly
    for credit in CREDITS:
        found = group_of([said] * n, [[5, END]], scale=scale, reward=worth, credit=credit)
        assert found.advantage.tolist() == [0.0] * n
        if credit == "prefix":
            assert not found.weight.any()


def test_kinds_of_equal_worth_have_no_advantage_over_each_other() -> None:
    said = [[6, END], [IDK, END], [7, END]]
    found = group_of(said, [[5, END]], scale="std", reward=Reward(1, 0.1, 0.1))
    assert found.advantage.tolist() == [0.0, 0.0, 0.0]


# ---------------------------------------------------------------- token by token
def test_by_sequence_every_token_up_to_the_end_counts_once() -> None:
    found = group_of([[5, END, 7, END], [5, 6, 7, 8]], [[5, END]])
    assert found.weight.tolist() == [[1, 1, 0, 0], [1, 1, 1, 1]]


def test_by_length_the_tokens_of_a_completion_share_its_weight() -> None:
    found = group_of([[5, END, 7, END], [5, 6, 7, 8], [END, 5, 5, 5]], [[5, END]], credit="length")
    assert found.weight.tolist() == [[0.5, 0.5, 0, 0], [0.25] * 4, [1, 0, 0, 0]]


def test_by_prefix_a_token_is_compared_with_those_who_were_on_the_way_too() -> None:
    said = [[5, 6, END], [5, 7, END], [8, 6, END], [IDK, END, PAD]]
    found = group_of(said, [[5, 6, END]], credit="prefix")
    # first tokens are worth 1, 1, -1, 0, mean 1/4; the second ones of those that are left 1, -1,
    # and that of the abstention 0; the last ones are alone on their way
    assert found.weight.tolist() == [
        [0.75, 1.0, 0.0],
        [0.75, -1.0, 0.0],
        [-1.25, 0.0, 0.0],
        [-0.25, 0.0, 0.0],
    ]


def test_by_prefix_a_group_that_is_all_wrong_learns_who_went_along_furthest() -> None:
    said = [[5, 6, 8, END], [5, 8, 8, END], [8, 8, 8, END], [8, 5, 5, END]]
    whole = group_of(said, [[5, 6, 7, END]])
    found = group_of(said, [[5, 6, 7, END]], credit="prefix")
    assert not whole.advantage.any()
    assert found.weight.tolist() == [[1, 1, 0, 0], [1, -1, 0, 0], [-1, 0, 0, 0], [-1, 0, 0, 0]]


def test_by_prefix_and_without_a_penalty_nobody_is_blamed_for_leaving() -> None:
    said = [[5, 8, END], [IDK, END, PAD]]
    found = group_of(said, [[6, 6, END]], credit="prefix", reward=Reward(1, 0, 0))
    assert not found.weight.any()


# ---------------------------------------------------------------- an oracle in plain lists
def end_of(row: list[int], *, eos: int) -> int | None:
    return row.index(eos) + 1 if eos in row else None


def along(row: list[int], answer: list[int], *, pad: int, eos: int) -> int:
    n = 0
    for token, wanted in zip(row, answer, strict=False):
        if token != wanted or (wanted == pad and pad != eos):
            break
        n += 1
    return n


def kind_of(row: list[int], answers: list[list[int]], ways: list[list[int]], **ids: int) -> str:
    end = end_of(row, eos=ids["eos"])
    whole = row[:end]

    def matches(answer: list[int]) -> bool:
        stop = end_of(answer, eos=ids["eos"])
        agreed = along(whole, answer, **ids) == len(whole)
        return end is not None and stop is not None and whole == answer[:stop] and agreed

    if any(map(matches, answers)):
        return "right"
    return "abstain" if any(map(matches, ways)) else "wrong"


def compared(values: list[float], *, scale: str) -> list[float]:
    if len(values) < 2 or len(set(values)) == 1:
        return [0.0] * len(values)
    mean = statistics.fmean(values)
    if scale == "loo":
        rest = [statistics.fmean(values[:i] + values[i + 1 :]) for i in range(len(values))]
        return [one - other for one, other in zip(values, rest, strict=True)]
    deviation = statistics.stdev(values) if scale == "std" else 1.0
    return [(one - mean) / deviation for one in values]


def token_worth(
    row: list[int], answers: list[list[int]], ways: list[list[int]], *, worth: Reward, **ids: int
) -> list[float | None]:
    """What each token is worth by prefix, None where it is not on the way."""
    length = end_of(row, eos=ids["eos"]) or len(row)
    kind = kind_of(row, answers, ways, **ids)
    found: list[float | None] = [None] * len(row)
    if kind == "abstain":
        return [worth.abstain] * length + found[length:]
    furthest = max((along(row, answer, **ids) for answer in answers), default=0)
    for t in range(min(furthest, length)):
        found[t] = worth.right
    if furthest < length:
        found[furthest] = worth.wrong
    return found


def by_list(
    said: list[list[int]], answers: list[list[int]], ways: list[list[int]], **options: Any
) -> dict[str, Any]:
    """What `group_reward` says of one group, slowly."""
    worth: Reward = options["reward"]
    ids = {"pad": options["pad"], "eos": options["eos"]}
    kinds = [kind_of(row, answers, ways, **ids) for row in said]
    value = [
        {"right": worth.right, "wrong": worth.wrong}.get(kind, worth.abstain) for kind in kinds
    ]
    lengths = [end_of(row, eos=options["eos"]) or len(row) for row in said]
    weight = [[float(t < n) for t in range(len(said[0]))] for n in lengths]
    if options["credit"] == "length":
        weight = [[one / n for one in row] for row, n in zip(weight, lengths, strict=True)]
    if options["credit"] == "prefix":
        worths = [token_worth(row, answers, ways, worth=worth, **ids) for row in said]
        weight = [[0.0] * len(row) for row in said]
        for t in range(len(said[0])):
            on = [(i, one) for i, row in enumerate(worths) if (one := row[t]) is not None]
            relative = compared([one for _, one in on], scale=options["scale"])
            for (i, _), one in zip(on, relative, strict=True):
                weight[i][t] = one
    furthest = [max((along(row, one, **ids) for one in answers), default=0) for row in said]
    return {
        "reward": value,
        "advantage": compared(value, scale=options["scale"]),
        "outcome": [("wrong", "right", "abstain").index(kind) for kind in kinds],
        "weight": weight,
        "prefix": [min(*both) for both in zip(furthest, lengths, strict=True)],
    }


TOKEN = st.integers(0, 3)


@st.composite
def groups(draw: st.DrawFn) -> dict[str, Any]:
    """Sizes of at most 5, and four tokens: matches are common; 0 is the end, or padding as well."""
    B, G, K, A = (draw(st.integers(low, 3)) for low in (0, 1, 0, 0))
    T, wide = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    narrow = draw(st.integers(1, wide))

    def table(*shape: int) -> Tensor:
        n = 1
        for size in shape:
            n *= size
        return torch.tensor(draw(st.lists(TOKEN, min_size=n, max_size=n))).long().view(shape)

    return {
        "tensors": [
            table(B * G, T),
            table(B, K, wide),
            torch.tensor([draw(st.integers(0, K)) for _ in range(B)]).long(),
            table(A, narrow),
        ],
        "options": {
            "group": G,
            "eos": 0,
            "pad": draw(st.sampled_from([0, 3])),
            "reward": draw(st.sampled_from([WORTH, Reward(1, 0, 0), Reward(0.5, -2.0, -2.0)])),
            "scale": draw(st.sampled_from(SCALES)),
            "credit": draw(st.sampled_from(CREDITS)),
        },
    }


@given(groups())
def test_the_reference_says_what_plain_lists_say(case: dict[str, Any]) -> None:
    said, gold, n_gold, ways = (one.tolist() for one in case["tensors"])
    options = case["options"]
    found = group_reward(*case["tensors"], **options)
    G = options["group"]
    for b in range(len(gold)):
        answers = gold[b][: n_gold[b]]
        told = by_list(said[b * G : (b + 1) * G], answers, ways, **options)
        weights = torch.tensor(told.pop("weight"))
        torch.testing.assert_close(found.weight[b * G : (b + 1) * G], weights, atol=2e-6, rtol=0)
        for name, values in told.items():
            here = getattr(found, name)[b * G : (b + 1) * G].tolist()
            assert here == pytest.approx(values, abs=2e-6), name


# ---------------------------------------------------------------- laws
@given(groups(), st.randoms(use_true_random=False))
def test_the_order_of_members_does_not_matter(case: dict[str, Any], random: Any) -> None:
    G, said = case["options"]["group"], case["tensors"][0]
    order = list(range(G))
    random.shuffle(order)
    rows = torch.arange(len(said)).view(-1, G)[:, order].reshape(-1)
    before = group_reward(*case["tensors"], **case["options"])
    after = group_reward(said[rows].contiguous(), *case["tensors"][1:], **case["options"])
    for name, one in vars(after).items():
        assert torch.equal(one, getattr(before, name)[rows]), name


@given(groups(), st.integers(-8, 8))
def test_a_constant_added_to_all_rewards_leaves_advantages_alone(
    case: dict[str, Any], constant: int
) -> None:
    plain = case["options"]["reward"]
    shifted = Reward(plain.right + constant, plain.wrong + constant, plain.abstain + constant)
    before = group_reward(*case["tensors"], **case["options"])
    after = group_reward(*case["tensors"], **{**case["options"], "reward": shifted})
    torch.testing.assert_close(after.advantage, before.advantage, atol=1e-6, rtol=0)
    torch.testing.assert_close(after.weight, before.weight, atol=1e-6, rtol=0)


@given(groups())
def test_advantages_of_a_group_add_up_to_nothing(case: dict[str, Any]) -> None:
    found = group_reward(*case["tensors"], **case["options"])
    total = found.advantage.view(-1, case["options"]["group"]).sum(1)
    torch.testing.assert_close(total, torch.zeros_like(total), atol=1e-5, rtol=0)


@given(groups())
def test_scores_that_are_rewards_have_their_advantages(case: dict[str, Any]) -> None:
    options = case["options"]
    found = group_reward(*case["tensors"], **options)
    again = group_advantage(found.reward, group=options["group"], scale=options["scale"])
    torch.testing.assert_close(again, found.advantage, atol=0, rtol=2.5e-7)


# ---------------------------------------------------------------- scores of a reward model
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_scores_are_compared_within_groups(scale: str, dtype: torch.dtype) -> None:
    scores = torch.tensor([0.5, 2.0, -1.25, 1000.0, 1000.5, 1002.0], dtype=dtype)
    found = group_advantage(scores, group=3, scale=scale)
    rows = scores.double().view(2, 3).tolist()
    told = [one for row in rows for one in compared(row, scale=scale)]
    assert found.dtype == torch.float32
    assert found.tolist() == pytest.approx(told, rel=1e-6)


def test_a_score_that_is_not_finite_spoils_its_own_group_and_no_other() -> None:
    scores = torch.tensor([1.0, torch.nan, 2.0, 4.0, 1.0, torch.inf])
    found = group_advantage(scores, group=2)
    assert found.isnan().tolist() == [True, True, False, False, True, True]


def test_no_gradient_flows_through_an_advantage() -> None:
    scores = torch.tensor([1.0, 2.0], requires_grad=True)
    assert not group_advantage(scores, group=2).requires_grad


# ---------------------------------------------------------------- refusals
def case(**changed: Any) -> GroupReward:
    """A case that is all right but for what is changed."""
    good: dict[str, Any] = {
        "completions": torch.tensor([[5, END], [6, END]]),
        "gold": torch.tensor([[[5, END]]]),
        "n_gold": torch.tensor([1]),
        "abstain": torch.tensor([[IDK, END]]),
        "group": 2,
        "pad": PAD,
        "eos": END,
        "reward": WORTH,
    }
    return group_reward(**{**good, **changed})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"completions": [[5, END]]}, "completions is of list, but must be a tensor of int32"),
        ({"completions": torch.ones((2, 2))}, r"completions is of torch.float32, .* \.long\(\)"),
        ({"gold": torch.tensor([[5, END]])}, r"gold has shape \(1, 2\), .*\(prompts, answers, tok"),
        ({"n_gold": torch.tensor([1.0])}, "n_gold is of torch.float32"),
        ({"n_gold": torch.tensor([1, 1])}, "gold and n_gold have 1 and 2 rows, but must have 1"),
        ({"abstain": torch.tensor([IDK, END])}, r"abstain has shape \(2,\), but must be \(ways"),
        (
            {"abstain": torch.ones((1, 3)).long()},
            "abstain is 3 tokens wide and gold 2, .*pad",
        ),
        ({"abstain": torch.ones((1, 0)).long()}, "are 2, 2 and 0 tokens wide"),
        ({"completions": torch.ones((2, 0)).long()}, "are 0, 2 and 2 tokens wide"),
        ({"completions": torch.ones((2, 2)).long().T}, r"has strides \(1, 2\).*\.contiguous\(\)"),
        ({"completions": torch.ones((3, 2)).long()}, "completions has 3 rows, .* multiple of 2"),
        ({"gold": torch.ones((1, 1, 2), device="meta").long()}, "gold is on meta and completions"),
        ({"group": 0}, "group is 0, but must be a whole number of at least 1"),
        ({"pad": -100}, "pad is -100"),
        ({"eos": None}, "eos is None"),
        ({"reward": (1, -1, 0)}, "reward is .* of the kind Reward"),
        ({"reward": Reward(1, -1e39, 0)}, "is beyond 3.4e.38, but must fit float32"),
        ({"scale": "stdev"}, "scale is 'stdev', but must be one of std, none, loo"),
        ({"credit": "token"}, "credit is 'token', but must be one of sequence, length, prefix"),
        ({"backend": "cuda"}, "backend is 'cuda', but must be one of auto, torch, triton"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(changed: dict[str, Any], said: str) -> None:
    assert case().outcome.tolist() == [1, 0]
    with pytest.raises(ValueError, match=said):
        case(**changed)


def test_scores_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"scores are torch\.int64, but must be a tensor of f"):
        group_advantage(torch.tensor([1, 2]), group=2)
    with pytest.raises(ValueError, match="scores are list"):
        group_advantage([1.0, 2.0], group=2)  # type: ignore[arg-type]  # that is the point
    with pytest.raises(ValueError, match="scores has 3 rows, but must have a multiple of 2"):
        group_advantage(torch.ones(3), group=2)


def test_no_prompt_at_all_is_no_error() -> None:
    found = group_reward(
        torch.empty((0, 3), dtype=torch.int64),
        torch.empty((0, 2, 3), dtype=torch.int64),
        torch.empty(0, dtype=torch.int64),
        torch.tensor([[IDK, END]]),
        group=4, pad=PAD, eos=END, reward=WORTH,
    )  # fmt: skip
    assert [tuple(one.shape) for one in vars(found).values()] == [(0,), (0,), (0,), (0, 3), (0,)]
    assert group_advantage(torch.empty(0), group=4).shape == (0,)


def test_a_kernel_that_cannot_be_had_is_refused_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rewards, "_triton_is_installed", lambda: False)
    with pytest.raises(ValueError, match=r"triton is not installed; install teachsim\[kernel\]"):
        case(backend="triton")
    assert case(backend="auto").outcome.tolist() == [1, 0]


# ---------------------------------------------------------------- values, once, before training
def test_answers_that_are_written_as_they_should_be_pass() -> None:
    gold = torch.tensor([[[5, 6, END], [5, END, PAD]], [[END, PAD, PAD], [7, 7, 7]]])
    check_answers(gold, torch.tensor([2, 1]), abstain=torch.tensor([[IDK, END]]), pad=PAD, eos=END)
    check_answers(gold[:, :0], torch.tensor([0, 0]), abstain=gold[0, :0], pad=PAD, eos=END)
    alike = torch.tensor([[[5, END, END]]])
    check_answers(alike, torch.tensor([1]), abstain=alike[0], pad=END, eos=END)


@pytest.mark.parametrize(
    ("gold", "n_gold", "abstain", "said"),
    [
        ([5, 6, 7], 1, [IDK, END], r"gold has the row \[5, 6, 7\], but an accepted answer is tok"),
        ([5, END, 7], 1, [IDK, END], r"gold has the row \[5, 0, 7\]"),
        ([PAD, 5, END], 1, [IDK, END], r"gold has the row \[9, 5, 0\]"),
        ([5, 6, END], 2, [IDK, END], r"n_gold is \[2\], but must be one number in 0..1"),
        ([5, 6, END], -1, [IDK, END], r"n_gold is \[-1\]"),
        ([5, 6, END], 1, [IDK, PAD], r"abstain has the row \[1, 9\], but a way to abstain is"),
    ],
)
def test_answers_that_could_never_match_are_found(
    gold: list[int], n_gold: int, abstain: list[int], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        check_answers(
            torch.tensor([[gold]]),
            torch.tensor([n_gold]),
            abstain=torch.tensor([abstain]),
            pad=PAD,
            eos=END,
        )
