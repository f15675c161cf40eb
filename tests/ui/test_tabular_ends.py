"""What the pages about the tabular language model say where a link turns a knob to its end."""

import re

import pytest

from teachsim.gallery import grand_table
from teachsim.gallery.claims import claim
from teachsim.gallery.tabular import stealing
from teachsim.tabular import Reward, thresholds
from teachsim.ui import (
    grand,
    tabular_credit,
    tabular_data,
    tabular_explain,
    tabular_know,
    tabular_say_idk,
    tabular_stealing,
)
from teachsim.ui.percent import amount
from teachsim.ui.tabular_chapter import Bet, Chapter
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.tabular_session import opened
from teachsim.ui.words import say

KNOW, IDK = tabular_know.CHAPTER, tabular_say_idk.CHAPTER
STEALING, CREDIT = tabular_stealing.CHAPTER, tabular_credit.CHAPTER


def read(chapter: Chapter, **query: str) -> str:
    """All that is said of a run in sentences: the intro, the bet, what happened, its tiles."""
    trip = opened(chapter, query)
    assert trip.problems == ()
    filled = tabular_data.numbers(chapter, trip.setting)
    asked = f"{chapter.prefix}-bet-{bet(chapter, **query).question}"
    tiles = (" ".join(pair) for pair in tabular_explain.figures(trip))
    intro = say(f"{chapter.prefix}-intro-{trip.story}")
    words = (intro.format(**filled), say(asked).format(**filled), *tabular_explain.told(trip))
    return " ".join((*words, *tiles)).replace("\u00a0", " ").replace("**", "")


def bet(chapter: Chapter, **query: str) -> Bet:
    return tabular_data.bet(chapter, opened(chapter, query).setting)


# ---------------------------------------------------------------- know or make it up
def test_where_nothing_costs_and_nothing_earns_that_is_said() -> None:
    assert "A wrong answer now costs nothing. Silence earns nothing either" in read(
        KNOW, preset="no-penalty"
    )


@pytest.mark.parametrize(
    ("penalty", "abstain", "said"),
    [
        ("1", "-1", "“I don’t know” is marked wrong here: it costs 1, as much as a wrong answer"),
        ("0.5", "-0.5", "it costs 0.5, as much as a wrong answer"),
        ("0.25", "-0.5", "“I don’t know” costs 0.5 here, and a wrong answer only 0.25"),
        ("0", "-1", "“I don’t know” costs 1 here, and a wrong answer nothing"),
    ],
)
def test_silence_that_costs_is_said_to_cost(penalty: str, abstain: str, said: str) -> None:
    text = read(KNOW, penalty=penalty, abstain=abstain)
    assert said in text
    assert "earns nothing" not in text


def test_the_claim_on_reward_holds_for_any_worth_of_silence() -> None:
    stated = claim("B2")
    for text in (stated.argument, say("formula-B2")):
        assert "(a + c) / (1 + c)" in text
    assert "earns nothing" not in stated.argument
    for c, a in ((9.0, 0.5), (0.25, 0.0), (1.0, -0.5), (3.0, -1.0)):
        reward = Reward(1.0, -c, a)
        assert reward.threshold == pytest.approx((a + c) / (1 + c))
        assert thresholds.predicted(thresholds.USUAL["GRPO"], reward) == 0.5  # as "fails" says


def test_the_price_of_honesty_is_told_without_a_word_of_praise_where_all_is_made_up() -> None:
    text = read(KNOW, penalty="2", abstain="-1", known="0.9", d_prime="0.5")
    assert "it makes up 99 % of what it does not know" in text
    assert "only" not in text.split("Of its own answers")[0].split("Marked on its own")[1]


@pytest.mark.parametrize("preset", ["makes-it-up", "honest", "by-rote"])
def test_who_knows_everything_is_told_nothing_on_what_it_does_not_know(preset: str) -> None:
    text = read(KNOW, preset=preset, known="1")
    assert "what it does not know" not in text
    assert "third row" not in text
    assert bet(KNOW, preset=preset, known="1").question == "answers"


def test_a_memory_as_fast_as_habit_is_not_one_times_as_fast() -> None:
    assert "as fast as it learns a habit" in read(KNOW, memory="1")
    assert "1 times" not in read(KNOW, memory="1")
    assert "30 times as fast as it learns a habit" in read(KNOW, memory="30")


# ---------------------------------------------------------------- say "I don't know"
@pytest.mark.parametrize("preset", ["cold-start", "likely-enough"])
def test_without_a_step_of_examples_nobody_bets_on_examples_and_then_reward(preset: str) -> None:
    query = {"preset": preset}
    assert bet(IDK, **query) == Bet("alone", ("in", "out"), "out" if "cold" in preset else "in")
    assert "examples, then reward" not in read(IDK, **query)
    square = IDK.pictures(IDK.page.run(opened(IDK, query).setting), False)[0][0]
    assert say("idk-way-warm") not in square.description


def test_steps_of_examples_are_counted_for_the_labels_that_are_shown() -> None:
    for query in ({"labels": "gold"}, {"labels": "gold", "warm": "0"}):
        assert "most of their work" not in read(IDK, **query)
        wait = IDK.pictures(IDK.page.run(opened(IDK, query).setting), False)[0][1]
        assert "logarithm" not in wait.description
        assert say("idk-wait-examples") not in {shape.text for shape in wait.shapes}
    assert "most of their work" in read(IDK)


def test_right_answers_alone_are_not_said_to_reach_what_is_known() -> None:
    assert "say it to what is known as well" in read(IDK, preset="cold-start")
    assert "say it to what is known as well" not in read(IDK, preset="cold-start", labels="gold")


