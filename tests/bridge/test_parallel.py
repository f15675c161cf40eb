"""Two processes that part every batch end where one with the whole batch ends."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, distributed

from teachsim.bridge import checkpoint
from teachsim.bridge.actor import Actor
from teachsim.bridge.checkpoint import Checkpoint
from teachsim.bridge.descent import Keep
from teachsim.bridge.finetune import finetune
from teachsim.bridge.language import Language
from teachsim.bridge.losses import loss
from teachsim.bridge.marking import Marker, marked
from teachsim.bridge.pace import Pace
from teachsim.bridge.parallel import ALONE, Shard, joined
from teachsim.bridge.pretrain import architecture, beginning
from teachsim.bridge.questions import Questions, questions_of
from teachsim.bridge.world import KnowledgeBase, World
from teachsim.tabular.objectives import (
    DPO,
    GRPO,
    PPO,
    SFT,
    BestOfN,
    KLRegularised,
    RejectionSampling,
)
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward

BASE = KnowledgeBase.draw(World(entities=40, tail=4, language=Language(values=3)), rng=0)
SHAPE = replace(architecture(BASE.world.language, entities=40), width=8, layers=1, heads=2)
PACE = Pace(rate=1e-2, shown=12, asked=4, samples=4)
SOME: tuple[Objective, ...] = (
    GRPO(group=4),
    RejectionSampling(),
    BestOfN(n=4),
    PPO(),
    KLRegularised(),
    DPO(),
)


def untaught(seed: int = 1) -> Actor:
    return beginning(SHAPE, rng=np.random.default_rng(seed))


def asked() -> Questions:
    return questions_of(BASE, np.flatnonzero(BASE.taught & ~BASE.tail), device="cpu")


def taught(shard: Shard, *, keep: Keep | None = None) -> Actor:
    """Several steps of SFT."""
    return finetune(untaught(), asked(), SFT(), pace=PACE, rng=2, steps=8, shard=shard, keep=keep)


def reinforced(shard: Shard) -> Actor:
    """Several steps on answers that each process draws for itself."""
    return finetune(untaught(), asked(), GRPO(group=4), pace=PACE, rng=2, steps=4, shard=shard)


def pulled(objective: Objective, shard: Shard) -> dict[str, Tensor]:
    """The gradient by each weight, on this process's part of sampled answers to eight questions."""
    actor, reference = untaught(), untaught(5)
    rows = torch.from_numpy(shard.of(np.arange(8)))
    questions = asked().take(rows)
    every = actor.sample(
        asked().prompts[:8], group=4, tokens=3, generator=torch.Generator().manual_seed(0)
    )
    # Some are right and some say that they do not know, so that there is something to learn.
    every[:, 0, :] = asked().gold[:8, 0]
    every[:4, 1, :] = asked().silence
    said = every[rows]
    sample = marked(
        Marker(objective, Reward(1, -1, 0)),
        questions,
        completions=said,
        actor=actor,
        reference=reference,
        rng=np.random.default_rng(0),
    )
    loss(objective, sample, now=actor.log_likelihood(questions.prompts, said)).backward()
    if shard.size > 1:
        shard.average(actor)
    found = {name: weight.grad for name, weight in actor.named_parameters()}
    return {name: slope for name, slope in found.items() if slope is not None}


def everything(shard: Shard) -> dict[str, Tensor]:
    """All that is compared, by name."""
    found = {f"taught {name}": tensor for name, tensor in taught(shard).state_dict().items()}
    for objective in SOME:
        for name, slope in pulled(objective, shard).items():
            found[f"{objective!r} {name}"] = slope
    return found


class EnoughError(Exception):
    """Stops a run."""


def stopped_and_gone_on(shard: Shard, folder: Path) -> Actor:
    """A run that is stopped after four of its steps, and gone on from."""

    def stop(leg: str, done: int, steps: int, loss: float) -> None:
        if done > 3:
            raise EnoughError

    with pytest.raises(EnoughError):
        finetune(
            *(untaught(), asked(), SFT()),
            pace=PACE,
            rng=2,
            steps=8,
            shard=shard,
            keep=Keep(folder, 3),
            watch=stop,
        )
    return taught(shard, keep=Keep(folder, 3))


def own_folder(shard: Shard, folder: Path) -> None:
    """Each process names a folder that the other does not see."""
    own = Keep(folder / f"own-{shard.rank}", 3)
    taught(shard, keep=own)
    assert own.folder.joinpath("leg-0.safetensors").exists() == (shard.rank == 0)
    with pytest.raises(ValueError, match="name a folder that all of them see"):
        taught(shard, keep=own)


def rank(folder: Path) -> None:
    """What each of the two processes does."""
    torch.set_num_threads(1)
    with joined() as (shard, device):
        assert device.type == "cpu"
        found = everything(shard)
        own = reinforced(shard).state_dict()
        again = taught(shard, keep=Keep(folder / "kept", 3)).state_dict()
        found |= {f"kept {name}": tensor for name, tensor in again.items()}
        gone_on = stopped_and_gone_on(shard, folder / "stopped").state_dict()
        found |= {f"gone on {name}": tensor for name, tensor in gone_on.items()}
        own_folder(shard, folder)
        found |= {f"own {name}": tensor for name, tensor in own.items()}
        checkpoint.write(folder / f"rank-{shard.rank}", Checkpoint({"size": shard.size}, found))
        distributed.barrier()


