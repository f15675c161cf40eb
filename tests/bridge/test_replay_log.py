"""The log of a run is read strictly, and as far as it was written; no torch is needed for it."""

import json
import subprocess
import sys
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from teachsim.bridge.replay_log import read_log

RUN = {
    "world": "names",
    "seed": 1,
    "device": "cpu",
    "version": "0",
    "command": "x",
    "names": ["SFT, right answers"],
}
FIT = {
    "bins": 20,
    "d_prime": 2.0,
    "known": 0.5,
    "recall": 0.9,
    "misbelief": 0.5,
    "answers": 50,
    "base_idk": 0.01,
    "base_recall": 0.9,
    "auroc": 0.9,
}
WAY = "SFT, right answers"
RATES = [[0.0, 0.25], [0.5, 0.25]]
LINES = [
    {"run": RUN},
    {"at": {"way": "before teaching", "share": 0.5}},
    {"fit": FIT},
    {"predicted": {"way": WAY, "rates": RATES}},
    {"point": {"way": WAY, "step": 0, "rates": RATES}},
    {"at": {"way": WAY, "share": 0.5}},
    {"point": {"way": WAY, "step": 10, "rates": RATES}},
]


def text(*lines: Any) -> str:
    return "".join(json.dumps(line) + "\n" for line in lines)


def test_a_log_is_read_as_far_as_it_has_come() -> None:
    found = read_log(text(*LINES) + '{"point": {"way": "SFT')
    assert found.courses[WAY].steps.tolist() == [0, 10]
    assert found.courses[WAY].rates[1].tolist() == [[0.0, 0.75, 0.25], [0.5, 0.25, 0.25]]
    assert found.done == (WAY, 0.5)
    assert found.end == ""
    assert read_log(text(LINES[0])).fit is None
    over = read_log(text(*LINES, {"end": "done"}))
    assert (over.done, over.end) == (None, "done")


def test_a_run_that_goes_on_has_not_ended_and_says_the_same_points_again() -> None:
    found = read_log(text(*LINES, {"end": "stopped"}, *LINES))
    assert found.end == ""
    assert found.courses[WAY].steps.tolist() == [0, 10]


BAD = {
    "no JSON": "{",
    "no object": "[1]",
    "two things": json.dumps({"at": 1, "end": 2}),
    "another thing": json.dumps({"beginning": 1}),
    "a field too many": text({"at": {"way": WAY, "share": 0.5, "more": 1}}).strip(),
    "a field missing": text({"point": {"way": WAY, "step": 3}}).strip(),
    "another run": text({"run": {**RUN, "seed": 2}}).strip(),
    "no share": text({"at": {"way": WAY, "share": 1.5}}).strip(),
    "NaN": '{"at": {"way": "x", "share": NaN}}',
    "no step": text({"point": {"way": WAY, "step": -1, "rates": RATES}}).strip(),
    "another way": text({"point": {"way": "by rote", "step": 0, "rates": RATES}}).strip(),
    "more than all": text({"point": {"way": WAY, "step": 0, "rates": [[0.9, 0.2]] * 2}}).strip(),
    "three rows": text({"point": {"way": WAY, "step": 0, "rates": [[0, 0]] * 3}}).strip(),
    "words": text({"point": {"way": WAY, "step": 0, "rates": [["a", "b"]] * 2}}).strip(),
    "no fit": text({"fit": {**FIT, "known": 2}}).strip(),
    "a fit of words": text({"fit": {**FIT, "bins": "many"}}).strip(),
    "much": json.dumps({"end": "x" * 20_000}),
    "deep": "[" * 9_000,
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_line_that_is_none_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="line 8 of the log: "):
        read_log(text(*LINES) + line + "\n")


def test_a_log_begins_with_its_run_and_predicts_before_it_shows() -> None:
    with pytest.raises(ValueError, match="a log begins with its run"):
        read_log(text(*LINES[1:]))
    with pytest.raises(ValueError, match="does not say what was run"):
        read_log("")
    with pytest.raises(ValueError, match="comes before what was predicted of it"):
        read_log(text(LINES[0], LINES[4]))
    with pytest.raises(ValueError, match="at most 50,000 are read"):
        read_log("\n" * 60_000)


@pytest.mark.parametrize("step", [2**31, 2**63, 10**30])
def test_a_step_too_large_for_an_array_is_refused(step: int) -> None:
    """Read before it was refused: an array of objects over freed memory."""
    with pytest.raises(ValueError, match=r"^line 3 of the log: a step is .*must be at most"):
        read_log(text(LINES[0], LINES[3], {"point": {"way": WAY, "step": step, "rates": RATES}}))


@pytest.mark.parametrize("names", [{WAY: 1}, WAY, [WAY, WAY], [1], [[WAY]], None])
def test_names_are_a_list_of_different_words(names: object) -> None:
    with pytest.raises(ValueError, match=r"^line 1 of the log: "):
        read_log(text({"run": RUN | {"names": names}}))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"end": "done", "end": "late"}', "'end' stands twice"),
        ('{"at": {"way": "x", "share": NaN}}', "NaN is no number"),
        ('{"at": {"way": "x", "share": -Infinity}}', "-Infinity is no number"),
    ],
)
def test_json_that_has_two_readings_or_none_is_refused(line: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^line 2 of the log: .*{said}"):
        read_log(text(LINES[0]) + line + "\n")


@given(st.text(max_size=60))
def test_whatever_is_in_a_file_it_is_a_log_or_refused(content: str) -> None:
    with pytest.raises(ValueError, match="log"):
        read_log(content + "\n")


def test_the_command_loads_no_torch_before_it_runs() -> None:
    code = (
        "import sys, teachsim.bridge.replay, teachsim.bridge.replay_log;"
        "print(sorted({'torch', 'triton', 'safetensors'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
