import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.core.arrays import BoolArray
from teachsim.symbolic import automata
from teachsim.symbolic.automata import Channel, Choice, Dfa, Exact, Learned, Reply, Standing, Walks
from tests.symbolic.automata.plain import dfas, every_dfa, language, same

Learner = Callable[[Channel], Learned]
Bound = Callable[..., int]
LEARNERS = [automata.lstar, automata.kearns_vazirani]
BOUNDS = [automata.lstar_bound, automata.kearns_vazirani_bound]

EVERYTHING = Dfa(np.zeros((1, 2), dtype=int), np.array([True]), "ab")
# Words with an even number of a and of b: the example of Angluin 1987.
EVEN = Dfa(np.array([[1, 2], [0, 3], [3, 0], [2, 1]]), np.array([True, False, False, False]), "ab")


def chain(n_states: int) -> Dfa:
    """Only the word of n - 2 letters a: a walk finds it with difficulty."""
    forward = np.minimum(np.arange(n_states) + 1, n_states - 1)
    steps = np.stack([forward, np.full(n_states, n_states - 1)], axis=1)
    return Dfa(steps, np.arange(n_states) == n_states - 2, "ab")


@dataclass(frozen=True, eq=False)
class Asked:
    """A teacher that notes what reaches it, to check the ledger by."""

    within: Exact | Walks
    words: list[str] = field(default_factory=list)
    examined: list[Dfa] = field(default_factory=list)

    @property
    def alphabet(self) -> str:
        return self.within.alphabet

    @property
    def exact(self) -> bool:
        return self.within.exact

    def accepts(self, words: Sequence[str]) -> BoolArray:
        self.words.extend(words)
        return self.within.accepts(words)

    def examine(self, hypothesis: Dfa, *, rng: np.random.Generator) -> Reply:
        self.examined.append(hypothesis)
        return self.within.examine(hypothesis, rng=rng)


@dataclass(frozen=True, eq=False)
class Palindromes:
    """A teacher of a language that is not regular."""

    alphabet: str = "ab"
    exact: bool = True

    def accepts(self, words: Sequence[str]) -> BoolArray:
        return np.array([word == word[::-1] for word in words])

    def examine(self, hypothesis: Dfa, *, rng: np.random.Generator) -> Reply:
        for length in itertools.count():
            for letters in itertools.product("ab", repeat=length):
                word = "".join(letters)
                if (word in hypothesis) != (word == word[::-1]):
                    return Reply(word)
        raise AssertionError


@dataclass(frozen=True, eq=False)
class Liar:
    """A teacher that calls every hypothesis wrong on the empty word."""

    alphabet: str = "ab"
    exact: bool = True

    def accepts(self, words: Sequence[str]) -> BoolArray:
        return np.array([True] * len(words))

    def examine(self, hypothesis: Dfa, *, rng: np.random.Generator) -> Reply:
        return Reply("")


# ---------------------------------------------------------------- what is learned
@pytest.mark.parametrize("learner", LEARNERS)
@given(target=dfas(7), choice=st.sampled_from(Choice), seed=st.integers(0, 99))
def test_an_exact_teacher_is_left_with_the_minimal_automaton(
    learner: Learner, target: Dfa, choice: Choice, seed: int
) -> None:
    learned = learner(Channel(Exact(target, choice, within=12), rng=seed))
    smallest = automata.minimal(target)
    assert learned.standing is Standing.VERIFIED
    assert learned.witness is None
    assert len(learned.dfa) == len(smallest)
    length = 2 * len(smallest) - 2
    assert language(learned.dfa, length) == language(target, length)


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_language_of_two_states_is_learned(learner: Learner) -> None:
    for target in every_dfa(2):
        learned = learner(Channel(Exact(target)))
        assert same(automata.minimal(learned.dfa), automata.minimal(target))


@pytest.mark.parametrize("learner", LEARNERS)
@pytest.mark.parametrize("alphabet", ["a", "ab", "abcde"])
@pytest.mark.parametrize("choice", list(Choice))
def test_a_random_automaton_of_forty_states_is_learned(
    learner: Learner, alphabet: str, choice: Choice
) -> None:
    target = automata.random_dfa(40, alphabet, rng=0)
    learned = learner(Channel(Exact(target, choice, within=90)))
    assert len(learned.dfa) == 40
    assert same(automata.minimal(learned.dfa), target)


