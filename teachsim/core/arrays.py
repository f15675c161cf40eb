"""Names for the array types that every signature uses, and how arrays are shared.

Axes mean the same everywhere: `H` hypotheses, `P` prompts, `R` responses, `T` rounds, `n` answers
of one lesson, `K` confidence bins.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["AnyArray", "BoolArray", "FloatArray", "IntArray", "MarkArray", "sealed"]

AnyArray = npt.NDArray[Any]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
MarkArray = npt.NDArray[np.int8]

Array = TypeVar("Array", bound=AnyArray)


def sealed(array: Array) -> Array:
    """A copy that nobody can write to, for those who must not change what they are shown.

    It lies over bytes, which are immutable: an array that owns its memory could be made writable
    again by `setflags`.
    """
    copy: Array = np.ndarray(array.shape, array.dtype, buffer=array.tobytes())  # type: ignore[assignment]
    return copy
