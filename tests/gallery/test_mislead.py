from dataclasses import replace

import numpy as np
import pytest

import teachsim as ts
from teachsim.gallery import mislead
from teachsim.gallery.claims import CLAIMS, claim
from teachsim.gallery.classes import CHOICES, OWN, Choice, Ideas, build_class, code
from teachsim.gallery.presets import PRESETS, Preset, preset
from teachsim.gallery.setting import (
    MAX_LIES,
    Asker,
    Bias,
    Demonstrator,
    Kind,
    Setting,
    View,
    checked,
    telling_target,
)
from teachsim.symbolic.outcome import Verdict, outcome


def verdicts(setting: Setting) -> list[Verdict]:
    return [outcome(transcript).verdict for transcript in mislead.run(setting).transcripts]


def the(word: str) -> Setting:
    found = preset(word)
    assert found is not None
    return found.setting


@pytest.mark.parametrize("word", ["too-broad", "withholding", "negligent"])
def test_the_watcher_is_misled_and_the_asker_is_right(word: str) -> None:
    assert verdicts(the(word)) == [Verdict.MISLED, Verdict.RIGHT]


@pytest.mark.parametrize("word", ["helpful", "slow"])
def test_examples_from_a_willing_or_forced_demonstrator_suffice(word: str) -> None:
    assert verdicts(the(word)) == [Verdict.RIGHT, Verdict.RIGHT]


def test_helpful_examples_beat_questions_and_single_points_cost_a_question_each() -> None:
    def first_right(run: ts.Transcript) -> int:
        return int(ts.metrics.identified(run.policies, run.scenario.key).argmax())

    helped, asked = mislead.run(the("helpful")).transcripts
    assert first_right(helped) == 2  # both ends of the run: positive teaching dimension 2
    assert first_right(helped) < first_right(asked)
    shown, asked = mislead.run(the("slow")).transcripts
    assert first_right(shown) == 1
    assert first_right(asked) == 12  # n - 1 proper equivalence queries for singletons, theory S2


def test_it_takes_own_questions_and_wrong_marks_to_rescue_the_over_general_learner() -> None:
    demonstration, informant, approval, query, omissions, examination = verdicts(
        the("both-factors")
    )
    assert {query, examination} == {Verdict.RIGHT}
    assert {demonstration, informant, approval, omissions} == {Verdict.MISLED}


def test_an_examiner_of_omissions_alone_can_be_asked_about_all_but_one_point() -> None:
    asked = replace(the("both-factors"), asker=Asker.HALVING, rounds=20)
    assert verdicts(asked)[4] is Verdict.RIGHT  # silence under forced disclosure is evidence


def test_where_approval_is_certain_silence_means_wrong() -> None:
    assert verdicts(replace(the("both-factors"), view=View.STRICT))[2] is Verdict.RIGHT


def test_the_cautious_learner_is_unsure_where_the_bold_one_is_misled() -> None:
    cautious = replace(the("too-broad"), bias=Bias.CAUTIOUS)
    assert verdicts(cautious) == [Verdict.UNDETERMINED, Verdict.RIGHT]


@pytest.mark.parametrize("offered", PRESETS, ids=lambda preset: preset.word)
def test_every_preset_has_its_claim_and_truth(offered: Preset) -> None:
    assert claim(offered.claim) in CLAIMS
    ideas = checked(offered.setting)
    if offered.setting.ideas.word == "intervals":
        assert ideas.names[offered.setting.target] == "4 to 8"


def test_the_decoys_of_the_presets_are_those_that_the_words_tell_of() -> None:
    decoys = {}
    for word in ("too-broad", "withholding"):
        decoy = the(word).demonstrator.decoy
        assert decoy is not None
        decoys[word] = checked(the(word)).names[decoy]
    assert decoys == {"too-broad": "1 to 13", "withholding": "5 to 6"}
    hidden = the("negligent").demonstrator.withheld
    assert [checked(the("negligent")).instances[x] for x in hidden] == ["8"]


