"""The kernel says what the reference says: interpreted here, and compiled for a GPU nobody has."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

from collections.abc import Callable
from importlib.util import find_spec
from itertools import cycle, product
from typing import Any

import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import Tensor

from teachsim.bridge.rewards import group_advantage, group_reward
from teachsim.tabular.reward import Reward
from tests.bridge.said import ANSWERS, END, PAD, Said

Ask = Callable[[dict[str, Any]], dict[str, Any]]

SCALES = ("std", "none", "loo")
CREDITS = ("sequence", "length", "prefix")
WORTH = (0.3, -1 / 3, 0.1)  # numbers that no float holds exactly
needs_triton = pytest.mark.skipif(
    find_spec("triton") is None,
    reason="the kernel's tests need triton: pip install 'teachsim[kernel]'",
)


def told(tensor: Tensor) -> dict[str, Any]:
    return {
        "type": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "values": tensor.flatten().tolist(),
    }


def read(answer: dict[str, Any]) -> Tensor:
    return torch.tensor(answer["values"], dtype=getattr(torch, answer["type"])).view(
        answer["shape"]
    )


def by_kernel(ask: Ask, tensors: list[Tensor], **options: Any) -> dict[str, Tensor]:
    programs = options.pop("programs", 1)
    found = ask(
        {
            "what": "reward",
            "tensors": [told(one) for one in tensors],
            "reward": WORTH,
            "options": {**options, "backend": "triton"},
            "programs": programs,
        }
    )
    return {name: read(one) for name, one in found.items()}


def assert_alike(ask: Ask, tensors: list[Tensor], **options: Any) -> None:
    """Bit for bit, and of the same types."""
    found = by_kernel(ask, tensors, **options)
    options.pop("programs", None)
    expected = vars(group_reward(*tensors, reward=Reward(*WORTH), backend="torch", **options))
    assert found.keys() == expected.keys()
    for name, one in found.items():
        assert one.dtype == expected[name].dtype, name
        assert torch.equal(one, expected[name]), f"{name}: {one} is not {expected[name]}"


def drawn(sizes: str, *, dtype: torch.dtype, seed: int) -> list[Tensor]:
    """Four tokens, so that matches are common; sizes are those of B, G, T, K, Tg, A and Ta."""
    B, G, T, K, wide, A, narrow = map(int, sizes.split())
    rng = torch.Generator().manual_seed(seed)

    def table(*shape: int, most: int = 4) -> Tensor:
        return torch.randint(0, most, shape, generator=rng).to(dtype)

    n_gold = table(B, most=K + 1)
    tensors = [table(B * G, T), table(B, K, wide), n_gold, table(A, narrow)]
    if T > 8:  # long rows that never agree would test nothing: let some go along with an answer
        tensors[0].view(B, G, T)[:, ::2, : min(T, wide)] = tensors[1][:, :1, : min(T, wide)]
    return tensors


# ---------------------------------------------------------------- in the interpreter
SHAPES = [
    "2 3 3 2 3 1 2",  # no power of two
    "3 5 7 3 4 2 3",  # more tokens than are read
    "2 4 2 1 5 1 3",  # fewer
    "1 1 1 1 1 1 1",  # one of each
    "3 1 4 2 3 1 2",  # groups of one
    "2 4 5 0 3 1 2",  # no accepted answer
    "2 4 5 2 3 0 2",  # no way to abstain
    "5 2 6 7 6 5 6",
    "2 2 301 2 290 1 5",  # more columns than a tile
    "1 33 70 2 66 2 3",  # the same, by a large group
    "300 2 2 1 2 1 2",  # more groups than a program takes
]
KINDS = cycle(
    (scale, credit, dtype, pad)
    for dtype in (torch.int32, torch.int64)
    for pad in (3, 0)
    for credit in CREDITS
    for scale in SCALES
)


@pytest.mark.parametrize(
    ("sizes", "scale", "credit", "dtype", "pad"),
    [(sizes, *kind) for sizes, kind in zip(SHAPES * 4, KINDS, strict=False)],
)
def test_the_interpreted_kernel_says_what_the_reference_says(
    interpreter: Ask, sizes: str, scale: str, credit: str, dtype: torch.dtype, pad: int
) -> None:
    tensors = drawn(sizes, dtype=dtype, seed=len(scale + credit))
    group = int(sizes.split()[1])
    assert_alike(interpreter, tensors, group=group, scale=scale, credit=credit, pad=pad, eos=0)


@pytest.mark.parametrize("one", ANSWERS, ids=[one.about for one in ANSWERS])
def test_the_kernel_judges_as_by_hand(interpreter: Ask, one: Said) -> None:
    rows = [*one.gold, *map(list, one.abstain)]
    width = max(map(len, rows))
    filled = torch.tensor([row + [PAD] * (width - len(row)) for row in rows])
    tensors = [
        torch.tensor([one.said]),
        filled[None, : len(one.gold)].contiguous(),
        torch.tensor([one.n_gold]),
        filled[len(one.gold) :].contiguous(),
    ]
    found = by_kernel(interpreter, tensors, group=1, pad=PAD, eos=END)
    assert found["outcome"].tolist() == [one.outcome]
    assert found["prefix"].tolist() == [one.prefix]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("said", [[5, END], [6, END], [1, END]])
def test_groups_that_agree_have_no_advantage_in_the_kernel(
    interpreter: Ask, said: list[int], scale: str
) -> None:
    tensors = [torch.tensor([said] * 7), torch.tensor([[[5, END]]]), torch.tensor([1])]
    ways = torch.tensor([[1, END]])
    options = {"group": 7, "pad": PAD, "eos": END, "scale": scale, "credit": "prefix"}
    found = by_kernel(interpreter, [*tensors, ways], **options)
    assert found["advantage"].tolist() == [0.0] * 7
    assert not found["weight"].any()


def test_ids_of_different_types_go_together(interpreter: Ask) -> None:
    completions, gold, n_gold, ways = drawn("3 3 4 2 3 1 2", dtype=torch.int64, seed=1)
    mixed = [completions.int(), gold, n_gold.int(), ways.int()]
    assert_alike(interpreter, mixed, group=3, pad=3, eos=0)


def test_a_program_for_each_group_says_the_same(interpreter: Ask) -> None:
    tensors = drawn("5 3 4 2 3 1 2", dtype=torch.int64, seed=2)
    assert_alike(interpreter, tensors, group=3, pad=3, eos=0, programs=256)


def test_no_prompt_starts_no_kernel(interpreter: Ask) -> None:
    tensors = drawn("0 3 4 2 3 1 2", dtype=torch.int64, seed=1)
    assert_alike(interpreter, tensors, group=3, pad=3, eos=0)


@needs_triton
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    sizes=st.tuples(*[st.integers(1, 4)] * 5, st.just(1), st.just(1)),
    seed=st.integers(0, 10**6),
    scale=st.sampled_from(SCALES),
    credit=st.sampled_from(CREDITS),
    pad=st.sampled_from([0, 3]),
)
def test_the_kernel_agrees_on_any_small_case(
    interpreter: Ask, sizes: tuple[int, ...], seed: int, scale: str, credit: str, pad: int
) -> None:
    tensors = drawn(" ".join(map(str, sizes)), dtype=torch.int64, seed=seed)
    assert_alike(interpreter, tensors, group=sizes[1], scale=scale, credit=credit, pad=pad, eos=0)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32])
@pytest.mark.parametrize("group", [1, 5, 8])
def test_scores_are_compared_by_the_kernel_too(
    interpreter: Ask, group: int, dtype: torch.dtype, scale: str
) -> None:
    scores = torch.randn(group * 7, generator=torch.Generator().manual_seed(0)).to(dtype)
    scores[:group] = 0.1  # equal ones
    options = {"group": group, "scale": scale}
    asked = {"tensors": [told(scores)], "options": {**options, "backend": "triton"}}
    found = interpreter({"what": "advantage", "programs": 2, **asked})
    expected = group_advantage(scores, group=group, scale=scale)
    assert not expected[:group].any()
    torch.testing.assert_close(read(found["advantage"]), expected, atol=0, rtol=2.5e-7)


# ---------------------------------------------------------------- compiled, without a GPU
@pytest.mark.parametrize(
    ("sizes", "dtype", "credit", "scale"),
    [
        ("16 8 3 1 3 1 2", "int64", "sequence", "std"),  # the bridge's own
        ("1000000 8 3 4 3 1 2", "int32", "length", "loo"),
        ("1000000 5 7 3 6 2 4", "int64", "prefix", "std"),
        ("1000000 8 600 4 512 2 4", "int32", "sequence", "none"),
        ("1000 1024 16 2 8 2 4", "int64", "prefix", "std"),  # the largest group
    ],
)
def test_the_kernel_compiles_for_sm_90_and_keeps_all_it_holds_in_registers(
    compiler: Ask, sizes: str, dtype: str, credit: str, scale: str
) -> None:
    built = compiler({"sizes": sizes, "type": dtype, "credit": credit, "scale": scale})
    assert built["bytes"] > 0, "there is no machine code"
    assert built["spilled"] == 0, f"{built}: more than the registers of a thread can hold"


# ---------------------------------------------------------------- on a GPU, if there is one
needs_gpu = pytest.mark.skipif(
    not torch.cuda.is_available() or find_spec("triton") is None,
    reason="runs the kernel on a GPU, and there is none, or no triton",
)


@needs_gpu
@pytest.mark.parametrize("dtype", [torch.int32, torch.int64])
@pytest.mark.parametrize("sizes", [*SHAPES, "70000 8 3 4 3 1 2"])
def test_the_kernel_on_a_gpu_says_what_torch_says_on_the_cpu(
    sizes: str, dtype: torch.dtype
) -> None:
    tensors = drawn(sizes, dtype=dtype, seed=7)
    options: dict[str, Any] = {"group": int(sizes.split()[1]), "pad": 3, "eos": 0}
    for scale, credit in product(SCALES, CREDITS):
        asked = {**options, "scale": scale, "credit": credit, "reward": Reward(*WORTH)}
        expected = group_reward(*tensors, **asked, backend="torch")
        found = group_reward(*[one.cuda() for one in tensors], **asked, backend="triton")
        for name, one in vars(found).items():
            assert torch.equal(one.cpu(), getattr(expected, name)), (name, scale, credit)


@needs_gpu
@pytest.mark.parametrize("backend", ["torch", "triton"])
def test_a_cuda_graph_holds_rewards_and_follows_new_completions(backend: str) -> None:
    tensors = [one.cuda() for one in drawn("40 8 4 3 4 1 2", dtype=torch.int64, seed=1)]
    options: dict[str, Any] = {"group": 8, "pad": 3, "eos": 0, "reward": Reward(*WORTH)}
    group_reward(*tensors, **options, backend=backend)  # compiles
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        found = group_reward(*tensors, **options, backend=backend)
    tensors[0].copy_(drawn("40 8 4 3 4 1 2", dtype=torch.int64, seed=2)[0])
    graph.replay()
    expected = group_reward(*[one.cpu() for one in tensors], **options)
    for name, one in vars(found).items():
        assert torch.equal(one.cpu(), getattr(expected, name)), name


# ---------------------------------------------------------------- where no kernel runs
def test_a_kernel_on_the_cpu_is_refused_with_the_way_out(compiler: Ask) -> None:
    said = compiler({"refuse": "cpu"})["refusal"]
    assert "the tensors are on cpu, where no kernel runs" in said
    assert "set TRITON_INTERPRET=1" in said


@needs_triton
def test_a_group_that_no_program_can_hold_is_refused_or_left_to_torch() -> None:
    scores = torch.arange(2048.0)
    with pytest.raises(ValueError, match="group is 2048, but the kernel takes at most 1024"):
        group_advantage(scores, group=2048, backend="triton")
    assert group_advantage(scores, group=2048).shape == (2048,)
