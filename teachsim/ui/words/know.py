"""Words of the page "Know or make it up"."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "know-page": "Know or make it up",
    "know-about": "Show a model right answers, and it learns to make things up. Mark its own "
    "answers, and it learns to keep quiet where it does not know. Turn the price of a wrong "
    "answer, and see where each way of training draws the line.",
    # scenes
    "know-scene-makes-it-up": "Right answers only",
    "know-scene-all-known": "All is known",
    "know-scene-honest": "A higher price",
    "know-scene-no-penalty": "No price",
    "know-scene-no-self-knowledge": "No self-knowledge",
    "know-scene-by-rote": "By rote",
    "know-intro-makes-it-up": "A model knows **{known}** of the questions, and has a rough sense "
    "of which. It is trained three ways, and then asked questions that it was not trained on.",
    "know-intro-all-known": "The same three ways to train, but now the model knows the answer to "
    "every question, and slips on one in twenty.",
    "know-intro-honest": "A wrong answer now costs **{penalty}**, as much as {penalty} right ones "
    "earn. It pays to answer only when the chance to be right is above **{pays}**.",
    "know-intro-no-penalty": "{cheap} So why not guess?",
    "know-cheap-free": "A wrong answer now costs nothing. Silence earns nothing either.",
    "know-cheap-wrong": "“I don’t know” is marked wrong here: it costs **{silence}**, as much as a "
    "wrong answer.",
    "know-cheap-dearer": "“I don’t know” costs **{silence}** here, and a wrong answer only "
    "**{penalty}**.",
    "know-cheap-dear": "“I don’t know” costs **{silence}** here, and a wrong answer nothing.",
    "know-intro-no-self-knowledge": "The model still knows **{known}** of the questions, but it "
    "cannot tell which. What it knows and what it does not know look alike to it.",
    "know-intro-by-rote": "Here the model can learn each single question by heart, {speed} "
    "as it learns a habit. The third row shows the questions that it was taught and "
    "did not know.",
    "know-speed-same": "as fast",
    "know-speed-times": "**{memory}** times as fast",
    # knobs
    "know-knob-known": "Share of the questions that it knows",
    "know-knob-d_prime": "How well it can tell what it knows (d’)",
    "know-knob-penalty": "What a wrong answer costs, where a right one earns 1",
    "know-knob-abstain": "What “I don’t know” earns",
    "know-knob-memory": "How fast single questions are learned by heart",
    "know-knob-base_idk": "Chance of “I don’t know” before training",
    "know-turn-known": "What if it knows less, or everything?",
    "know-turn-d_prime": "What if it can tell better what it knows?",
    "know-turn-penalty": "What if a wrong answer costs more, or nothing?",
    "know-turn-memory": "What if it learns by heart faster, or not at all?",
    "know-turn-abstain": "What if “I don’t know” earns a little, or costs something?",
    # bet
    "know-bet-who": "Who ends up making up most of what it does not know?",
    "know-bet-answers": "It knows all the answers, but for slips. Who ends up giving more than 9 "
    "in 10 of them?",
    "know-bet-shown": "only the one shown answers",
    "know-bet-marked": "only the marked ones",
    "know-bet-all": "all three",
    "know-bet-none": "none",
    "know-bet-mixed": "it is mixed",
    # pictures
    "know-wall": "What it says to new questions, as training goes on",
    "know-wall-taught": "What it says to new questions and, last row, to those that it was taught",
    "know-row-known": "It knows",
    "know-row-unknown": "Does not know",
    "know-row-taught": "Was taught",
    "know-way-sft": "Shown right answers",
    "know-way-rl": "Marked on its own answers",
    "know-way-warm": "Shown how, then marked",
    "know-meter": "How sure must it be before it answers?",
    "know-plain": "{title} (if nothing is learned by heart)",
    "know-phase": "Marked on its own answers: where it answers",
    "know-phase-told": "Chance that a model marked on its own answers still answers after "
    "training, by the price of a wrong answer and its confidence. It answers above the dashed "
    "curve, (a + c) / (1 + c) with a what “I don’t know” earns, and not below.",
    "know-doors": "Click a place to open it: a model that is right with that chance, whatever it "
    "is asked, at that price.",
    "know-line": "p = c / (1 + c)",
    "know-line-abstain": "p = (a + c) / (1 + c)",
    "know-here": "here",
    "know-here-price": "this price",
    "know-price": "price c of a wrong answer",
    "know-confidence": "confidence p",
    "know-answers": "answers",
    # a real model
    "know-kang": "A real model, measured: how often it says “I don’t know”",
    "know-kang-labels": "The same model, shown it on {kang_shown} of the questions",
    "know-kang-right": "p, chance to be right when it answers",
    "know-kang-idk": "how often “I don’t know” · thin dashes: theory",
    "know-kang-gate": "bars: measured · dashed: fitted · numbers: points off",
    "know-kang-d2": "least familiar",
    "know-kang-d3": "random",
    "know-kang-told": "Llama-2-7B on six bins of TriviaQA questions, rewarded with 2 for a right "
    "answer and 0 for “I don’t know”, a wrong one costing 3. {bins} The root mean square of what "
    "is left is {kang_rmse} points.",
    "know-kang-bin": "Right on {right}: “I don’t know” on {idk}, fitted {fit}.",
    "know-kang-labels-told": "The same model, fine-tuned on answers with “I don’t know” on "
    "{kang_shown} of them. If those are the least familiar, theory (dashed) says never on familiar "
    "questions and always on unfamiliar ones; it says so to {kang_easy} and {kang_hard}. If they "
    "are picked at random, theory says {kang_shown} everywhere, and it says so to {kang_random}.",
    "know-meter-note": "**Shown:** SFT is supervised fine-tuning. Gold, right answers to "
    "everything, never looks at how sure it is; oracle, “I don’t know” where it does not know, "
    "follows it by degrees.\n"
    "**Marked:** PSR and NSR, positive and negative sample reinforcement, hear only of right "
    "answers, or only of wrong ones. Best of 4 copies the best of four answers of its own; DPO, "
    "direct preference optimisation, prefers the better one of two. Policy gradient is plain "
    "reward. GRPO, group relative policy optimisation, divides by the spread of the answers to a "
    "question; Dr. GRPO does not. KL-RL pays for its Kullback–Leibler divergence from where it "
    "began.",
    "know-kang-fold": "What fits, and what that does not show",
    "know-kang-note": "**The model:** Llama-2-7B on TriviaQA. A right answer earned it 2, a wrong "
    "one cost 3 (K. Kang et al., 2024; bars read off a figure, ±1 point).\n"
    "**What fits:** reinforcement with a pull back to where it began predicts a gate, logit(IDK) "
    "= a − (5p − 3)/β. Fitted with a = {kang_offset} and β = {kang_beta}, it misses six bars by "
    "{kang_rmse} points.\n"
    "**What that does not show:** two numbers for six bars speak for the form, not for its cause. "
    "The gate is at one half at p = {kang_half}, where the reward asks for {kang_pays}, and "
    "training that stopped early looks the same.\n"
    "**What it leaves open:** when that model answers, it is right up to **{kang_sharper}** points "
    "more often than its bin, so it sees more of what it knows than the bin.",
    "know-kang-labels-fold": "What theory says of it",
    "know-kang-labels-note": "With “I don’t know” on {kang_shown} of the questions at random, it "
    "says so to **{kang_random}**, where theory says {kang_shown}. With it on the least familiar, "
    "it goes up slowly, and theory by a step.",
    # what happened
    "know-told-makes-it-up": "Shown right answers to everything, it stops saying “I don’t know” "
    "and makes up **{sft_made_up}** of what it does not know. Marked on its own answers it makes "
    "up **{rl_made_up}**, and says “I don’t know” to **{rl_idk}**. That earns it {rl_reward}, "
    "where right answers earn {sft_reward}, and the best of all habits {best}.",
    "know-told-all-known": "As it knows everything, right answers do no harm: shown "
    "them, it keeps silent on {sft_silent} of what it knows, and marked on {rl_silent}. They earn "
    "{sft_reward} and {rl_reward}.{rote}",
    "know-rote": " The more is learned by heart, the less becomes a habit.",
    "know-told-honest": "Marked on its own answers, it makes up **{rl_made_up}** of what it does "
    "not know, and keeps silent on **{rl_silent}** of what it knows. Shown "
    "right answers, it makes up **{sft_made_up}** at any price: no price is ever mentioned to it.",
    "know-told-no-penalty": "Marked on its own answers it makes up **{rl_made_up}** of what it "
    "does not know, and shown right answers **{sft_made_up}**. A guess may be right by luck, and "
    "is never worse than silence.",
    "know-told-no-self-knowledge": "Marked on its own answers, it keeps silent on **{rl_idk}** of "
    "what it does not know, and on **{rl_silent}** of what it knows: it has to treat both alike. "
    "No way of training can do better than {best}.",
    "know-told-by-rote": "Shown right answers, it learns **{sft_taught}** of the questions by "
    "heart that it did not know. Asked new ones, it makes up **{sft_made_up}** of what it does "
    "not know; marked on its own answers, **{rl_made_up}**. What is learned by heart is no habit, "
    "neither a bad one nor a good one.",
    # numbers
    "know-number-sft_made_up": "of what it does not know is made up: shown right answers",
    "know-number-rl_made_up": "the same: marked on its own answers",
    "know-number-warm_made_up": "the same: shown how to say so, then marked",
    "know-number-rl_silent": "of what it knows is kept silent: marked on its own answers",
    "know-number-pays": "confidence above which an answer pays",
    "know-number-best": "the most that any habit could earn",
}
