"""Small classes for hypothesis to draw, on which slow definitions can be tried."""

import numpy as np
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass


@st.composite
def classes(draw: st.DrawFn) -> HypothesisClass:
    """Classes of one or two prompts in an order of their own."""
    n_prompts, n_responses = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    n = n_prompts * n_responses
    rows = draw(st.lists(st.integers(0, 2**n - 1), min_size=1, max_size=12, unique=True))
    return HypothesisClass(
        np.array([[bits >> x & 1 for x in range(n)] for bits in rows]), n_prompts=n_prompts
    )
