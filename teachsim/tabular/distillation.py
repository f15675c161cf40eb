"""A stronger model's answers: what the student steals, what it makes up, and what it unlearns.

A teacher that says "I don't know" where it does not know labels a question by what *it* knows. The
student sees only its own signal, so its gate learns the share of answers in each bin,

    P(answer | bin) = P(known | bin) P(T | S) + (1 - P(known | bin)) P(T | not S),

with T "the teacher knows" and S "the student knows". Where the signal tells S perfectly, the
student answers what it does not know with chance P(T | not S), and keeps silent about what it knows
with chance P(not T | S): both are faults of the pair, not of either model.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachsim.core.checks import chance, one_of
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.numbers import number

__all__ = ["Imitation", "Teacher", "predicted"]

_ROUNDING = 1e-12


@dataclass(frozen=True)
class Teacher:
    """What a teacher knows, given what the student knows; beyond that it is independent of its bin.

    It gives the gold answer where it knows and "I don't know" where it does not.

    Attributes:
        given_known: P(T | S), in [0, 1].
        given_unknown: P(T | not S), in [0, 1].
    """

    given_known: float
    given_unknown: float

    def __post_init__(self) -> None:
        """Refuse what is no chance.

        Raises:
            ValueError: If one is not.
        """
        chance(self.given_known, thing="given_known")
        chance(self.given_unknown, thing="given_unknown")

    @classmethod
    def independent(cls, share: float) -> Teacher:
        """A teacher that knows this share of all questions, whatever the student knows."""
        return cls(share, share)

    @classmethod
    def joint(cls, share: float, *, student: float, both: float) -> Teacher:
        """A teacher by its share of known questions and the share that both know.

        Args:
            share: P(T).
            student: P(S), as `Knowledge.known`.
            both: P(T and S).

        Raises:
            ValueError: If no such pair exists: P(T and S) must lie between
                max(0, P(T) + P(S) - 1) and min(P(T), P(S)) (M. Frechet, "Generalisation du theoreme
                des probabilites totales", Fundamenta Mathematicae 25, 1935).

        >>> Teacher.joint(0.6, student=0.5, both=0.4)
        Teacher(given_known=0.8, given_unknown=0.4)
        """
        least, most = _bounds(share, student)
        if not least - _ROUNDING <= chance(both, thing="both") <= most + _ROUNDING:
            raise ValueError(
                f"both is {both}, but models that know {share} and {student} share between "
                f"{least:.6g} and {most:.6g} (Frechet's bounds); use Teacher.overlapping"
            )
        # What is never asked of the teacher may be anything: then its share of all.
        known = both / student if student > 0 else share
        unknown = (share - both) / (1 - student) if student < 1 else share
        return cls(round(min(max(known, 0), 1), 15), round(min(max(unknown, 0), 1), 15))

    @classmethod
    def nested(cls, share: float, *, student: float) -> Teacher:
        """A teacher that knows all that the student knows, or as much of it as its share allows."""
        return cls.joint(share, student=student, both=_bounds(share, student)[1])

    @classmethod
    def anticorrelated(cls, share: float, *, student: float) -> Teacher:
        """A teacher that knows as little as it can of what the student knows."""
        return cls.joint(share, student=student, both=_bounds(share, student)[0])

    @classmethod
    def overlapping(cls, share: float, *, student: float, overlap: float) -> Teacher:
        """A teacher between them: overlap -1 anti-correlated, 0 independent, 1 nested.

        Raises:
            ValueError: If the overlap is not in [-1, 1] or a share is no chance.
        """
        if abs(number(overlap, thing="overlap", way_out="use one in [-1, 1]")) > 1:
            raise ValueError(f"overlap is {overlap}, but must lie in [-1, 1]; use 1 for nested")
        least, most = _bounds(share, student)
        even = share * student
        both = even + overlap * ((most - even) if overlap > 0 else (even - least))
        return cls.joint(share, student=student, both=min(max(both, least), most))

    def share(self, student: float) -> float:
        """P(T), the share of all questions that the teacher knows, if the student knows P(S).

        Raises:
            ValueError: If P(S) is no chance.
        """
        chance(student, thing="student")
        return student * self.given_known + (1 - student) * self.given_unknown


def _bounds(share: float, student: float) -> tuple[float, float]:
    """Frechet's bounds on P(T and S)."""
    chance(share, thing="the teacher's share")
    chance(student, thing="student")
    return max(0.0, share + student - 1), min(share, student)


@dataclass(frozen=True)
class Imitation:
    """What a student does that imitates its teacher to the end.

    Attributes:
        invents: Chance that it answers what it does not know.
        withholds: Chance that it says "I don't know" to what it knows.
    """

    invents: float
    withholds: float


def predicted(world: Knowledge, teacher: Teacher) -> Imitation:
    """The held-out habits of a student of forward distillation, in closed form.

    Averaging the formula above over the bins of unknown and of known questions, with the leak
    L = E[P(known | bin) | not S] and M = E[P(unknown | bin) | S],

        invents = P(T | not S) + L gap,    withholds = P(not T | S) + M gap,
        gap = P(T | S) - P(T | not S).

    The leaks vanish as d' grows, and matter nothing for an independent teacher, whose gap is 0. A
    gate that sees less than its bins (`Features.LINEAR`, `CONSTANT`) ends elsewhere.

    Raises:
        ValueError: If the world or the teacher is none.

    >>> predicted(Knowledge(d_prime=2.0), Teacher.independent(0.7))
    Imitation(invents=0.7, withholds=0.3)
    """
    one_of(Knowledge, world, thing="the world", way_out="pass Knowledge()")
    one_of(Teacher, teacher, thing="the teacher", way_out="pass Teacher.independent(0.7)")
    gap = teacher.given_known - teacher.given_unknown
    p, mass = world.known_given_bin, world.mass
    unknown, known = float(mass[:, 0].sum()), float(mass[:, 1].sum())
    leak = float(mass[:, 0] @ p) / unknown if unknown > 0 else 0.0
    missed = float(mass[:, 1] @ (1 - p)) / known if known > 0 else 0.0
    return Imitation(
        round(teacher.given_unknown + leak * gap, 15),
        round(1 - teacher.given_known + missed * gap, 15),
    )
