"""The runs of the page Gold: the story of each scene, links, scripts, and what a horizon shows."""

import contextlib
import io
import string
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.gallery.claims import claim
from teachsim.gallery.gold import (
    MAX_PLACE,
    MAX_ROUNDS,
    SCENES,
    Learner,
    Scene,
    Setting,
    View,
    fitted,
    learners,
    scene,
)
from teachsim.gallery.gold_families import OFFERS, TRUTHS, build_family, lure_of, offer
from teachsim.gallery.gold_link import from_query, to_query
from teachsim.gallery.gold_run import (
    Pair,
    fingerprint,
    late,
    lately,
    run,
    run_pair,
    run_panel,
    settled,
)
from teachsim.gallery.gold_script import script
from teachsim.symbolic.limit import Evidence, Panel, Task

WORDS = [offered.word for offered in OFFERS]
RISING = [offered.word for offered in OFFERS if offered.rungs is not None]


@st.composite
def runs(draw: st.DrawFn, *, most: int = 12) -> Setting:
    view = draw(st.sampled_from(View))
    family = draw(st.sampled_from(WORDS))
    truths: st.SearchStrategy[int | None] = st.integers(0, TRUTHS - 1)
    if view is View.NAME and family in RISING:
        truths |= st.none()
    return Setting(
        view,
        family,
        draw(truths),
        draw(st.sampled_from(learners(family))),
        draw(st.integers(1, MAX_PLACE)),
        draw(st.integers(1, most)),
    )


def printed(source: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(source, "script", "exec"), {})
    return out.getvalue().strip()


def named(pair: Pair, i: int) -> list[str]:
    return ["" if x is None else pair.family.named(x) for x in pair.runs[i].said]


def test_the_first_scene_is_led_on_eight_times_and_then_stuck_for_the_rest_of_the_run() -> None:
    pair = run_pair(SCENES[0].setting)
    told = named(pair, 0)
    assert told[:3] == ["{0}", "{0, 1}", "{0, 1, 2}"]
    assert set(told[8:]) == {"all numbers"}
    assert {x for x, _ in pair.runs[0].evidence.shown} == set(range(9))
    assert pair.family.named(pair.truth) == "{0, ..., 8}"


def test_beside_it_the_same_learner_falls_for_the_same_and_is_saved_by_one_wrong_mark() -> None:
    pair = run_pair(SCENES[0].setting)
    assert named(pair, 1)[:9] == named(pair, 0)[:9]
    assert pair.runs[1].evidence.shown[9] == (9, False)
    assert settled(pair.right[1]) == 10
    assert settled(pair.right[0]) is None


@pytest.mark.parametrize("word", RISING)
@pytest.mark.parametrize("learner", Learner)
@pytest.mark.parametrize("rounds", [1, 2, 9, 16, 17, 24, 40])
def test_no_learner_ends_right_against_the_adversary(
    word: str, learner: Learner, rounds: int
) -> None:
    pair = run_pair(Setting(family=word, target=None, learner=learner, rounds=rounds))
    assert not pair.right[0][-1]
    truth = pair.family.language(pair.truth)
    assert all(mark and truth.contains(x) for x, mark in pair.runs[0].evidence.shown)


@pytest.mark.parametrize("place", [1, 2, 5, 13])
def test_the_later_the_largest_set_comes_in_its_list_the_longer_it_is_led_on(place: int) -> None:
    pair = run_pair(Setting(place=place, rounds=30))
    assert len(pair.runs[0].changes) == place - 1
    assert pair.right[1][-1]


def test_a_learner_of_small_sets_is_led_on_in_every_round_and_never_comes_to_all_numbers() -> None:
    pair = run_pair(Setting(learner=Learner.SMALLEST, rounds=30))
    assert len(pair.runs[0].changes) == 29
    assert pair.family.named(pair.truth) == "all numbers"
    assert not pair.right[1].any()