def test_it_is_never_learned_before_it_is_first_drawn() -> None:
    text = read(IDK, preset="cold-start", batch="1")
    assert "drawn after about 3,333 steps, and to be learned it takes 3,333 or more" in text


@pytest.mark.parametrize("query", [{"batch": "1"}, {"base_idk": "0.2"}, {"batch": "512"}])
@pytest.mark.parametrize("preset", [scene.word for scene in IDK.page.scenes])
def test_one_step_and_one_answer_are_in_the_singular(preset: str, query: dict[str, str]) -> None:
    assert not re.search(r"(?<![\d,.])1 (steps|answers)", read(IDK, preset=preset, **query))


def test_reward_alone_hears_it_too_rarely_and_not_never() -> None:
    assert "never hears" not in say("idk-about")
    assert "too rarely" in say("idk-about")


# ---------------------------------------------------------------- stealing
def said_after_marks(**query: str) -> str:
    return read(STEALING, **query).split("Marked on its own answers")[1]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({}, ""),
        ({"teacher": "1"}, ""),
        ({"teacher": "0.5", "overlap": "-1"}, "hardly any answers to what it knows"),
        ({"preset": "all-knowing"}, "hardly any “I don’t know” to what it does not know"),
        ({"overlap": "-1", "penalty": "0.5"}, "hardly any “I don’t know” to what"),
        (
            {"student": "0.6", "teacher": "0.3", "overlap": "-1", "d_prime": "2", "copied": "400"},
            "takes more steps",
        ),
        ({"d_prime": "0"}, "cannot tell well enough what it knows"),
        ({"penalty": "9", "d_prime": "1"}, "cannot tell well enough what it knows"),
    ],
)
def test_what_marks_leave_is_put_down_to_its_cause(query: dict[str, str], why: str) -> None:
    text = said_after_marks(**query)
    assert why in text
    assert ("mended" in text) == bool(why)


def test_both_causes_for_which_reward_repairs_nothing_are_said() -> None:
    fails = claim("B4").fails
    assert "nothing but answers, or nothing but “I don’t know”" in fails
    assert "as far as you can tell what you know" in fails


def test_a_mended_student_is_not_said_to_answer_still() -> None:
    text = read(STEALING, teacher="1")
    assert "still answers" not in text
    assert "never to say it" not in text


def test_silence_is_not_put_down_to_a_teacher_that_answers_everything() -> None:
    text = read(STEALING, preset="nested", d_prime="0")
    assert "so copying keeps it silent" not in text
    assert "cannot tell well what it knows, so that the two run together" in text
    assert "run together" not in read(STEALING, preset="nested")


def test_a_teacher_is_not_said_to_have_known_what_it_did_not() -> None:
    setting = opened(STEALING, {"teacher": "0.5", "overlap": "1"}).setting
    assert stealing.run(setting).setting.pair.given_unknown == 0
    assert "knew some of that" not in read(STEALING, teacher="0.5", overlap="1")


def test_the_limit_of_copying_is_given_under_its_condition() -> None:
    assert "if it can tell what it knows" in say("formula-B4")


# ---------------------------------------------------------------- reward and credit
@pytest.mark.parametrize("preset", ["which-token", "one-token"])
def test_one_word_and_many_each_have_their_story(preset: str) -> None:
    one, many = (read(CREDIT, preset=preset, tokens=tokens) for tokens in ("1", "8"))
    for nonsense in ("1 words", "nearly nothing", "one after another", "1 times"):
        assert nonsense not in one
    assert "With a single word" in one
    assert "With a single word" not in many
    assert "8 words" in many


@pytest.mark.parametrize("preset", ["noisy-grader", "too-lenient"])
def test_a_grader_is_called_too_lenient_where_it_is(preset: str) -> None:
    for phi, lenient in (("0", False), ("0.5", False), ("0.55", True), ("0.9", True)):
        text = read(CREDIT, preset=preset, false_positive=phi)
        assert ("even an answer that is surely wrong pays" in text) == lenient


def test_without_flaws_none_are_found() -> None:
    text = read(CREDIT, preset="pushed-too-hard", exploits="0")
    assert "only look better" not in text
    assert "no flaws" in text
    assert "only look better" in read(CREDIT, preset="pushed-too-hard")


def test_nothing_is_paid_without_a_sign() -> None:
    assert [amount(value) for value in (-0.001, 0.001, -0.006)] == ["0.00", "0.00", "−0.01"]
    assert "−0.00" not in read(CREDIT, preset="noisy-grader", false_negative="0.9")


# ---------------------------------------------------------------- everywhere
def test_start_counts_the_ways_of_teaching_once() -> None:
    taught = [row.way for row in grand_table.rows() if row.way != "before teaching"]
    assert grand.predicted()["ways"] == len(taught)
    assert "{ways} ways" in say("grand-about")
    assert not re.search(r"\w+ ways\b", say("bridge-about").replace("{ways} ways", ""))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.prefix)
def test_no_end_of_a_knob_says_one_of_many_or_minus_nothing(chapter: Chapter) -> None:
    page = chapter.page
    for scene in page.scenes:
        for knob in page.knobs:
            for value in (knob.values[0], knob.values[-1]):
                query = {"preset": scene.word, knob.name: f"{value}"}
                if opened(chapter, query).problems:
                    continue
                text = read(chapter, **query)
                wrong = r"(?<![\d,.])1 (steps|words|times|answers|choices)\b|[-−]0(\.0+)?(?![\d.])"
                assert not re.search(wrong, text), (query, text)
