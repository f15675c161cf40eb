import hashlib
import json
import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from teachsim import sweep
from teachsim.sweep.study import Scalar, canonical

NAMES = some.from_regex(r"[a-z][a-z_]{0,5}", fullmatch=True).filter(
    lambda name: name not in {"rng", "replicate", "status", "error"}
)
VALUES = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(),
    some.floats(allow_nan=False, allow_infinity=False),
    some.text(),
)
CELLS = some.dictionaries(NAMES, VALUES, max_size=4)


def study(*cells: Mapping[str, Scalar], name: str = "trial", seed: int = 0) -> sweep.Study:
    return sweep.Study(name, "some.module:function", cells, replicates=2, seed=seed)


@given(CELLS)
def test_parameters_read_back_as_they_were(cell: dict[str, Scalar]) -> None:
    again = json.loads(canonical(cell))
    assert again == cell
    assert {name: type(value) for name, value in again.items()} == {
        name: type(value) for name, value in cell.items()
    }


@given(CELLS)
def test_the_order_in_which_parameters_are_named_makes_no_difference(
    cell: dict[str, Scalar],
) -> None:
    turned = dict(reversed(cell.items()))
    assert [*study(cell).tasks()] == [*study(turned).tasks()]


@given(some.lists(CELLS, min_size=1, max_size=5, unique_by=canonical))
def test_no_two_tasks_have_one_key(cells: list[dict[str, Scalar]]) -> None:
    keys = [
        task.key
        for name in ("trial", "other")
        for seed in (0, 1)
        for task in study(*cells, name=name, seed=seed).tasks()
    ]
    assert len(set(keys)) == len(keys) == 8 * len(cells)


def test_a_key_is_the_hash_of_canonical_json() -> None:
    (first, _) = study({"b": 1, "a": "x"}).tasks()
    text = '{"parameters":{"a":"x","b":1},"replicate":0,"seed":0,"study":"trial"}'
    assert json.loads(text)
    assert first.key == hashlib.sha256(text.encode()).hexdigest()


def test_a_grown_grid_keeps_its_keys() -> None:
    few = {task.key for task in study(*sweep.grid({"a": [1, 2]})).tasks()}
    more = {task.key for task in study(*sweep.grid({"a": [0, 1, 2, 3]})).tasks()}
    assert few < more


def test_a_grid_is_the_full_product() -> None:
    assert sweep.grid({"a": [1, 2], "b": "xy"}) == (
        *({"a": 1, "b": "x"}, {"a": 1, "b": "y"}),
        *({"a": 2, "b": "x"}, {"a": 2, "b": "y"}),
    )


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, (1, 2), [1], np.float64(1), np.int64(1), {}, "caf\udce9"]
)
def test_a_value_that_cannot_be_found_again_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"parameter a is .*, but must be a text, a finite number"):
        study({"a": value})  # type: ignore[dict-item]  # what is tested


@pytest.mark.parametrize("name", ["rng", "replicate", "status", "error", "2", "a b", ""])
def test_a_name_that_no_argument_can_have_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="must be the name of an argument"):
        study({name: 1})


@pytest.mark.parametrize("name", ["", "A", "a b", "-a", "../a", "a" * 65, "ä"])
def test_a_study_whose_name_makes_no_file_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="the study's name is"):
        study({}, name=name)


@pytest.mark.parametrize("task", ["", "module", "module:", ":f", "module.f", "m:f()", "a b:f"])
def test_a_task_that_names_no_function_is_refused(task: str) -> None:
    with pytest.raises(ValueError, match=r"must read package.module:function"):
        sweep.Study("trial", task, ({},))


def test_cells_that_are_none_or_the_same_are_refused() -> None:
    with pytest.raises(ValueError, match="has 0 cells"):
        study()
    with pytest.raises(ValueError, match="has 2 cells, 1 of them different"):
        study({"a": 1, "b": 2}, {"b": 2, "a": 1})


def test_a_seed_that_no_store_holds_is_refused_before_there_is_one() -> None:
    study({"x": 1}, seed=2**63 - 1)
    with pytest.raises(ValueError, match="seed of study 'trial' is 9223372036854775808, but"):
        study({"x": 1}, seed=2**63)


@pytest.mark.parametrize("field", ["replicates", "seed"])
def test_a_number_that_is_none_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match=f"{field} is -1"):
        sweep.Study("trial", "a:f", ({},), **{field: -1})
