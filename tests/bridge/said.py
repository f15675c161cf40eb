"""Answers by hand: what was said, what would be right, and what that is worth.

END and PAD are tokens of their own; IDK followed by END is the way to abstain.
"""

from typing import NamedTuple

END, PAD, IDK = 0, 9, 1
WRONG, RIGHT, ABSTAINED = 0, 1, 2


class Said(NamedTuple):
    about: str
    said: list[int]
    gold: list[list[int]]
    n_gold: int
    outcome: int
    prefix: int
    abstain: tuple[tuple[int, ...], ...] = ((IDK, END),)


ANSWERS = [
    Said("the accepted answer", [5, 6, END], [[5, 6, END]], 1, RIGHT, 3),
    Said("the second wording", [5, 7, END], [[5, 6, END], [5, 7, END]], 2, RIGHT, 3),
    Said("a wording that does not count", [5, 7, END], [[5, 6, END], [5, 7, END]], 1, WRONG, 1),
    Said("a padding row that would match", [9, END], [[5, END], [9, END]], 1, WRONG, 0),
    Said("no accepted answer, but a row that would match", [5, END], [[5, END]], 0, WRONG, 0),
    Said("another answer", [6, 5, END], [[5, 6, END]], 1, WRONG, 0),
    Said("wrong at last", [5, 7, END], [[5, 6, END]], 1, WRONG, 1),
    Said("a longer one", [5, 6, 7, END], [[5, 6, END, PAD]], 1, WRONG, 2),
    Said("a shorter one", [5, END, PAD], [[5, 6, END]], 1, WRONG, 1),
    Said("no end", [5, 6, 6], [[5, 6, END]], 1, WRONG, 2),
    Said("cut off before its end", [5, 6], [[5, 6, END]], 1, WRONG, 2),
    Said("the end first", [END, 5, 6], [[5, 6, END]], 1, WRONG, 0),
    Said("an empty answer, which is accepted", [END, 5], [[END, PAD]], 1, RIGHT, 1),
    Said("garbage after the end", [5, END, 7, 7, END], [[5, END, PAD, PAD]], 1, RIGHT, 2),
    Said("more than is read", [5, 5, 5, 6, END], [[5, 5, END]], 1, WRONG, 2),
    Said("not known", [IDK, END, PAD], [[5, 6, END]], 1, ABSTAINED, 0),
    Said("not known, and garbage", [IDK, END, 5], [[5, 6, END]], 1, ABSTAINED, 0),
    Said("not known in an answer", [5, IDK, END], [[5, 6, END]], 1, WRONG, 1),
    Said("not known at its start", [IDK, 5, END], [[5, 6, END]], 1, WRONG, 0),
    Said("not known, without an end", [IDK, IDK, IDK], [[5, 6, END]], 1, WRONG, 0),
    Said("not known, which is accepted", [IDK, END], [[IDK, END]], 1, RIGHT, 2),
    Said("not known, begun like an answer", [5, END], [[5, 6, END]], 1, ABSTAINED, 1, ((5, END),)),
    Said("the second way", [5, IDK, END], [[6, 6, END]], 1, ABSTAINED, 0, ((7, 7), (5, IDK, END))),
    Said("no way to abstain", [IDK, END], [[5, END]], 1, WRONG, 0, ()),
    Said("a row of padding alone", [PAD, PAD, END], [[PAD, PAD, PAD]], 1, WRONG, 0),
    Said("an answer without an end", [5, 6, 7], [[5, 6, 7]], 1, WRONG, 3),
]
