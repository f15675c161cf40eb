import functools
import json
from pathlib import Path

import networkx as nx
import pytest

from teachsim.symbolic import HypothesisClass, families
from tests.symbolic.by_hand import strings_of, vc_dimension

KNOWN = json.loads((Path(__file__).parents[1] / "data" / "known_values.json").read_text())
NO_FAMILY = {
    "QR tournament p=7",
    "addressing n=4",
    "three-code",
    "majority n=3",
    "singletons+cosingletons n=3",
}
CLASSES = {entry["name"]: entry for entry in KNOWN["classes"] if entry["name"] not in NO_FAMILY}


@functools.cache
def listed() -> dict[str, HypothesisClass]:
    return {
        **{f"singletons{n}": families.singletons(n) for n in (2, 3, 5, 8)},
        **{f"singletons+empty{n}": families.singletons(n, empty=True) for n in (2, 3, 5, 8)},
        **{f"powerset{n}": families.powerset(n) for n in (1, 2, 3, 4)},
        **{
            f"initial segs (0..n) {n}": families.initial_segments(n) for n in (1, 2, 3, 4, 7, 8, 15)
        },
        **{f"intervals+empty {n}": families.intervals(n, empty=True) for n in (3, 4, 5, 6, 8)},
        **{f"intervals {n}": families.intervals(n) for n in (3, 4, 5, 6)},
        "boxes(2, 2)+empty": families.boxes(2, 2, empty=True),
        "boxes(3, 2)+empty": families.boxes(3, 2, empty=True),
        "boxes(3, 3)+empty": families.boxes(3, 3, empty=True),
        **{f"monotone monomials v={v}": families.monotone_conjunctions(v) for v in (2, 3, 4)},
        **{f"monomials+FALSE v={v}": families.conjunctions(v) for v in (2, 3)},
        "monomials v=2": families.conjunctions(2, false=False),
        **{f"2-subsets of {n}": families.subsets_of_size(n, 2) for n in (4, 5, 6)},
        "3-subsets of 6": families.subsets_of_size(6, 3),
        **{
            f"Hamming ball r={r} n={n}": families.subsets_up_to(n, r)
            for r, n in ((1, 4), (2, 4), (2, 5))
        },
        **{f"parities v={v}": families.parities(v) for v in (1, 2, 3)},
        **{f"affine parities v={v}": families.affine_parities(v) for v in (1, 2)},
        **{f"cyclic pairs {n}": families.cyclic_pairs(n) for n in (3, 4, 5, 6, 7)},
        "Warmuth": families.warmuth(),
        **{f"linear orders {n}": families.linear_orders(n) for n in (3, 4)},
        "monotone Boolean v=2": families.monotone_functions(2),
        "halfplanes on 2x2": families.half_planes(2, 2),
        "DFA<= 2 states over a, X=Sigma^<=2": families.dfa_languages(2, "a", length=2),
        "DFA<= 3 states over a, X=Sigma^<=4": families.dfa_languages(3, "a", length=4),
        "connected subsets P5": families.connected_subgraphs(nx.path_graph(5), empty=True),
    }


def test_every_known_class_is_one_of_the_families() -> None:
    assert set(listed()) == set(CLASSES)


@pytest.mark.parametrize("name", CLASSES)
def test_a_family_lists_the_class_that_others_listed(name: str) -> None:
    of = listed()[name]
    assert strings_of(of) == set(CLASSES[name]["concepts"])
    assert len(of) == len(CLASSES[name]["concepts"])


@pytest.mark.parametrize("name", CLASSES)
def test_the_dimension_of_a_family_is_the_one_that_others_found(name: str) -> None:
    assert vc_dimension(listed()[name]) == CLASSES[name]["vc"]
