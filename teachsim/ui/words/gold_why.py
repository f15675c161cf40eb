"""Words of the page Gold that explain a run, and of its margin."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "gold-why-adversary": "As long as the learner names what it is shown, it is shown one number "
    "more, so it changes its mind again. Once it goes over to the largest set, nothing more is "
    "added: every example fits what it believes, and it is never told. A learner who keeps to "
    "small sets is led on for ever; then all is shown in the end, and it never says so.",
    "gold-why-freed": "The other learner goes by the same rule, but a single “that does not "
    "belong” rules the largest set out for it.",
    "gold-why-all": "The first learner was still being led on, so that the truth is {truth}. No "
    "mark can say “that does not belong”: the other learner, by the same rule, is told nothing "
    "more.",
    "gold-why-tell-tales": "This set is given away by a few of its members: no smaller set of the "
    "class holds them. A learner who believes a set only when it has seen those is never too "
    "large, and names this one in the end.",
    "gold-why-largest": "Shown only what belongs, a learner who takes the largest set that fits is "
    "wrong for ever on every set here but {whole}.",
    "gold-why-no-tale": "Nothing gives this set away: whatever finite part of it is shown, a "
    "smaller set of the class holds that part, too.",
    "gold-why-whole": "The learner is right because it believes the largest set without being "
    "sure. All it had been shown when it came to that lies in a smaller set, too: were that the "
    "truth, it would believe the same, and nothing that belongs would tell it.",
    "gold-why-endless": "A learner who keeps to small sets is led on without end, and never comes "
    "to name this one.",
    "gold-why-open": "What the learner believes by round {round} does not hold all of the truth: "
    "an example still to come speaks against it.",
    "gold-why-silent": "What it was shown by round {round} is too little for the learner to "
    "believe anything.",
    "gold-why-speak": "The learner that trusts its idea believes the first set that fits.",
    "gold-why-trust-wrong": "That is larger than the truth, and no true example speaks against "
    "it: so it said what is not true, and was never told.",
    "gold-why-trust-luck": "That is larger than the truth, and no true example speaks against it: "
    "had it made something up, it would not have been told.",
    "gold-why-trust-right": "In the end that holds nothing but the truth, so there it makes "
    "nothing up.",
    "gold-why-careful": "The one that takes no risk asks how the sets that fit lie within each "
    "other, and speaks only from one that lies inside all those before it. From some round on the "
    "truth is among those, and what is inside the truth is true.",
    "gold-why-finite": "This truth is finite: once all of it is shown, nothing new is left to say.",
    "gold-why-breadth": "To say something new is possible from right answers alone, for as long "
    "as something new is left; to say all of it and nothing else is as hard as to name it, and so "
    "is to catch another who makes things up.",
    "gold-why-some": "A learner who stays safe may leave much of the truth out, one who wants all "
    "of it must make things up for some truth. Marks on wrong answers make all four possible.",
    "gold-why-four": "In this class a few members give each set away: so all four are possible "
    "from right answers alone, as they are from marks on wrong answers.",
    "gold-why-negatives": "A set that is too large is refuted by nothing that belongs to the "
    "truth, and at once by a “no” to what it holds too much. So a learner who believes too much "
    "stays where it is for as long as it is shown only what belongs.",
    "gold-why-safe": "One that keeps to small sets is safe from that.",
    "gold-why-safe-small": "One that keeps to small sets is safe from that, and never comes to "
    "name the largest.",
    "gold-this-run": "so sure is the argument. What you see is one run, in which nothing is "
    "drawn by chance, up to round {rounds}. It shows what grows and what stands still, and proves "
    "nothing about what comes after.",
    "gold-these": "These languages",
    "gold-facts": "{why} {source}.",
    "gold-term-adversary": "identification in the limit",
    "gold-term-tell-tales": "tell-tale",
    "gold-term-speak": "generation in the limit",
    "gold-term-breadth": "breadth, hallucination detection",
    "gold-term-negatives": "informant",
    "gold-formula-adversary": "For every learner there is a text of some L ∈ {L₁ ⊂ L₂ ⊂ …}, or of "
    "their union, on which it does not converge to L.",
    "gold-formula-tell-tales": "Finite T ⊆ L such that T ⊆ M ⊊ L for no M of the class.",
    "gold-formula-speak": "Lₙ is critical if it fits and Lₙ ⊆ Lᵢ for every i < n that fits. "
    "Say a new word of the last critical one.",
    "gold-formula-breadth": "G ⊆ K for never wrong; G ⊇ K for breadth; both from text iff K is "
    "identifiable from text.",
    "gold-formula-negatives": "All pairs (x, [x ∈ L]); the first language that agrees with all of "
    "them is L from some round on.",
    "gold-theorems": "What is proved, and by whom",
    "gold-table-task": "To do",
    "gold-table-marks": "From",
    "gold-table-proved": "When it is possible",
    "gold-table-source": "Source",
}