@pytest.mark.parametrize("target", range(1, TRUTHS))
def test_who_waits_for_what_gives_a_set_away_names_every_multiple(target: int) -> None:
    pair = run_pair(Setting(family="multiples", target=target, learner=Learner.WAITS, rounds=16))
    assert settled(pair.right[0]) == 2


def test_who_takes_no_risk_makes_nothing_up_where_the_other_does_without_end() -> None:
    for target in range(1, 8):
        pair = run_pair(Setting(View.SPEAK, "half-lines-and-all", target=target, rounds=60))
        assert not pair.right[0][-20:].any()
        assert pair.right[1][-20:].all()


def test_nobody_errs_who_has_nothing_new_left_to_say() -> None:
    pair = run_pair(Setting(View.SPEAK, "segments", target=4, rounds=12))
    assert pair.exhausted.tolist() == [False] * 3 + [True] * 9
    assert pair.right[0][3:].all()
    assert pair.right[1][3:].all()


def test_of_four_tasks_on_all_integers_right_answers_alone_allow_one() -> None:
    panel = run_panel(scene("breadth").setting)  # type: ignore[union-attr]  # there is one
    done = {task: settled(panel.cell(task, negatives=False).right) for task in Task}
    assert [task for task, since in done.items() if since is not None] == [Task.GENERATE]
    assert all(panel.cell(task, negatives=True).right.all() for task in Task)


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_settled_is_right_from_then_on_and_wrong_just_before(right: list[bool]) -> None:
    since = settled(np.array(right))
    if since is None:
        kept = len(right) - max((t for t, r in enumerate(right, 1) if not r), default=0)
        assert kept < max(len(right) / 4, 1)
    else:
        assert all(right[since - 1 :])
        assert since == 1 or not right[since - 2]


def test_the_list_in_which_one_set_comes_late_is_the_family_reordered() -> None:
    family = build_family("segments")
    order = [1, 2, 3, 0, *range(4, 40)]
    learner = late(family, place=4)
    for marks in ([(0, True)], [(2, True)], [(5, True)], [(5, True), (9, False)]):
        fits = [i for i in order if all(family.contains(i, x) == mark for x, mark in marks)]
        assert learner(Evidence(tuple(marks))) == fits[0]


@settings(max_examples=60, deadline=None)
@given(runs(), st.sampled_from(SCENES))
def test_a_link_restores_the_run_whatever_scene_it_began_as(setting: Setting, start: Scene) -> None:
    query = to_query(setting, start=start.word)
    assert from_query(query) == (setting, ())
    assert all(type(text) is str for text in query.values())


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from(["preset", "view", "family", "target", "learner", "place", "rounds", "x"]),
        st.text(string.printable, max_size=12)
        | st.sampled_from([*View, *Learner, *WORDS, "adversary", "0", "12", "99999", "-1"]),
    )
)
def test_a_bad_link_never_raises_and_is_told(query: dict[str, str]) -> None:
    setting, problems = from_query(query)
    assert from_query(to_query(setting))[0] == setting
    assert all(sentence.startswith("the link asked for ") for sentence in problems)


@pytest.mark.parametrize("offered", SCENES, ids=lambda offered: offered.word)
def test_the_script_of_a_scene_prints_its_fingerprint_in_six_lines(offered: Scene) -> None:
    done = run(offered.setting)
    prints = fingerprint(*done.cells) if isinstance(done, Panel) else done.fingerprint
    source = script(offered.setting)
    assert printed(source) == prints
    assert len(source.splitlines()) <= 6
    assert max(map(len, source.splitlines())) < 200


@settings(max_examples=12, deadline=None)
@given(runs())
def test_the_script_of_any_run_prints_its_fingerprint(setting: Setting) -> None:
    done = run(setting)
    prints = fingerprint(*done.cells) if isinstance(done, Panel) else done.fingerprint
    assert printed(script(setting)) == prints


