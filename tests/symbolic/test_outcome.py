from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import teachsim as ts
from teachsim.core.arrays import FloatArray
from teachsim.symbolic import (
    HypothesisClass,
    Misfit,
    Verdict,
    VersionSpace,
    liars,
    outcome,
    verdicts,
)
from teachsim.symbolic.asking import QUESTIONS, Question
from teachsim.symbolic.misfit import misfit
from teachsim.symbolic.outcome import survivors
from teachsim.symbolic.preference import PREFERENCES, Preference

RIGHT, UNDETERMINED, MISLED = Verdict.RIGHT, Verdict.UNDETERMINED, Verdict.MISLED
CHAIN = HypothesisClass.from_strings(
    ["00110", "01000", "01100", "01110", "11111"], ["beside", "one", "two", "three", "all"]
)
TWO = CHAIN.index("two")


def scenario(*phases: ts.Phase, of: HypothesisClass = CHAIN, target: int = TWO) -> ts.Scenario:
    return ts.Scenario("an ending", of, of.key(target), list(phases))


def taught(
    regime: ts.Regime,
    *,
    rounds: int = 9,
    teacher: ts.Teacher | None = None,
    prefer: Preference = "smallest",
    ask: Question = "conjecture",
    cautious: bool = False,
) -> ts.Transcript:
    phase = ts.Phase(regime, rounds, teacher=teacher or ts.Adversary())
    learner = VersionSpace.learner(prefer=prefer, ask=ask, cautious=cautious)
    return ts.simulate(scenario(phase), learner)


@dataclass(frozen=True)
class Stubborn:
    """Somebody else's learner, of one opinion, who always asks the same."""

    opinion: FloatArray

    def policy(self) -> FloatArray:
        return self.opinion

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        if request.regime.picks is ts.Picks.EXAMINER:
            return ts.Answers.of(self.opinion > 0)
        return ts.Answers([0], [0])

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> "Stubborn":
        return self


# ---------------------------------------------------------------- verdicts
def test_right_is_giving_exactly_the_right_answers() -> None:
    end = outcome(taught(ts.EXAMINATION))
    assert (end.verdict, end.conjecture, end.decoy, end.misfit) == (RIGHT, TWO, None, None)
    assert (end.target, end.remaining) == ("two", 1)
    assert end.sentence == "Right: its answers are exactly those of two."


def test_too_broad_a_conjecture_misleads_and_is_named() -> None:
    end = outcome(taught(ts.DEMONSTRATION, prefer="largest"))
    assert (end.verdict, end.decoy, end.misfit) == (MISLED, "all", Misfit.TOO_BROAD)
    assert end.sentence == (
        "Misled: it believes all, which is too broad for two, and nobody need ever tell it."
    )


def test_a_withheld_part_misleads_and_is_named() -> None:
    end = outcome(taught(ts.DEMONSTRATION))
    assert (end.verdict, end.decoy, end.misfit) == (MISLED, "one", Misfit.TOO_NARROW)


def test_a_decoy_beside_the_target_is_named() -> None:
    end = outcome(taught(ts.DEMONSTRATION, teacher=ts.Scripted([2]), prefer="first"))
    assert (end.verdict, end.decoy, end.misfit) == (MISLED, "beside", Misfit.BESIDE)
    assert end.sentence.startswith("Misled: it believes beside, which is not two, ")


def test_a_vote_outside_the_class_misleads_without_a_name() -> None:
    of = HypothesisClass.from_strings(["110", "011", "101"])
    phase = ts.Phase(ts.DEMONSTRATION, 2, teacher=ts.Adversary())
    run = ts.simulate(scenario(phase, of=of, target=0), VersionSpace.learner(prefer="majority"))
    end = outcome(run)
    assert (end.verdict, end.conjecture, end.decoy) == (MISLED, None, None)
    assert end.sentence.startswith("Misled: it believes something outside the class, ")


def test_the_cautious_learner_is_undetermined_while_two_hypotheses_are_left() -> None:
    end = outcome(taught(ts.DEMONSTRATION, cautious=True))
    assert (end.verdict, end.conjecture, end.misfit) == (UNDETERMINED, None, None)
    assert end.remaining > 1
    assert end.sentence.startswith(f"Undetermined: {end.remaining} hypotheses fit all it heard")


