"""How a study stands, as it is told while it runs: at what pace, and in which words."""

import io
import sys
from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from teachsim import sweep

NOW = sweep.Standing("trial", 100, 10, 0, 5.0, running=True)
ALONE = replace(NOW, lacks="no worker is there; start one")


class Clock:
    """A clock that stands until it is set."""

    now = 1_000.0


class Terminal(io.StringIO):
    """A stream that says that somebody looks on."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    module = sys.modules["teachsim.sweep.standing"]  # the package has a function of this name
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: made.now))
    return made


def told(stream: io.StringIO, clock: Clock, at: Mapping[int, sweep.Standing]) -> str:
    """What is written when a study stands so after so many tenths of a second."""
    report, start = sweep.reporter(stream), clock.now
    for tenths, now in at.items():
        clock.now = start + tenths / 10
        report(now)
    return stream.getvalue()


# ---------------------------------------------------------------- the numbers
@given(total=some.integers(1, 10**7), share=some.floats(0, 1), rate=some.floats(1e-3, 1e5))
def test_what_is_left_takes_as_long_as_it_does_at_this_rate(
    total: int, share: float, rate: float
) -> None:
    done = int(share * total)
    left = sweep.Standing("trial", total, done, 0, rate, running=True).left
    assert left == pytest.approx((total - done) / rate)


def test_what_is_left_cannot_be_told_before_the_first_row_and_is_nothing_after_the_last() -> None:
    assert replace(NOW, rate=0.0).left is None
    assert replace(NOW, rate=0.0, done=100).left == 0
    assert replace(NOW, rate=0.0).sentence == "trial: 10 of 100 done"
    assert replace(NOW, done=100).sentence == "trial: 100 of 100 done, 5 a second"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 s"), (119, "119 s"), (120, "2 min"), (7_200, "2 h"), (86_400 * 2, "2 d")],
)
def test_the_estimate_has_a_unit_that_fits(seconds: int, said: str) -> None:
    now = sweep.Standing("trial", seconds, 0, 0, 1.0, running=True)
    assert now.sentence.endswith(f", {said} left")


def test_failures_are_counted_in_the_sentence() -> None:
    assert replace(NOW, failed=3).sentence == (
        "trial: 10 of 100 done, 3 failed, 5 a second, 18 s left"
    )


def test_who_waits_for_a_worker_gives_no_estimate() -> None:
    assert ALONE.sentence == "trial: 10 of 100 done; no worker is there; start one"


# ---------------------------------------------------------------- in a log
def test_a_log_gets_a_line_each_half_minute(clock: Clock) -> None:
    at = dict.fromkeys(range(0, 1_000, 20), NOW)
    assert told(io.StringIO(), clock, at) == f"{NOW.sentence}\n" * 3


def test_a_short_study_leaves_a_log_alone(clock: Clock) -> None:
    assert not told(io.StringIO(), clock, {10: NOW, 20: replace(NOW, running=False)})


def test_a_log_is_told_soon_when_all_workers_are_gone_and_then_now_and_then(clock: Clock) -> None:
    at = dict.fromkeys(range(10, 600, 10), ALONE)
    assert told(io.StringIO(), clock, at) == f"{ALONE.sentence}\n" * 2


def test_a_log_is_told_when_it_goes_on(clock: Clock) -> None:
    at = {10: ALONE, 50: ALONE, 60: NOW, 70: NOW}
    assert told(io.StringIO(), clock, at) == f"{ALONE.sentence}\n{NOW.sentence}\n"


def test_a_worker_that_is_replaced_at_once_is_not_worth_a_line_on_what_it_lacks(
    clock: Clock,
) -> None:
    assert ALONE.lacks not in told(io.StringIO(), clock, {10: NOW, 20: ALONE, 40: NOW})


# ---------------------------------------------------------------- on a terminal
def test_a_terminal_gets_one_line_that_is_written_over_and_ends_when_the_study_does(
    clock: Clock,
) -> None:
    over = replace(NOW, done=100, running=False)
    said = told(Terminal(), clock, {0: NOW, 1: NOW, 3: NOW, 4: over})
    assert said == f"\r\033[K{NOW.sentence}" * 2 + f"\r\033[K{over.sentence}\n"


def test_a_terminal_keeps_the_line_that_says_what_is_lacking(clock: Clock) -> None:
    """It may be longer than the terminal is wide, where nothing can be written over it."""
    said = told(Terminal(), clock, {0: NOW, 10: ALONE, 20: ALONE, 50: ALONE, 60: ALONE, 70: NOW})
    line = "\r\033[K{}".format
    assert said == line(NOW.sentence) + line(f"{ALONE.sentence}\n") + line(NOW.sentence)


def test_the_line_goes_to_standard_error_unless_told_otherwise(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    report = sweep.reporter()
    clock.now += 31
    report(NOW)
    assert capsys.readouterr() == ("", f"{NOW.sentence}\n")
