"""Checkpoints: tensors and what they belong to, in one safetensors file, written whole or not.

The JSON in the file's header says what run this is and how far it has come. Nothing is pickled, and
sizes are checked before anything is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from teachsim.core.checks import quoted

__all__ = ["Checkpoint", "read", "write"]

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


def write(path: Path, state: Checkpoint) -> None:
    """Write a checkpoint under another name, then rename it: a crash leaves the old one whole."""
    from safetensors.torch import save

    about = json.dumps(dict(state.about), sort_keys=True, allow_nan=False)
    content = save(
        {name: tensor.detach().cpu().contiguous() for name, tensor in state.tensors.items()},
        {"format": _FORMAT, "about": about},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def read(path: Path, *, device: torch.device | str = "cpu") -> Checkpoint:
    """The checkpoint in a file.

    Raises:
        ValueError: If it is missing, damaged, cut short, or none of ours.
    """
    from safetensors import SafetensorError, safe_open

    _check_size(path)
    try:
        with safe_open(path, framework="pt", device=str(device)) as file:
            header = file.metadata() or {}
            if header.get("format") != _FORMAT:
                found = quoted(header.get("format"))
                raise ValueError(
                    f"checkpoint {str(path)!r} is of the format {found}, not {_FORMAT!r}: no run "
                    "of this program wrote it; name another file"
                )
            about = json.loads(header["about"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError, KeyError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(
            f"checkpoint {str(path)!r} cannot be read ({type(error).__name__}: {error}): it is "
            "damaged or no safetensors file; delete it to start again"
        ) from error
    return Checkpoint(about, tensors)


def _check_size(path: Path) -> None:
    """Refuse a file whose header claims more than there is."""
    if not path.is_file():
        raise ValueError(f"checkpoint {str(path)!r} does not exist; name a file that a run wrote")
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_LENGTH), "little")
    if not 0 < length <= min(_MOST_HEADER, path.stat().st_size - _LENGTH):
        raise ValueError(
            f"checkpoint {str(path)!r} has a header of {length:,} bytes in a file of "
            f"{path.stat().st_size:,}: it is damaged or no safetensors file; delete it to start "
            "again"
        )
