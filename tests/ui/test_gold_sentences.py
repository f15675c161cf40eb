"""What the page Gold says of a run agrees with the run, whatever a link opens.

The sentences are held against runs that go on for longer, and against members one by one: not
against what chose them.
"""

import csv
import io
import re
from dataclasses import replace
from functools import cache
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from teachsim.gallery.gold import SCENES, Learner, Setting, View, fitted, learners, scene
from teachsim.gallery.gold_families import OFFERS, TRUTHS, build_family, lure_of, offer
from teachsim.gallery.gold_link import from_query
from teachsim.gallery.gold_run import Pair, learner_of, run, run_pair, run_panel
from teachsim.symbolic.limit import Panel, Task, present, texts
from teachsim.ui import (
    gold_betting,
    gold_ending,
    gold_explain,
    gold_exports,
    gold_table,
    gold_why,
)
from teachsim.ui.gold_names import named
from teachsim.ui.words import say

MORE = 40
"""So many rounds are seen beyond a run."""

FEW = 160
"""So many instances, and languages, are tried one by one."""

ROUNDS = (1, 2, 6, None)


def opened(link: str) -> tuple[Setting, tuple[str, ...]]:
    return from_query(dict(part.split("=") for part in link.split("&")))


def paired(link: str) -> Pair:
    pair = run(opened(link)[0])
    assert isinstance(pair, Pair)
    return pair


def panelled(link: str) -> Panel:
    panel = run(opened(link)[0])
    assert isinstance(panel, Panel)
    return panel


def head(key: str) -> str:
    """The words under a key up to what is filled in."""
    return say(key).partition("{")[0]


def turned(start: Setting, family: str, *, rounds: int | None) -> list[Setting]:
    """A scene's setting in a family: with every truth, and every learner where one names."""
    at = fitted(start, view=start.view, family=family)
    at = replace(at, rounds=rounds or at.rounds)
    adversary = at.view is View.NAME and lure_of(family) is not None
    who = learners(family) if at.view is View.NAME else (at.learner,)
    truths = [*([None] if adversary else []), *range(TRUTHS)]
    return [replace(at, target=target, learner=one) for target in truths for one in who]


@st.composite
def reached(draw: st.DrawFn) -> Setting:
    start = draw(st.sampled_from(SCENES)).setting
    family = draw(st.sampled_from(OFFERS)).word
    return draw(st.sampled_from(turned(start, family, rounds=draw(st.sampled_from(ROUNDS)))))


# ---------------------------------------------------------------- what was found


@pytest.mark.parametrize(
    "link", ["target=0", "preset=negatives&target=0", "learner=first&target=0"]
)
def test_all_numbers_are_given_away_by_none_of_their_members(link: str) -> None:
    told = gold_why.why(paired(link))
    assert "given away" not in told
    assert say("gold-why-no-tale") in told
    assert say("gold-why-whole") in told


@pytest.mark.parametrize(
    ("link", "panes"),
    [
        ("preset=negatives&rounds=6", ("stuck", "not yet")),
        ("preset=negatives&rounds=7", ("stuck", "right")),
        ("preset=tell-tales&rounds=1", ("not yet", "not yet")),
        ("rounds=1", ("not yet", "not yet")),
        ("target=12&learner=smallest&rounds=12", ("right", "right")),
    ],
)
def test_only_who_no_example_can_move_is_stuck(link: str, panes: tuple[str, str]) -> None:
    pair = paired(link)
    shown = tuple(gold_ending.badge(pair, i, t=pair.setting.rounds) for i in range(2))
    assert shown == panes


def test_nobody_is_said_to_make_things_up_who_did_not() -> None:
    told = gold_why.why(paired("preset=speak&target=0"))
    assert "not true" not in told
    assert say("gold-why-trust-right") in told
    assert say("gold-why-trust-wrong") in gold_why.why(paired("preset=speak"))


def test_who_has_nothing_new_to_say_of_a_finite_set_is_said_to_have_nothing() -> None:
    panel = panelled("preset=breadth&family=segments")
    for task in (Task.GENERATE, Task.BREADTH):
        strip = gold_table.strip(panel, task, negatives=False)
        assert strip.told[-1].say == say("gold-panel-said-all")
    assert gold_table.proved(panel, Task.GENERATE, negatives=False) == say("gold-panel-no-new")
    assert "all sets of this class at once" in gold_table.proved(
        panel, Task.IDENTIFY, negatives=False
    )
    assert say("gold-why-finite") in gold_why.why(panel)


