"""What the reward kernel moves, and how fast: sizes, rivals, and times on a GPU.

A time is that of one pass over several sets of inputs, divided by their number; there are as many
sets as it takes to outgrow the second-level cache three times, or 256. Passes are timed by events
on the device, in which a host that cannot keep up shows. In a CUDA graph a whole pass is one graph.
Before it is timed each way must say what torch says, in memory that held NaN before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles

import torch
from torch import Tensor

from teachsim.bridge import reward_reference as reference
from teachsim.bridge.rewards import GroupReward, Scale, TokenCredit, group_reward
from teachsim.tabular import Reward

__all__ = ["SIZES", "Size", "ceiling", "drawn", "measured", "moved", "report", "sets_of", "ways"]

END, IDK, PAD, FIRST, LAST = 0, 1, 42, 2, 41  # the tokens of the bridge's own language
WORTH = Reward(right=1.0, wrong=-1.0, abstain=0.0)
MOST_SETS, CACHE_TIMES, MOST_STRINGS = 256, 3, 100_000
COPIED = 1 << 30

Inputs = tuple[Tensor, Tensor, Tensor, Tensor]
Way = Callable[[Inputs], GroupReward]


@dataclass(frozen=True)
class Size:
    """A batch of prompts: B, G, T (which is Tg, too) and K."""

    about: str
    prompts: int
    group: int = 8
    tokens: int = 3
    answers: int = 4


SIZES = (
    Size("the bridge's own", 16, answers=1),
    Size("1 MB", 2_900),
    Size("16 MB", 46_000),
    Size("200 MB", 575_000),
    Size("200 MB, long answers", 75_000, tokens=32),
)


def moved(size: Size) -> int:
    """Bytes that are read or written at least, with tokens of 4: those of `reward_kernel`."""
    rows, T = size.prompts * size.group, size.tokens
    read = 4 * (rows * T + size.prompts * size.answers * T + size.prompts + T)
    return read + 13 * rows + 4 * rows * T


def drawn(size: Size, *, seed: int, device: torch.device) -> Inputs:
    """Completions of which a third are right, a third abstains, and a third is anything."""
    rng = torch.Generator(device).manual_seed(seed)
    B, G, T, K = size.prompts, size.group, size.tokens, size.answers

    def tokens(*shape: int, low: int = FIRST, high: int = LAST + 1) -> Tensor:
        return torch.randint(low, high, shape, generator=rng, dtype=torch.int32, device=device)

    gold, said = tokens(B, K, T), tokens(B, G, T)
    gold[:, :, -1] = END
    silent = torch.tensor([[IDK, END] + [PAD] * (T - 2)], dtype=torch.int32, device=device)
    which = tokens(B, G, 1, low=0, high=3)
    said = torch.where(which == 0, gold[:, -1:], torch.where(which == 1, silent, said))
    n_gold = torch.full((B,), K, dtype=torch.int32, device=device)
    return said.view(B * G, T), gold, n_gold, silent


def sets_of(size: Size, *, device: torch.device) -> list[Inputs]:
    """Inputs that a pass runs through, so that it finds none of them in the cache."""
    cache = torch.cuda.get_device_properties(device).L2_cache_size if on_gpu(device) else 0
    n = min(max(2, -(-CACHE_TIMES * cache // moved(size))), MOST_SETS)
    return [drawn(size, seed=seed, device=device) for seed in range(n)]


# ---------------------------------------------------------------- ways to compute it
def by_kernel(size: Size, inputs: Inputs) -> GroupReward:
    """What the bridge does in each step on a GPU, its checks included."""
    completions, gold, n_gold, abstain = inputs
    return group_reward(
        completions, gold, n_gold, abstain,
        group=size.group, pad=PAD, eos=END, reward=WORTH, backend="triton",
    )  # fmt: skip


def by_torch(size: Size, inputs: Inputs) -> GroupReward:
    """The reference."""
    rules = reference.Rules(size.group, PAD, END, WORTH, Scale.STD, TokenCredit.SEQUENCE)
    return reference.group_reward(reference.Answers(*inputs), rules=rules)


def by_strings(size: Size, inputs: Inputs, *, accepted: dict[int, list[set[str]]]) -> GroupReward:
    """As libraries do it: completions become strings on the host; the right ones are there."""
    gold = accepted[inputs[1].data_ptr()]
    said = [text(row) for row in inputs[0].tolist()]
    outcome = [outcome_of(one, gold[i // size.group]) for i, one in enumerate(said)]
    worth = [(WORTH.wrong, WORTH.right, WORTH.abstain)[one] for one in outcome]
    value = torch.tensor(worth, device=inputs[0].device).view(-1, size.group)
    deviation = value.std(1, keepdim=True)
    apart = (value - value.mean(1, keepdim=True)) / torch.where(deviation == 0, 1, deviation)
    ends = inputs[0] == END
    weight = (ends.cumsum(1) - ends.int() == 0).float()
    kinds = torch.tensor(outcome, dtype=torch.int8, device=value.device)
    return GroupReward(value.view(-1), apart.view(-1), kinds, weight, prefix=kinds[:0])


def text(row: Sequence[int]) -> str:
    """An answer as a string, up to its end token; one without an end is like no other."""
    return " ".join(map(str, row[: row.index(END)])) if END in row else "?"


def outcome_of(said: str, accepted: set[str]) -> int:
    """0 wrong, 1 right, 2 abstained."""
    return 1 if said in accepted else 2 if said == str(IDK) else 0


def ways(size: Size, sets: Sequence[Inputs], *, tuned: bool) -> Iterator[tuple[str, Way]]:
    """The kernel, torch as it is and as compiled by itself, and the host's strings."""
    eager = partial(by_torch, size)
    if on_gpu(sets[0][0].device):
        yield "triton", partial(by_kernel, size)
        for mode in ("default", "max-autotune-no-cudagraphs") if tuned else ("default",):
            torch.compiler.reset()  # each size is compiled for itself
            yield (
                f"compiled, {mode}",
                torch.compile(
                    lambda inputs: by_torch(size, inputs), fullgraph=True, dynamic=False, mode=mode
                ),
            )
    yield "eager", eager
    if size.prompts * size.group <= MOST_STRINGS:
        accepted = {
            inputs[1].data_ptr(): [{text(row) for row in rows} for rows in inputs[1].tolist()]
            for inputs in sets
        }
        yield "strings on the host", partial(by_strings, size, accepted=accepted)


