"""Rounds as sentences. Each expected line was written by hand from the run it belongs to."""

import numpy as np
import pytest

from teachsim.core.channel import Noise
from teachsim.core.regimes import (
    APPROVAL,
    DEMONSTRATION,
    EXAMINATION,
    HALLUCINATIONS_ONLY,
    INFORMANT,
    OMISSIONS_ONLY,
    QUERY,
    STRICT_APPROVAL,
    Regime,
)
from teachsim.core.scenario import Phase, Scenario
from teachsim.core.simulate import simulate
from teachsim.core.teachers import Adversary, Helper, Negligent, Scripted, Teacher
from teachsim.draw.lettering import plain
from teachsim.draw.saying import closing, idea, left, point, sentence, verdict
from teachsim.draw.scene import Pane, Scene, read
from teachsim.draw.stage import stage_film
from teachsim.draw.text import describe
from teachsim.draw.words import WORDS, listed, say
from teachsim.symbolic import families
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.outcome import Verdict
from teachsim.symbolic.preference import Preference
from teachsim.symbolic.version_space import VersionSpace
from tests.draw.fakes import intervals, run

H = intervals(6)
TARGET = H.index("[1, 3]")


def played(
    regime: Regime,
    *,
    moves: tuple[int | None, ...] = (),
    largest: bool = False,
    cautious: bool = False,
    rounds: int = 1,
) -> tuple[Pane, Scene]:
    teacher = Scripted(moves)
    transcript = run(
        H, regime, target=TARGET, teacher=teacher, rounds=rounds, largest=largest, cautious=cautious
    )
    pane = Pane("t", "s", transcript, H, TARGET)
    return pane, read(pane)


@pytest.mark.parametrize(
    ("regime", "move", "largest", "said", "believed"),
    [
        (
            DEMONSTRATION,
            2,
            False,
            "The demonstrator shows 2: it belongs.",
            "The learner now believes just 2.",
        ),
        (
            DEMONSTRATION,
            2,
            True,
            "The demonstrator shows 2: it belongs.",
            "The learner still believes 0 to 5.",
        ),
        (
            DEMONSTRATION,
            None,
            True,
            "The demonstrator shows nothing.",
            "The learner still believes 0 to 5.",
        ),
        (
            INFORMANT,
            0,
            True,
            "The demonstrator shows 0: it does not belong.",
            "The learner now believes 1 to 5.",
        ),
        (QUERY, None, True, "“Does 1 belong?” – “Yes.”", "The learner still believes 0 to 5."),
        (APPROVAL, None, True, "“Does 1 belong?” – silence.", "The learner still believes 0 to 5."),
        (
            EXAMINATION,
            5,
            True,
            "“Is it 0 to 5?” – “No: 5 does not belong.”",
            "The learner now believes 0 to 4.",
        ),
        (
            EXAMINATION,
            2,
            False,
            "“Is it just 0?” – “No: 2 belongs.”",
            "The learner now believes just 2.",
        ),
        (
            OMISSIONS_ONLY,
            None,
            True,
            "“Is 0 to 5 all of it?” The teacher has to say yes.",
            "The learner still believes 0 to 5.",
        ),
        (
            HALLUCINATIONS_ONLY,
            0,
            True,
            "“Is 0 to 5 right throughout?” – “No: 0 does not belong.”",
            "The learner now believes 1 to 5.",
        ),
    ],
)
def test_a_round_reads_as_a_sentence(
    regime: Regime, move: int | None, largest: bool, said: str, believed: str
) -> None:
    pane, scene = played(regime, moves=(move,), largest=largest)
    assert plain(sentence(pane, scene, t=1)) == f"{said} {believed}"


def test_silence_is_said_to_mean_no_where_it_does() -> None:
    pane, scene = played(STRICT_APPROVAL, rounds=6)
    told = [plain(sentence(pane, scene, t=t)) for t in range(1, 7)]
    assert any("silence, which means no." in line for line in told)


def test_what_is_shown_twice_is_said_to_be_shown_again() -> None:
    pane, scene = played(DEMONSTRATION, moves=(2, 2), rounds=2)
    assert plain(sentence(pane, scene, t=2)).startswith("The demonstrator shows 2 again.")


def test_a_cautious_learner_is_sure_only_of_what_all_ideas_share() -> None:
    pane, scene = played(INFORMANT, moves=(1, 2), rounds=2, cautious=True)
    assert plain(sentence(pane, scene, t=0)).endswith("The learner says “I don’t know”.")
    assert plain(sentence(pane, scene, t=2)).endswith("The learner is sure only of 1 to 2.")
    assert scene.learner(2) is None
    assert verdict(scene, t=2) == "undetermined"
    assert closing(pane, scene) == "Not wrong, but not there: 8 ideas still fit."


def test_a_vote_is_a_belief_and_no_doubt_even_if_it_is_for_nothing() -> None:
    of = HypothesisClass.from_strings(["1000", "0100", "0010"])
    lessons = Scenario("vote", of, of.key(0), [Phase(DEMONSTRATION, 1, Scripted([None]))])
    transcript = simulate(lessons, VersionSpace.learner(prefer="majority"))
    pane = Pane("t", "s", transcript, of, 0)
    told = plain(sentence(pane, read(pane), t=1))
    assert told.endswith("The learner still believes nothing at all.")
    assert read(pane).outcome.verdict is Verdict.MISLED


def test_the_only_idea_is_not_counted_among_others() -> None:
    of = HypothesisClass.from_strings(["10"])
    lessons = Scenario("one", of, of.key(0), [Phase(DEMONSTRATION, 1)])
    pane = Pane("t", "s", simulate(lessons, VersionSpace.learner()), of, 0)
    assert plain(left(read(pane), t=1)) == "the only idea is left"


