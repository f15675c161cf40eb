"""The claims about the language model (B), word for word as the program shows them."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.claim import Claim, Surety

__all__ = ["TABULAR"]

TABULAR: Final = (
    Claim(
        "B1",
        "Can right answers teach a model to make things up?",
        "You are shown the right answer to every question, also to those that you do not know. "
        "Where memory fails, a guess explains what you were shown better than silence does, so "
        "the habit that grows is guessing. On questions that were never taught only the habit is "
        "left: you answer all of them, and make up what you do not know.",
        Surety.EXACT,
        "Goldberg (2023), after Schulman (2023); measured by Gekhman et al. and by Kang et al. "
        "(2024)",
        "If all answers are known, nothing is made up but for slips of memory. If the labels know "
        "what the model knows, “I don’t know” where it does not (R-Tuning), it answers in each bin "
        "as often as it knows, and its likelier choice is then as good as reward at a penalty of "
        "1. If each pair is learned by rote, other questions hardly notice.",
        "sft_lies.py",
    ),
    Claim(
        "B2",
        "Why is a model honest that is marked on its own answers?",
        "Of its own answers, those to what it knows earn a reward and those that it makes up cost "
        "one. So answering grows exactly where it earns more on average than “I don’t know”. It "
        "ends by answering if, and only if, its chance of being right is above c / (1 + c), with c "
        "the price of a wrong answer; or above (a + c) / (1 + c), if “I don’t know” earns a.",
        Surety.THEOREM,
        "Chow (1970) for the best policy; docstrings of tabular.thresholds for what each "
        "objective does",
        "If a wrong answer costs nothing, or “I don’t know” is marked wrong, it makes things up "
        "like the others. If it cannot tell what it knows, it can only answer all or nothing. GRPO "
        "divides by the spread of the group, which erases the price where a question is always "
        "answered right or never: its threshold is 1/2 at any price, if a wrong answer costs more "
        "than silence. And a fast memory learns the marked questions by rote, and no habit.",
        "rl_is_honest.py",
    ),
    Claim(
        "B3",
        "Who teaches a model to say “I don’t know”?",
        "Nobody can show when to say it, as nobody knows what the model knows. Reward could, but "
        "only rewards what is said at least once, and a model that hardly ever says it waits "
        "in proportion to one over that chance, or longer. A few examples on any questions make "
        "it likely enough, and reward then finds out where it belongs.",
        Surety.EXACT,
        "Goldberg (2023); closed forms in tabular.thresholds.cold_start",
        "If it is said often enough to begin with, no warm start is needed. If right answers are "
        "shown for too long first, the window closes: what was rare has become rarer.",
        "abstention.py",
    ),
    Claim(
        "B4",
        "What do you learn from the answers of someone who knows more?",
        "You learn to answer what the other knew, whether or not you know it, and to keep silent "
        "where the other did. So you answer what only the other knew, and hardly ever right. And "
        "you unlearn to say what only you knew.",
        Surety.EXACT,
        "Goldberg (2023); Hinton, Vinyals and Dean (2015) for the method; tabular.distillation for "
        "the closed form",
        "If the other knows all that you know, and you can tell what you know, you keep silent "
        "about none of it. Reward on your own answers repairs both faults only while both ways are "
        "tried: who has copied until nothing but answers, or nothing but “I don’t know”, is left "
        "has nothing better to be marked. And it does so only as far as you can tell what you "
        "know: else a high price leaves you silent, and a low one leaves you answering.",
        "stealing.py",
    ),
    Claim(
        "B5",
        "Is another way to say it a wrong answer?",
        "A student shown one wording learns that all others are wrong, those that mean the same "
        "too. A reward asks only whether what you said is right, so any right wording will do. How "
        "many of them stay in use depends on the way the reward is climbed.",
        Surety.EXACT,
        "Goldberg (2023); the invariant is proved in tabular.wording",
        "Plain policy gradient ends at one wording too: the right one that was likeliest. Variety "
        "stays if its own right samples are drawn once and then shown, or if many people write "
        "the examples. It also does if drifting from the first model costs something, but then it "
        "shrinks at first, and comes back slowly.",
        "diversity.py",
    ),
    Claim(
        "B6",
        "When are examples all that you need?",
        "If the answer stands in a text at hand, showing right answers is fine: nearly all is "
        "known. If it must be remembered, the same training makes things up. If many answers are "
        "right, it is valid, and as narrow as its examples.",
        Surety.EXACT,
        "The three kinds of prompts are Goldberg’s (2023)",
        "Reward is no cure for all: wrong marks alone end in refusing everything, and policy "
        "gradient loses all variety where there was some. Reward with a price on drifting is "
        "good in all three.",
        "three_modes.py",
    ),
    Claim(
        "B7",
        "Your answer was wrong. Which word was it?",
        "A mark at the end of a long answer says nothing about its parts. By chance all T words "
        "come out right once in B to the power of T tries, so the wait grows like that. Shown "
        "each word, or marked on each, the wait grows in proportion to the length only.",
        Surety.EXACT,
        "Goldberg (2023); the integrals are in tabular.tokens",
        "If the model is mostly right to begin with, one over its chance stands in place of B: "
        "a number near 1, whose powers are small. A judge who says at each word whether all is "
        "still right buys part of the difference back, and so does crediting a word with what "
        "comes after it alone.",
        "credit.py",
    ),
    Claim(
        "B8",
        "Must a person mark every answer?",
        "A few right answers that people wrote can mark any number of a model’s own. Such a "
        "grader errs: it passes wrong answers with some chance φ and fails right ones with some "
        "chance ψ. Then the model answers above (t − φ) / (1 − ψ − φ) instead of t, if φ + ψ is "
        "below 1, which can be allowed for.",
        Surety.THEOREM,
        "Goldberg (2023); the grader’s mean reward is linear in the chance of being right",
        "If wrong answers pass as often as t, every answer pays, and the model answers all. "
        "And a model that is pushed hard against a flawed grader finds the flaws: the "
        "grade rises while the answers get worse (Gao, Schulman and Hilton, 2023).",
        "no_human_in_the_loop.py",
    ),
    Claim(
        "B9",
        "Do new facts teach facts, or making things up?",
        "Both, and the speed of memory against that of habit decides. What is memorised of a "
        "question leaves nothing for the habit to explain, and helps no other question. Known "
        "answers are fitted first, as nothing has to change for them but the habit of answering.",
        Surety.EXACT,
        "Gekhman et al. (2024) saw both in a large model; tabular.rote for the ratio",
        "Neither side is the rule: turn the knob. With no memory at all only the habit changes, "
        "with a very fast one it hardly does, and then reward does not teach it either.",
        "new_knowledge.py",
    ),
)