def test_silence_where_nothing_is_right_may_yet_be_doubt() -> None:
    of = HypothesisClass.from_strings(["00", "01"])
    phase = ts.Phase(ts.DEMONSTRATION, 1)
    run = ts.simulate(scenario(phase, of=of, target=0), VersionSpace.learner(cautious=True))
    assert ts.metrics.identified(run.policies[-1], run.scenario.key)  # it says nothing wrong
    assert outcome(run).verdict is UNDETERMINED  # for it does not know that nothing is right


def test_a_cautious_learner_that_was_lied_to_is_misled() -> None:
    lies = ts.Noise(rate=1.0)
    phases = [ts.Phase(ts.QUERY, 9, noise=lies), ts.Phase(ts.DEMONSTRATION, 1)]
    run = ts.simulate(scenario(*phases), VersionSpace.learner(cautious=True))
    end = outcome(run)
    assert (end.verdict, end.remaining) == (MISLED, 1)
    assert end.misfit is not None


@pytest.mark.parametrize("regime", [ts.QUERY, ts.STRICT_APPROVAL, ts.EXAMINATION])
def test_while_a_reply_is_owed_a_wrong_conjecture_is_undetermined(regime: ts.Regime) -> None:
    run = taught(regime, rounds=1, prefer="largest")
    end = outcome(run)
    assert (end.verdict, end.misfit, end.decoy) == (UNDETERMINED, Misfit.TOO_BROAD, None)
    assert (
        end.sentence
        == "Undetermined: its answers are still wrong, but more rounds may change them."
    )


@pytest.mark.parametrize(
    ("regime", "prefer", "expected"),
    [
        (ts.HALLUCINATIONS_ONLY, "smallest", "one"),
        (ts.OMISSIONS_ONLY, "largest", "all"),
        (ts.QUERY, "smallest", "one"),  # it asks about its own answers alone
        (ts.STRICT_APPROVAL, "smallest", "one"),
    ],
)
def test_where_nothing_more_is_owed_a_wrong_conjecture_is_misled(
    regime: ts.Regime, prefer: Preference, expected: str
) -> None:
    end = outcome(taught(regime, prefer=prefer))
    assert (end.verdict, end.decoy) == (MISLED, expected)


def test_who_puts_random_hypotheses_is_owed_a_reply_while_anything_is_open() -> None:
    for seed in range(5):
        run = taught(ts.HALLUCINATIONS_ONLY, rounds=1, ask="random")
        expected = RIGHT if outcome(run).remaining == 1 else UNDETERMINED
        assert outcome(run, rng=seed).verdict is expected


def test_nothing_is_owed_about_prompts_outside_the_phase() -> None:
    of = HypothesisClass([[[0, 1], [0, 1]], [[0, 1], [1, 0]], [[1, 0], [0, 1]]])
    phase = ts.Phase(ts.QUERY, 3, prompts=[0])
    run = ts.simulate(scenario(phase, of=of, target=1), VersionSpace.learner())
    end = outcome(run)
    assert (end.verdict, end.decoy, end.remaining) == (MISLED, "h0", 2)


def test_the_silence_of_an_empty_conjecture_is_an_opinion() -> None:
    of = HypothesisClass.from_strings(["00", "01"])
    phase = ts.Phase(ts.DEMONSTRATION, 2, teacher=ts.Adversary())
    run = ts.simulate(scenario(phase, of=of, target=1), VersionSpace.learner())
    assert (outcome(run).verdict, outcome(run).decoy) == (MISLED, "00")


# ---------------------------------------------------------------- what would come
CASES = st.fixed_dictionaries(
    {
        "regime": st.sampled_from(ts.REGIMES),
        "teacher": st.sampled_from(
            [
                ts.Negligent(),
                ts.Negligent([1]),
                ts.Negligent([2, 4]),
                ts.Helper(),
                ts.Adversary(),
                ts.Adversary(at_least=1),
                ts.Adversary(at_least=2),
                ts.Adversary(CHAIN[CHAIN.index("one")]),
                ts.Adversary(CHAIN[CHAIN.index("all")], at_least=1),
                ts.Adversary(CHAIN[CHAIN.index("beside")], at_least=2),
            ]
        ),
        "prefer": st.sampled_from(PREFERENCES),
        "ask": st.sampled_from(QUESTIONS),
    }
)


