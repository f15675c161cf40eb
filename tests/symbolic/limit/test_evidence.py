from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic.limit.evidence import (
    Evidence,
    Presentation,
    following,
    present,
    taken,
)

EXAMPLES = st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=8).map(tuple)


def test_evidence_keeps_the_order_and_names_each_instance_once() -> None:
    evidence = Evidence(((4, True), (1, False), (2, True), (4, True)))
    assert len(evidence) == 4
    assert evidence.right == (4, 2)
    assert evidence.wrong == (1,)
    assert Evidence() != evidence == Evidence().plus(4).plus(1, mark=False).plus(2).plus(4)


@pytest.mark.parametrize("entry", [(1,), [1, True], (1, 1), (-1, True), (True, True), ("a", True)])
def test_what_is_no_marked_number_is_refused(entry: object) -> None:
    with pytest.raises(ValueError, match=r"^(an example|an instance shown) is .*; "):
        Evidence((entry,))  # type: ignore[arg-type]


def test_an_example_more_is_checked_too() -> None:
    with pytest.raises(ValueError, match=r"^an instance shown is -2, but must be a whole number"):
        Evidence().plus(-2)
    with pytest.raises(ValueError, match=r"^an example is \(2, 1\), but must be"):
        Evidence().plus(2, mark=1)  # type: ignore[arg-type]


def test_a_run_says_when_the_learner_changed_its_mind() -> None:
    script = [None, 3, 3, None, 3, 5, None, 4]
    run = present(itertools.repeat((0, True)), lambda e: script[len(e) - 1], horizon=8)
    assert run.said == tuple(script)
    assert run.horizon == 8
    assert run.changes == (6, 8)  # neither silence nor the first conjecture is a change of mind
    assert run.last_change == 8
    assert present([(0, True)], lambda _: 1, horizon=1).last_change is None


def test_a_text_that_ends_too_early_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^the text ends after 2 examples, but the horizon is 3;"):
        taken([(0, True), (1, True)], horizon=3)
    with pytest.raises(ValueError, match=r"^horizon is 0, but must be a whole number of at least"):
        taken([], horizon=0)


def test_a_run_has_a_word_for_each_example() -> None:
    with pytest.raises(ValueError, match=r"^the learner said 1 things after 0 examples, but"):
        Presentation(Evidence(), (None,))


@given(st.lists(EXAMPLES, max_size=6))
def test_going_on_from_the_last_evidence_changes_nothing(
    calls: list[tuple[tuple[int, bool]]],
) -> None:
    remembering = following(list[tuple[int, bool]], lambda seen, example: [*seen, example])
    for shown in calls:
        for length in (len(shown) // 2, len(shown)):
            assert remembering(Evidence(shown[:length])) == list(shown[:length])


def test_a_step_that_fails_leaves_no_trace() -> None:
    def take(total: list[int], example: tuple[int, bool]) -> list[int]:
        total.append(example[0])
        if example[0] == 9:
            raise ValueError("nine")
        return total

    state = following(list[int], take)
    assert state(Evidence(((1, True),))) == [1]
    with pytest.raises(ValueError, match="nine"):
        state(Evidence(((1, True), (9, True))))
    assert state(Evidence(((1, True), (2, True)))) == [1, 2]
