"""Laws of the world: what is told, what is asked, and what must never be in the text."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from teachsim.bridge.language import END, IDK, Language
from teachsim.bridge.questions import questions_of
from teachsim.bridge.world import KnowledgeBase, Scope, World

languages = st.builds(
    Language,
    values=st.integers(2, 5),
    length=st.integers(1, 3),
    wordings=st.integers(1, 3),
    name=st.integers(1, 3),
    relations=st.integers(1, 3),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    tail = draw(st.integers(0, 12))
    return World(
        entities=tail + draw(st.integers(8, 60)),
        tail=tail,
        known=draw(st.floats(0, 1)),
        tail_share=draw(st.floats(0, 1)),
        scope=draw(st.sampled_from(Scope)),
        language=draw(languages),
    )


seeds = st.integers(0, 2**32)


def sentences(base: KnowledgeBase, n: int, *, seed: int = 0) -> list[tuple[tuple[int, ...], ...]]:
    """Prompt and completion of each sentence of a text."""
    cut = base.world.language.prompt
    rows = base.text(n, rng=np.random.default_rng(seed)).tolist()
    return [(tuple(row[:cut]), tuple(row[cut:])) for row in rows]


def every_fact(base: KnowledgeBase) -> np.ndarray:
    return np.arange(base.world.entities * base.world.language.relations)


def tells(base: KnowledgeBase) -> bool:
    return bool(base.known.any() or base.tail.any())


# ---------------------------------------------------------------- names and questions
@given(worlds(), seeds)
@example(World(entities=480, tail=60, language=Language(name=2)), 0)
@example(World(entities=27, tail=0, language=Language(name=3)), 0)  # a cube: 3 tokens a place
@example(World(entities=28, tail=0, language=Language(name=3)), 0)
def test_no_two_facts_have_the_same_question(world: World, seed: int) -> None:
    base = KnowledgeBase.draw(world, rng=seed)
    prompts = base.prompts(every_fact(base))
    assert len({tuple(row) for row in prompts.tolist()}) == len(prompts)
    assert prompts.shape[1] == world.language.prompt
    assert prompts.min() >= 0
    assert prompts.max() < world.language.vocabulary(world.entities)


@given(st.integers(8, 100_000), st.integers(1, 6))
@example(1_000_000 // 2, 3)
@example(999**2, 2)
@example(999**2 + 1, 2)
def test_names_of_several_tokens_are_as_short_as_they_can_be(entities: int, places: int) -> None:
    each = Language(name=places).name_tokens(entities)
    assert each**places >= entities > (each - 1) ** places


@given(languages)
def test_answers_are_numbered_one_to_one(language: Language) -> None:
    numbers, ways = np.divmod(np.arange(language.answers * language.wordings), language.wordings)
    rows = language.completions(numbers, ways)
    assert len({tuple(row) for row in rows.tolist()}) == language.values**language.length * (
        language.wordings
    )
    assert (rows[:, -1] == END).all()
    assert not (rows[:, :-1] == END).any()
    assert not (rows == IDK).any()
    assert rows.max() < language.head <= language.padding


@given(languages)
def test_each_place_of_an_answer_has_tokens_of_its_own(language: Language) -> None:
    numbers = np.arange(language.answers)
    rows = language.completions(numbers, np.zeros_like(numbers))
    places = [set(column) for column in rows[:, -1 - language.length : -1].T.tolist()]
    assert all(len(place) == language.values for place in places)
    assert len(set().union(*places)) == language.values * language.length


@given(worlds(), seeds)
def test_every_wording_of_the_gold_answer_is_accepted_and_no_other_answer(
    world: World, seed: int
) -> None:
    base = KnowledgeBase.draw(world, rng=seed)
    facts, language = every_fact(base), world.language
    accepted = base.accepted(facts)
    assert accepted.shape == (len(facts), language.wordings, language.completion)
    for fact in facts[:5]:
        rows = {tuple(row) for row in accepted[fact].tolist()}
        worded = [
            tuple(language.completions(base.gold[[fact]], np.array([way]))[0].tolist())
            for way in range(language.wordings)
        ]
        assert rows == set(worded)
        assert len(rows) == language.wordings


# ---------------------------------------------------------------- the text
@given(worlds(), seeds)
def test_the_text_tells_known_facts_as_they_are_and_never_an_unknown_one(
    world: World, seed: int
) -> None:
    base = KnowledgeBase.draw(world, rng=seed)
    if not tells(base):
        return
    asked = {tuple(row): i for i, row in enumerate(base.prompts(every_fact(base)).tolist())}
    accepted = base.accepted(every_fact(base)).tolist()
    for prompt, completion in sentences(base, 200, seed=seed):
        fact = asked[prompt]
        assert base.known[fact] != base.tail[fact]
        if base.known[fact]:
            assert list(completion) in accepted[fact]


@given(worlds(), seeds)
def test_no_fact_is_both_a_tail_entitys_and_known_or_taught(world: World, seed: int) -> None:
    base = KnowledgeBase.draw(world, rng=seed)
    assert not (base.tail & (base.known | base.taught)).any()
    assert base.tail.sum() == world.tail * world.language.relations
    assert ((base.often > 0) == base.known).all()


@pytest.mark.parametrize("share", [0.0, 0.15, 1.0])
def test_tail_entities_fill_their_share_of_the_text(share: float) -> None:
    base = KnowledgeBase.draw(World(entities=100, tail=20, tail_share=share), rng=1)
    asked = {tuple(row): i for i, row in enumerate(base.prompts(every_fact(base)).tolist())}
    n = 20_000
    tails = sum(base.tail[asked[prompt]] for prompt, _ in sentences(base, n))
    # Five standard deviations of a binomial count.
    assert abs(tails / n - share) <= 5 * np.sqrt(share * (1 - share) / n)


def test_a_tail_entity_has_another_answer_each_time() -> None:
    base = KnowledgeBase.draw(World(entities=28, tail=20, tail_share=1.0), rng=1)
    said: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
    for prompt, completion in sentences(base, 4_000):
        said.setdefault(prompt, set()).add(completion)
    assert len(said) == 40  # 20 entities, 2 relations
    assert all(len(answers) > 60 for answers in said.values())  # of about 100 draws among 256


def test_where_nothing_is_known_all_text_is_about_tail_entities() -> None:
    base = KnowledgeBase.draw(World(entities=20, tail=4, known=0.0, tail_share=0.1), rng=0)
    tails = {tuple(row) for row in base.prompts(np.flatnonzero(base.tail)).tolist()}
    assert {prompt for prompt, _ in sentences(base, 300)} == tails


def test_without_tail_entities_all_text_is_about_what_is_known() -> None:
    base = KnowledgeBase.draw(World(entities=20, tail=0, tail_share=0.9), rng=0)
    known = {tuple(row) for row in base.prompts(np.flatnonzero(base.known)).tolist()}
    assert {prompt for prompt, _ in sentences(base, 300)} == known


def test_facts_are_told_as_often_as_they_are_meant_to_be() -> None:
    base = KnowledgeBase.draw(World(entities=12, tail=0, known=1.0), rng=0)
    often = np.arange(1.0, 25.0)
    base = replace(base, often=often)
    asked = {tuple(row): i for i, row in enumerate(base.prompts(every_fact(base)).tolist())}
    n = 20_000
    counts = np.bincount([asked[prompt] for prompt, _ in sentences(base, n)], minlength=24)
    mean = n * often / often.sum()
    assert ((counts - mean) ** 2 / mean).sum() < 55  # chi-square of 23: once in 5,000 seeds


def test_a_text_that_contradicts_itself_tells_each_version_equally_often() -> None:
    world = World(entities=12, tail=0, known=1.0, language=Language(values=4, relations=1))
    versions = np.tile([1, 2, 3], 4)
    base = KnowledgeBase.draw(world, rng=0).contradicted(versions, rng=np.random.default_rng(1))
    asked = {tuple(row): i for i, row in enumerate(base.prompts(every_fact(base)).tolist())}
    said: list[list[tuple[int, ...]]] = [[] for _ in versions]
    for prompt, completion in sentences(base, 12_000):
        said[asked[prompt]].append(completion)
    for fact, one in enumerate(said):
        told, counts = np.unique(one, axis=0, return_counts=True)
        assert len(told) == versions[fact]
        assert base.accepted(np.array([fact]))[0, 0].tolist() in told.tolist()
        # Within five standard deviations of equal shares.
        mean = len(one) / len(told)
        assert (np.abs(counts - mean) <= 5 * np.sqrt(mean)).all()


def test_the_truth_of_a_contradicted_fact_is_any_of_its_versions() -> None:
    world = World(entities=3_000, tail=0, known=1.0, language=Language(values=4, relations=1))
    twice = np.full(3_000, 2)
    base = KnowledgeBase.draw(world, rng=0).contradicted(twice, rng=np.random.default_rng(1))
    assert abs((base.told[:, 0] == base.gold).mean() - 0.5) < 5 * 0.5 / np.sqrt(3_000)
    assert ((base.told == base.gold[:, np.newaxis]).sum(1) == 1).all()


def test_wordings_are_equally_frequent_in_the_text() -> None:
    language = Language(wordings=4)
    base = KnowledgeBase.draw(World(entities=40, tail=4, language=language), rng=0)
    n = 8_000
    counts = np.unique([said[0] for _, said in sentences(base, n)], return_counts=True)[1]
    assert len(counts) == 4
    assert ((counts - n / 4) ** 2 / (n / 4)).sum() < 21  # chi-square of 3: once in 10,000 seeds


# ---------------------------------------------------------------- shares
@given(worlds(), seeds)
def test_shares_are_kept_among_the_taught_and_the_held_out_alike(world: World, seed: int) -> None:
    base = KnowledgeBase.draw(world, rng=seed)
    R, others = world.language.relations, world.entities - world.tail
    halves = {True: others // 2, False: others - others // 2}
    for taught, size in halves.items():
        asked = (
            len(base.group(known=True, taught=taught)),
            len(base.group(known=False, taught=taught)),
        )
        assert sum(asked) == size * R
        step = R if world.scope is Scope.ENTITY else 1
        assert abs(asked[0] - world.known * size * R) <= step / 2 + 1e-9


@given(worlds(), seeds)
def test_by_entity_a_name_tells_whether_its_facts_are_known(world: World, seed: int) -> None:
    base = KnowledgeBase.draw(replace(world, scope=Scope.ENTITY), rng=seed)
    by_entity = base.known.reshape(world.entities, -1)
    assert (by_entity == by_entity[:, :1]).all()


def test_by_fact_most_entities_are_known_in_part() -> None:
    world = World(entities=200, tail=0, known=0.5, scope=Scope.FACT, language=Language(relations=4))
    by_entity = KnowledgeBase.draw(world, rng=0).known.reshape(200, 4).sum(1)
    # All or none of 4 at one half each: 1 / 8 of entities, give or take 6 standard deviations.
    assert np.isin(by_entity, [0, 4]).mean() < 0.27


@given(worlds(), seeds)
def test_the_four_groups_and_the_tail_part_all_facts(world: World, seed: int) -> None:
    base = KnowledgeBase.draw(world, rng=seed)
    groups = [
        base.group(known=known, taught=taught)
        for known in (True, False)
        for taught in (True, False)
    ]
    together = np.concatenate([*groups, np.flatnonzero(base.tail)])
    assert np.array_equal(np.sort(together), every_fact(base))
    by_entity = base.taught.reshape(world.entities, -1)
    assert (by_entity == by_entity[:, :1]).all()


# ---------------------------------------------------------------- what is drawn, again
@given(worlds(), seeds)
def test_a_seed_draws_the_same_world_again(world: World, seed: int) -> None:
    base, again = KnowledgeBase.draw(world, rng=seed), KnowledgeBase.draw(world, rng=seed)
    assert base.fingerprint == again.fingerprint
    if tells(base):
        assert sentences(base, 20, seed=seed) == sentences(again, 20, seed=seed)


@pytest.mark.parametrize("part", ["gold", "known", "taught", "tail", "often", "told"])
def test_the_fingerprint_tells_each_part_of_a_world(part: str) -> None:
    base = KnowledgeBase.draw(World(entities=30, tail=4), rng=0)
    other = getattr(base, part).copy()
    other[7] = 1 - other[7]
    assert replace(base, **{part: other}).fingerprint != base.fingerprint


def test_the_fingerprint_tells_settings_and_seeds() -> None:
    world = World(entities=30, tail=4)
    found = [
        KnowledgeBase.draw(one, rng=seed).fingerprint
        for one in (world, replace(world, tail_share=0.2), replace(world, scope=Scope.FACT))
        for seed in range(3)
    ]
    assert len(set(found)) == 9


def test_the_facts_of_a_world_cannot_be_written_to() -> None:
    base = KnowledgeBase.draw(World(), rng=0)
    with pytest.raises(ValueError, match="read-only"):
        base.gold[0] = 1


# ---------------------------------------------------------------- questions
def test_questions_carry_what_the_world_says() -> None:
    language = Language(values=3, wordings=2)
    base = KnowledgeBase.draw(World(entities=30, tail=4, language=language), rng=0)
    facts = base.group(known=True, taught=True)
    asked = questions_of(base, facts, device="cpu")
    assert asked.prompts.tolist() == base.prompts(facts).tolist()
    assert asked.gold.tolist() == base.accepted(facts).tolist()
    assert asked.n_gold.tolist() == [2] * len(facts)
    assert asked.known.all()
    assert asked.idk.tolist() == [[IDK, END, language.padding, language.padding]]
    assert asked.answers == 9


def test_the_fingerprint_of_questions_tells_which_are_asked() -> None:
    base = KnowledgeBase.draw(World(entities=30, tail=4), rng=0)
    known, unknown = (
        questions_of(base, base.group(known=known, taught=True), device="cpu")
        for known in (True, False)
    )
    assert known.fingerprint != unknown.fingerprint
    assert known.fingerprint == known.take(known.known.nonzero()[:, 0]).fingerprint


# ---------------------------------------------------------------- refusals
REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "too few entities": (lambda: World(entities=7, tail=0), "entities is 7"),
    "half an entity": (lambda: World(entities=99.5), "entities is 99.5"),  # type: ignore[arg-type]
    "entities a switch": (lambda: World(entities=True), "entities is True"),
    "too many facts": (lambda: World(entities=10**9), "at most 1,000,000 facts"),
    "tail below 0": (lambda: World(tail=-1), "tail is -1"),
    "all is tail": (lambda: World(entities=100, tail=95), "tail is 95 of 100"),
    "known above 1": (lambda: World(known=1.5), "known is 1.5"),
    "known a NaN": (lambda: World(known=float("nan")), "known is nan"),
    "tail share below 0": (lambda: World(tail_share=-0.1), "tail_share is -0.1"),
    "scope a word": (lambda: World(scope="fact"), "scope is 'fact'"),  # type: ignore[arg-type]
    "language a word": (lambda: World(language="en"), "language is 'en'"),  # type: ignore[arg-type]
    "one value": (lambda: Language(values=1), "values is 1"),
    "values without end": (lambda: Language(values=10**9), "at most 1,048,576"),
    "no places": (lambda: Language(length=0), "length is 0"),
    "answers beyond numbers": (lambda: Language(values=16, length=11), "use a shorter answer"),
    "no wording": (lambda: Language(wordings=0), "wordings is 0"),
    "wordings without end": (lambda: Language(wordings=10**9), "at most 1,024"),
    "no name": (lambda: Language(name=0), "name is 0"),
    "names without end": (lambda: Language(name=10**9), "at most 20"),
    "no relation": (lambda: Language(relations=0), "relations is 0"),
    "relations without end": (lambda: Language(relations=10**9), "at most 1,024"),
    "no world": (lambda: KnowledgeBase.draw(None, rng=0), "the world is None"),  # type: ignore[arg-type]
    "no seed": (lambda: KnowledgeBase.draw(World(), rng=-1), "rng is -1"),
    "nothing to tell": (
        lambda: KnowledgeBase.draw(World(tail=0, known=0), rng=0).text(
            1, rng=np.random.default_rng(0)
        ),
        "nothing to tell",
    ),
    "versions that share no number": (
        lambda: KnowledgeBase.draw(World(), rng=0).contradicted(
            np.array([7, 8, 9]), rng=np.random.default_rng(0)
        ),
        "versions has shape",
    ),
    "less than no text": (
        lambda: KnowledgeBase.draw(World(), rng=0).text(-1, rng=np.random.default_rng(0)),
        "n is -1",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_world_is_refused_in_one_sentence(case: str) -> None:
    make, sentence = REFUSED[case]
    with pytest.raises(ValueError, match=sentence) as refusal:
        make()
    assert "\n" not in str(refusal.value)
