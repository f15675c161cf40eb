"""The same contrast on a small transformer: the only part that knows torch.

`import teachsim.bridge` is free: each module loads torch itself, and `TransformerLM` is fetched
when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["TransformerLM"]

if TYPE_CHECKING:
    from teachsim.bridge.transformer import TransformerLM
else:

    def __getattr__(name: str) -> object:
        """The learner of the one loop, by its name.

        Raises:
            AttributeError: If it is another name.
        """
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from teachsim.bridge import transformer  # loads torch

        return transformer.TransformerLM