def test_nobody_must_make_things_up_where_a_few_members_give_each_set_away() -> None:
    told = gold_why.why(panelled("preset=breadth&family=multiples"))
    assert "must make things up" not in told
    assert say("gold-why-four") in told
    assert "must make things up" in gold_why.why(panelled("preset=breadth"))


def test_a_class_without_a_largest_set_has_nobody_who_takes_it() -> None:
    setting, problems = opened("family=half-lines&learner=largest")
    assert problems == ("the link asked for learner='largest'; using late",)
    told = gold_explain.told(run(setting))
    assert not any("127" in part for part in told)


def test_one_is_said_of_one_and_none_of_none() -> None:
    assert gold_betting.question(Setting(rounds=1)) == "After 1 round, who names it?"
    one = gold_ending.ending(paired("preset=speak&family=patterns&target=5&rounds=1"), 0)
    assert one.startswith("1 answer made up in 1 round, the last in round 1.")
    two = gold_ending.ending(paired("target=0&rounds=2&learner=smallest"), 0)
    assert two == "1 change of mind in 2 rounds, and more may follow."


@pytest.mark.parametrize(
    ("link", "word"),
    [("", "adversary"), ("family=half-lines", "tell-tales"), ("learner=smallest", "tell-tales")],
)
def test_only_a_learner_with_a_list_is_asked_about_its_list(link: str, word: str) -> None:
    pair = run_pair(from_query(dict(p.split("=") for p in link.split("&") if p))[0])
    assert gold_explain.knob(pair, start="adversary") == word


def test_a_question_names_the_largest_set_of_the_class() -> None:
    assert "or all integers?" in gold_explain.asked(scene("speak").setting, "speak")  # type: ignore[union-attr]  # there is one


# ---------------------------------------------------------------- whatever a link opens


@settings(max_examples=40, deadline=None)
@given(reached())
@example(Setting(target=0, rounds=16, learner=Learner.LARGEST))
@example(Setting(View.SPEAK, "half-lines-and-all", target=0))
@example(Setting(View.PANEL, "segments", target=3, rounds=40))
def test_every_sentence_agrees_with_the_run(setting: Setting) -> None:
    agrees(setting)


def agrees(setting: Setting) -> None:
    """Raise where a sentence and the run do not agree."""
    done = run(setting)
    if isinstance(done, Panel):
        _panel(done)
    elif setting.view is View.SPEAK:
        _speaks(done)
    else:
        _names(done)
        _why_named(done)
    told = (*gold_explain.told(done)[:-1], gold_betting.question(setting))
    for part in told:
        assert not re.search(r"\b(1|0) (rounds|changes|answers)\b|\b1 of 1\b|of 0\b", _open(part))
        assert "{" not in re.sub(r"\{[−\d]", "", part)


def _open(told: str) -> str:
    """A sentence without the end of a run, which may be round 1 of 1."""
    return re.sub(r"round \d+ of \d+", "", told)


@cache
def _held(family: str, i: int) -> frozenset[int]:
    return frozenset(x for x in range(FEW) if build_family(family).contains(i, x))


def _members(done: Pair, i: int) -> frozenset[int]:
    return _held(done.setting.family, i)


def _names(done: Pair) -> None:
    """Compare the verdicts with a run that goes on."""
    rounds, truth = done.setting.rounds, _members(done, done.truth)
    longer = run_pair(replace(done.setting, rounds=rounds + MORE))
    for i in range(2):
        held, told = done.runs[i].said[-1], gold_ending.ending(done, i)
        ahead = set(longer.runs[i].said[rounds - 1 :])
        stands = gold_ending.stands(done, i, t=rounds)
        assert (stands == "right") == (held is not None and _members(done, held) == truth)
        assert (stands == "right") == told.startswith("It has named the truth")
        assert (stands == "misled") == told.startswith("Stuck on")
        assert (stands == "undetermined") == ("more may follow" in told)
        if stands == "misled":
            assert ahead == {held}
            assert held is not None
            assert truth < _members(done, held)
        elif stands != "right":
            assert ahead != {held}
        if held is not None and stands in {"misled", "open"}:
            assert named(done.family, held) in told


