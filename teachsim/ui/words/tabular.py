"""Words that all pages about the tabular language model share: terms, formulas, how sure."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "tabular-scenes": "Scene",
    "tabular-numbers": "In numbers",
    "tabular-sure-EXACT": "training is followed step by step on the mean over everything that "
    "could be asked and drawn. Nothing here is left to chance; another machine finds the same.",
    "tabular-sure-THEOREM": "that is what training comes to in the end. What you see is the way "
    "there, followed step by step on the mean over everything that could be asked and drawn.",
    "tabular-study": "In full: studies/{study}",
    "term-B1": "hallucination, behaviour cloning",
    "formula-B1": "∇ log π(y* | x) with y* right on every x: P(“I don’t know”) → 0, and P(made "
    "up) → 1 − P(memory, or a guess, is right).",
    "term-B2": "selective prediction, Chow’s rule",
    "formula-B2": "max E[r]: answer ⇔ p > (a + c) / (1 + c), with r = 1 if right, −c if wrong, "
    "and a for “I don’t know”; for a = 0 it is c / (1 + c).",
    "term-B3": "exploration, cold start",
    "formula-B3": "ġ = 2 Δ g² (1 − g)²: from g = ε it takes t ≈ 1 / (2 Δ ε). The first one is "
    "drawn after 1 / (1 − (1 − ε)ᴮ) steps. Here g is the chance of “I don’t know”, Δ what it earns "
    "more than an answer, and B the answers in a step.",
    "term-B4": "distillation, model stealing",
    "formula-B4": "P(answers | not known) → P(teacher knows | not known), and P(silent | known) → "
    "P(teacher does not know | known), if it can tell what it knows; if it cannot at all, both go "
    "by P(teacher knows).",
    "term-B5": "diversity, mode collapse",
    "formula-B5": "effective number exp(H(π | right)); any π on the right answers maximises E[r].",
    "term-B6": "closed book, open book, creative",
    "formula-B6": "∇ log π(y*) per prompt: all known, partly known, many right.",
    "term-B7": "credit assignment",
    "formula-B7": "T words, B choices for each: all are right by chance with B⁻ᵀ; marked one by "
    "one the time is linear in T.",
    "term-B8": "reward model, verifier",
    "formula-B8": "E[r̂] > 0 ⇔ p > (t − φ) / (1 − ψ − φ) if φ + ψ < 1, with t = c / (1 + c), c the "
    "price of what the grader fails.",
    "term-B9": "memorisation and generalisation",
    "formula-B9": "Θ̇ = Σ ∇Θ, ḃᵢ = λ ∇bᵢ, with Θ the habit and bᵢ the memory of question i: "
    "the larger λ, the less is left for Θ.",
}
