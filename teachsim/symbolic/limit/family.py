"""Families: languages listed as L_0, L_1, L_2, ..., with membership that can always be asked.

What a learner may count on is the protocol `Family`; what is known about a family, and by whom it
was proved, is the record `Facts`. A language may be listed under several indices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic.limit.language import Language

__all__ = ["Facts", "Family", "NotDecidable", "a_family", "index_below"]


class NotDecidable(ValueError):  # noqa: N818  # it says what the question is
    """The family cannot say, as no algorithm could, or as none is known here."""


@dataclass(frozen=True)
class Facts:
    """What is proved about a family; none of it can be seen on a finite section.

    With positive and negative examples all four tasks can be done for every family with decidable
    membership: identify (Gold 1967, by enumeration), generate (J. Kleinberg and S. Mullainathan,
    "Language generation in the limit", 2024, arXiv 2404.06757), generate with breadth (A.
    Kalavasis, A. Mehrotra and G. Velegkas, "On the limits of language generation: trade-offs
    between hallucination and mode collapse", 2024, arXiv 2411.09642), detect hallucination
    (Karbasi and others 2025, see `detect`).

    Attributes:
        identify: whether some learner identifies every language in the limit from positives.
        generate: whether some generator is, for every infinite language of the family, right and
            new from some point on, from positives: always true (Kleinberg and Mullainathan 2024);
            None where the family has finite languages only, so that nothing new is left to say.
        finite_thickness: whether each number belongs to finitely many languages only.
        finite_elasticity: whether there is no endless sequence of w_i, L_i with w_1, ..., w_(i-1)
            in L_i and w_i not in L_i (Motoki, Shinohara and Wright 1991); it suffices to identify.
        closure_dimension: see `closure_dimension`: how many numbers may have to be shown until the
            languages that contain them have infinitely many in common; `math.inf` where no number
            is enough, None where it is not known here.
        why: the proof in one or two sentences.
        source: who proved that identification is possible or not.
    """

    identify: bool
    generate: bool | None
    finite_thickness: bool
    finite_elasticity: bool
    closure_dimension: float | None
    why: str
    source: str

    def __post_init__(self) -> None:
        """Refuse facts that contradict a theorem."""
        if self.finite_thickness and not self.finite_elasticity:
            raise ValueError(
                "finite_thickness is claimed without finite_elasticity, but it implies it; "
                "correct one of them"
            )
        if self.finite_elasticity and not self.identify:
            raise ValueError(
                "finite_elasticity is claimed but identify is not, although it implies it; "
                "correct one of them"
            )

    @property
    def breadth(self) -> bool:
        """Whether some generator offers, from some point on, just what is right and new.

        From positives; the same as `identify` (A. Kalavasis, A. Mehrotra and G. Velegkas, "On
        characterizations for language generation: interplay of hallucinations, breadth, and
        stability", 2024, arXiv 2412.18530: exact breadth is possible iff Angluin's tell-tales are).
        """
        return self.identify

    @property
    def detect(self) -> bool:
        """Whether hallucination can be detected in the limit.

        From positives; the same as `identify` (A. Karbasi, O. Montasser, J. Sous and G. Velegkas,
        "(Im)possibility of automated hallucination detection in large language models", 2025,
        arXiv 2504.17004).
        """
        return self.identify


@runtime_checkable
class Family(Protocol):
    """A countable family of languages by index; only `contains` is for learners that must ask.

    Every method refuses (`ValueError`) an index that is negative or not below `size`.
    """

    @property
    def title(self) -> str:
        """What a reader is told it is."""
        ...

    @property
    def size(self) -> float:
        """How many indices: a whole number or `math.inf`."""
        ...

    @property
    def facts(self) -> Facts:
        """What is known about it, with the source."""
        ...

    def language(self, i: int) -> Language:
        """The language L_i."""
        ...

    def contains(self, i: int, x: int) -> bool:
        """Whether x belongs to L_i: the membership query."""
        ...

    def written(self, x: int) -> str:
        """How the instance x is written: "7", "-3", "abba"."""
        ...

    def named(self, i: int) -> str:
        """What L_i is called: "3N", "axbx"."""
        ...

    def subset(self, i: int, j: int) -> bool:
        """Whether L_i lies in L_j, exactly.

        Raises:
            NotDecidable: the family cannot say.
        """
        ...

    def tell_tale(self, i: int) -> tuple[int, ...] | None:
        """A tell-tale of L_i within the whole family; None where there is none (Angluin 1980).

        A finite set T in L_i such that no language of the family contains T and is a proper subset
        of L_i.
        """
        ...


def a_family(family: Family) -> None:
    """Refuse what is no family.

    Raises:
        ValueError: it is something else.
    """
    one_of(Family, family, thing="family", way_out="see limit.families")


def index_below(i: int, *, size: float, title: str) -> int:
    """The index as an int.

    Raises:
        ValueError: it is no whole number in [0, size).
    """
    way_out = "languages are numbered 0, 1, 2, ..."
    index = whole_number(i, thing=f"index in {title}", least=0, way_out=way_out)
    if index >= size:
        raise ValueError(
            f"index {index} is not in {title}, which has {int(size)} languages; "
            "choose a smaller one"
        )
    return index