def _why_named(done: Pair) -> None:
    """Compare the argument with members one by one, and with runs that go on."""
    told, truth, family = gold_why.why(done), _members(done, done.truth), done.family
    few = set(islice(family.language(done.truth).members(), 30))
    between = any(few <= _members(done, i) < truth for i in range(FEW))
    assert (say("gold-why-no-tale") in told) <= between
    assert (say("gold-why-tell-tales") in told) <= (not between)
    if say("gold-why-whole") in told:
        since = done.since[0]
        assert since is not None
        shown = set(done.runs[0].evidence.right[:since])
        smaller = next(i for i in range(1, FEW) if shown <= _members(done, i))
        text = texts.honest(family.language(smaller))
        fooled = present(text, learner_of(done.setting), horizon=since + MORE)
        assert set(fooled.said[since - 1 :]) == {done.truth}
    if head("gold-why-largest") in told:
        whole = offer(done.setting.family).whole
        assert whole is not None
        largest = Setting(family=done.setting.family, target=done.truth, learner=Learner.LARGEST)
        assert (run_pair(largest).since[0] is not None) == (done.truth == whole)
    if head("gold-why-open") in told:
        assert not truth <= _members(done, done.runs[0].said[-1] or 0) or not done.runs[0].said[-1]
    if say("gold-why-freed") in told:
        longer = run_pair(replace(done.setting, rounds=done.setting.rounds + MORE))
        assert longer.runs[1].said[-1] != 0
    if head("gold-why-all") in told:
        assert truth == set(range(FEW))


def _speaks(done: Pair) -> None:
    """Compare what is said of answers with the answers."""
    language, rounds = done.family.language(done.truth), done.setting.rounds
    over = [bool(done.exhausted[t]) for t in range(rounds)]
    for i in range(2):
        made = [
            t
            for t, x in enumerate(done.runs[i].said, 1)
            if x is not None and not language.contains(x) and not over[t - 1]
        ]
        told = gold_ending.ending(done, i)
        since = re.match(r"Nothing made up since round (\d+)", told)
        assert not since or all(t < int(since[1]) for t in made)
        count = re.match(r"(\d+) answers? made up", told)
        assert not count or int(count[1]) == len(made) > 0
        assert told.startswith("All of") == over[-1]
        assert ("No example" in told) <= (i == 0 and bool(made))
        assert gold_ending.counts(done, i)[-1] == len(made)
        badge = gold_ending.badge(done, i, t=rounds)
        assert badge != say("gold-speak-right") or rounds not in made
        assert badge != say("gold-speak-misled") or made
        if i == 0:
            why = gold_why.why(done)
            assert (say("gold-why-trust-wrong") in why) <= bool(made)
            assert (say("gold-why-trust-luck") in why) <= (not made)
            assert (say("gold-why-trust-right") in why) <= (rounds not in made)
            assert (say("gold-why-finite") in why) == (language.size < FEW)


def _panel(done: Panel) -> None:
    """Compare what is said of tasks with the family, and with what was said."""
    gone = done.family.language(done.target).size < FEW
    for task in Task:
        for negatives in (False, True):
            cell, strip = (
                done.cell(task, negatives=negatives),
                gold_table.strip(done, task, negatives=negatives),
            )
            last = strip.told[-1]
            assert last.stands != "right" or cell.right[-1]
            assert last.stands != "misled" or not cell.right[-1]
            assert ("wrong" in strip.end) == (not cell.right[-1])
            assert ("impossible" in strip.subtitle) <= (not done.family.facts.identify)
            assert (strip.subtitle == say("gold-panel-no-new")) == (gone and task is Task.GENERATE)
            assert (last.say == say("gold-panel-said-all")) <= gone
    told = gold_why.why(done)
    assert (say("gold-why-four") in told) == done.family.facts.identify


@pytest.mark.parametrize("word", [offered.word for offered in OFFERS])
def test_what_is_said_to_be_wrong_stays_wrong_and_what_is_not_yet_right_comes(word: str) -> None:
    for target in (0, 2, 5):
        done = run_panel(Setting(View.PANEL, word, target, rounds=2))
        later = run_panel(Setting(View.PANEL, word, target, rounds=100))
        for now, then in zip(done.cells, later.cells, strict=True):
            strip = gold_table.strip(done, now.task, negatives=now.negatives)
            if strip.told[-1].stands == "misled":
                assert not then.right[-1]
            elif strip.told[-1].stands == "open":
                assert then.right[-1]


def test_the_data_hold_no_answer_once_nothing_new_is_left() -> None:
    for view in (View.SPEAK, View.PANEL):
        made = gold_exports.as_csv(Setting(view, "segments", target=3, rounds=9)).decode()
        rows = list(csv.DictReader(io.StringIO(made)))
        last = [row for row in rows if row["round"] == "9"]
        speaks = [row for row in last if row.get("task", "generate").startswith("generate")]
        assert {row["said"] for row in speaks} == {""}
        assert {row["said"] for row in rows if row["round"] == "2"} != {""}
