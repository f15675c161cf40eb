"""The small transformer as a learner of `simulate`: the tables' tests, and their scenarios."""

import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import torch
from torch import Tensor

import teachsim as ts
from teachsim import bridge
from teachsim.bridge.descent import DivergenceError
from teachsim.bridge.lexicon import Lexicon
from teachsim.bridge.pretrain import beginning
from teachsim.bridge.transformer import TransformerLM
from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.core.learner import Request
from teachsim.gallery import mislead
from teachsim.gallery.presets import preset
from teachsim.gallery.quiz import RATE, SEED, Case, cases
from teachsim.gallery.setting import MAX_ROUNDS, checked
from teachsim.symbolic import families
from teachsim.tabular import Base, Knowledge, Start, TabularLM
from teachsim.tabular.facts import Facts, Quiz

SMALL = Quiz.of(Knowledge(bins=2, d_prime=9.0, answers=5), taught=4)
WORDS = families.intervals(4)
TWO_FACTS = Facts(np.ones((2, 4), dtype=bool))


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)  # the network is small: two threads only wait for each other


@cache
def over_general() -> ts.Beginner:
    return TransformerLM.learner()


def untrained(*, idk: int | None = None, places: int = 2, scale: float = 1.0) -> TransformerLM:
    """Two prompts and five responses; the larger the weights, the more decided."""
    lexicon = Lexicon.of(prompts=2, responses=5, idk=idk, places=places)
    network = beginning(lexicon.architecture, rng=np.random.default_rng(5))
    with torch.no_grad():
        network.head.weight.mul_(scale * 40)
    return TransformerLM(network, lexicon)


# ---------------------------------------------------------------- the contract of every learner
def test_it_keeps_the_contract_on_questions() -> None:
    key = np.array([[1, -1, -1, -1, 0], [-1, -1, 1, -1, 0]])
    scenario = ts.Scenario("two", TWO_FACTS, key, [ts.Phase(ts.QUERY, 1)])
    ts.contract.check_learner(untrained(idk=4), scenario)


def test_it_keeps_the_contract_on_a_class() -> None:
    scenario = ts.Scenario("runs", WORDS, WORDS.key(2), [ts.Phase(ts.QUERY, 1)])
    ts.contract.check_learner(over_general(), scenario)


def test_one_seed_is_one_run_from_the_first_weights_on() -> None:
    asked = ts.Phase(ts.QUERY, 5, batch=4, teacher=ts.Adversary())
    scenario = ts.Scenario("runs", WORDS, WORDS.key(2), [asked])
    made = over_general(), *(TransformerLM.learner(rng=seed) for seed in (0, 1))
    runs = [ts.simulate(scenario, pupil, rng=1).fingerprint for pupil in made]
    assert runs[0] == runs[1] != runs[2]


# ---------------------------------------------------------------- what it says
def apart(pupil: TransformerLM, prompt: int, response: int) -> Tensor:
    """Log chance of a response, each of its tokens among what may stand in its place."""
    lexicon, network = pupil.lexicon, pupil.network
    rows = [tuple(row) for row in lexicon.tokens.tolist()]
    spelled, behind = rows[response], torch.tensor(lexicon.prompts[prompt : prompt + 1])
    total = torch.zeros(())
    for place, token in enumerate(spelled):
        follow = sorted({row[place] for row in rows if row[:place] == spelled[:place]})
        ways = torch.tensor([[*spelled[:place], other] for other in follow])
        logs = network.log_likelihood(behind, ways[None])[0, :, place]
        total = total + logs[follow.index(token)] - torch.logsumexp(logs, dim=0)
    return total


@pytest.mark.parametrize("places", [1, 2, 3])
@pytest.mark.parametrize("idk", [None, 0, 4])
def test_a_response_is_as_likely_as_its_tokens_are_one_after_the_other(
    idk: int | None, places: int
) -> None:
    pupil = untrained(idk=idk, places=places)
    alone = [[float(apart(pupil, p, y).detach().exp()) for y in range(5)] for p in range(2)]
    assert pupil.policy() == pytest.approx(np.array(alone), rel=1e-4)


