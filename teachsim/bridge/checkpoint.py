"""Checkpoints: tensors and what they belong to, in one safetensors file, written whole or not.

The JSON in the file's header says what run this is and how far it has come; a hash of all of it
tells a file that was damaged afterwards. Nothing is pickled, and sizes are checked before anything
is read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from teachsim.core.checks import quoted
from teachsim.core.files import write_file

__all__ = ["Checkpoint", "check_folder", "read", "write"]

_FORMAT = "teachsim checkpoint 1"
_MOST_HEADER = 1 << 24
_LENGTH = 8  # bytes before the header, which say how long it is


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A state of training.

    Attributes:
        about: What it belongs to and how far it has come: JSON values.
        tensors: By name.
    """

    about: Mapping[str, object]
    tensors: Mapping[str, Tensor]


def check_folder(folder: Path) -> None:
    """Make a folder for checkpoints, and refuse one that cannot be written to, before training.

    Raises:
        ValueError: If it cannot be made, or nothing can be written there.
    """
    trial = folder / f".trial.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise ValueError(
            f"the folder of checkpoints {str(folder)!r} cannot be written to ({error}); name "
            "another one"
        ) from error


def write(path: Path, state: Checkpoint) -> None:
    """Write a checkpoint under another name, then rename it: a crash leaves the old one whole.

    Raises:
        ValueError: If it cannot be written: the old one is left.
    """
    from safetensors.torch import save

    about = json.dumps(dict(state.about), sort_keys=True, allow_nan=False)
    # Copies, as a file cannot say that two names share their memory.
    tensors = {
        name: tensor.detach().cpu().clone(memory_format=torch.contiguous_format)
        for name, tensor in state.tensors.items()
    }
    content = save(tensors, {"format": _FORMAT, "about": about, "hash": _hash(about, tensors)})
    try:
        write_file(path, content)
    except OSError as error:
        raise ValueError(
            f"checkpoint {str(path)!r} cannot be written ({error}), and the one before is left; "
            "make room, or name another folder"
        ) from error


def read(path: Path, *, device: torch.device | str = "cpu") -> Checkpoint:
    """The checkpoint in a file.

    Raises:
        ValueError: If it is missing, damaged, cut short, or none of ours.
    """
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise ValueError(f"checkpoint {str(path)!r} does not exist; name a file that a run wrote")
    try:
        _check_size(path)
        with safe_open(path, framework="pt") as file:
            header = file.metadata() or {}
            _check_format(path, header.get("format"))
            about = json.loads(header["about"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            whole = header["hash"] == _hash(header["about"], tensors)
    except (SafetensorError, OSError, KeyError, json.JSONDecodeError, RecursionError) as error:
        raise _damaged(path, f"{type(error).__name__}: {error}") from error
    if not whole or not isinstance(about, dict):
        raise _damaged(path, "it is not as it was written")
    return Checkpoint(about, {name: tensor.to(device) for name, tensor in tensors.items()})


def _check_size(path: Path) -> None:
    """Refuse a file whose header claims more than there is."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_LENGTH), "little")
    size = path.stat().st_size
    if not 0 < length <= min(_MOST_HEADER, size - _LENGTH):
        raise _damaged(path, f"its header has {length:,} bytes, and the file {size:,}")


def _check_format(path: Path, found: object) -> None:
    """Refuse the file of another program."""
    if found != _FORMAT:
        raise ValueError(
            f"checkpoint {str(path)!r} is of the format {quoted(found)}, not {_FORMAT!r}: no run "
            "of this program wrote it; name another file"
        )


def _damaged(path: Path, how: str) -> ValueError:
    """What to say of a file that nothing can be made of."""
    return ValueError(
        f"checkpoint {str(path)!r} cannot be read ({how}): it is damaged or none of ours; delete "
        "it to start again"
    )


def _hash(about: str, tensors: Mapping[str, Tensor]) -> str:
    """A hash of all that a checkpoint holds."""
    digest = hashlib.sha256(about.encode())
    for name, tensor in sorted(tensors.items()):
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