@given(runs(), st.sampled_from(View), st.sampled_from(WORDS))
def test_another_view_or_family_is_always_legal(setting: Setting, view: View, family: str) -> None:
    turned = fitted(setting, view=view, family=family)
    assert (turned.view, turned.family) == (view, family)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"rounds": MAX_ROUNDS + 1}, "rounds is 121, but must lie in 1..120"),
        ({"place": 0}, "place is 0, but must lie in 1..30"),
        ({"target": TRUTHS}, "truth is 13, but must lie in 0..12"),
        ({"view": View.SPEAK}, "view speak needs a truth"),
        ({"family": "multiples"}, "no adversary can lead on who learns multiples"),
        ({"family": "half-lines", "target": 3, "learner": Learner.LARGEST}, "the largest that"),
        ({"family": "nonsense"}, "family 'nonsense' is not offered"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(change: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Setting(**change)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", WORDS)
def test_an_adversary_is_offered_just_where_a_language_has_no_tell_tale(word: str) -> None:
    family = build_family(word)
    told = [family.tell_tale(i) for i in range(TRUTHS)]
    assert (lure_of(word) is None) == all(tale is not None for tale in told)
    assert (offer(word).rungs is None) == family.facts.identify


@pytest.mark.parametrize("word", WORDS)
def test_who_takes_the_largest_set_is_offered_just_where_one_holds_all_others(word: str) -> None:
    family, whole = build_family(word), offer(word).whole
    if whole is None:
        assert not any(all(family.subset(i, j) for i in range(60)) for j in range(40))
    else:
        assert all(family.subset(i, whole) for i in range(60))
    assert (Learner.LARGEST in learners(word)) == (whole is not None)


@pytest.mark.parametrize("query", [{"family": "half-lines"}, {"preset": "negatives"}])
def test_a_link_that_asks_for_the_largest_of_endless_half_lines_is_told(
    query: dict[str, str],
) -> None:
    setting, problems = from_query(query | {"family": "half-lines", "learner": "largest"})
    assert problems == ("the link asked for learner='largest'; using late",)
    assert setting.learner is Learner.LATE
    assert from_query(query | {"family": "half-lines"}) == (setting, ())


@pytest.mark.parametrize("word", ["multiples", "progressions"])
def test_who_takes_the_smallest_set_has_no_idea_until_one_is_the_smallest(word: str) -> None:
    for target in range(TRUTHS):
        pair = run_pair(Setting(family=word, target=target, learner=Learner.SMALLEST, rounds=6))
        family, (first, *rest) = pair.family, pair.runs[0].said
        assert first is None
        assert rest == [target] * 5
        for (x, _), i in zip(pair.runs[1].evidence.shown, pair.runs[1].said, strict=True):
            assert i is None or family.contains(i, x) == family.contains(target, x)


@settings(max_examples=30, deadline=None)
@given(runs(most=9))
def test_who_is_astray_stays_where_it_is_and_nobody_else_is_stuck(setting: Setting) -> None:
    if setting.view is not View.NAME:
        return
    pair = run_pair(setting)
    longer = run_pair(replace(setting, rounds=setting.rounds + 24))
    later = longer.runs[0].said[setting.rounds - 1 :]
    if pair.astray:
        assert set(later) == {pair.idea}
        assert longer.since[0] is None
    elif pair.since[0] is None:
        assert set(later) != {pair.idea}
    if pair.since[1] is None:
        assert set(longer.runs[1].said[setting.rounds - 1 :]) != {pair.runs[1].said[-1]}


def test_a_truth_that_is_named_in_the_last_round_is_named() -> None:
    pair = run_pair(Setting(target=12, learner=Learner.SMALLEST, rounds=12))
    assert settled(pair.right[0]) is None
    assert pair.since[0] == lately(pair.right[0]) == 12


def test_the_claim_names_where_it_fails() -> None:
    assert "Marks on wrong answers" in claim("A5").fails
