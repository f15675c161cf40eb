"""Names for the array types that every signature uses.

Axes mean the same everywhere: `H` hypotheses, `P` prompts, `R` responses, `T` rounds, `n` answers
of one lesson, `K` confidence bins.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["AnyArray", "BoolArray", "FloatArray", "IntArray", "MarkArray"]

AnyArray = npt.NDArray[Any]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
MarkArray = npt.NDArray[np.int8]
