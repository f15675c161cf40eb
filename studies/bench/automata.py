"""Learning automata from queries, against what one would write first.

The textbook learner is L* as in Angluin 1987: observations in one dictionary of strings, rows
rebuilt whenever they are compared, all beginnings of a counterexample added; its teacher compares
all pairs of states. Both are timed in turns in processor time, and medians are compared.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from studies.bench.timing import Line, since
from teachsim.symbolic import automata
from teachsim.symbolic.automata import Channel, Choice, Dfa, Exact

Steps = dict[tuple[int, str], int]
Plain = tuple[Steps, set[int]]


def rows(*, quick: bool) -> Iterator[Line]:
    """The lines of the table."""
    n = 100 if quick else 500
    target = automata.random_dfa(n, "ab", rng=1)
    plain = plain_of(target)
    textbook, asked = angluin(plain, "ab")
    assert apart(textbook, plain, alphabet="ab") is None
    for learner, bar in ((automata.lstar, ">= 10x"), (automata.kearns_vazirani, "-")):
        learned = learner(Channel(Exact(target)))
        assert automata.equivalent(learned.dfa, target)
        ours, theirs = timed(
            partial(taught, learner, target, choice=Choice.SHORTEST),
            partial(angluin, plain, "ab"),
            repeats=3,
        )
        words, examined = learned.ledger.membership, learned.ledger.equivalence
        note = f"{words:,} words, {examined} examinations; textbook {asked:,} words"
        name = f"{learner.__name__} of {n} states, to textbook L*"
        yield name, ours, theirs, bar, note
    for choice in (Choice.RANDOM, Choice.LONGEST):
        (ours,) = timed(partial(taught, automata.lstar, target, choice=choice), repeats=1)
        yield f"  lstar, {choice.value} counterexamples", ours, None, "-", "bar 5,000 ms"


def taught(learner: Callable[[Channel], object], target: Dfa, *, choice: Choice) -> None:
    """One run."""
    learner(Channel(Exact(target, choice)))


def timed(*works: Callable[[], object], repeats: int) -> list[float]:
    """Median seconds of each, taken in turns."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for own, work in zip(seconds, works, strict=True):
            start = time.process_time()
            work()
            own.append(since(start))
    return [median(own) for own in seconds]


# ---------------------------------------------------------------- what one would write first
def plain_of(dfa: Dfa) -> Plain:
    """An automaton as a dictionary and a set."""
    listed = dfa.steps.tolist()
    steps = {
        (state, letter): after
        for state, row in enumerate(listed)
        for letter, after in zip(dfa.alphabet, row, strict=True)
    }
    return steps, {state for state, final in enumerate(dfa.accepting.tolist()) if final}


def accepts(plain: Plain, word: str) -> bool:
    """Whether a word is accepted."""
    state = 0
    for letter in word:
        state = plain[0][state, letter]
    return state in plain[1]


def apart(one: Plain, other: Plain, *, alphabet: str) -> str | None:
    """A shortest word that tells two automata apart, by all pairs of states."""
    seen, queue = {(0, 0)}, deque([(0, 0, "")])
    while queue:
        p, q, word = queue.popleft()
        if (p in one[1]) != (q in other[1]):
            return word
        for letter in alphabet:
            pair = one[0][p, letter], other[0][q, letter]
            if pair not in seen:
                seen.add(pair)
                queue.append((*pair, word + letter))
    return None


def angluin(target: Plain, alphabet: str) -> tuple[Plain, int]:
    """What L* learns, and how many words it asks for."""
    said: dict[str, bool] = {}
    beginnings, suffixes = [""], [""]
    while True:
        guess = hypothesis(target, said, beginnings=beginnings, suffixes=suffixes, of=alphabet)
        word = apart(guess, target, alphabet=alphabet)
        if word is None:
            return guess, len(said)
        for end in range(1, len(word) + 1):
            if word[:end] not in beginnings:
                beginnings.append(word[:end])


def hypothesis(
    target: Plain, said: dict[str, bool], *, beginnings: list[str], suffixes: list[str], of: str
) -> Plain:
    """The automaton of a table that is made closed and consistent."""

    def row(word: str) -> tuple[bool, ...]:
        for suffix in suffixes:
            if word + suffix not in said:
                said[word + suffix] = accepts(target, word + suffix)
        return tuple(said[word + suffix] for suffix in suffixes)

    while True:
        seen = {row(word): word for word in reversed(beginnings)}
        steps = ((word, letter) for word in beginnings for letter in of)
        loose = next(
            (word + letter for word, letter in steps if row(word + letter) not in seen), ""
        )
        if loose:
            beginnings.append(loose)
            continue
        pairs = ((word, seen[row(word)], letter) for word in beginnings for letter in of)
        split = (
            letter + suffix
            for word, other, letter in pairs
            for suffix, a, b in zip(suffixes, row(word + letter), row(other + letter), strict=True)
            if a != b
        )
        fresh = next(split, "")
        if not fresh:
            break
        suffixes.append(fresh)
    states = {row(""): 0}  # automata start in state 0
    for found in seen:
        states.setdefault(found, len(states))
    ways = {
        (state, letter): states[row(seen[found] + letter)]
        for found, state in states.items()
        for letter in of
    }
    return ways, {state for found, state in states.items() if found[0]}


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, for a look")
    for what, ours, theirs, bar, note in rows(quick=parser.parse_args().quick):
        ratio = "" if theirs is None else f"{theirs / ours:,.1f}x"
        print(f"{what:<60} {ours * 1e3:12,.1f} ms {ratio:>10} {bar:>8}  {note}")


if __name__ == "__main__":
    main()
