"""What marking sampled answers costs: as words on the host, and as numbers on the device.

    python -m studies.bench.marking --out teachsim/gallery/data

Microseconds for each answer: fetched, spelled and compared as Python strings, then given its lead
over its group; and the same by `group_reward` on token ids where they are, by plain torch and, on a
GPU with triton, by one kernel. Accepted answers are spelled once, before. On a processor it is
processor time, as machines are busy; on a GPU it is wall time, until the device has finished. Rows
of other devices stay in the table: the page Bridge shows all of them.

On a processor nothing has to be fetched, so what is left there is Python against torch.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import torch
from torch import Tensor

import teachsim as ts
from teachsim import sweep
from teachsim.bridge.rewards import group_reward
from teachsim.core.cells import csv_text
from teachsim.tabular import Reward

SIZES = ((16, 8, 1, 3), (64, 8, 4, 4), (256, 16, 4, 8), (1024, 16, 4, 16))
"""Prompts, answers to each, accepted ones of each, tokens of an answer; the bridge's own first."""

COLUMNS = (
    *("device", "torch", "date", "prompts", "group", "accepted", "tokens", "how", "microseconds"),
)
COMMAND = "python -m studies.bench.marking --out teachsim/gallery/data"
END, IDK, WORDS, REPEATS = 0, 1, 42, 25
VOCABULARY = (".", "unknown", *(f"word{k}" for k in range(2, WORDS)))
WORTH = Reward()

Size = tuple[int, int, int, int]


def drawn(size: Size, *, device: str) -> list[Tensor]:
    """Answers `(B * G, T)`, half of them right, accepted ones `(B, K, T)`, how many, and IDK."""
    prompts, group, accepted, tokens = size
    luck = torch.Generator().manual_seed(0)
    gold = torch.randint(2, WORDS, (prompts, accepted, tokens), generator=luck)
    said = torch.randint(2, WORDS, (prompts, group, tokens), generator=luck)
    said[:, : group // 2] = gold[:, :1]
    gold[..., -1] = END
    said[..., -1] = END
    silence = torch.tensor([[IDK, END]])
    found = (said.reshape(-1, tokens), gold, torch.full((prompts,), accepted), silence)
    return [part.to(device) for part in found]


def spelled(rows: list[list[int]]) -> list[str]:
    """Answers as text, up to their end."""
    return [" ".join(VOCABULARY[word] for word in row).split(" .")[0] for row in rows]


def by_words(said: Tensor, accepted: list[set[str]]) -> Tensor:
    """Leads `(B * G,)` of answers that are fetched, spelled and compared as strings."""
    group = len(said) // len(accepted)
    marks = []
    for k, text in enumerate(spelled(said.tolist())):
        if text in accepted[k // group]:
            marks.append(WORTH.right)
        else:
            marks.append(WORTH.abstain if text == VOCABULARY[IDK] else WORTH.wrong)
    worth = torch.tensor(marks, device=said.device).view(-1, group)
    spread = worth.std(dim=1, keepdim=True).clamp(min=1e-4)
    return ((worth - worth.mean(dim=1, keepdim=True)) / spread).reshape(-1)


def works_of(size: Size, *, device: str) -> Mapping[str, Callable[[], object]]:
    """Ways to mark the same answers, by name."""
    said, gold, n_gold, silence = drawn(size, device=device)
    accepted = [set(spelled(answers)) for answers in gold.tolist()]
    works: dict[str, Callable[[], object]] = {
        "words on the host": partial(by_words, said, accepted)
    }
    kernel = device == "cuda" and find_spec("triton") is not None
    for backend in ["torch", *(["triton"] if kernel else [])]:
        works[f"{backend} on the device"] = partial(
            group_reward, said, gold, n_gold, silence,
            group=size[1], pad=WORDS, eos=END, reward=WORTH, backend=backend,
        )  # fmt: skip
    return works


def timed(works: Mapping[str, Callable[[], object]], *, device: str) -> dict[str, float]:
    """Median seconds of each, taken in turns; the first two load and compile."""
    clock = time.perf_counter if device == "cuda" else time.process_time
    seconds: dict[str, list[float]] = {how: [] for how in works}
    for _ in range(REPEATS + 2):
        for how, work in works.items():
            start = clock()
            work()
            if device == "cuda":
                torch.cuda.synchronize()
            seconds[how].append(clock() - start)
    return {how: median(own[2:]) for how, own in seconds.items()}


def kept(path: Path, *, device: str) -> list[list[str]]:
    """Rows of other devices in the table that is there."""
    if not path.exists():
        return []
    rows = sweep.read_table(path)[1]
    return [[row[column] for column in COLUMNS] for row in rows if row["device"] != device]


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of marking_speed.csv")
    path = parser.parse_args().out / "marking_speed.csv"
    torch.set_num_threads(1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    name = torch.cuda.get_device_name() if device == "cuda" else f"cpu, {platform.machine()}"
    rows: list[Sequence[object]] = [*kept(path, device=name)]
    for size in SIZES:
        answers = size[0] * size[1]
        for how, seconds in timed(works_of(size, device=device), device=device).items():
            each = f"{1e6 * seconds / answers:.3g}"
            rows.append([name, torch.__version__, date.today(), *size, how, each])
            print(f"{name}: {size[0]} x {size[1]} answers, {how}: {each} us each")
    head = f"# teachsim {ts.__version__}\n# command: {COMMAND}\n"
    sweep.write_file(path, (head + csv_text([COLUMNS, *rows])).encode())


if __name__ == "__main__":
    main()