# ---------------------------------------------------------------- times
def on_gpu(device: torch.device) -> bool:
    """Whether a device works while the host does something else."""
    return device.type == "cuda"


def measured(
    way: Way, sets: Sequence[Inputs], *, expected: GroupReward, graph: bool, passes: int
) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile of the seconds of one call.

    Args:
        way: What is timed.
        sets: Inputs of a pass.
        expected: What it must say of the last of them.
        graph: Whether a pass is a CUDA graph.
        passes: Passes that are timed, at least 2.
    """
    poisoned(way(sets[-1]))  # whose memory the next call is likely to be given
    compare(way(sets[-1]), expected)

    def run() -> None:
        for inputs in sets:
            way(inputs)

    run()
    again = captured(way, sets, expected=expected) if graph else run
    device = sets[0][0].device
    seconds = [timed(again, device) / len(sets) for _ in range(passes)]
    low, middle, high = quantiles(seconds, n=4, method="inclusive")
    return low, middle, high


def captured(way: Way, sets: Sequence[Inputs], *, expected: GroupReward) -> Callable[[], None]:
    """One pass as a CUDA graph, which must write all that it returns."""
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        found = [way(inputs) for inputs in sets]
    poisoned(found[-1])
    graph.replay()
    compare(found[-1], expected)
    return graph.replay


def poisoned(found: GroupReward) -> None:
    """Fill results with what no reward is."""
    for one in vars(found).values():
        one.fill_(torch.nan if one.is_floating_point() else -1)


def compare(found: GroupReward, expected: GroupReward) -> None:
    """Refuse results that are not the expected ones; others than the kernel may round otherwise."""
    for name, one in vars(found).items():
        if one.numel():  # strings know no prefix
            other = getattr(expected, name)
            torch.testing.assert_close(one, other, rtol=0, atol=2e-6, msg=f"{name} is wrong")


def timed(run: Callable[[], object], device: torch.device) -> float:
    """Seconds of a run, by the device's own clock if it has one."""
    if not on_gpu(device):
        start = time.perf_counter()
        run()
        return time.perf_counter() - start
    begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    torch.cuda.synchronize(device)
    begin.record()
    run()
    end.record()
    end.synchronize()
    return begin.elapsed_time(end) / 1e3


def ceiling(device: torch.device, *, passes: int, size: int = COPIED) -> float:
    """Bytes a second of a copy of `size` bytes, read and written."""
    source = torch.randint(256, (size,), dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    seconds = [timed(partial(target.copy_, source), device) for _ in range(passes + 1)]
    return 2 * size / median(seconds[1:])


def report(
    sizes: Sequence[Size], *, device: torch.device, passes: int, tuned: bool, most: float
) -> Iterator[dict[str, str | int | float]]:
    """One row for each size, way, and with or without a graph.

    Args:
        sizes: What is computed.
        device: Where.
        passes: Passes that are timed for each row, at least 2.
        tuned: Whether compiled torch is also tuned, which takes a while.
        most: Bytes a second that a copy reaches.
    """
    for size in sizes:
        sets, first = sets_of(size, device=device), dict[bool, float]()
        expected = by_torch(size, sets[-1])
        for name, way in ways(size, sets, tuned=tuned):
            for graph in (False, True) if on_gpu(device) and name[:7] != "strings" else (False,):
                times = measured(way, sets, expected=expected, graph=graph, passes=passes)
                rate = moved(size) / times[1]
                yield {
                    "size": size.about,
                    "bytes": moved(size),
                    "sets": len(sets),
                    "way": name,
                    "graph": "yes" if graph else "no",
                    "microseconds": times[1] * 1e6,
                    "lower quartile": times[0] * 1e6,
                    "upper quartile": times[2] * 1e6,
                    "GB/s": rate / 1e9,
                    "share of a copy": rate / most,
                    "times the first way": times[1] / first.setdefault(graph, times[1]),
                }
