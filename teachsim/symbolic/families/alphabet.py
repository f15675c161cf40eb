"""Words over an alphabet up to a length: the instances of every family of languages."""

from __future__ import annotations

import itertools

from teachsim.symbolic.families.limit import Limit, affordable

__all__ = ["EMPTY_WORD", "letters_of", "words_up_to"]

EMPTY_WORD = "ε"


def letters_of(alphabet: str) -> str:
    """The letters of an alphabet.

    Raises:
        ValueError: it is no string, is empty, or has a letter twice.
    """
    text = isinstance(alphabet, str)
    if not text or not alphabet or len(set(alphabet)) < len(alphabet) or EMPTY_WORD in alphabet:
        raise ValueError(
            f"alphabet is {alphabet!r} but must be different letters other than {EMPTY_WORD}; "
            'choose for example "ab"'
        )
    return alphabet


def words_up_to(
    length: int, n_letters: int, *, shortest: int = 0, limit: Limit
) -> list[tuple[int, ...]]:
    """The words of `shortest` to `length` letters, each as letter numbers, in length-lex order.

    Raises:
        ValueError: there are more words than one hypothesis on them may take.
    """
    n = sum(n_letters**size for size in range(shortest, length + 1))
    affordable(f"the family of words up to length {length}", 1, n_instances=n, limit=limit)
    return [
        word
        for size in range(shortest, length + 1)
        for word in itertools.product(range(n_letters), repeat=size)
    ]