@given(CASES, st.integers(1, 4), st.integers(0, 99), st.sampled_from([TWO, CHAIN.index("all")]))
def test_misled_is_only_who_is_not_right_in_any_later_round(
    case: dict[str, Any], rounds: int, seed: int, target: int
) -> None:
    def run(t: int) -> ts.Transcript:
        phase = ts.Phase(case["regime"], t, teacher=case["teacher"])
        learner = VersionSpace.learner(prefer=case["prefer"], ask=case["ask"])
        return ts.simulate(scenario(phase, target=target), learner, rng=seed)

    if outcome(run(rounds), rng=seed).verdict is MISLED:
        long = run(40)
        assert not ts.metrics.identified(long.policies, long.scenario.key)[rounds:].any()


@pytest.mark.parametrize(
    ("teacher", "prefer", "expected"),
    [
        (ts.Negligent(), "smallest", UNDETERMINED),
        (ts.Negligent(), "largest", MISLED),  # no right answer refutes what is too broad
        (ts.Negligent([1]), "smallest", MISLED),  # blind to what would help
        (ts.Negligent([4]), "smallest", UNDETERMINED),  # blind to what is beside the point
        (ts.Adversary(), "smallest", MISLED),
        (ts.Adversary(at_least=1), "smallest", MISLED),
        (ts.Adversary(at_least=2), "smallest", UNDETERMINED),
        (ts.Adversary(at_least=9), "smallest", UNDETERMINED),
        (ts.Adversary(at_least=9), "largest", MISLED),
        (ts.Adversary(CHAIN[CHAIN.index("one")]), "smallest", MISLED),
        (ts.Adversary(CHAIN[TWO]), "smallest", UNDETERMINED),  # its decoy is the truth
    ],
)
def test_a_watcher_is_misled_only_if_its_teacher_has_nothing_to_show_that_would_help(
    teacher: ts.Teacher, prefer: Preference, expected: Verdict
) -> None:
    """Of two, which is {1, 2}, the first round shows at most one point."""
    end = outcome(taught(ts.DEMONSTRATION, rounds=1, teacher=teacher, prefer=prefer))
    assert end.verdict is expected


def test_a_helpful_teacher_who_has_more_to_show_misleads_nobody() -> None:
    of = HypothesisClass.from_strings(["100", "010", "001", "110", "011", "101", "111"])
    ends = []
    for rounds in (1, 2, 3):
        phase = ts.Phase(ts.DEMONSTRATION, rounds, teacher=ts.Helper())
        run = ts.simulate(scenario(phase, of=of, target=6), VersionSpace.learner())
        ends.append(outcome(run).verdict)
    assert ends == [UNDETERMINED, UNDETERMINED, RIGHT]


def test_a_repertoire_that_chance_settled_is_what_was_shown_of_it() -> None:
    some = ts.Negligent(shown=0.5)
    shown = [taught(ts.DEMONSTRATION, teacher=some, rounds=rounds) for rounds in (1, 30)]
    assert {outcome(run).verdict for run in shown} <= {MISLED, RIGHT}


@pytest.mark.parametrize("teacher", [ts.Negligent(), ts.Helper(), ts.Adversary(at_least=2)])
def test_who_asks_and_is_approved_of_may_still_hear_what_helps(teacher: ts.Teacher) -> None:
    """Of two, whose first point it knows, it asks about the second."""
    for ask in ("halving", "random"):
        ends = {
            rounds: outcome(taught(ts.APPROVAL, rounds=rounds, teacher=teacher, ask=ask)).verdict
            for rounds in (1, 30)
        }
        assert ends[1] is not MISLED or ends[30] is MISLED


def test_who_expects_lies_is_owed_what_it_still_asks() -> None:
    for rounds in range(1, 9):
        lied_to = ts.Phase(ts.QUERY, rounds, noise=ts.Noise(rate=1.0, budget=1))
        run = ts.simulate(scenario(lied_to), liars.learner(lies=1))
        assert outcome(run).verdict is not MISLED
    assert outcome(run).verdict is RIGHT


# ---------------------------------------------------------------- somebody else's learner
def stubborn(*opinion: float) -> Stubborn:
    return Stubborn(np.array([opinion]))


