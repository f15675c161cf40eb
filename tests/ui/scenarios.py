"""Random visits: settings of every kind, small enough to run hundreds of them."""

import hypothesis.strategies as st
import numpy as np

from teachsim.gallery.classes import CHOICES, Ideas, build_class
from teachsim.gallery.setting import Asker, Bias, Demonstrator, Kind, Setting, View
from teachsim.ui.viewing import LOCKABLE, Bet, Control, Viewing
from teachsim.ui.visit import Visit

SMALL = 3  # sizes are drawn from the least offered to so many more

viewings = st.builds(
    Viewing,
    round=st.none() | st.integers(0, 60),
    bet=st.none() | st.sampled_from(Bet),
    plain=st.booleans(),
    lock=st.frozensets(st.sampled_from(sorted(LOCKABLE))),
    hide=st.frozensets(st.sampled_from(Control)),
)


def random_setting(rng: np.random.Generator, *, most_rounds: int = 4) -> Setting:
    choice = CHOICES[rng.integers(len(CHOICES))]
    ideas = Ideas(
        choice.word,
        tuple(int(rng.integers(s.low, min(s.high, s.low + SMALL) + 1)) for s in choice.sizes),
    )
    H = build_class(ideas)
    n = H.n_instances
    who = Demonstrator(
        kind=list(Kind)[rng.integers(len(Kind))],
        decoy=int(rng.integers(len(H))) if rng.random() < 0.5 else None,
        withheld=tuple(np.flatnonzero(rng.random(n) < 0.2).tolist()),
        at_least=int(rng.integers(0, 4)),
    )
    return Setting(
        ideas=ideas,
        target=int(rng.integers(len(H))),
        demonstrator=who,
        bias=list(Bias)[rng.integers(len(Bias))],
        asker=list(Asker)[rng.integers(len(Asker))],
        rounds=int(rng.integers(1, most_rounds + 1)),
        seed=int(rng.integers(2**32)),
        view=list(View)[max(int(rng.integers(-8, 3)), 0)],
    )


def random_settings(n: int, *, seed: int = 0, most_rounds: int = 4) -> list[Setting]:
    rng = np.random.default_rng(seed)
    return [random_setting(rng, most_rounds=most_rounds) for _ in range(n)]


def visit_of(setting: Setting, *, start: str = "too-broad") -> Visit:
    return Visit(setting, start, Viewing())
