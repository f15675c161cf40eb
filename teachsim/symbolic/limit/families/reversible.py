"""Regular languages that positive examples identify: k-reversible and k-testable ones.

Both classes are closed under intersection, so that each sample has a smallest language with it, and
each language is the smallest with some finite sample of its own. That gives the index, the finite
samples in binary, and the tell-tale: a language of the class with the sample holds all of L_i.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from teachsim.core.checks import whole_number
from teachsim.symbolic import automata
from teachsim.symbolic.families.alphabet import letters_of
from teachsim.symbolic.limit.families.regular import RegularFamily, spelled
from teachsim.symbolic.limit.family import Facts

__all__ = ["k_reversible_languages", "k_testable_languages"]

# Automata that are kept: a learner asks the same hundred again and again.
_KEPT = 1024


def k_reversible_languages(k: int, alphabet: str) -> RegularFamily:
    """The k-reversible languages but the empty one, by the bits of i + 1: a word for each.

    Identifiable from positives (Angluin 1982), though over two letters without finite elasticity:
    the smallest 0-reversible language with ab, ..., a^n b^n has states 0, ..., n, to which a leads
    up and b down, and one after state 1; it lacks a^(n + 1) b^(n + 1), for each n. It is also
    k-reversible for every k, so the smallest such language lacks that word too. Over one letter two
    words of k letters or more leave their difference as a period, and finitely many languages.
    Closure dimension: infinite over two letters, as all words of a length n are a 0-reversible
    language; k + 1 over one, where a finite language has at most one word of k letters or more.

    Args:
        k: length of the context, at least 0.
        alphabet: the letters, as in "ab".

    Raises:
        ValueError: k is negative, or it is no alphabet.
    """
    k, letters = whole_number(k, thing="k", least=0, way_out="0 is the least"), letters_of(alphabet)
    several = len(letters) > 1
    facts = Facts(
        identify=True,
        generate=True,
        finite_thickness=False,
        finite_elasticity=not several,
        closure_dimension=math.inf if several else k + 1,
        why="Conjecture the smallest such language with what was shown: a sample settles it.",
        source='D. Angluin, "Inference of reversible languages", Journal of the ACM 29, 1982',
    )
    title = f"the {k}-reversible languages over {', '.join(letters)}"
    return _closures(
        title, letters, facts=facts, make=lambda i: _reversible(i, k=k, letters=letters)
    )


def k_testable_languages(k: int, alphabet: str) -> RegularFamily:
    """The k-testable languages but the empty one, by the bits of i + 1: a word for each.

    They are finitely many, as there are finitely many starts, ends, segments and shorter words, so
    that finite thickness and elasticity are plain; each comes under endlessly many indices.

    Args:
        k: length of the segments, at least 1.
        alphabet: the letters, as in "ab".

    Raises:
        ValueError: k is below 1, or it is no alphabet.

    >>> family = k_testable_languages(2, "ab")
    >>> family.named(9), family.contains(9, 1), family.contains(9, 7)
    ('the smallest with a, aa', True, True)
    """
    k, letters = whole_number(k, thing="k", least=1, way_out="1 is the least"), letters_of(alphabet)
    facts = Facts(
        identify=True,
        generate=True,
        finite_thickness=True,
        finite_elasticity=True,
        closure_dimension=None,
        why="There are finitely many; starts, ends and segments settle which.",
        source='P. Garcia and E. Vidal, "Inference of k-testable languages in the strict sense and '
        'application to syntactic pattern recognition", IEEE Transactions on Pattern Analysis and '
        "Machine Intelligence 12, 1990",
    )
    title = f"the {k}-testable languages over {', '.join(letters)}"
    return _closures(title, letters, facts=facts, make=lambda i: _testable(i, k=k, letters=letters))


def _closures(
    title: str,
    letters: str,
    *,
    facts: Facts,
    make: Callable[[int], automata.RegularLanguage],
) -> RegularFamily:
    def name(i: int) -> str:
        return "the smallest with " + ", ".join(spelled(x, alphabet=letters) for x in _sample(i))

    return RegularFamily(title, letters, facts=facts, make=make, name=name, tale=_sample)


def _sample(i: int) -> tuple[int, ...]:
    """The numbers of the words with a bit in i + 1."""
    bits = i + 1
    return tuple(x for x in range(bits.bit_length()) if bits >> x & 1)


@lru_cache(maxsize=_KEPT)
def _reversible(i: int, *, k: int, letters: str) -> automata.RegularLanguage:
    words = [automata.word(x, alphabet=letters) for x in _sample(i)]
    return automata.language(automata.k_reversible(words, k, alphabet=letters))


@lru_cache(maxsize=_KEPT)
def _testable(i: int, *, k: int, letters: str) -> automata.RegularLanguage:
    words = [automata.word(x, alphabet=letters) for x in _sample(i)]
    return automata.language(automata.k_testable(words, k, alphabet=letters))
