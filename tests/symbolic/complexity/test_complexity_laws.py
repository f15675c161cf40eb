"""Laws between the quantities (theory.md S3), on random classes and on classes made of these."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass
from tests.symbolic.complexity.measured import measured
from tests.symbolic.drawn import classes

SIGNED = ("vc", "littlestone", "self_directed", "td_min", "td_max", "rtd", "star")
MONOTONE = ("vc", "littlestone", "self_directed", "td_max", "rtd", "star")
ADDED = ("vc", "littlestone", "td_min", "td_max", "rtd", "star")


def sauer_shelah(n: int, d: int) -> int:
    return sum(math.comb(n, i) for i in range(d + 1))


@settings(deadline=None)
@given(classes())
def test_the_quantities_keep_their_order(of: HypothesisClass) -> None:
    at = {q: measured(of, q) for q in (*SIGNED, "rtd_positive", "td_positive")}

    assert at["vc"] <= at["littlestone"] <= math.floor(math.log2(len(of)))
    assert at["self_directed"] <= at["littlestone"]
    assert len(of) <= sauer_shelah(of.n_instances, int(at["vc"]))
    assert len(of) <= sauer_shelah(of.n_instances, int(at["rtd"]))
    assert at["td_min"] <= at["rtd"] <= at["td_max"]
    assert at["rtd"] <= at["rtd_positive"] <= at["td_positive"]
    assert max(at["td_max"], at["vc"]) <= at["star"]
    assert at["vc"] != 1 or at["rtd"] == 1
    if len(of) == sauer_shelah(of.n_instances, int(at["vc"])):
        assert at["rtd"] == at["vc"]  # a maximum class


@settings(deadline=None)
@given(classes(), st.data())
def test_a_subclass_is_no_harder(of: HypothesisClass, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.integers(0, len(of) - 1), min_size=1))
    part = of.subclass(sorted(chosen))

    for quantity in MONOTONE:
        assert measured(part, quantity) <= measured(of, quantity), quantity


@settings(deadline=None)
@given(classes(), st.data())
def test_a_mask_and_repeated_columns_change_nothing(
    of: HypothesisClass, data: st.DataObject
) -> None:
    n = of.n_instances
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    again = data.draw(st.lists(st.integers(0, n - 1), max_size=3))
    table = of.table ^ mask
    other = HypothesisClass(np.hstack([table, table[:, again], ~table[:, again]]))

    for quantity in SIGNED:
        assert measured(other, quantity) == measured(of, quantity), quantity


@settings(deadline=None, max_examples=40)
@given(classes(), classes())
def test_a_product_adds(one: HypothesisClass, other: HypothesisClass) -> None:
    one, other = one.subclass(range(min(5, len(one)))), other.subclass(range(min(5, len(other))))
    table = [[*a, *b] for a in one.table.tolist() for b in other.table.tolist()]
    both = HypothesisClass(table)

    for quantity in ADDED:
        added = measured(one, quantity) + measured(other, quantity)
        assert measured(both, quantity) == added, quantity