@pytest.mark.parametrize("learner", LEARNERS)
def test_five_hundred_states_are_learned(learner: Learner) -> None:
    target = automata.random_dfa(500, "ab", rng=1)
    learned = learner(Channel(Exact(target)))
    assert learned.standing is Standing.VERIFIED
    assert same(automata.minimal(learned.dfa), target)


# ---------------------------------------------------------------- what it takes
@pytest.mark.parametrize(("learner", "bound"), [*zip(LEARNERS, BOUNDS, strict=True)])
@given(target=dfas(7), choice=st.sampled_from(Choice), seed=st.integers(0, 99))
def test_queries_stay_within_their_bounds(
    learner: Learner, bound: Bound, target: Dfa, choice: Choice, seed: int
) -> None:
    learned = learner(Channel(Exact(target, choice, within=20), rng=seed))
    n = len(automata.minimal(target))
    longest = max(map(len, learned.counterexamples), default=0)
    assert learned.ledger.equivalence <= n
    assert learned.ledger.asked <= bound(n, n_letters=2, longest=longest)


@pytest.mark.parametrize("learner", LEARNERS)
def test_hypotheses_grow_from_round_to_round_and_counterexamples_refute_them(
    learner: Learner,
) -> None:
    target = automata.random_dfa(30, "ab", rng=5)
    learned = learner(Channel(Exact(target)))
    sizes = [len(dfa) for dfa in learned.hypotheses]
    assert sizes == sorted(set(sizes))
    assert learned.rounds == len(learned.counterexamples) + 1 == learned.ledger.equivalence
    assert learned.hypotheses[-1] is learned.dfa
    pairs = zip(learned.hypotheses, learned.counterexamples, strict=False)
    assert all((word in dfa) != (word in target) for dfa, word in pairs)
    # a counterexample is used until the next hypothesis is right on it
    after = zip(learned.hypotheses[1:], learned.counterexamples, strict=True)
    assert all((word in dfa) == (word in target) for dfa, word in after)


@pytest.mark.parametrize("learner", LEARNERS)
def test_the_ledger_counts_what_reaches_the_teacher_and_what_is_repeated(learner: Learner) -> None:
    teacher = Asked(Exact(EVEN))
    channel = Channel(teacher)
    learned = learner(channel)
    ledger = learned.ledger
    assert ledger.membership == len(teacher.words) == len(set(teacher.words))
    assert ledger.letters == sum(map(len, teacher.words))
    assert ledger.equivalence == len(teacher.examined)
    assert ledger.asked == ledger.membership + ledger.repeated
    assert channel.heard == {word: word in EVEN for word in teacher.words}


def test_reading_a_hypothesis_asks_nothing() -> None:
    channel = Channel(Exact(EVEN))
    learned = automata.lstar(channel)
    before = channel.ledger
    learned.dfa.accepts(["", "ab", "abab"])
    automata.difference(learned.dfa, EVEN)
    automata.audit(learned, EVEN)
    assert channel.ledger == before == learned.ledger


def test_a_question_asked_again_is_answered_from_memory_and_counted_apart() -> None:
    channel = Channel(Exact(EVEN))
    assert channel.ask(["aa", "b", "aa"]) == [True, False, True]
    assert channel.ask(["b"]) == [False]
    ledger = channel.ledger
    assert (ledger.membership, ledger.repeated, ledger.letters) == (2, 2, 3)


def test_a_second_learner_in_one_channel_hears_what_the_first_asked() -> None:
    channel = Channel(Exact(EVEN))
    first = automata.lstar(channel).ledger
    second = automata.lstar(channel).ledger
    assert second.membership == first.membership
    assert second.equivalence == 2 * first.equivalence


def test_the_tree_asks_for_fewer_words_than_the_table() -> None:
    # Kearns and Vazirani 1994 give this as the reason for the tree.
    target = automata.random_dfa(200, "ab", rng=0)
    table, tree = (learner(Channel(Exact(target))).ledger for learner in LEARNERS)
    assert tree.membership < table.membership


def test_the_language_of_all_words_takes_one_round() -> None:
    for learner, words in zip(LEARNERS, (3, 3), strict=True):
        learned = learner(Channel(Exact(EVERYTHING)))
        assert learned.rounds == 1
        assert learned.ledger.membership == words  # the empty word, a and b


