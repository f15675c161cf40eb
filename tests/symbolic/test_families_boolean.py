import itertools
import math
from collections.abc import Callable

import pytest

from teachsim.symbolic import HypothesisClass, families
from tests.symbolic.by_hand import strings_of, vc_dimension

Point = tuple[bool, ...]


def points(v: int) -> list[Point]:
    return list(itertools.product([False, True], repeat=v))


def values(v: int, function: Callable[[Point], bool]) -> str:
    return "".join("01"[bool(function(point))] for point in points(v))


def all_terms(v: int, *, longest: int) -> list[Callable[[Point], bool]]:
    """Every consistent conjunction: for each variable wanted true, wanted false, or free."""
    wanted = itertools.product([True, False, None], repeat=v)
    return [
        lambda point, want=want: all(w is None or w == x for w, x in zip(want, point, strict=True))  # type: ignore[misc]
        for want in wanted
        if sum(w is not None for w in want) <= longest
    ]


def as_python(name: str) -> str:
    """A name as a Python expression: what it says must be what its row holds."""
    if name.startswith("if "):
        test, rest = name[3:].split(" then ", 1)
        answer, rest = rest.split(" else ", 1)
        return f"(({answer}) if ({test}) else ({as_python(rest)}))"
    return name.replace(" xor ", " ^ ").replace("false", "False").replace("true", "True")


@pytest.mark.parametrize(
    "of",
    [
        families.monotone_conjunctions(3),
        families.conjunctions(3),
        families.conjunctions(2, false=False),
        families.parities(3),
        families.affine_parities(3),
        families.monotone_functions(4),
        families.k_term_dnf(3, 2),
        families.k_term_dnf(3, 4),
        families.decision_lists(3),
        families.decision_lists(3, 2),
    ],
    ids=str,
)
def test_the_name_of_a_function_computes_its_row(of: HypothesisClass) -> None:
    v = len(of.instances[0])
    variables = [
        {f"x{i + 1}": value == "1" for i, value in enumerate(point)} for point in of.instances
    ]
    assert [len(at) for at in variables] == [v] * 2**v
    for name, row in zip(of.names, of.table.tolist(), strict=True):
        expression = compile(as_python(name), name, "eval")
        assert [bool(eval(expression, {}, at)) for at in variables] == row, name


@pytest.mark.parametrize("v", [1, 2, 3])
def test_conjunctions_are_all_consistent_terms_and_the_contradiction(v: int) -> None:
    terms = {values(v, term) for term in all_terms(v, longest=v)}
    assert strings_of(families.conjunctions(v, false=False)) == terms
    assert strings_of(families.conjunctions(v)) == terms | {"0" * 2**v}


@pytest.mark.parametrize("v", [1, 2, 3, 4])
def test_monotone_functions_are_those_that_never_fall(v: int) -> None:
    at = {point: i for i, point in enumerate(points(v))}
    rises = [
        (at[a], at[b])
        for a in points(v)
        for b in points(v)
        if all(x <= y for x, y in zip(a, b, strict=True))
    ]
    tables = itertools.product([False, True], repeat=2**v)
    expected = {
        "".join("01"[bit] for bit in table)
        for table in tables
        if all(table[a] <= table[b] for a, b in rises)
    }
    assert strings_of(families.monotone_functions(v)) == expected


@pytest.mark.parametrize(("v", "k"), [(1, 1), (2, 1), (2, 2), (3, 1), (3, 2)])
def test_k_term_dnf_is_every_or_of_that_many_terms(v: int, k: int) -> None:
    terms = all_terms(v, longest=v)
    expected = {"0" * 2**v} | {
        values(v, lambda point, some=some: any(term(point) for term in some))  # type: ignore[misc]
        for some in itertools.product(terms, repeat=k)
    }
    assert strings_of(families.k_term_dnf(v, k)) == expected


@pytest.mark.parametrize(("v", "k"), [(1, 1), (2, 1), (2, 2), (3, 1)])
def test_decision_lists_are_every_list_of_tests(v: int, k: int) -> None:
    """With each test used at most once: a second use is never reached."""
    tests = [values(v, term) for term in all_terms(v, longest=k)]
    tests = [test for test in tests if "0" in test]
    expected = set()
    for length in range(v + 1 if k == 1 else 4):
        for chosen in itertools.permutations(tests, length):
            for answers in itertools.product("01", repeat=length + 1):
                rules = list(zip(chosen, answers, strict=False))
                expected.add(
                    "".join(
                        next((says for test, says in rules if test[p] == "1"), answers[-1])
                        for p in range(2**v)
                    )
                )
    assert strings_of(families.decision_lists(v, k)) == expected


def test_with_enough_terms_every_function_is_a_dnf() -> None:
    assert len(families.k_term_dnf(3, 4)) == 2**8
    assert len(families.k_term_dnf(4, 8)) == 2**16


@pytest.mark.parametrize(
    ("of", "size"),
    [
        (families.monotone_conjunctions(10), 2**10),
        (families.conjunctions(7), 3**7 + 1),
        (families.parities(10), 2**10),
        (families.affine_parities(9), 2**10),
        # OEIS A000372, Dedekind's numbers
        *zip(map(families.monotone_functions, range(6)), [2, 3, 6, 20, 168, 7581], strict=True),
        # 2 + sum of binomial(v, j) times OEIS A005612: 2, 8, 64, 736, 10624
        *zip(map(families.decision_lists, range(1, 6)), [4, 14, 96, 1050, 15036], strict=True),
    ],
    ids=str,
)
def test_sizes_are_the_closed_forms_ten_times_beyond_the_oracle(
    of: HypothesisClass, size: int
) -> None:
    assert len(of) == size


@pytest.mark.parametrize(
    ("of", "dimension"),
    [
        (families.monotone_conjunctions(3), 3),
        (families.conjunctions(2), 2),
        (families.conjunctions(3), 3),
        (families.parities(3), 3),
        (families.affine_parities(1), 2),
        (families.affine_parities(3), 4),
        (families.monotone_functions(3), math.comb(3, 1)),
        (families.monotone_functions(2), math.comb(2, 1)),
    ],
    ids=str,
)
def test_the_dimension_is_the_one_in_the_docstring(of: HypothesisClass, dimension: int) -> None:
    assert vc_dimension(of) == dimension


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: families.monotone_functions(6), "lists 7,828,354 hypotheses"),
        (lambda: families.monotone_functions(8), "v is 8 but must lie in 0 to 7"),
        (lambda: families.decision_lists(7), "lists 5,253,912 hypotheses"),
        (
            lambda: families.decision_lists(5, 2, limit=families.Limit(hypotheses=20_000)),
            r"decision_lists\(5, 2\) lists",
        ),
        (lambda: families.k_term_dnf(5, 4, limit=families.Limit(hypotheses=30_000)), "k_term_dnf"),
        (lambda: families.k_term_dnf(30, 2), r"lists 205,891,132,094,650 hypotheses"),
        (lambda: families.conjunctions(13), "1,594,324 hypotheses on 8,192 instances"),
        (lambda: families.parities(31), "v is 31 but must lie in 1 to 30"),
    ],
)
def test_a_family_that_is_too_large_is_refused(
    build: Callable[[], HypothesisClass], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        build()