@pytest.mark.parametrize(
    ("opinion", "verdict", "conjecture"),
    [
        ((0.0, 0.5, 0.5, 0.0, 0.0), RIGHT, TWO),
        ((0.0, 0.0, 0.0, 0.0, 0.0), UNDETERMINED, None),  # silent
        ((0.0, 0.5, 0.0, 0.0, 0.0), UNDETERMINED, None),  # half silent, and nothing wrong
        ((0.0, 1.0, 0.0, 0.0, 0.0), MISLED, CHAIN.index("one")),  # sure that there is no more
        ((0.5, 0.0, 0.0, 0.0, 0.0), MISLED, None),  # half silent, and wrong
    ],
)
def test_of_another_learner_the_policy_alone_is_judged(
    opinion: tuple[float, ...], verdict: Verdict, conjecture: int | None
) -> None:
    run = ts.simulate(scenario(ts.Phase(ts.DEMONSTRATION, 2)), stubborn(*opinion))
    assert (outcome(run).verdict, outcome(run).conjecture) == (verdict, conjecture)


def test_a_firm_right_answer_to_one_prompt_makes_no_opinion_of_silence_at_another() -> None:
    of = HypothesisClass([[[0, 1], [0, 1]], [[0, 1], [1, 0]]])
    half = Stubborn(np.array([[0.0, 1.0], [0.0, 0.0]]))
    end = outcome(ts.simulate(scenario(ts.Phase(ts.DEMONSTRATION, 1), of=of, target=0), half))
    assert (end.verdict, end.conjecture) == (UNDETERMINED, None)


@pytest.mark.parametrize(
    ("rows", "remaining"), [(["11"], "one hypothesis fits"), (["11", "10"], "2 hypotheses fit")]
)
def test_of_another_learner_in_doubt_no_more_is_said_than_its_policy_shows(
    rows: list[str], remaining: str
) -> None:
    of = HypothesisClass.from_strings(rows)
    hedging = stubborn(0.5, 0.2)
    run = ts.simulate(scenario(ts.Phase(ts.DEMONSTRATION, 1), of=of, target=0), hedging)
    if len(rows) > 1:
        run = ts.simulate(
            scenario(ts.Phase(ts.DEMONSTRATION, 1, teacher=ts.Scripted([0])), of=of, target=0),
            hedging,
        )
    assert outcome(run).verdict is UNDETERMINED
    assert outcome(run).sentence == (
        f"Undetermined: it says nothing wrong but holds back, and {remaining} all it heard."
    )