def test_bounds_of_one_state_are_the_empty_word_and_the_letters() -> None:
    assert automata.lstar_bound(1, n_letters=2, longest=0) == 3
    assert automata.kearns_vazirani_bound(1, n_letters=2, longest=0) == 3


# ---------------------------------------------------------------- which counterexample
@given(dfas(5), dfas(5), st.sampled_from(Choice), st.integers(0, 99))
def test_every_choice_is_a_counterexample_within_its_bound(
    hypothesis: Dfa, target: Dfa, choice: Choice, seed: int
) -> None:
    teacher = Exact(target, choice, within=7)
    reply = teacher.examine(hypothesis, rng=np.random.default_rng(seed))
    apart = language(hypothesis, 8) ^ language(target, 8)
    within = {word for word in apart if len(word) <= 7}
    if reply.counterexample is None:
        assert not apart  # 5 + 5 - 2 letters tell any two apart
        return
    lengths = {len(word) for word in within} or {8}
    assert reply.counterexample in apart
    if choice is Choice.SHORTEST:
        assert len(reply.counterexample) == min(lengths)
    if choice is Choice.LONGEST:
        assert len(reply.counterexample) == max(lengths)


def test_a_longer_counterexample_costs_letters_but_few_queries() -> None:
    target = automata.random_dfa(30, "ab", rng=1)
    short, long = (
        automata.lstar(Channel(Exact(target, choice, within=500)))
        for choice in (Choice.SHORTEST, Choice.LONGEST)
    )
    assert max(map(len, long.counterexamples)) > 20 * max(map(len, short.counterexamples))
    assert long.ledger.letters > short.ledger.letters
    n = len(target)
    assert long.ledger.asked <= automata.lstar_bound(n, n_letters=2, longest=500)


# ---------------------------------------------------------------- verified or not
@pytest.mark.parametrize("learner", LEARNERS)
def test_a_false_yes_is_not_verified_and_an_audit_tells_by_which_word(learner: Learner) -> None:
    target = chain(14)  # one word of twelve letters: a walk spells it with chance 1e-4 or less
    learned = learner(Channel(Walks(target, walks=50), rng=0))
    assert learned.standing is Standing.NOT_VERIFIED
    assert learned.witness is None
    audited = automata.audit(learned, target)
    assert audited.standing is Standing.KNOWN_DIFFERENT
    assert audited.witness == "a" * 12
    assert audited.ledger == learned.ledger


@pytest.mark.parametrize("learner", LEARNERS)
def test_a_true_yes_of_a_sampler_is_verified_by_the_audit_alone(learner: Learner) -> None:
    learned = learner(Channel(Walks(EVEN), rng=0))
    assert learned.standing is Standing.NOT_VERIFIED
    audited = automata.audit(learned, EVEN)
    assert audited.standing is Standing.VERIFIED
    assert audited.witness is None


@given(dfas(5), dfas(5), st.integers(0, 99))
def test_a_walk_finds_a_counterexample_or_says_yes(hypothesis: Dfa, target: Dfa, seed: int) -> None:
    reply = Walks(target, walks=20).examine(hypothesis, rng=np.random.default_rng(seed))
    word = reply.counterexample
    if word is None:
        assert reply.walks == 20
    else:
        assert (word in hypothesis) != (word in target)
        beginnings = [word[:end] for end in range(len(word))]
        assert hypothesis.accepts(beginnings).tolist() == target.accepts(beginnings).tolist()
        assert 1 <= reply.walks <= 20
    if automata.equivalent(hypothesis, target):
        assert word is None


def test_a_walk_meets_a_short_word_as_often_as_its_chance_says() -> None:
    # "aa" is begun by a walk with chance ((1 - stop) / 2)^2 = 0.2025.
    target, nothing = chain(4), automata.complement(EVERYTHING)
    rng = np.random.default_rng(0)
    found = sum(
        Walks(target, walks=1).examine(nothing, rng=rng).counterexample == "aa"
        for _ in range(4_000)
    )
    assert found / 4_000 == pytest.approx(0.2025, abs=4 * (0.2025 * 0.7975 / 4_000) ** 0.5)