@pytest.mark.parametrize("lies", range(MAX_LIES + 1))
def test_lies_cost_the_doubting_learner_no_more_rounds_than_its_scene_has(lies: int) -> None:
    setting = the("lies")
    told = replace(setting, demonstrator=replace(setting.demonstrator, lies=lies))
    trusting, doubting = mislead.run(told).transcripts
    assert outcome(doubting).verdict is Verdict.RIGHT
    assert (outcome(trusting).verdict is Verdict.RIGHT) == (lies == 0)


def test_the_worst_decoy_misleads_the_bold_learner_and_nobody_misleads_the_cautious() -> None:
    setting = replace(the("withholding"), rounds=14)
    ideas = checked(setting)
    decoy = mislead.worst_decoy(setting, ideas)
    assert decoy is not None
    assert verdicts(mislead.with_decoy(setting, decoy))[0] is Verdict.MISLED
    for bias in (Bias.CAUTIOUS, Bias.MAJORITY):
        assert mislead.worst_decoy(replace(setting, bias=bias), ideas) is None


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.word)
def test_every_class_offered_fits_a_page_at_every_size(choice: Choice) -> None:
    sizes = choice.sizes
    for bound in ("low", "high", "default"):
        ideas = Ideas(choice.word, tuple(getattr(size, bound) for size in sizes))
        for bias in Bias:
            setting = Setting(ideas=ideas, bias=bias, rounds=2, target=1)
            assert mislead.run(setting).fingerprint


def test_a_class_as_code_is_the_class() -> None:
    from teachsim.symbolic import families

    assert families is not None
    for choice in CHOICES:
        built = eval(code(choice.default), {"families": families})
        assert (built.table == build_class(choice.default).table).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rounds": 0}, "rounds is 0, but must lie in 1..60"),
        ({"seed": -4}, "seed is -4"),
        ({"target": 91}, "target is 91, but must lie in 0..90"),
        ({"demonstrator": Demonstrator(decoy=91)}, "decoy is 91"),
        ({"demonstrator": Demonstrator(kind=Kind.NEGLIGENT, withheld=(13,))}, "blind spot is 13"),
        ({"demonstrator": Demonstrator(at_least=-1)}, "least number of examples is -1"),
    ],
)
def test_numbers_outside_their_bounds_are_refused_by_name(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        mislead.run(replace(the("too-broad"), **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ideas", "message"),
    [
        (lambda: Ideas("runs", (3,)), "class 'runs' is not offered"),
        (lambda: Ideas("intervals", ()), "takes 1 sizes"),
        (lambda: Ideas("intervals", (3_000,)), "must lie in 3..24"),
        (lambda: Ideas(OWN, (), ""), "needs its CSV text"),
    ],
)
def test_a_class_that_is_not_offered_is_refused(ideas: object, message: str) -> None:
    assert callable(ideas)
    with pytest.raises(ValueError, match=message):
        ideas()


def test_a_class_of_ones_own_runs_like_any_other() -> None:
    own = "idea,a,b,c\nall,1,1,1\nsome,1,1,0\nfew,1,0,0\n"
    setting = Setting(ideas=Ideas(OWN, (), own), target=1, bias=Bias.LARGEST, asker=Asker.GUESS)
    assert verdicts(setting) == [Verdict.MISLED, Verdict.RIGHT]


def test_a_claim_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="claim 'Z9' does not exist"):
        claim("Z9")


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.word)
def test_the_truth_that_tells_is_of_middling_size(choice: Choice) -> None:
    H = build_class(choice.default)
    sizes = H.table.sum(axis=1)
    best = np.abs(sizes - H.n_instances / 2).min()
    assert abs(sizes[telling_target(H)] - H.n_instances / 2) == best


def test_the_asker_who_plays_optimally_is_right_on_every_class_as_soon_as_it_can_be() -> None:
    # Littlestone dimension 4 of the intervals and the empty one on 8 points: theory.md S2.
    setting = replace(the("too-broad"), ideas=Ideas("intervals", (8,)), target=9, rounds=4)
    setting = replace(setting, asker=Asker.OPTIMAL, bias=Bias.CAUTIOUS)
    setting = replace(setting, demonstrator=Demonstrator(kind=Kind.HOSTILE))
    assert verdicts(setting)[1] is Verdict.RIGHT
