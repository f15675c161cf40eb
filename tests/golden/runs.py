"""The runs whose transcripts are kept as text: each tells one story in a few rounds."""

from collections.abc import Callable

import numpy as np

import teachsim as ts
from teachsim.symbolic import HypothesisClass, VersionSpace
from tests.core.small import (
    NESTED,
    QUIZ,
    cautious,
    guesser,
    key,
    largest,
    listed,
    scenario,
    smallest,
)

# Intervals of five points: too broad and withheld examples both mislead here.
INTERVALS = tuple(
    "".join("01"[a <= x <= b] for x in range(5)) for a in range(5) for b in range(a, 5)
)
TRUTH = "01110"
WIDE = "11111"
NARROW = "00100"


def too_broad() -> ts.Transcript:
    """Claim A1: no example of the truth ever refutes a conjecture that contains it."""
    taught = scenario(
        TRUTH, ts.DEMONSTRATION, rounds=5, space=INTERVALS, teacher=ts.Adversary(decoy=key(WIDE))
    )
    return ts.simulate(taught, largest)


def withholding() -> ts.Transcript:
    """Claim A1: shown a part of the truth alone, who generalises with care believes the part."""
    teacher = ts.Adversary(decoy=key(NARROW))
    taught = scenario(TRUTH, ts.DEMONSTRATION, rounds=4, space=INTERVALS, teacher=teacher)
    return ts.simulate(taught, smallest)


def plotting() -> ts.Transcript:
    """An adversary without a decoy looks ahead, and owes two different examples."""
    teacher = ts.Adversary(at_least=2)
    taught = scenario(TRUTH, ts.INFORMANT, rounds=4, space=INTERVALS, teacher=teacher)
    return ts.simulate(taught, smallest)


def negligent() -> ts.Transcript:
    """Claim A2: blind to one end, a random teacher misleads as surely as a hostile one."""
    teacher = ts.Negligent(withheld=[3])
    taught = scenario(TRUTH, ts.DEMONSTRATION, rounds=8, space=INTERVALS, teacher=teacher)
    return ts.simulate(taught, smallest, rng=7)


def helpful() -> ts.Transcript:
    """The two ends of an interval teach it (positive teaching dimension 2)."""
    taught = scenario(
        TRUTH, ts.DEMONSTRATION, rounds=4, space=INTERVALS, teacher=ts.Helper(), batch=2
    )
    return ts.simulate(taught, smallest)


def examination() -> ts.Transcript:
    """Claim A3: a hostile examiner must name an error of the learner's own conjecture."""
    taught = scenario(TRUTH, ts.EXAMINATION, rounds=5, space=INTERVALS, teacher=ts.Adversary())
    return ts.simulate(taught, largest)


def hallucinations_only() -> ts.Transcript:
    """A subset query: who claims too little is never told so."""
    taught = scenario(
        TRUTH, ts.HALLUCINATIONS_ONLY, rounds=5, space=INTERVALS, teacher=ts.Adversary()
    )
    return ts.simulate(taught, smallest)


def omissions_only() -> ts.Transcript:
    """A superset query: who claims too much is never told so."""
    taught = scenario(TRUTH, ts.OMISSIONS_ONLY, rounds=3, space=INTERVALS, teacher=ts.Adversary())
    return ts.simulate(taught, largest)


def query() -> ts.Transcript:
    """Claim A3: the teacher must answer what the learner asks."""
    taught = scenario(TRUTH, ts.QUERY, rounds=5, space=INTERVALS)
    return ts.simulate(taught, smallest)


def approval() -> ts.Transcript:
    """Claim A4: own questions without wrong marks; silence is no evidence, and it asks for ever."""
    return ts.simulate(scenario(TRUTH, ts.APPROVAL, rounds=5, space=INTERVALS), smallest)


def strict_approval() -> ts.Transcript:
    """Claim A4: were right answers always marked, silence would mean wrong, as in a query."""
    return ts.simulate(scenario(TRUTH, ts.STRICT_APPROVAL, rounds=5, space=INTERVALS), smallest)


def in_doubt() -> ts.Transcript:
    """A cautious learner is never wrong, only undetermined."""
    taught = scenario(
        TRUTH, ts.DEMONSTRATION, rounds=4, space=INTERVALS, teacher=ts.Scripted((2, 3, None, 1))
    )
    return ts.simulate(taught, cautious)


def noise() -> ts.Transcript:
    """A third of all marks are false, afresh each time."""
    taught = scenario(TRUTH, ts.QUERY, rounds=10, space=INTERVALS, noise=ts.Noise(rate=1 / 3))
    return ts.simulate(taught, smallest, rng=1)


def two_lies() -> ts.Transcript:
    """An examiner's channel lies twice, and then no more."""
    taught = scenario(
        TRUTH, ts.EXAMINATION, rounds=6, space=INTERVALS, noise=ts.Noise(rate=0.5, budget=2)
    )
    return ts.simulate(taught, largest, rng=2)


def two_phases() -> ts.Transcript:
    """A warm start by examples, then examinations; the last phase is on the second prompt."""
    phases = [
        ts.Phase(ts.DEMONSTRATION, 2, teacher=ts.Scripted((0, None))),
        ts.Phase(ts.EXAMINATION, 2, teacher=ts.Adversary()),
        ts.Phase(ts.QUERY, 2, prompts=[1], batch=2),
    ]
    return ts.simulate(ts.Scenario("two phases", listed(*QUIZ), key(QUIZ[1]), phases), smallest)


def distillation() -> ts.Transcript:
    """Another model teaches what it holds right, and the student makes up what that knew not."""
    another = ts.Phase(ts.DEMONSTRATION, 3, key=key("011"), teacher=ts.Helper())
    taught = ts.Scenario("distillation", listed(*NESTED), key("110"), [another])
    return ts.simulate(taught, smallest)


def i_do_not_know() -> ts.Transcript:
    """The last response is neither right nor wrong: it is no error, and it is not shown."""
    truth = np.array([[1, -1, 0], [-1, 1, 0]], dtype=np.int8)
    phases = [ts.Phase(ts.EXAMINATION, 3, teacher=ts.Adversary()), ts.Phase(ts.INFORMANT, 2)]
    return ts.simulate(ts.Scenario("IDK", listed(*QUIZ), truth, phases), guesser, rng=4)


def symbolic_halving() -> ts.Transcript:
    """At most floor(log2 15) = 3 counterexamples, and then the examiner has no error to name."""
    H = HypothesisClass.from_strings(INTERVALS)
    phase = ts.Phase(ts.EXAMINATION, 5, teacher=ts.Adversary())
    taught = ts.Scenario("halving", H, H.key(H.index("00001")), [phase])
    return ts.simulate(taught, VersionSpace.learner(prefer="largest", ask="halving"))


def symbolic_random() -> ts.Transcript:
    """The learner's questions and the teacher's examples come from streams of their own."""
    H = HypothesisClass.from_strings(INTERVALS)
    phases = [ts.Phase(ts.QUERY, 4), ts.Phase(ts.DEMONSTRATION, 3)]
    taught = ts.Scenario("random", H, H.key(H.index(TRUTH)), phases)
    return ts.simulate(taught, VersionSpace.learner(prefer="smallest", ask="random"), rng=11)


RUNS: dict[str, Callable[[], ts.Transcript]] = {
    run.__name__: run
    for run in (
        *(too_broad, withholding, plotting, negligent, helpful),
        *(examination, hallucinations_only, omissions_only, query, approval, strict_approval),
        *(in_doubt, noise, two_lies, two_phases, distillation, i_do_not_know),
        *(symbolic_halving, symbolic_random),
    )
}