def test_walks_and_their_letters_are_entered_in_the_ledger() -> None:
    learned = automata.lstar(Channel(Walks(EVERYTHING, walks=400, stop=0.5), rng=0))
    assert learned.ledger.walks == 400
    # a walk has (1 - stop) / stop = 1 letter on average, with a standard deviation of sqrt 2
    assert learned.ledger.walked == pytest.approx(400, abs=4 * (2 * 400) ** 0.5)


@pytest.mark.parametrize("learner", LEARNERS)
def test_runs_are_replayed_by_their_seed(learner: Learner) -> None:
    target = automata.random_dfa(20, "ab", rng=2)
    runs = [learner(Channel(Walks(target, walks=100), rng=7)) for _ in range(2)]
    assert runs[0].ledger == runs[1].ledger
    assert runs[0].counterexamples == runs[1].counterexamples


# ---------------------------------------------------------------- what does not end well
@pytest.mark.parametrize("learner", [automata.lstar, automata.kearns_vazirani])
@pytest.mark.parametrize("most", [2, 3, 20])
def test_a_language_that_is_not_regular_ends_known_different(
    learner: Callable[..., Learned], most: int
) -> None:
    learned = learner(Channel(Palindromes()), max_states=most)
    assert learned.standing is Standing.KNOWN_DIFFERENT
    assert len(learned.dfa) <= most
    word = learned.witness
    assert word is not None
    assert (word in learned.dfa) != (word == word[::-1])


@pytest.mark.parametrize("learner", LEARNERS)
def test_a_channel_that_is_spent_ends_known_different(learner: Learner) -> None:
    learned = learner(Channel(Exact(chain(40)), max_letters=500))
    assert learned.standing is Standing.KNOWN_DIFFERENT
    assert learned.ledger.letters <= 500
    word = learned.witness
    assert word is not None
    assert (word in learned.dfa) != (word == "a" * 38)
    with pytest.raises(automata.SpentError, match="2 letters so far, above the limit of 1;"):
        learner(Channel(Exact(chain(40)), max_letters=1))


@pytest.mark.parametrize("learner", LEARNERS)
def test_a_teacher_that_contradicts_itself_is_told_so(learner: Learner) -> None:
    with pytest.raises(ValueError, match="the counterexample '' speaks for the hypothesis"):
        learner(Channel(Liar()))


@dataclass(frozen=True, eq=False)
class Careless:
    """A teacher that calls every hypothesis wrong on a word of another alphabet."""

    answers: BoolArray
    alphabet: str = "ab"
    exact: bool = True

    def accepts(self, words: Sequence[str]) -> BoolArray:
        return self.answers

    def examine(self, hypothesis: Dfa, *, rng: np.random.Generator) -> Reply:
        return Reply("abc")


def test_answers_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="the teacher answers 1 words with array"):
        automata.lstar(Channel(Careless(np.array([True, True]))))
    with pytest.raises(ValueError, match="the teacher answers 1 words with array"):
        automata.lstar(Channel(Careless(np.array([1]))))
    with pytest.raises(ValueError, match="'abc' has the letter 'c'"):
        automata.lstar(Channel(Careless(np.array([True]))))


def test_arguments_that_are_none_of_these_are_refused() -> None:
    with pytest.raises(ValueError, match="channel is"):
        automata.lstar(Exact(EVEN))  # type: ignore[arg-type]  # on purpose
    with pytest.raises(ValueError, match="max_states is 1"):
        automata.kearns_vazirani(Channel(Exact(EVEN)), max_states=1)
    with pytest.raises(ValueError, match="teacher is"):
        Channel(EVEN)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(ValueError, match="rng is"):
        Channel(Exact(EVEN), rng="seed")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(ValueError, match="max_letters is -1"):
        Channel(Exact(EVEN), max_letters=-1)
    with pytest.raises(ValueError, match="choice is 'shortest'"):
        Exact(EVEN, "shortest")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(ValueError, match="within is -1"):
        replace(Exact(EVEN), within=-1)
    with pytest.raises(ValueError, match="walks is 0"):
        Walks(EVEN, walks=0)
    with pytest.raises(ValueError, match="stop is 0"):
        Walks(EVEN, stop=0.0)
    with pytest.raises(ValueError, match="learned is"):
        automata.audit(EVEN, EVEN)  # type: ignore[arg-type]  # on purpose
