"""The same contrast on a small transformer: the only part that knows torch.

`import teachsim.bridge` is free: each module loads torch itself, and `TransformerLM` is fetched
when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teachsim.bridge.transformer import TransformerLM

__all__ = ["TransformerLM"]


def __getattr__(name: str) -> object:
    """The learner of the one loop, by name.

    Raises:
        AttributeError: If it is another name.
    """
    if name == "TransformerLM":
        from teachsim.bridge import transformer  # loads torch

        return transformer.TransformerLM
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
