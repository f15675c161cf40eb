"""Worlds and models in which the contrast is harder, or goes wrong: one thing changed in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from teachsim.bridge.classroom import Classroom, classroom
from teachsim.bridge.contrast import Sizes
from teachsim.bridge.language import Language
from teachsim.bridge.pretrain import Replay, architecture
from teachsim.bridge.world import Scope

__all__ = ["VARIANTS", "Variant"]


def _same(sizes: Sizes) -> Sizes:
    """The sizes, unchanged."""
    return sizes


@dataclass(frozen=True)
class Variant:
    """What is changed.

    Attributes:
        sizes: World and pretraining, from those of the contrast.
        tied: Whether the output head is tied to the embedding.
        replayed: Whether pretraining text is told again during fine-tuning.
    """

    sizes: Callable[[Sizes], Sizes] = _same
    tied: bool = False
    replayed: bool = False

    def room(self, sizes: Sizes, *, seed: int) -> Classroom:
        """The base model, in sizes that are already changed; all read equally long."""
        how = replace(sizes.pretraining, least=0.0)
        shape = architecture(sizes.world.language, entities=sizes.world.entities)
        return classroom(sizes.world, how, seed=seed, shape=replace(shape, tied=self.tied))

    def replay(self, room: Classroom) -> Replay | None:
        """What is told again, if anything is."""
        return Replay(room.base) if self.replayed else None


VARIANTS: Final[Mapping[str, Variant]] = MappingProxyType(
    {
        "as in the contrast": Variant(),
        "head tied to the embedding": Variant(tied=True),
        "names of two tokens": Variant(
            lambda s: replace(s, world=replace(s.world, language=Language(name=2)))
        ),
        "knowledge by fact": Variant(
            lambda s: replace(s, world=replace(s.world, scope=Scope.FACT))
        ),
        "no text about tail names": Variant(
            lambda s: replace(s, world=replace(s.world, tail_share=0.0))
        ),
        "a base that has read little": Variant(
            lambda s: replace(s, pretraining=replace(s.pretraining, steps=s.pretraining.steps // 4))
        ),
        "pretraining text replayed": Variant(replayed=True),
    }
)
"""By what is changed."""
