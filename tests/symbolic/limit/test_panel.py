from __future__ import annotations

import itertools

import numpy as np
import pytest

from teachsim.symbolic.limit import families, texts
from teachsim.symbolic.limit.panel import panel
from teachsim.symbolic.limit.theorems import Task, for_family, theorem
from tests.symbolic.limit.worlds import CASES, FAMILIES, HORIZON, Silent

LEARNT = (Task.IDENTIFY, Task.BREADTH, Task.DETECT)


@pytest.mark.parametrize(("title", "target"), CASES)
def test_the_runs_go_as_the_theorems_say(title: str, target: int) -> None:
    family, _ = FAMILIES[title]
    shown = panel(family, target, horizon=HORIZON)
    assert shown.horizon == HORIZON
    assert [(cell.task, cell.negatives) for cell in shown.cells] == [
        (task, negatives) for negatives in (False, True) for task in Task
    ]
    for cell in shown.cells:
        assert cell.right.shape == (HORIZON,)
        assert len(cell.said) == HORIZON
        assert cell.theorem == theorem(cell.task, negatives=cell.negatives)
        possible = cell.negatives or cell.task is Task.GENERATE
        if possible or family.tell_tale(target) is not None:
            assert cell.right_since is not None
            assert cell.right_since <= HORIZON * 3 // 4
            assert cell.right[cell.right_since - 1 :].all()
        else:
            assert cell.right_since is None


def test_the_one_panel_that_says_it_all() -> None:
    family = families.half_lines_and_all()
    shown = panel(family, 0, horizon=200)  # all integers
    since = {
        (cell.task.value, cell.negatives): cell.right_since is not None for cell in shown.cells
    }
    assert since == {
        ("identify", False): False,
        ("generate", False): True,
        ("generate with breadth", False): False,
        ("detect hallucination", False): False,
        ("identify", True): True,
        ("generate", True): True,
        ("generate with breadth", True): True,
        ("detect hallucination", True): True,
    }
    narrow = shown.cell(Task.GENERATE, negatives=False).coverage
    wide = shown.cell(Task.BREADTH, negatives=True).coverage
    assert narrow is not None
    assert wide is not None
    assert narrow[-1] < 0.7 < wide[-1] == 1.0
    assert shown.cell(Task.IDENTIFY, negatives=True).coverage is None


def test_coverage_never_falls_and_stays_in_the_unit_interval() -> None:
    for title, target in CASES[::3]:
        family, _ = FAMILIES[title]
        for cell in panel(family, target, horizon=40, first=30).cells:
            if cell.coverage is not None:
                assert (np.diff(cell.coverage) >= 0).all()
                assert 0 <= cell.coverage.min() <= cell.coverage.max() <= 1


def test_the_candidates_are_the_target_and_one_that_makes_things_up() -> None:
    family = families.segments_and_all()
    shown = panel(family, 3, horizon=20)
    assert shown.candidates == (3, 0)
    detected = shown.cell(Task.DETECT, negatives=True)
    assert detected.said[-1] == "{0, 1, 2}: fine; all numbers: makes things up"
    assert panel(family, 0, horizon=5).candidates == (0,)  # nothing is outside all numbers
    chosen = panel(family, 3, horizon=20, candidates=[1, 2, 6])
    assert chosen.cell(Task.DETECT, negatives=False).said[-1] == (
        "{0}: fine; {0, 1}: fine; {0, ..., 5}: makes things up"
    )


def test_the_words_of_the_learners_are_those_of_the_family() -> None:
    shown = panel(families.half_lines_and_all(), 3, horizon=30)
    assert shown.cell(Task.IDENTIFY, negatives=True).said[-1] == "{-2, -1, ...}"
    assert shown.cell(Task.IDENTIFY, negatives=False).said[0] == "{0, 1, ...}"
    assert int(shown.cell(Task.GENERATE, negatives=False).said[-1]) >= -2


def test_a_text_that_is_none_shows_what_withholding_does() -> None:
    family = families.segments_and_all()
    withheld = texts.omitting(family.language(6), withheld=[5])
    shown = panel(family, 6, horizon=60, text=withheld)
    identified = shown.cell(Task.IDENTIFY, negatives=False)
    assert identified.right_since is None
    assert identified.said[-1] == "{0, ..., 4}"