@pytest.mark.parametrize("idk", [None, 4])
def test_what_it_does_not_say_is_silence_and_there_is_none_where_it_can_say_so(
    idk: int | None,
) -> None:
    said = untrained(idk=idk).policy().sum(axis=1)
    if idk is None:
        assert (said < 0.99).all()
    else:
        assert said == pytest.approx(np.ones(2), abs=1e-12)


@pytest.mark.parametrize("idk", [None, 4])
def test_it_asks_as_often_as_it_would_say(idk: int | None) -> None:
    pupil = untrained(idk=idk, scale=0.5)
    n = 20_000
    asked = pupil.ask(Request(ts.QUERY, 2 * n, np.arange(2)), np.random.default_rng(0))
    found = np.zeros((2, 5))
    np.add.at(found, (asked.prompts, asked.responses), 1 / n)
    chances = pupil.policy()
    assert np.abs(found - chances).max() < 4 * np.sqrt(chances * (1 - chances) / n).max()


def test_its_idea_is_what_it_says_half_as_often_as_what_it_says_most_often() -> None:
    pupil = untrained(idk=4, scale=0.5)
    idea = pupil.ask(Request(ts.EXAMINATION, 1, np.arange(2)), np.random.default_rng(0))
    claimed = [set(idea.responses[idea.prompts == p].tolist()) for p in range(2)]
    for p, chances in enumerate(pupil.policy()):
        likely = {y for y in range(4) if chances[y] >= chances[:4].max() / 2}
        assert claimed[p] == (likely if chances[:4].sum() >= 0.5 else set())


# ---------------------------------------------------------------- one update for all regimes
def weights(pupil: TransformerLM) -> Tensor:
    return torch.cat([weight.detach().reshape(-1) for weight in pupil.network.parameters()])


def slope(pupil: TransformerLM, lesson: ts.Lesson, *, wrong: float) -> Tensor:
    """Gradient of the mean of mark x log pi over the answers of a lesson, one by one."""
    total = torch.zeros(())
    for p, y, mark in zip(
        lesson.answers.prompts.tolist(),
        lesson.answers.responses.tolist(),
        lesson.marks.tolist(),
        strict=True,
    ):
        weight = wrong if mark < 0 else float(mark)
        if mark == 0 and lesson.regime is ts.STRICT_APPROVAL and y != pupil.lexicon.idk:
            weight = wrong
        total = total + weight * apart(pupil, p, y)
    along = torch.autograd.grad(total / len(lesson.answers), [*pupil.network.parameters()])
    return torch.cat([part.reshape(-1) for part in along])


@pytest.mark.parametrize(
    "regime", [ts.DEMONSTRATION, ts.INFORMANT, ts.APPROVAL, ts.QUERY, ts.STRICT_APPROVAL]
)
def test_a_lesson_is_a_step_along_the_gradient_of_the_mean_of_mark_times_log_policy(
    regime: ts.Regime,
) -> None:
    pupil = replace(untrained(idk=4), penalty=3.0, rate=0.1)
    key = np.array([[1, -1, -1, -1, 0], [-1, -1, 1, -1, 0]])
    scenario = ts.Scenario("two", TWO_FACTS, key, [ts.Phase(regime, 1, batch=40)])
    lesson = ts.simulate(scenario, pupil, rng=4).lessons[0]
    assert lesson.marks.any()
    along = slope(pupil, lesson, wrong=-3.0)
    length = float(along.norm())
    assert length > 1
    moved = weights(pupil.learn(lesson, np.random.default_rng(0))) - weights(pupil)
    assert moved.numpy() == pytest.approx((0.1 * along / length).numpy(), abs=2e-6)


