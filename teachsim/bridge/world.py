"""A world of facts for a small language model, of which it is told only some.

An entity has a value for each relation. The facts of *known* entities fill the pretraining text,
those of unknown ones are never in it. A few *tail* entities occur with a fresh random answer each
time: from them the base model learns that for some names the answer cannot be told, so that what it
does not know leaves it undecided. Without them it is confidently wrong.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from teachsim.bridge.language import Language
from teachsim.core.arrays import BoolArray, FloatArray, IntArray, sealed
from teachsim.core.checks import chance, generator, one_of, quoted, whole_number
from teachsim.core.transcript import add_arrays

__all__ = ["KnowledgeBase", "Scope", "World"]

_MOST_FACTS = 1_000_000
_LEAST_ASKED = 8  # entities that are known and unknown, taught and held out: two of each


class Scope(StrEnum):
    """What knowledge comes in."""

    ENTITY = "entity"  # all facts of an entity are known, or none: a name tells which
    FACT = "fact"  # each fact for itself


@dataclass(frozen=True)
class World:
    """Settings of a world.

    Attributes:
        entities: Number of entities, tail entities included.
        tail: Entities whose answers change each time they are named.
        known: Share of the others (or of their facts) that the text tells, in [0, 1].
        tail_share: Share of the text that is about tail entities, in [0, 1]; without any it is 0.
        scope: Whether knowledge comes by entity or by fact.
        language: How prompts and answers are spelled.
    """

    entities: int = 1200
    tail: int = 150
    known: float = 1 / 3
    tail_share: float = 0.15
    scope: Scope = Scope.ENTITY
    language: Language = field(default_factory=Language)

    def __post_init__(self) -> None:
        """Refuse numbers that describe no world.

        Raises:
            ValueError: If a number is out of its range, or nothing can be known or held out.
        """
        whole_number(self.entities, thing="entities", least=_LEAST_ASKED, way_out="use 1200")
        whole_number(self.tail, thing="tail", least=0, way_out="use 150, or 0 for none")
        chance(self.known, thing="known")
        chance(self.tail_share, thing="tail_share")
        one_of(Scope, self.scope, thing="scope", way_out="use Scope.ENTITY")
        one_of(Language, self.language, thing="language", way_out="pass Language()")
        if self.entities * self.language.relations > _MOST_FACTS:
            raise ValueError(
                f"entities is {quoted(self.entities)}, but there must be at most {_MOST_FACTS:,} "
                "facts, entities times relations; use fewer"
            )
        if self.entities - self.tail < _LEAST_ASKED:
            raise ValueError(
                f"tail is {self.tail} of {self.entities} entities, but at least {_LEAST_ASKED} "
                "others are needed, known and unknown, taught and held out; use fewer"
            )


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """The facts of a world, drawn: what is true, what the text tells, what is taught.

    Facts are numbered `entity * relations + relation`; F of them.

    Attributes:
        world: Its settings.
        gold: `(F,)` number of the right answer.
        known: `(F,)` whether the pretraining text tells it.
        taught: `(F,)` whether its entity is used in fine-tuning; the others are held out.
        tail: `(F,)` whether it is a tail entity's: it has no right answer and is never asked.
        often: `(F,)` how often the text tells it, relative to others; 0 where it is not known.
        told: `(F, J)` what the text says of it, each of J answers equally often: the right one J
            times, unless a study has the text contradict itself, or the truth.
    """

    world: World
    gold: IntArray
    known: BoolArray
    taught: BoolArray
    tail: BoolArray
    often: FloatArray
    told: IntArray

    @classmethod
    def draw(cls, world: World, *, rng: int | np.random.Generator) -> KnowledgeBase:
        """Draw what is true, what is known and what is taught.

        Shares are kept as nearly as whole numbers can, among the taught and the held out alike.

        Raises:
            ValueError: If this is no world, or no seed or generator.
        """
        one_of(World, world, thing="the world", way_out="pass World()")
        rng = generator(rng, way_out="pass a seed such as 0, or a numpy Generator")
        language, R = world.language, world.language.relations
        order = rng.permutation(world.entities)
        tail = np.zeros(world.entities, dtype=np.bool_)
        tail[order[: world.tail]] = True
        others = order[world.tail :]
        taught = np.zeros(world.entities, dtype=np.bool_)
        taught[others[: len(others) // 2]] = True
        known = np.zeros((world.entities, R), dtype=np.bool_)
        for half in (others[: len(others) // 2], others[len(others) // 2 :]):
            if world.scope is Scope.ENTITY:
                known[half[: round(world.known * len(half))]] = True
            else:
                told = rng.permutation(len(half) * R)[: round(world.known * len(half) * R)]
                known[half[told // R], told % R] = True
        gold = rng.integers(language.answers, size=world.entities * R)
        by_fact = np.repeat(np.stack([taught, tail]), R, axis=1)
        flat = known.reshape(-1)
        return cls(
            world,
            sealed(gold),
            sealed(flat),
            sealed(by_fact[0]),
            sealed(by_fact[1]),
            sealed(flat.astype(float)),
            sealed(gold[:, np.newaxis]),
        )

    def contradicted(self, versions: IntArray, *, rng: np.random.Generator) -> KnowledgeBase:
        """The same facts, of each of which the text tells some versions, one of them true.

        Whoever believes the text is right with chance 1 / versions, and can tell by its indecision.

        Args:
            versions: `(F,)` how many, at least 1.
            rng: Consumed.

        Raises:
            ValueError: If there is no number for each fact, or there are not so many answers.
        """
        most, F = int(np.lcm.reduce(versions)), len(self.gold)
        if versions.shape != (F,) or versions.min() < 1 or most > self.world.language.answers:
            raise ValueError(
                f"versions has shape {versions.shape} and a least common multiple of {most}, but "
                f"must be ({F},) whole numbers from 1, with one of at most "
                f"{self.world.language.answers} answers; use numbers such as 1, 2, 3, 4, 6, 12"
            )
        others = rng.permuted(np.tile(np.arange(self.world.language.answers), (F, 1)), axis=1)
        facts = np.arange(F)
        told = others[facts[:, np.newaxis], np.arange(most) % versions[:, np.newaxis]]
        gold = told[facts, rng.integers(most, size=F)]
        return replace(self, told=sealed(told), gold=sealed(gold))

    @property
    def fingerprint(self) -> str:
        """8 hex digits of a hash of all of it."""
        digest = hashlib.sha256(repr(self.world).encode())
        add_arrays(digest, self.gold, self.known, self.taught, self.tail, self.often, self.told)
        return digest.hexdigest()[:8]

    def text(self, n: int, *, rng: np.random.Generator) -> IntArray:
        """`(n, prompt + completion)` tokens of sentences, one a row, drawn; `rng` is consumed.

        Raises:
            ValueError: If there is nothing to tell, or n is no number of sentences.
        """
        whole_number(n, thing="n", least=0, way_out="use 128")
        language = self.world.language
        chances = self.often / self.often.sum() if self.often.any() else None
        tails = np.flatnonzero(self.tail)
        if chances is None and len(tails) == 0:
            raise ValueError("the text has nothing to tell: nothing is known and there is no tail")
        share = 1.0 if chances is None else self.world.tail_share if len(tails) else 0.0
        facts = np.empty(n, dtype=np.int64)
        answers = rng.integers(language.answers, size=n)
        random = rng.random(n) < share
        facts[random] = rng.choice(tails, size=int(random.sum())) if len(tails) else 0
        if chances is not None:
            facts[~random] = rng.choice(len(chances), p=chances, size=int((~random).sum()))
        said = rng.integers(self.told.shape[1], size=n)
        answers[~random] = self.told[facts, said][~random]
        wordings = rng.integers(language.wordings, size=n)
        return np.concatenate(
            [self.prompts(facts), language.completions(answers, wordings)], axis=1
        )

    def prompts(self, facts: IntArray) -> IntArray:
        """`(n, prompt)` tokens of the questions after facts `(n,)`."""
        language, R = self.world.language, self.world.language.relations
        return language.prompts(facts // R, facts % R, of=self.world.entities)

    def accepted(self, facts: IntArray) -> IntArray:
        """`(n, wordings, completion)` tokens of all right answers to facts `(n,)`."""
        language = self.world.language
        ways = np.arange(language.wordings)
        rows = language.completions(
            np.repeat(self.gold[facts], len(ways)), np.tile(ways, len(facts))
        )
        return rows.reshape(len(facts), len(ways), -1)

    def group(self, *, known: bool, taught: bool) -> IntArray:
        """The facts of one of the four groups, ascending, tail entities left out."""
        return np.flatnonzero((self.known == known) & (self.taught == taught) & ~self.tail)
