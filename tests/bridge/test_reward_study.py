"""The study of the kernel: what it counts, what it refuses, and what it does without a GPU."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import subprocess
import sys
from pathlib import Path

import torch

from studies.bench import kernel
from studies.bench.kernel import Size
from teachsim import sweep

ROOT = Path(__file__).parents[2]
CPU = torch.device("cpu")
SMALL = Size("small", prompts=3, group=4, tokens=5, answers=2)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU: the study would run")
def test_without_a_gpu_the_study_says_so_and_writes_nothing(tmp_path: Path) -> None:
    asked = [sys.executable, "studies/reward_kernel.py", "--quick", "--out", str(tmp_path)]
    done = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True)
    assert "is not\nhere, so nothing is measured and nothing written" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_bytes_are_those_of_the_tensors_that_are_read_and_written() -> None:
    inputs = kernel.drawn(SMALL, seed=0, device=CPU)
    found = kernel.by_torch(SMALL, inputs)
    tensors = [*inputs, *vars(found).values()]
    assert kernel.moved(SMALL) == sum(one.nbytes for one in tensors)


def test_sizes_are_what_they_are_called() -> None:
    for size in kernel.SIZES[1:]:
        assert kernel.moved(size) == pytest.approx(int(size.about.split()[0]) * 1e6, rel=0.02)


def test_about_a_third_of_what_is_said_is_right_and_a_third_abstains() -> None:
    size = Size("some", prompts=2_000)
    found = kernel.by_torch(size, kernel.drawn(size, seed=0, device=CPU))
    shares = found.outcome.long().bincount() / len(found.outcome)
    torch.testing.assert_close(shares, torch.full((3,), 1 / 3), rtol=0, atol=0.02)


def test_strings_on_the_host_say_what_torch_says_and_both_are_in_the_table(tmp_path: Path) -> None:
    rows = list(kernel.report([SMALL], device=CPU, passes=2, tuned=False, most=1e9))
    assert [(row["way"], row["graph"]) for row in rows] == [
        ("eager", "no"),
        ("strings on the host", "no"),
    ]
    for row in rows:
        seconds, rate = float(row["microseconds"]) / 1e6, float(row["GB/s"]) * 1e9
        assert rate == pytest.approx(kernel.moved(SMALL) / seconds)
        quartiles = float(row["lower quartile"]), float(row["upper quartile"])
        assert quartiles[0] <= float(row["microseconds"]) <= quartiles[1]
    asked = sweep.options("reward_kernel", "", seeds=2, argv=["--out", str(tmp_path)])
    _, read = sweep.read_table(sweep.write_table(rows, asked))
    assert [row["size"] for row in read] == ["small", "small"]


def test_what_does_not_say_what_torch_says_is_not_timed() -> None:
    inputs = kernel.drawn(SMALL, seed=0, device=CPU)
    expected = kernel.by_torch(SMALL, inputs)
    kernel.compare(kernel.by_torch(SMALL, inputs), expected)
    unwritten = kernel.by_torch(SMALL, inputs)
    kernel.poisoned(unwritten)
    with pytest.raises(AssertionError, match="reward is wrong"):
        kernel.compare(unwritten, expected)


def test_a_copy_is_a_rate() -> None:
    assert kernel.ceiling(CPU, passes=2, size=1 << 20) > 1e6