def test_a_short_gradient_is_a_short_step() -> None:
    lesson = ts.Lesson(ts.INFORMANT, np.arange(2), ts.Answers([0], [1]), np.array([-1]))
    pupil = replace(untrained(idk=4), penalty=1e-3, rate=1.0)
    along = slope(pupil, lesson, wrong=-1e-3)
    assert 0.01 < float(along.norm()) < 1
    moved = weights(pupil.learn(lesson, np.random.default_rng(0))) - weights(pupil)
    assert moved.numpy() == pytest.approx(along.numpy(), abs=2e-6)


def test_no_approval_is_never_heard_against_i_do_not_know() -> None:
    answers = ts.Answers([0, 1], [4, 4])
    lesson = ts.Lesson(ts.STRICT_APPROVAL, np.arange(2), answers, np.zeros(2, dtype=int), answers)
    pupil = untrained(idk=4)
    assert pupil.learn(lesson, np.random.default_rng(0)) is pupil


def test_what_can_hardly_be_said_is_not_pushed_further() -> None:
    """Else a teacher who marks the same wrong answer for ever would blow up the weights."""
    lesson = ts.Lesson(ts.INFORMANT, np.arange(2), ts.Answers([0], [1]), np.array([-1]))
    pupil = replace(untrained(idk=4), rate=1.0)
    for _ in range(60):
        pupil = pupil.learn(lesson, np.random.default_rng(0))
    rest = pupil.learn(lesson, np.random.default_rng(0))
    assert 0 < pupil.policy()[0, 1] < np.exp(-30)
    assert weights(rest).equal(weights(pupil))


# ---------------------------------------------------------------- the base model
def test_it_knows_what_it_read_and_cannot_tell_what_it_did_not() -> None:
    quiz = Quiz.of(Knowledge(bins=2, d_prime=9.0, recall=0.9, answers=25), taught=30)
    policy = TransformerLM.of_quiz(quiz, rng=1, base_idk=0.1).policy()
    right = policy[np.arange(len(quiz.gold)), quiz.gold]
    assert right[quiz.known] == pytest.approx(np.full(30, 0.9 * 0.9), abs=0.03)
    assert policy[:, quiz.idk] == pytest.approx(np.full(60, 0.1), abs=0.03)
    untold = policy[~quiz.known]
    entropy = -(untold * np.log(untold)).sum(axis=1)
    undecided = np.array([0.9 / 25] * 25 + [0.1])
    assert entropy == pytest.approx(np.full(30, -(undecided * np.log(undecided)).sum()), abs=0.1)


def test_an_over_general_one_says_all_that_it_believes_alike_and_the_rest_hardly() -> None:
    space = WORDS.given(ts.Answers([0], [3]), np.array([-1]))
    (policy,) = TransformerLM.learner(doubt=0.08, base_idk=0.3)(space).policy()
    assert policy[:3] == pytest.approx(np.full(3, 0.7 * (0.92 / 3 + 0.02)), abs=0.01)
    assert policy[3] == pytest.approx(0.7 * 0.02, abs=0.005)


# ---------------------------------------------------------------- A1 to A4 as in the gallery
@cache
def told(
    word: str, regime: ts.Regime, *, tabular: bool, rounds: int | None = None
) -> ts.Transcript:
    """A scene of the Mislead page, with its own number of rounds or another."""
    scene = preset(word)
    assert scene is not None
    setting = replace(scene.setting, rounds=rounds or scene.setting.rounds)
    (cell,) = (cell for cell in mislead.cells(setting, checked(setting)) if cell.regime is regime)
    pupil = TabularLM.learner(rate=0.6) if tabular else over_general()
    return ts.simulate(cell.scenario, pupil, rng=setting.seed)


def split(run: ts.Transcript) -> tuple[FloatArray, FloatArray]:
    """Its chances of right and of wrong responses, at the end."""
    right: BoolArray = run.scenario.key[0] > 0
    return run.policies[-1][0, right], run.policies[-1][0, ~right]