def started_by_torchrun(folder: Path) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "GLOO_SOCKET_IFNAME": "lo"}
    call = "import sys; from pathlib import Path; from tests.bridge.test_parallel import rank; "
    call += "rank(Path(sys.argv[1]))"
    script = folder / "script.py"
    script.write_text(call)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run"),
            *("--nproc-per-node", "2", "--rdzv-backend", "c10d"),
            *("--rdzv-endpoint", "127.0.0.1:0", "--local-addr", "127.0.0.1"),
            *(str(script), str(folder)),
        ],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**environment, "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3_000:]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checkpoint, Checkpoint]:
    """What each of two processes found."""
    folder = tmp_path_factory.mktemp("ranks")
    started_by_torchrun(folder)
    found = checkpoint.read(folder / "rank-0"), checkpoint.read(folder / "rank-1")
    assert [state.about["size"] for state in found] == [2, 2]
    return found


# ---------------------------------------------------------------- two against one
def test_two_processes_find_the_weights_and_gradients_of_one(
    both: tuple[Checkpoint, Checkpoint],
) -> None:
    alone = everything(ALONE)
    untrained = untaught().state_dict()
    apart = {name: both[0].tensors[name] - tensor for name, tensor in alone.items()}
    for name in apart:
        # The bias of keys is the same for all that is attended to, so that nothing depends on it:
        # its gradient is 0 but for rounding, which AdamW takes for a direction like any other.
        if name.startswith("taught") and name.endswith("into.bias"):
            apart[name][SHAPE.width : 2 * SHAPE.width] = 0
    assert {
        name: float(gap.abs().max()) for name, gap in apart.items() if (gap.abs() > 1e-6).any()
    } == {}
    moved = [tensor - untrained[name] for name, tensor in taught(ALONE).state_dict().items()]
    assert max(float(step.abs().max()) for step in moved) > 0.05
    for objective in SOME:
        steep = [alone[name].abs().max() for name in alone if name.startswith(repr(objective))]
        assert max(steep) > 1e-3


def test_both_processes_hold_the_same_weights_to_the_last_bit(
    both: tuple[Checkpoint, Checkpoint],
) -> None:
    for name, tensor in both[0].tensors.items():
        assert torch.equal(tensor, both[1].tensors[name]), name


def test_a_run_of_two_that_is_kept_ends_the_same(both: tuple[Checkpoint, Checkpoint]) -> None:
    kept = [name for name in both[0].tensors if name.startswith("kept ")]
    assert len(kept) == len(untaught().state_dict())
    for name in kept:
        assert torch.equal(both[0].tensors[name], both[0].tensors[name.replace("kept", "taught")])


def test_a_run_of_two_that_was_stopped_ends_where_it_would_have_ended(
    both: tuple[Checkpoint, Checkpoint],
) -> None:
    # In `rank`, too: the first process alone writes, and all must find what it wrote.
    gone_on = [name for name in both[0].tensors if name.startswith("gone on ")]
    assert len(gone_on) == len(untaught().state_dict())
    for name in gone_on:
        assert torch.equal(
            both[1].tensors[name], both[0].tensors[name.replace("gone on", "taught")]
        )


def test_two_processes_draw_other_answers_than_one(both: tuple[Checkpoint, Checkpoint]) -> None:
    alone = reinforced(ALONE).state_dict()
    assert any(
        not torch.allclose(both[0].tensors[f"own {name}"], tensor, atol=1e-4)
        for name, tensor in alone.items()
    )


# ---------------------------------------------------------------- parts
def test_parts_make_up_the_batch() -> None:
    rows = np.arange(12)
    parts = [Shard(rank, 3).of(rows) for rank in range(3)]
    assert np.array_equal(np.concatenate(parts), rows)
    assert {len(part) for part in parts} == {4}
    assert np.array_equal(ALONE.of(rows), rows)


def test_without_torchrun_a_process_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RANK", raising=False)
    with joined() as (shard, _):
        assert shard == ALONE


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "no process": (lambda: Shard(0, 0), "size is 0"),
    "a rank beyond": (lambda: Shard(2, 2), "rank is 2"),
    "a rank below": (lambda: Shard(-1, 2), "rank is -1"),
    "an uneven batch": (lambda: Shard(0, 2).of(np.arange(5)), "cannot be parted evenly among 2"),
    "uneven lessons": (
        lambda: finetune(
            *(untaught(), asked(), SFT()), rng=0, shard=Shard(0, 2), pace=Pace(shown=5)
        ),
        "a batch of 5 cannot be parted",
    ),
    "uneven questions": (
        lambda: finetune(
            *(untaught(), asked(), GRPO()), rng=0, shard=Shard(0, 2), pace=Pace(asked=5)
        ),
        "a batch of 5 cannot be parted",
    ),
    "more asked than there are": (
        lambda: finetune(
            *(untaught(), asked().take(torch.arange(7)), GRPO()), rng=0, shard=Shard(0, 2)
        ),
        "a batch of 7 cannot be parted",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_parted_is_refused_in_one_sentence(case: str) -> None:
    make, sentence = REFUSED[case]
    with pytest.raises(ValueError, match=sentence) as refusal:
        make()
    assert "\n" not in str(refusal.value)
