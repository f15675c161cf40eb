"""What is proved about four tasks in the limit, with and without wrong answers being marked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from teachsim.core.checks import one_of
from teachsim.symbolic.arguments import a_switch
from teachsim.symbolic.limit.family import Family, a_family

__all__ = ["Task", "Theorem", "for_family", "theorem"]


class Task(Enum):
    """What a learner is to do from some point on, for ever."""

    IDENTIFY = "identify"
    GENERATE = "generate"
    BREADTH = "generate with breadth"
    DETECT = "detect hallucination"


@dataclass(frozen=True)
class Theorem:
    """When a task can be done in the limit.

    Attributes:
        states: For which families it can be done, in a sentence.
        source: Who proved it.
    """

    states: str
    source: str


_ANGLUIN = (
    'D. Angluin, "Inductive inference of formal languages from positive data", Information and '
    "Control 45, 1980"
)
_GOLD = 'E. M. Gold, "Language identification in the limit", Information and Control 10, 1967'
_GENERATION = (
    'J. Kleinberg and S. Mullainathan, "Language generation in the limit", NeurIPS 2024, '
    "arXiv:2404.06757"
)
_BREADTH = (
    'A. Kalavasis, A. Mehrotra and G. Velegkas, "On the limits of language generation: trade-offs '
    'between hallucination and mode collapse", STOC 2025, arXiv:2411.09642'
)
_EXACT_BREADTH = (
    'A. Kalavasis, A. Mehrotra and G. Velegkas, "Characterizations of language generation with '
    'breadth", 2024, arXiv:2412.18530; M. Charikar and C. Pabbaraju, "Exploring facets of language '
    'generation in the limit", 2024, arXiv:2411.15364'
)
_DETECTION = (
    'A. Karbasi, O. Montasser, J. Sous and G. Velegkas, "(Im)possibility of automated '
    'hallucination detection in large language models", 2025, arXiv:2504.17004'
)

_POSITIVES = {
    Task.IDENTIFY: Theorem(
        "Possible iff every language of the family has a tell-tale that can be listed from its "
        "index: a finite part of it that no proper part of it in the family contains.",
        _ANGLUIN,
    ),
    Task.GENERATE: Theorem(
        "Possible for every countable family of infinite languages, by membership queries alone.",
        _GENERATION,
    ),
    Task.BREADTH: Theorem(
        "Possible iff every language of the family has a tell-tale: where identification is.",
        _EXACT_BREADTH,
    ),
    Task.DETECT: Theorem(
        "Possible iff identification is: each can be turned into the other.", _DETECTION
    ),
}
_BOTH = {
    Task.IDENTIFY: Theorem(
        "Possible for every countable family with decidable membership: conjecture the first "
        "language that agrees with all marks.",
        _GOLD,
    ),
    Task.GENERATE: Theorem(
        "Possible for every countable family of infinite languages: right answers are enough.",
        _GENERATION,
    ),
    Task.BREADTH: Theorem(
        "Possible for every countable family: identify, then say all of it that is new.", _BREADTH
    ),
    Task.DETECT: Theorem(
        "Possible for every countable family: identify, and check what the generator says against "
        "that.",
        _DETECTION,
    ),
}


def theorem(task: Task, *, negatives: bool) -> Theorem:
    """When the task can be done in the limit.

    Args:
        task: What is to be done.
        negatives: Whether wrong answers are shown too, and marked: an informant, no text.

    Raises:
        ValueError: This is no task, or no bool.
    """
    one_of(Task, task, thing="task", way_out="pass one of limit.Task")
    a_switch(negatives, thing="negatives")
    return (_BOTH if negatives else _POSITIVES)[task]


def for_family(family: Family, target: int, *, task: Task, negatives: bool) -> str:
    """What the theorem means for this family and this target; none of it is read off a run.

    Raises:
        ValueError: This is no family, task or bool, or the target no index of the family.
    """
    a_family(family)
    theorem(task, negatives=negatives)  # it refuses what is no task
    facts = family.facts
    if task is Task.GENERATE and facts.generate is None:
        return f"All of {family.title} are finite: once all is shown, nothing new is left to say."
    if negatives or task is Task.GENERATE:
        said = f"Possible for {family.title}, as for every countable family."
        if task is Task.GENERATE and family.language(target).size != math.inf:
            said += (
                f" Once all of {family.named(target)} was shown nothing right and new is left, and "
                "what is said then is made up; it does not count as an error."
            )
        return said
    telling = family.tell_tale(target)
    if telling is None:
        about = f"{family.named(target)} has no tell-tale."
    else:
        listed = ", ".join(map(family.written, telling))
        about = f"{family.named(target)} has the tell-tale {{{listed}}}."
    if facts.identify:
        return f"Possible for {family.title}. {facts.why} {about}"
    return f"Not possible for every language of {family.title}. {facts.why} {about}"