def test_an_ascending_text_does_not_hide_that_honest_generators_are_accused() -> None:
    family = families.segments_and_all()
    shown = panel(family, 0, horizon=60, text=texts.honest(family.language(0)))
    assert not shown.cell(Task.DETECT, negatives=False).right.any()


def test_the_same_texts_give_the_same_panel() -> None:
    family = families.multiples()
    first, second = (
        panel(
            family,
            4,
            horizon=30,
            text=texts.honest(family.language(4), rng=np.random.default_rng(5)),
        )
        for _ in range(2)
    )
    assert first.text == second.text
    assert all(
        one.said == two.said and (one.right == two.right).all()
        for one, two in zip(first.cells, second.cells, strict=True)
    )


def test_what_is_proved_about_a_family_is_said_with_the_tell_tale_of_the_target() -> None:
    segments = families.segments_and_all()
    said = for_family(segments, 3, task=Task.IDENTIFY, negatives=False)
    assert said.startswith("Not possible for every language of the segments")
    assert said.endswith("{0, 1, 2} has the tell-tale {2}.")
    none = for_family(segments, 0, task=Task.DETECT, negatives=False)
    assert none.endswith("all numbers has no tell-tale.")
    multiples = for_family(families.multiples(), 3, task=Task.BREADTH, negatives=False)
    assert multiples.startswith("Possible for the multiples of each number.")
    always = for_family(segments, 0, task=Task.IDENTIFY, negatives=True)
    assert always.endswith("as for every countable family.")
    finite = for_family(families.singletons(), 0, task=Task.GENERATE, negatives=False)
    assert finite.endswith("once all is shown, nothing new is left to say.")


def test_each_theorem_has_its_source() -> None:
    sources = {
        (task, negatives): theorem(task, negatives=negatives).source
        for task, negatives in itertools.product(Task, (False, True))
    }
    assert "Angluin" in sources[Task.IDENTIFY, False]
    assert "Gold" in sources[Task.IDENTIFY, True]
    assert "Kleinberg" in sources[Task.GENERATE, False]
    assert "Kalavasis" in sources[Task.BREADTH, True]
    assert "Karbasi" in sources[Task.DETECT, False]
    assert all(theorem(task, negatives=False).states.startswith("Possible iff") for task in LEARNT)


def test_what_is_out_of_range_is_refused() -> None:
    family = families.multiples()
    with pytest.raises(ValueError, match=r"^target is -1, but must be a whole number"):
        panel(family, -1)
    with pytest.raises(ValueError, match=r"^horizon is 0, but must be a whole number"):
        panel(family, 1, horizon=0)
    with pytest.raises(ValueError, match=r"^a candidate is 'x', but must be a whole number"):
        panel(family, 1, horizon=3, candidates=["x"])  # type: ignore[list-item]
    with pytest.raises(ValueError, match=r"^the text ends after 1 examples, but the horizon is 3"):
        panel(family, 1, horizon=3, text=[(0, True)])
    with pytest.raises(ValueError, match=r"^first is 0, but must be a whole number"):
        panel(family, 1, horizon=3, first=0)


def test_a_panel_says_that_past_the_end_of_a_finite_target_there_is_nothing_right_to_say() -> None:
    family = families.finite_sets_and_all()
    cell = panel(family, 1, horizon=5).cell(Task.GENERATE, negatives=False)
    assert cell.said[-1] not in ("0", "nothing")  # the target is {0}: what is said is made up
    assert cell.right.all()  # and yet no error, as nothing right was left
    assert cell.sentence.endswith(
        "Once all of {0} was shown nothing right and new is left, and what is said then is made "
        "up; it does not count as an error."
    )
    endless = panel(family, 0, horizon=5).cell(Task.GENERATE, negatives=False)
    assert "made up" not in endless.sentence


def test_a_generator_that_ran_out_of_sight_is_a_stopped_cell() -> None:
    shown = panel(
        Silent(), 2, horizon=4, text=[(0, True)] * 4, informant=[(0, True)] * 4, first=1, reach=3
    )
    cell = shown.cell(Task.GENERATE, negatives=False)
    assert cell.stopped == cell.said[0]
    assert cell.said[0].startswith("ran out of sight at instance 0: all members of powers of")
    assert not cell.right.any()
    assert shown.cell(Task.BREADTH, negatives=False).stopped is None
