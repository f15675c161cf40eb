"""Ultimately periodic sets for hypothesis to draw, beside their members below a horizon."""

from hypothesis import strategies as st

from teachsim.symbolic.limit import Periodic

BITS = st.lists(st.booleans(), max_size=6)
PERIODS = st.lists(st.booleans(), min_size=1, max_size=6)
# Beyond the longest prefix all bits repeat after lcm(1, ..., 6) = 60 places.
HORIZON = 6 + 2 * 60


@st.composite
def meant(draw: st.DrawFn) -> tuple[Periodic, frozenset[int]]:
    """A language, and its members below the horizon, written down bit by bit."""
    prefix, period = draw(BITS), draw(PERIODS)
    bits = prefix + period * HORIZON
    members = frozenset(x for x in range(HORIZON) if bits[x])
    return Periodic(tuple(prefix), tuple(period)), members


@st.composite
def periodic(draw: st.DrawFn) -> Periodic:
    """A language alone."""
    return Periodic(tuple(draw(BITS)), tuple(draw(PERIODS)))
