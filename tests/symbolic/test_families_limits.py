"""What a family says of its size before it lists anything, and where it stops."""

import inspect
import re
from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest

from teachsim.symbolic import HypothesisClass, families

GRAPH = nx.cycle_graph(5)
BY_FORMULA: dict[str, dict[str, object]] = {
    "affine_parities": {"v": 3},
    "all_functions": {"prompts": 3, "responses": 2},
    "boxes": {"rows": 3, "columns": 4},
    "closed_neighbourhoods": {"graph": GRAPH},
    "conjunctions": {"v": 3},
    "cyclic_pairs": {"n": 6},
    "half_planes": {"rows": 3, "columns": 3},
    "initial_segments": {"n": 6},
    "intervals": {"n": 6},
    "linear_orders": {"n": 4},
    "monotone_conjunctions": {"v": 4},
    "monotone_functions": {"v": 4},
    "parities": {"v": 4},
    "permutations": {"n": 4},
    "powerset": {"n": 5},
    "singletons": {"n": 6},
    "subsets_of_size": {"n": 6, "k": 3},
    "subsets_up_to": {"n": 6, "k": 3},
}
AS_IT_GOES: dict[str, dict[str, object]] = {
    "connected_subgraphs": {"graph": GRAPH},
    "decision_lists": {"v": 3, "k": 2},
    "k_term_dnf": {"v": 3, "k": 2},
    "pattern_languages": {"alphabet": "ab", "pattern_length": 3, "word_length": 3},
}
"""Whose size no formula tells: they stop where they have listed too many."""
BOUNDED: dict[str, dict[str, object]] = {
    "dfa_languages": {"states": 2, "alphabet": "ab", "length": 3},
    "k_reversible": {"k": 0, "alphabet": "ab", "states": 2, "length": 3},
    "k_testable": {"k": 2, "alphabet": "ab", "length": 3},
    "paths": {"graph": GRAPH},
    "random_class": {"n": 6, "size": 9},
}
"""Whose size is only bounded beforehand, as what is tried may come out the same, or drawn."""
ALL = BY_FORMULA | AS_IT_GOES | BOUNDED


def limited() -> dict[str, Callable[..., HypothesisClass]]:
    """All families that have a limit."""
    each = ((name, getattr(families, name)) for name in families.__all__)
    named = {name: one for name, one in each if inspect.isfunction(one)}
    return {
        name: one for name, one in named.items() if "limit" in inspect.signature(one).parameters
    }


def test_every_family_with_a_limit_is_asked_here() -> None:
    assert limited().keys() == ALL.keys()


def listed(name: str, *, limit: int = 10_000) -> HypothesisClass:
    """A small class of a family; a random one is the same each time."""
    luck = {"rng": np.random.default_rng(0)} if name == "random_class" else {}
    return limited()[name](**ALL[name], **luck, limit=families.Limit(hypotheses=limit))


@pytest.mark.parametrize("name", ALL)
def test_a_family_above_its_limit_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="above the limit"):
        listed(name, limit=len(listed(name)) - 1)


@pytest.mark.parametrize("name", BY_FORMULA | AS_IT_GOES)
def test_a_family_at_its_limit_is_listed(name: str) -> None:
    of = listed(name)
    assert listed(name, limit=len(of)).names == of.names


@pytest.mark.parametrize("name", BY_FORMULA)
def test_a_family_with_a_formula_knows_its_size_beforehand(name: str) -> None:
    of = listed(name)
    with pytest.raises(ValueError, match="above the limit") as refused:
        listed(name, limit=1)
    said = re.search(r"lists (\S+) hypotheses on (\S+) instances", str(refused.value))
    assert said is not None
    assert said.groups() == (f"{len(of):,}", f"{of.n_instances:,}")


@pytest.mark.parametrize("name", ALL)
def test_what_is_no_limit_is_refused_by_every_family(name: str) -> None:
    luck = {"rng": np.random.default_rng(0)} if name == "random_class" else {}
    for wrong in (None, 3, families.Limit):
        with pytest.raises(ValueError, match=r"^limit is .*, but must be of the kind Limit; pass"):
            limited()[name](**ALL[name], **luck, limit=wrong)


@pytest.mark.parametrize("wrong", [None, True, 0])
@pytest.mark.parametrize("field", ["hypotheses", "bytes"])
def test_a_limit_is_made_of_numbers(field: str, wrong: int) -> None:
    with pytest.raises(ValueError, match=f"^{field} is {wrong}, but must be a whole number of at"):
        families.Limit(**{field: wrong})