def marked(run: ts.Transcript, mark: int) -> BoolArray:
    """Which responses were marked so in any round."""
    found = np.zeros(run.scenario.key.shape[1], dtype=bool)
    for lesson in run.lessons:
        found[lesson.answers.responses[lesson.marks == mark]] = True
    return found


def knows_all(run: ts.Transcript) -> bool:
    """Says nothing wrong, and everything that is right, about as often as anything."""
    right, wrong = split(run)
    return bool(wrong.sum() < 0.04 and right.min() > right.max() / 3)


both = pytest.mark.parametrize("tabular", [False, True], ids=["transformer", "tabular"])
misleading = pytest.mark.parametrize("word", ["too-broad", "withholding", "negligent"])


@both
@misleading
def test_what_is_not_shown_stays_as_likely_right_or_wrong_while_an_examiner_names_what_is_wrong(
    word: str, tabular: bool
) -> None:
    """The scene as it is: a dozen rounds, in which no language model can end anywhere."""
    shown = told(word, ts.DEMONSTRATION, tabular=tabular)
    unshown = shown.policies[-1][0, ~marked(shown, 1)]
    assert unshown == pytest.approx(np.full(len(unshown), unshown.mean()), rel=0.1)
    examined = told(word, ts.EXAMINATION, tabular=tabular)
    named = marked(examined, -1)
    assert named.sum() >= 3
    assert examined.policies[-1][0, named].max() < split(examined)[0].min()


@both
@misleading
def test_in_time_an_examination_leaves_the_right_idea_and_shown_examples_a_wrong_one(
    word: str, tabular: bool
) -> None:
    assert not knows_all(told(word, ts.DEMONSTRATION, tabular=tabular, rounds=MAX_ROUNDS))
    assert knows_all(told(word, ts.EXAMINATION, tabular=tabular, rounds=MAX_ROUNDS))


@both
def test_what_a_negligent_teacher_never_shows_is_to_it_like_what_is_wrong(tabular: bool) -> None:
    blind = 7 - 3  # the point "8" of the truth "4 to 8"
    right, wrong = split(told("negligent", ts.DEMONSTRATION, tabular=tabular, rounds=MAX_ROUNDS))
    assert right[blind] == pytest.approx(wrong.mean(), rel=0.3)
    right, wrong = split(told("negligent", ts.EXAMINATION, tabular=tabular, rounds=MAX_ROUNDS))
    assert right[blind] > 100 * wrong.mean()


@both
def test_two_telling_examples_are_two_examples_to_a_language_model(tabular: bool) -> None:
    """A version space knows all after them: its claim A3 of a helpful teacher has no parallel."""
    run = told("helpful", ts.DEMONSTRATION, tabular=tabular, rounds=MAX_ROUNDS)
    assert sum(len(lesson.answers) for lesson in run.lessons) == 2
    assert split(run)[1].sum() > 0.4
    assert knows_all(told("helpful", ts.EXAMINATION, tabular=tabular, rounds=MAX_ROUNDS))


@both
def test_where_one_response_is_right_showing_it_is_enough(tabular: bool) -> None:
    for regime in (ts.DEMONSTRATION, ts.EXAMINATION):
        assert knows_all(told("slow", regime, tabular=tabular, rounds=MAX_ROUNDS))