def test_what_is_no_run_is_refused() -> None:
    for wrong in ("x", None, CHAIN):
        for judge in (outcome, verdicts, survivors):
            with pytest.raises(ValueError, match=r"^transcript is .*; pass what simulate returns"):
                judge(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^rng is '0', but must be a whole number"):
        outcome(taught(ts.QUERY), rng="0")  # type: ignore[arg-type]


@pytest.mark.parametrize("regime", [ts.QUERY, ts.EXAMINATION])
def test_who_asks_the_same_for_ever_is_owed_nothing_new(regime: ts.Regime) -> None:
    learner = stubborn(0.0, 1.0, 0.0, 0.0, 0.0)
    once = ts.simulate(scenario(ts.Phase(regime, 1, teacher=ts.Adversary())), learner)
    assert outcome(once).verdict is MISLED
    before = ts.simulate(scenario(ts.Phase(ts.DEMONSTRATION, 1), ts.Phase(regime, 1)), learner)
    assert verdicts(before)[0] is UNDETERMINED  # the reply comes in the second round


def test_an_examiner_may_repeat_the_one_error_that_is_known() -> None:
    many_errors = stubborn(0.0, 0.0, 0.0, 1.0, 0.0)
    run = ts.simulate(scenario(ts.Phase(ts.EXAMINATION, 1, teacher=ts.Scripted([3]))), many_errors)
    assert outcome(run).verdict is MISLED


def test_a_truth_that_contradicts_believed_lies_is_passed_over_and_so_not_owed() -> None:
    phases = [ts.Phase(ts.QUERY, 9, noise=ts.Noise(rate=1.0)), ts.Phase(ts.EXAMINATION, 1)]
    run = ts.simulate(scenario(*phases), VersionSpace.learner())
    assert (outcome(run).verdict, outcome(run).remaining) == (MISLED, 1)


@pytest.mark.parametrize("seed", range(5))
def test_what_lies_have_ruled_out_does_not_come_back_when_they_contradict_each_other(
    seed: int,
) -> None:
    script = ts.Scripted(np.random.default_rng(seed).integers(0, 5, 20).tolist())
    phase = ts.Phase(ts.INFORMANT, 20, teacher=script, noise=ts.Noise(rate=0.5))
    run = ts.simulate(scenario(phase), VersionSpace.learner(), rng=seed)
    left = survivors(run)
    assert left[-1] == 1
    assert (np.diff(left) <= 0).all()


def test_a_run_may_start_from_what_is_left_of_a_class() -> None:
    rest = CHAIN.given(ts.Answers([0], [1]), [1])
    phase = ts.Phase(ts.DEMONSTRATION, 3, teacher=ts.Adversary())
    run = ts.simulate(
        ts.Scenario("the rest", rest, CHAIN.key(TWO), [phase]), VersionSpace.learner()
    )
    assert (outcome(run).target, outcome(run).decoy) == ("two", "one")


# ---------------------------------------------------------------- over the rounds
def test_what_comes_later_is_owed_before() -> None:
    phases = [ts.Phase(ts.DEMONSTRATION, 2, teacher=ts.Adversary()), ts.Phase(ts.EXAMINATION, 4)]
    run = ts.simulate(scenario(*phases), VersionSpace.learner(prefer="largest"))
    assert verdicts(run)[:3] == (UNDETERMINED,) * 3
    assert verdicts(run)[-1] is RIGHT
    watched = taught(ts.DEMONSTRATION, prefer="largest")
    assert verdicts(watched) == (MISLED,) * 10


@given(
    st.sampled_from(ts.REGIMES),
    st.sampled_from(PREFERENCES),
    st.sampled_from(QUESTIONS),
    st.booleans(),
    st.integers(1, 6),
)
def test_the_verdict_after_each_round_is_the_outcome_of_a_run_that_long(
    regime: ts.Regime, prefer: Preference, ask: Question, cautious: bool, rounds: int
) -> None:
    if ask == "random":
        return  # a longer run tells what a shorter one can only try out

    def run(t: int) -> ts.Transcript:
        return taught(regime, rounds=t, prefer=prefer, ask=ask, cautious=cautious)

    whole = run(rounds)
    assert [outcome(run(t)).verdict for t in range(1, rounds + 1)] == list(verdicts(whole)[1:])
    assert [outcome(run(t)).remaining for t in range(1, rounds + 1)] == survivors(whole)[
        1:
    ].tolist()
    for t, verdict in enumerate(verdicts(whole)):
        identified = bool(ts.metrics.identified(whole.policies[t], whole.scenario.key))
        sure = not cautious or survivors(whole)[t] == 1
        assert (verdict is RIGHT) == (identified and sure)
        assert not (cautious and verdict is MISLED)


def test_verdicts_come_for_the_kept_rounds() -> None:
    phase = ts.Phase(ts.EXAMINATION, 10, teacher=ts.Adversary())
    learner = VersionSpace.learner(ask="conjecture")
    all_kept = ts.simulate(scenario(phase), learner)
    some = ts.simulate(scenario(phase), learner, keep_every=4)
    assert some.kept.tolist() == [0, 4, 8, 10]
    assert verdicts(some) == tuple(verdicts(all_kept)[t] for t in some.kept)
    assert len(survivors(some)) == 11


# ---------------------------------------------------------------- misfits
@given(st.integers(0, 15), st.integers(0, 15))
def test_a_misfit_says_which_of_two_sets_holds_the_other(a: int, b: int) -> None:
    bits = np.array([[a >> x & 1 for x in range(4)], [b >> x & 1 for x in range(4)]], dtype=bool)
    one, two = {x for x in range(4) if a >> x & 1}, {x for x in range(4) if b >> x & 1}
    expected = {
        (False, False): Misfit.BESIDE,
        (True, False): Misfit.TOO_NARROW,
        (False, True): Misfit.TOO_BROAD,
        (True, True): None,
    }[one <= two, two <= one]
    assert misfit(bits[0], bits[1]) is expected