def test_no_badge_calls_a_learner_wrong_before_the_end() -> None:
    for regime in (DEMONSTRATION, INFORMANT, APPROVAL, QUERY, EXAMINATION):
        _, scene = played(regime, rounds=4, largest=True)
        assert {verdict(scene, t=t) for t in range(4)} <= {"open", "right"}


def test_the_truth_alone_left_is_right_at_once() -> None:
    _, scene = played(EXAMINATION, rounds=12, largest=True)
    first = int(np.flatnonzero(scene.survivors == 1)[0])
    assert first < 12
    assert [verdict(scene, t=t) for t in (first - 1, first)] == ["open", "right"]


def test_a_hostile_demonstrator_can_go_on_for_ever() -> None:
    decoy = H.index("[0, 5]")
    transcript = run(H, DEMONSTRATION, target=TARGET, teacher=Adversary(H[decoy]), largest=True)
    pane = Pane("t", "s", transcript, H, TARGET, decoy)
    assert closing(pane, read(pane)).startswith("It could go on for ever")


def test_a_careless_one_need_not() -> None:
    """A learner that believes too little is corrected by luck, one that believes too much never."""
    ends = {}
    for largest in (False, True):
        transcript = run(
            H, DEMONSTRATION, target=TARGET, teacher=Negligent(), rounds=1, largest=largest
        )
        pane = Pane("t", "s", transcript, H, TARGET)
        ends[largest] = closing(pane, read(pane))
    assert ends[False].startswith("Wrong, and nothing it heard says so")
    assert ends[True].startswith("It could go on for ever")


@pytest.mark.parametrize(
    ("regime", "teacher", "prefer", "told"),
    [
        (DEMONSTRATION, Negligent(), "smallest", "Out of time: the demonstrator has more to show"),
        (DEMONSTRATION, Negligent(), "largest", "It could go on for ever"),
        (DEMONSTRATION, Negligent([3]), "smallest", "It could go on for ever"),
        (DEMONSTRATION, Helper(), "smallest", "Out of time: the demonstrator has more to show"),
        (DEMONSTRATION, Adversary(), "smallest", "It could go on for ever"),
        (DEMONSTRATION, Adversary(at_least=3), "smallest", "Out of time: the demonstrator has"),
        (APPROVAL, Helper(), "smallest", "Out of time: another question may still get an answer"),
        (QUERY, Helper(), "smallest", "Out of time: another question would still get an answer"),
    ],
)
def test_for_ever_is_said_only_where_the_teacher_need_not_help(
    regime: Regime, teacher: Teacher, prefer: Preference, told: str
) -> None:
    lessons = Scenario("one round", H, H.key(TARGET), [Phase(regime, 1, teacher)])
    transcript = simulate(lessons, VersionSpace.learner(prefer=prefer, ask="random"))
    pane = Pane("t", "s", transcript, H, TARGET)
    assert closing(pane, read(pane)).startswith(told)


def test_one_idea_is_not_counted_in_the_plural() -> None:
    """A cautious learner to whom lies have left nothing but the empty idea says nothing."""
    of = HypothesisClass.from_strings(["00", "10", "11"])
    phase = Phase(QUERY, 3, noise=Noise(rate=1.0, budget=1))
    lessons = Scenario("a lie", of, of.key(1), [phase])
    transcript = simulate(lessons, VersionSpace.learner(cautious=True))
    pane = Pane("t", "s", transcript, of, 1)
    assert read(pane).survivors[-1] == 1
    assert closing(pane, read(pane)) == "Not wrong, but not there: one idea still fits."


def test_the_end_counts_what_else_would_fit() -> None:
    pane, scene = played(DEMONSTRATION, moves=(1, 3), rounds=2)
    assert verdict(scene, t=2) == "right"
    assert closing(pane, scene) == "It has found the truth, though 5 other ideas fit as well."
    assert plain(left(scene, t=2)) == "6 of 21 ideas left"


def test_ideas_have_names() -> None:
    G = families.living_beings_and_water()
    assert idea(G, G[G.index("frog")]) == "frog"
    assert idea(H, np.zeros(6, dtype=bool)) == "nothing at all"
    bare = HypothesisClass.from_strings(["0110", "1111"], ["h0", "h1"])
    assert idea(bare, bare[0]) == "1 and 2"
    assert idea(bare, bare[1]) == "everything"
    assert idea(families.singletons(3), families.singletons(3)[1]) == "just 2"


def test_a_point_whose_name_has_a_comma_is_set_in_brackets() -> None:
    """So that "1,2 and 3,4" is not read as four points."""
    H = families.boxes(2, 2)
    assert point(H, 3) == f"({H.instances[3]})"
    assert point(intervals(3), 1) == intervals(3).instances[1]


def test_long_lists_are_cut() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdefg")) == "a, b, c and 4 more"


def test_words_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match="no words are called 'hurrah'"):
        say("hurrah")


def test_every_brace_can_be_filled_by_name() -> None:
    assert not [key for key, words in WORDS.items() if "{}" in words]


def test_a_round_is_described_in_whole_sentences() -> None:
    pane, _ = played(DEMONSTRATION, moves=(2,))
    film = stage_film([pane], title="test")
    told = describe(film, round=1)
    assert told == (
        "Round 1 of 1. t: The demonstrator shows 2: it belongs. The learner now believes just 2. "
        "12 of 21 ideas left. Verdict: misled."
    )
    assert film.frames[1].pictures[1].description == (
        "Pyramid of ideas: 12 of 21 ideas still possible, 9 ruled out in this round. "
        "Truth: 1 to 3. Learner: just 2. Known to belong: 2. Known not to belong: none."
    )
    with pytest.raises(ValueError, match="round is 2; this film has rounds 0 to 1"):
        describe(film, round=2)