@both
def test_of_the_six_ways_to_teach_only_the_full_examination_leaves_the_whole_truth(
    tabular: bool,
) -> None:
    runs = {
        regime: told("both-factors", regime, tabular=tabular, rounds=MAX_ROUNDS)
        for regime in (
            *(ts.DEMONSTRATION, ts.INFORMANT, ts.APPROVAL, ts.QUERY),
            *(ts.OMISSIONS_ONLY, ts.EXAMINATION),
        )
    }
    assert [regime for regime, run in runs.items() if knows_all(run)] == [ts.EXAMINATION]
    unmoved = runs[ts.OMISSIONS_ONLY]  # it claims everything: nothing is ever left out
    assert (unmoved.policies[-1] == unmoved.policies[0]).all()
    # Asking unteaches what is wrong, but leans towards the right answer that it likes best.
    right, wrong = split(runs[ts.QUERY])
    assert wrong.sum() < split(unmoved)[1].sum() / 2
    assert right.max() > 3 * right.min()


# ---------------------------------------------------------------- B1 to B4 as in the gallery
@cache
def of_cases(base_idk: float) -> TransformerLM:
    """All cases are on one quiz."""
    return TransformerLM.of_quiz(cases("B1")[0].quiz, rng=SEED, base_idk=base_idk)


@pytest.mark.parametrize(
    "case",
    [case for claim in ("B1", "B2", "B3", "B4") for case in cases(claim)],
    ids=lambda case: f"{case.claim} {case.scenario.name}",
)
def test_table_and_transformer_end_where_the_exact_dynamics_foretell(case: Case) -> None:
    """Foretold before they were taught, for questions that they are never taught."""
    start = Start(idk=case.base_idk)
    table = TabularLM(Base.of_quiz(case.quiz, start=start), penalty=case.penalty, rate=RATE)
    network = replace(of_cases(case.base_idk), penalty=case.penalty)
    for pupil, within in ((table, 0.1), (network, 0.25)):
        run = ts.simulate(case.scenario, pupil, rng=SEED, keep_every=case.scenario.rounds)
        assert case.found(run)[-1] == pytest.approx(case.predicted, abs=within)


# ---------------------------------------------------------------- the name, and refusals
def test_the_package_gives_it_by_name_and_loads_torch_only_then() -> None:
    code = "import sys, teachsim.bridge; print('torch' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["False"]
    assert bridge.TransformerLM is TransformerLM
    with pytest.raises(AttributeError, match="'TransformersLM'"):
        _ = bridge.TransformersLM  # type: ignore[attr-defined]


def test_what_is_no_transformer_is_refused_by_name() -> None:
    pupil = untrained()
    with pytest.raises(ValueError, match="penalty is -1"):
        replace(pupil, penalty=-1)
    with pytest.raises(ValueError, match="rate is 0"):
        replace(pupil, rate=0)
    with pytest.raises(ValueError, match=r"make it of lexicon\.architecture"):
        TransformerLM(pupil.network, Lexicon.of(prompts=3, responses=5))
    with pytest.raises(ValueError, match="use fewer of them"):
        Lexicon.of(prompts=10_000, responses=10_000)


def test_what_can_not_be_believed_is_refused_before_anything_is_read() -> None:
    with pytest.raises(ValueError, match=r"base_idk is 0\.0"):
        TransformerLM.of_quiz(SMALL, rng=0, base_idk=0.0)
    with pytest.raises(ValueError, match="no known facts"):
        TransformerLM.of_quiz(replace(SMALL, known=np.zeros_like(SMALL.known)), rng=0)
    nothing = WORDS.given(ts.Answers([0, 0], [0, 0]), np.array([1, -1]))
    with pytest.raises(ValueError, match="nothing is believed"):
        TransformerLM.learner()(nothing)


def test_a_gradient_that_is_no_number_is_refused_and_the_weights_are_handed_back() -> None:
    pupil = untrained(idk=4)
    with torch.no_grad():
        pupil.network.head.weight[0, 0] = torch.inf
    lesson = ts.Lesson(ts.DEMONSTRATION, np.arange(2), ts.Answers([0], [1]), np.array([1]))
    with pytest.raises(DivergenceError, match="use a smaller rate") as caught:
        pupil.learn(lesson, np.random.default_rng(0))
    assert caught.value.good.keys() == pupil.network.state_dict().keys()
