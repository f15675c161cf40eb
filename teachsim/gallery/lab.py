"""The bench of the page Lab: up to four learners on one class and one truth, from one seed.

Each lane has a regime, a teacher, a bias and a kind of question of its own; the class, the truth,
the decoy, the blind spot, the number of rounds and the seed are common to all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

import teachsim as ts
from teachsim.gallery import mislead
from teachsim.gallery.classes import Ideas, build_class
from teachsim.gallery.setting import Bias, Demonstrator, Kind, Setting, fit, taste, telling_target
from teachsim.symbolic import HypothesisClass, VersionSpace

__all__ = [
    "MAX_LANES",
    "Ask",
    "Bench",
    "Lane",
    "Runs",
    "Way",
    "checked",
    "regime",
    "run",
    "scenario",
    "setting",
    "with_class",
]

MAX_LANES = 4


class Way(StrEnum):
    """A regime, by its word in links."""

    DEMONSTRATION = "demonstration"
    INFORMANT = "informant"
    APPROVAL = "approval"
    STRICT_APPROVAL = "strict-approval"
    QUERY = "query"
    EXAMINATION = "examination"
    HALLUCINATIONS_ONLY = "hallucinations-only"
    OMISSIONS_ONLY = "omissions-only"


class Ask(StrEnum):
    """What a learner who may ask puts: the questions of `teachsim.symbolic.asking`."""

    HALVING = "halving"
    GREEDY = "greedy"
    OPTIMAL = "optimal"
    CONJECTURE = "conjecture"
    RANDOM = "random"


@dataclass(frozen=True)
class Lane:
    """One learner and its teacher.

    Attributes:
        way: The regime.
        teacher: What moves the teacher.
        bias: What the learner believes among the ideas left.
        ask: What it asks, where it may.
        lies: Number of marks, the first ones, that reach it falsified; 0 to `MAX_LIES`. It trusts
            them.
    """

    way: Way = Way.DEMONSTRATION
    teacher: Kind = Kind.HOSTILE
    bias: Bias = Bias.SMALLEST
    ask: Ask = Ask.HALVING
    lies: int = 0

    @property
    def asks(self) -> bool:
        """Whether its regime lets the learner ask."""
        return regime(self.way).picks is not ts.Picks.TEACHER

    @property
    def noise(self) -> ts.Noise | None:
        """What falsifies what it hears; None if nothing does."""
        return ts.Noise(rate=1.0, budget=self.lies) if self.lies else None


@dataclass(frozen=True)
class Bench:
    """Everything that decides what stands side by side.

    Attributes:
        lanes: One to four learners.
        ideas: The class.
        target: Number of the true hypothesis.
        decoy: The idea that hostile teachers lead to; None lets them look ahead.
        withheld: The points that careless teachers never show.
        at_least: Number of different points that hostile teachers must show.
        rounds: Number of rounds.
        seed: Seed of all draws.
    """

    lanes: tuple[Lane, ...] = (Lane(), Lane(Way.EXAMINATION))
    ideas: Ideas = field(default_factory=Ideas)
    target: int = 0
    decoy: int | None = None
    withheld: tuple[int, ...] = ()
    at_least: int = 1
    rounds: int = 12
    seed: int = 7

    def __post_init__(self) -> None:
        """Refuse a number outside its bounds; what depends on the class is `checked` with it.

        Raises:
            ValueError: If there is no lane, or more than four, or a number is out of bounds.
        """
        if not 1 <= len(self.lanes) <= MAX_LANES:
            raise ValueError(
                f"a bench has {len(self.lanes)} lanes, but must have 1 to {MAX_LANES}; open a "
                "second page for more"
            )
        for lane in self.lanes:
            setting(self, lane)


def regime(way: Way) -> ts.Regime:
    """The regime of this word."""
    return next(found for found in ts.REGIMES if found.name.replace(" ", "-") == way)


def setting(bench: Bench, lane: Lane) -> Setting:
    """What one lane has in common with the page Mislead: its teacher is made of that.

    Raises:
        ValueError: If a number is out of bounds.
    """
    who = Demonstrator(lane.teacher, bench.decoy, bench.withheld, bench.at_least, lane.lies)
    return Setting(bench.ideas, bench.target, who, lane.bias, rounds=bench.rounds, seed=bench.seed)


def checked(bench: Bench) -> HypothesisClass:
    """The class of a bench whose numbers all fit it.

    Raises:
        ValueError: If the class is too large for a page, or a number does not fit it.
    """
    ideas = build_class(bench.ideas)
    fit(setting(bench, bench.lanes[0]), ideas)
    return ideas


def with_class(bench: Bench, ideas: Ideas) -> Bench:
    """The bench with another class: a truth that tells, no decoy, no blind spot.

    Raises:
        ValueError: If the class cannot be built.
    """
    target = telling_target(build_class(ideas))
    return replace(bench, ideas=ideas, target=target, decoy=None, withheld=())


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of a bench.

    Attributes:
        bench: What was asked for.
        ideas: The class.
        transcripts: One for each lane.
    """

    bench: Bench
    ideas: HypothesisClass
    transcripts: tuple[ts.Transcript, ...]

    @property
    def fingerprint(self) -> str:
        """The fingerprints of all transcripts, joined by hyphens."""
        return "-".join(transcript.fingerprint for transcript in self.transcripts)


def scenario(bench: Bench, lane: Lane, ideas: HypothesisClass) -> tuple[ts.Scenario, ts.Beginner]:  # noqa: PLR0917  # a run is these three
    """What one lane runs, and what makes its learner."""
    teacher = mislead.teacher(setting(bench, lane), ideas)
    phase = ts.Phase(regime(lane.way), bench.rounds, teacher=teacher, noise=lane.noise)
    prefer, cautious = taste(lane.bias)
    learner = VersionSpace.learner(prefer=prefer, ask=lane.ask.value, cautious=cautious)
    return ts.Scenario(phase.regime.name, ideas, ideas.key(bench.target), (phase,)), learner


def run(bench: Bench, *, watch: Callable[[int], None] | None = None) -> Runs:
    """The runs of a bench, all from the same seed.

    Args:
        bench: What is run.
        watch: Called after each round of each run; may raise to stop.

    Raises:
        ValueError: If a number of the bench does not fit its class.
    """
    ideas = checked(bench)
    pairs = [scenario(bench, lane, ideas) for lane in bench.lanes]
    transcripts = tuple(
        ts.simulate(taught, learner, rng=bench.seed, watch=watch) for taught, learner in pairs
    )
    return Runs(bench, ideas, transcripts)
