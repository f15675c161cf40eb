"""TRL in an environment and a process of its own, which takes steps when it is asked to.

`opponent` makes the environment where there is none, `.venv-trl` in the root of the repository,
with the very torch that the bridge runs on; starts `trl_side.py` there; and hands over a network
and questions. Nothing of TRL is imported on this side.
"""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from teachsim.bridge.model import Transformer
from teachsim.bridge.questions import Questions
from teachsim.tabular.reward import Reward

__all__ = ["LIBRARIES", "Asked", "Opponent", "opponent"]

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv-trl"
LIBRARIES = ("trl==1.16.0", "transformers==5.24.0")
SAME = 1e-4  # nats of an answer, by which two networks may differ in float32
PROBED = 16  # answers that both networks are asked about


@dataclass(frozen=True)
class Asked:
    """What TRL is to do in a step.

    Attributes:
        trainer: "grpo" or "sft".
        batch: Answers in a step.
        group: Answers to each question, where it samples them.
        rate: Learning rate.
        betas: Of AdamW.
        reward: What answers are worth.
    """

    trainer: str
    batch: int
    rate: float
    betas: tuple[float, float]
    group: int
    reward: Reward


@dataclass(frozen=True, eq=False)
class Opponent:
    """TRL, ready to take steps.

    Attributes:
        process: It runs here.
        folder: Its scratch.
        said: What it said of itself: versions, and how many parameters its network has.
    """

    process: subprocess.Popen[str]
    folder: Path
    said: dict[str, Any]

    def steps(self, n: int) -> tuple[float, float]:
        """Seconds of processor time and of wall clock that n more steps took."""
        took = _told(self.process, {"steps": n}, folder=self.folder)
        return took["cpu"], took["wall"]

    def weights(self, like: Transformer) -> Transformer:
        """The network as TRL has trained it; it trains no further."""
        path = self.folder / "trained.safetensors"
        _tell(self.process, {"stop": str(path)}, folder=self.folder)
        if self.process.wait() != 0:
            raise _ended(self.process, folder=self.folder)
        model = Transformer(like.shape)
        model.load_state_dict(load_file(path))
        return model


@contextmanager
def opponent(model: Transformer, questions: Questions, *, asked: Asked) -> Iterator[Opponent]:
    """TRL with a network and questions; it is gone when the block is left.

    Raises:
        RuntimeError: If it ends early, or its network is another function.
    """
    python = _environment()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        settings, expected = _settings(model, questions, asked=asked, folder=folder)
        with (folder / "errors").open("w") as errors:
            process = subprocess.Popen(
                [str(python), str(Path(__file__).with_name("trl_side.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        try:
            said = _told(process, settings, folder=folder)
            _check(said, expected, n=sum(weight.numel() for weight in model.parameters()))
            yield Opponent(process, folder, said)
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(BrokenPipeError):  # what was not read any more
                    assert pipe is not None
                    pipe.close()


def _settings(
    model: Transformer, questions: Questions, *, asked: Asked, folder: Path
) -> tuple[dict[str, Any], list[float]]:
    """The first line for TRL; and the log-likelihoods that it should find."""
    weights = folder / "weights.safetensors"
    save_file(model.state_dict(), weights)
    prompts, gold = questions.prompts, questions.gold[:, 0]
    with torch.no_grad():
        logs = model.log_likelihood(prompts[:PROBED], gold[:PROBED, None]).sum((1, 2))
    silence = questions.silence.tolist()
    pays = asked.reward
    settings = {
        "trainer": asked.trainer,
        "weights": str(weights),
        "heads": model.shape.heads,
        "padding": model.shape.padding,
        "end": questions.end,
        "prompts": prompts.tolist(),
        "gold": gold.tolist(),
        "idk": silence[: silence.index(questions.end) + 1],
        "pays": [float(pays.wrong), float(pays.right), float(pays.abstain)],
        "group": asked.group,
        "batch": asked.batch,
        "rate": asked.rate,
        "betas": asked.betas,
        "probe": list(zip(prompts[:PROBED].tolist(), gold[:PROBED].tolist(), strict=True)),
        "scratch": str(folder),
    }
    return settings, logs.tolist()


def _check(said: dict[str, Any], expected: Sequence[float], *, n: int) -> None:
    """Refuse another network, or another torch: the work must be the same."""
    apart = max(abs(a - b) for a, b in zip(said["log_likelihood"], expected, strict=True))
    if apart > SAME or said["parameters"] != n:
        raise RuntimeError(
            f"TRL's network has {said['parameters']:,} parameters and the bridge's {n:,}, and they "
            f"differ by {apart:g} nats an answer, which may be {SAME:g} at most: see `names` in "
            "trl_side.py, which says what weight is what"
        )
    if said["versions"]["torch"] != torch.__version__:
        raise RuntimeError(
            f"TRL runs on torch {said['versions']['torch']}, the bridge on {torch.__version__}; "
            f"delete {ENVIRONMENT.name} to have it made anew"
        )


def _environment() -> Path:
    """The Python of TRL's environment, which is made where there is none."""
    wanted = [f"torch=={importlib.metadata.version('torch')}", *LIBRARIES]
    python, stamp = ENVIRONMENT / "bin" / "python", ENVIRONMENT / ".ready"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != "\n".join(wanted):
        print(f"Making {ENVIRONMENT.name} for TRL: some minutes, once.", flush=True)
        make = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
        subprocess.run(make, check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=True)
        stamp.write_text("\n".join(wanted), encoding="utf-8")
    return python


def _told(process: subprocess.Popen[str], line: dict[str, Any], *, folder: Path) -> dict[str, Any]:
    """The answer to a line."""
    _tell(process, line, folder=folder)
    assert process.stdout is not None
    answer = process.stdout.readline()
    if not answer:
        raise _ended(process, folder=folder)
    found: dict[str, Any] = json.loads(answer)
    return found


def _tell(process: subprocess.Popen[str], line: dict[str, Any], *, folder: Path) -> None:
    """One line, sent."""
    assert process.stdin is not None
    try:
        process.stdin.write(json.dumps(line) + "\n")
        process.stdin.flush()
    except BrokenPipeError:
        raise _ended(process, folder=folder) from None


def _ended(process: subprocess.Popen[str], *, folder: Path) -> RuntimeError:
    """What to say when TRL has ended before it was told to."""
    last = (folder / "errors").read_text(encoding="utf-8").strip()[-2000:]
    return RuntimeError(f"TRL ended by itself (exit {process.wait()}); it said last:\n{last}")
