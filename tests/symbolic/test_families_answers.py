import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, families
from tests.symbolic.by_hand import sets_of, vc_dimension


def answered(of: HypothesisClass, hypothesis: int) -> tuple[int, ...]:
    """The one response that a hypothesis holds right for each prompt."""
    key = of.key(hypothesis)
    assert key.sum(axis=1).tolist() == [1] * of.n_prompts
    return tuple(key.argmax(axis=1).tolist())


@given(st.integers(1, 3), st.integers(1, 4))
def test_all_functions_give_each_prompt_any_response(prompts: int, responses: int) -> None:
    of = families.all_functions(prompts, responses)
    assert (of.n_prompts, of.n_responses) == (prompts, responses)
    every = itertools.product(range(responses), repeat=prompts)
    assert [answered(of, h) for h in range(len(of))] == list(every)


@given(st.integers(1, 5))
def test_permutations_give_each_prompt_a_response_of_its_own(n: int) -> None:
    of = families.permutations(n)
    assert [answered(of, h) for h in range(len(of))] == list(itertools.permutations(range(n)))


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_a_linear_order_holds_the_pairs_that_stand_in_it(n: int) -> None:
    of = families.linear_orders(n)
    pairs = list(itertools.combinations(range(1, n + 1), 2))
    assert of.instances == tuple(f"{a} before {b}" for a, b in pairs)
    for name, held in zip(of.names, sets_of(of), strict=True):
        order = [int(thing) for thing in name.split("<")]
        expected = {f"{a} before {b}" for a, b in pairs if order.index(a) < order.index(b)}
        assert held == expected
    assert len(of) == math.factorial(n)
    if n < 5:
        assert vc_dimension(of) == n - 1


@pytest.mark.parametrize(
    ("of", "size"),
    [
        (families.all_functions(10, 2), 2**10),
        (families.all_functions(4, 9), 9**4),
        (families.permutations(7), 5040),
        (families.linear_orders(7), 5040),
    ],
    ids=str,
)
def test_sizes_are_the_closed_forms_beyond_the_oracle(of: HypothesisClass, size: int) -> None:
    assert len(of) == size


@given(st.integers(1, 20), st.integers(1, 40), st.floats(0.1, 0.9), st.integers(0, 9))
def test_a_random_class_has_the_size_asked_for_and_follows_its_seed(
    n: int, size: int, density: float, seed: int
) -> None:
    size = min(size, 2**n)
    one, same, other = (
        families.random_class(n, size, rng=np.random.default_rng(s), density=density)
        for s in (seed, seed, seed + 1)
    )
    assert len(one) == size
    assert one.n_instances == n
    assert (one.table == same.table).all()
    assert n < 10 or size < 5 or (one.table != other.table).any()


@pytest.mark.parametrize("n", [12, 40])
def test_the_density_of_a_random_class_is_the_chance_of_each_entry(n: int) -> None:
    """The first row drawn follows the density exactly; here, 1,000 first rows."""
    rng = np.random.default_rng(0)
    first = [families.random_class(n, 2, rng=rng, density=0.3).table[0] for _ in range(1_000)]
    spread = math.sqrt(0.3 * 0.7 / (1_000 * n))
    assert abs(float(np.mean(first)) - 0.3) < 4 * spread


def test_every_subset_can_be_drawn_even_at_a_low_density() -> None:
    of = families.random_class(8, 2**8, rng=np.random.default_rng(0), density=0.01)
    assert len(of) == 2**8


@pytest.mark.parametrize(
    ("n", "size", "density", "message"),
    [
        (3, 9, 0.5, "size is 9 but must lie in 1 to 8"),
        (3, 0, 0.5, "size is 0 but must lie in 1 to 8"),
        (3, 2, 0.0, r"density is 0\.0 but must lie strictly between 0 and 1"),
        (3, 2, float("nan"), "density is nan"),
        (40, 50, 1e-9, "choose a density nearer to 0.5"),
        (40, 2**21, 0.5, r"random_class\(40, 2097152\) lists 2,097,152 hypotheses"),
    ],
)
def test_a_random_class_that_cannot_be_drawn_is_refused(
    n: int, size: int, density: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        families.random_class(n, size, rng=np.random.default_rng(0), density=density)


@pytest.mark.parametrize(
    ("prompts", "responses", "message"),
    [
        (21, 2, r"all_functions\(21, 2\) lists 2,097,152 hypotheses"),
        (0, 2, "prompts is 0 but must lie in 1 to 62"),
        (2, 0, "responses is 0 but must lie in"),
    ],
)
def test_functions_too_many_or_none_are_refused(prompts: int, responses: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        families.all_functions(prompts, responses)


def test_permutations_too_many_are_refused() -> None:
    with pytest.raises(ValueError, match=r"permutations\(10\) lists 3,628,800 hypotheses"):
        families.permutations(10)
    with pytest.raises(ValueError, match="n is 21 but must lie in 2 to 20"):
        families.linear_orders(21)


# Ganter and Wille 1999, figure 1.1; letters a to i in the order of the columns.
LIVING = {
    "leech": "abg",
    "bream": "abgh",
    "frog": "abcgh",
    "dog": "acghi",
    "spike-weed": "abdf",
    "reed": "abcdf",
    "bean": "acde",
    "maize": "acdf",
}


def test_living_beings_and_water_is_the_context_of_the_book() -> None:
    of = families.living_beings_and_water()
    letters = dict(zip(of.instances, "abcdefghi", strict=True))
    found = {
        name: "".join(sorted(letters[attribute] for attribute in held))
        for name, held in zip(of.names, sets_of(of), strict=True)
    }
    assert found == LIVING
    assert of.instances[0] == "needs water to live"


@pytest.mark.parametrize("rng", [0, None, "0", np.random.default_rng])
def test_a_random_class_draws_from_a_generator_that_is_passed_in(rng: np.random.Generator) -> None:
    with pytest.raises(ValueError, match=r"^rng is .*; pass numpy\.random\.default_rng\(0\)$"):
        families.random_class(5, 2, rng=rng)


@pytest.mark.parametrize("density", ["0.5", None, True])
def test_a_density_is_a_number(density: float) -> None:
    with pytest.raises(ValueError, match=r"^density is .*"):
        families.random_class(5, 2, rng=np.random.default_rng(0), density=density)
