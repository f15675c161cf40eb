"""Which tests are asked about a fault: those that reach it."""

from pathlib import Path

import pytest

from studies.bench import mutants, reach

SYMBOLIC = reach.ROOT / "teachsim" / "symbolic"
TESTS = reach.ROOT / "tests"


def names(module: Path) -> list[str]:
    return [Path(file).stem for file in mutants.tests_of(module)]


def test_a_name_that_a_package_passes_on_counts_for_the_module_that_defines_it() -> None:
    found = reach.reached(TESTS / "symbolic" / "limit" / "test_closure_dimension.py")
    assert (
        found[SYMBOLIC / "limit" / "closure_dimension.py"] > 9
    )  # said by way of teachsim.symbolic.limit
    assert not any(place.name == "__init__.py" for place in found)


def test_a_module_passes_names_on_as_a_package_does() -> None:
    found = reach.reached(TESTS / "symbolic" / "test_demonstration_protected.py")
    assert found[SYMBOLIC / "complexity" / "protected.py"]  # demonstration.protected


def test_steps_lead_from_a_test_through_public_functions_to_what_they_use() -> None:
    hidden = SYMBOLIC / "complexity" / "crowding.py"
    steps = reach.distances(hidden, mutants.sources())
    assert steps[hidden] == 0
    assert steps[SYMBOLIC / "complexity" / "no_clash.py"] == 1
    assert steps[TESTS / "symbolic" / "complexity" / "test_no_clash.py"] == 2
    assert TESTS / "core" / "test_cells.py" not in steps


def test_all_tests_that_are_asked_about_a_module_reach_it() -> None:
    for package in mutants.PACKAGES:
        for module in (reach.ROOT / "teachsim" / package).rglob("*.py"):
            steps = reach.distances(module, mutants.sources())
            if mutants.mutants(module):
                assert {reach.ROOT / file for file in mutants.tests_of(module)} <= steps.keys()


@pytest.mark.parametrize(
    ("module", "closest"),
    [
        ("complexity/crowding.py", "test_no_clash"),
        ("complexity/linear.py", "test_cosets"),
        ("negligence.py", "test_demonstration"),
        ("limit/membership.py", "test_generators"),
    ],
)
def test_a_module_that_no_test_names_is_asked_through_what_uses_it(
    module: str, closest: str
) -> None:
    assert names(SYMBOLIC / module)[0] == closest


def test_a_third_file_is_asked_where_none_names_the_module() -> None:
    assert len(names(SYMBOLIC / "complexity" / "crowding.py")) == 3
    assert len(names(SYMBOLIC / "hypothesis_class.py")) == 2


def test_what_the_closest_tests_do_not_notice_is_put_to_those_after_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two at once are too slow; of the others one fails by itself, and one notices the change."""
    files = tuple(f"test_{k}.py" for k in range(2 * mutants.LATER))
    asked: list[tuple[str, ...]] = []
    notices, fails = {files[5]}, {files[3]}

    def unchanged(_: Path, tests: tuple[str, ...]) -> tuple[str, float]:
        return ("endless" if len(tests) > 1 else "killed" if fails & {*tests} else "alive"), 1.0

    def with_change(_: mutants.Mutant, *, copy: Path, tests: tuple[str, ...]) -> str:
        asked.append(tests)
        return "killed" if notices & {*tests} else "alive"

    monkeypatch.setattr(mutants, "closest", lambda _: files)
    monkeypatch.setattr(mutants, "reached", lambda _: {SYMBOLIC: 1})
    monkeypatch.setattr(mutants, "unchanged", unchanged)
    monkeypatch.setattr(mutants, "with_change", with_change)
    mutant = mutants.Mutant(SYMBOLIC, 0, 1, "1", "2")
    assert mutants.tried(mutant, TESTS) == "later"
    assert asked == [(files[k],) for k in (0, 1, 2, 4, 5)]

    notices.clear()
    asked.clear()
    assert mutants.tried(mutant, TESTS) == "alive"
    assert asked[-1] == (files[mutants.LATER],)

    notices.add(files[0])
    assert mutants.tried(mutant, TESTS) == "killed"
    fails.add(files[0])
    with pytest.raises(RuntimeError, match=r"test_0\.py fail without any change"):
        mutants.tried(mutant, TESTS)
