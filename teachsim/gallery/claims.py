"""The claims, word for word as the program shows them: argument, how sure, and where each fails."""

from __future__ import annotations

from teachsim.gallery.claim import Claim, Surety
from teachsim.gallery.claims_b import TABULAR
from teachsim.gallery.claims_c import BRIDGE

__all__ = ["CLAIMS", "Claim", "Surety", "claim"]

CLAIMS = (
    Claim(
        "A1",
        "Can someone who never lies keep you wrong for ever?",
        "An example can only rule out ideas that leave it out. An idea that covers the truth and "
        "more is never ruled out, even by all examples there are; an idea that covers less stays "
        "as long as what it misses is withheld. So a demonstrator picks such a decoy, shows "
        "only what fits it, and tells no lie.",
        Surety.THEOREM,
        "Gold (1967), Angluin (1980); see docs/explanation.md for the exact form",
        "A cautious learner, who believes only what all remaining ideas agree on, is never wrong, "
        "only unsure. A learner who prefers the smallest idea is safe from complete examples, and "
        "a helpful demonstrator can teach that learner with few.",
        "withheld_examples.py",
    ),
    Claim(
        "A2",
        "Must a demonstrator mean harm to mislead you?",
        "What is never shown teaches nothing, whether out of malice or neglect. If the blind spot "
        "hides every example that tells the truth from a smaller idea, a learner who prefers "
        "small ideas settles on that one. The chance to learn by a given round follows exactly "
        "from what may be shown.",
        Surety.EXACT,
        "Sums over the shown sets that single out the truth: symbolic.demonstration",
        "Without a blind spot every example comes up in the end, and a learner who prefers the "
        "smallest idea is right with probability 1.",
        "withheld_examples.py",
    ),
    Claim(
        "A3",
        "What changes when you may ask?",
        "You put your own idea to the teacher, who must name an error if there is one. Each error "
        "rules out the idea you asked about, so there are at most as many errors as other ideas, "
        "whatever the teacher does. Ask about the vote of all remaining ideas and each error "
        "rules out at least half of them.",
        Surety.THEOREM,
        "Angluin (1988); Littlestone (1988) for the halving bound floor(log2 |H|)",
        "Asking is safe, not always fast: who may put ideas of the class only needs nearly as many "
        "questions for single points as there are ideas, where one example from a willing "
        "demonstrator does. And an error must be named: silence on wrong answers never corrects "
        "who believes too much.",
        "cost_of_asking.py",
    ),
    Claim(
        "A4",
        "Is it the asking, or the word “wrong”?",
        "Two things differ between watching and asking: who picks the answer that is marked, and "
        "whether wrong answers are marked. Marks on wrong answers do not help if a hostile "
        "teacher picks them, and picking your own answers does not help if you only ever hear "
        "“right”. Who believes too much needs both.",
        Surety.EXACT,
        "Each cell is computed for the same truth, class, learner and teacher",
        "Silence must be no evidence. If every right answer is sure to be approved, no approval "
        "means wrong, and approval is a query after all. An examiner who names only what is left "
        "out must still answer: ask about everything but one point, and “nothing is left out” "
        "says that the point does not belong. Who believes too little is cured by being told what "
        "is left out, and not by marks on answers of their own if they never try another.",
        "both_factors.py",
    ),
    Claim(
        "A5",
        "Can you name the language if you are only shown its words?",
        "No learner can name every set of a class that holds an endless rising chain and its "
        "union, however long it is shown examples and nothing else. Against any learner there is "
        "a way to show true examples that changes its mind without end, or leaves it wrong for "
        "ever. To say something new and true is easier: for any list of endless sets that can be "
        "learnt.",
        Surety.THEOREM,
        "Gold (1967); Angluin (1980) for tell-tales; Kleinberg and Mullainathan (2024) for saying "
        "something new; Kalavasis, Mehrotra and Velegkas (2024) and Karbasi et al. (2025) for what "
        "it costs",
        "Marks on wrong answers are enough to name any set of any class that can be listed. So "
        "are right answers alone, where a few members give each set away: multiples, patterns, "
        "progressions, half-lines without their union.",
        "gold.py",
    ),
    Claim(
        "A6",
        "And if the teacher lies?",
        "Who takes every answer at its word gives up the truth at the first lie, and no later "
        "answer brings it back. Who expects up to so many lies gives up an idea only when more "
        "answers than that speak against it: then lies cost questions, and nothing else. How many "
        "is the value of a game, first asked by Rényi and by Ulam.",
        Surety.EXACT,
        "Rivest and others (1980), Berlekamp (1968), Pelc (2002); see docs/explanation.md",
        "If asking again always brings the same lie, ideas that differ on too few points cannot be "
        "told apart. If answers are false half of the time they say nothing, and no number of "
        "questions helps.",
        "liars.py",
    ),
    *TABULAR,
    *BRIDGE,
)


def claim(id: str) -> Claim:
    """The claim with this id.

    Raises:
        ValueError: If there is none.
    """
    for candidate in CLAIMS:
        if candidate.id == id:
            return candidate
    raise ValueError(f"claim {id!r} does not exist; use one of {[c.id for c in CLAIMS]}")
