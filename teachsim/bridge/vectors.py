"""Vectors of one width on every processor: sums in another order end in other digits.

Torch and MKL add up in vectors as wide as the processor has. A network that is trained for some
hundred steps differs in the third digit afterwards, and where seeds are on a knife's edge, in what
it has learned. With vectors of 256 bits (AVX2), runs of a seed were the same to the byte on
processors with and without AVX-512.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Final

import torch

__all__ = ["WIDTH", "choose"]

WIDTH: Final = {"ATEN_CPU_CAPABILITY": "avx2", "MKL_CBWR": "AVX2"}
"""What torch and MKL read when they first compute; processes that are begun later have it, too."""


def choose() -> None:
    """Set the variables, if the processor has such vectors and nobody has set them before.

    Without effect once torch has computed something in this process.
    """
    ask: Callable[[], Mapping[str, object]] = getattr(torch.cpu, "get_capabilities", dict)
    if ask().get("avx2"):  # older ones do not tell
        for name, value in WIDTH.items():
            os.environ.setdefault(name, value)
