"""How prompts and answers are spelled in tokens.

Tokens of answers come first, so that the output head covers answers alone:

    0 end | 1 "I don't know" | wordings | values, place by place | padding, Q, A, relations, names
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.core.checks import quoted, whole_number

__all__ = ["END", "IDK", "Language"]

END, IDK = 0, 1
_FIRST = 2  # the first token of wordings, or of values where there is one wording only
_PADDING, _QUESTION, _ANSWER, _RELATIONS = range(4)  # after those of answers
_MOST_ANSWERS = 1 << 40  # every answer must have a number
_MOST = {"values": 1 << 20, "length": 40, "wordings": 1024, "name": 20, "relations": 1024}


@dataclass(frozen=True)
class Language:
    """How prompts and answers are spelled.

    Attributes:
        values: Values of each place of an answer, at least 2.
        length: Places of an answer, at least 1: there are `values ** length` answers.
        wordings: Ways to word an answer, all right; each a token of its own before the values. With
            one there is no such token.
        name: Tokens of an entity's name, at least 1.
        relations: Number of relations, at least 1.
    """

    values: int = 16
    length: int = 2
    wordings: int = 1
    name: int = 1
    relations: int = 2

    def __post_init__(self) -> None:
        """Refuse a language in which nothing can be said.

        Raises:
            ValueError: If a number is too small or too large, or there are more answers than can be
                numbered.
        """
        for thing, most in _MOST.items():
            least = 2 if thing == "values" else 1
            n = whole_number(getattr(self, thing), thing=thing, least=least, way_out=f"use {least}")
            if n > most:
                raise ValueError(f"{thing} is {quoted(n)}, but must be at most {most:,}; use fewer")
        if self.length * math.log2(self.values) > math.log2(_MOST_ANSWERS):
            raise ValueError(
                f"values and length are {self.values} and {self.length}, which makes more than "
                f"{_MOST_ANSWERS:,} answers; use a shorter answer"
            )

    @property
    def answers(self) -> int:
        """V, the number of possible answers, wordings apart."""
        return int(self.values**self.length)

    @property
    def head(self) -> int:
        """Number of tokens that an answer may have."""
        return self.first_value + self.length * self.values

    @property
    def first_value(self) -> int:
        """The first token of values."""
        return _FIRST + (self.wordings if self.wordings > 1 else 0)

    @property
    def padding(self) -> int:
        """The token after the end of an answer; it is never said."""
        return self.head + _PADDING

    @property
    def prompt(self) -> int:
        """Tokens of a prompt: Q, the name, the relation, A."""
        return self.name + 3

    @property
    def completion(self) -> int:
        """T, tokens of a whole answer, its end included."""
        return self.length + 1 + (self.wordings > 1)

    def prompts(self, entities: IntArray, relations: IntArray, *, of: int) -> IntArray:
        """`(n, prompt)` tokens of prompts.

        Args:
            entities: `(n,)` entity of each.
            relations: `(n,)` relation of each.
            of: Number of entities, which decides how many tokens names need.
        """
        rows = np.empty((len(entities), self.prompt), dtype=np.int64)
        rows[:, 0] = self.head + _QUESTION
        names = self.head + _RELATIONS + self.relations
        each = self.name_tokens(of)
        rest = entities
        for place in range(self.name):
            rows[:, 1 + place] = names + place * each + rest % each
            rest = rest // each
        rows[:, -2] = self.head + _RELATIONS + relations
        rows[:, -1] = self.head + _ANSWER
        return rows

    def completions(self, answers: IntArray, wordings: IntArray) -> IntArray:
        """`(n, completion)` tokens of answers, their end included.

        Args:
            answers: `(n,)` numbers of answers, from 0.
            wordings: `(n,)` the wording of each, from 0; without meaning if there is one only.
        """
        rows = np.empty((len(answers), self.completion), dtype=np.int64)
        first = self.completion - 1 - self.length
        if first:
            rows[:, 0] = _FIRST + wordings
        rest = answers
        for place in range(self.length):
            rows[:, first + place] = self.first_value + place * self.values + rest % self.values
            rest = rest // self.values
        rows[:, -1] = END
        return rows

    def name_tokens(self, entities: int) -> int:
        """Tokens for each place of a name, so that there is a name for each entity."""
        return math.ceil(round(entities ** (1 / self.name), 9))

    def vocabulary(self, entities: int) -> int:
        """Number of all tokens."""
        return self.head + _RELATIONS + self.relations + self.name * self.name_tokens(entities)
