"""Words of the page "Diversity and modes"."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "diversity-page": "Diversity and modes",
    "diversity-about": "One answer, many right wordings: who keeps them, and who ends up with one? "
    "And three kinds of prompts, on which the same training does well, makes things up, or grows "
    "narrow.",
    # scenes
    "diversity-scene-wordings": "Many right wordings",
    "diversity-scene-stay-close": "Staying close",
    "diversity-scene-modes": "Three kinds of prompts",
    "diversity-intro-wordings": "One answer can be worded in 20 ways, of which **{valid}** are "
    "right. The base model picks a right one {base_valid} of the time. Three students are shown "
    "wordings, three are marked on their own.",
    "diversity-intro-stay-close": "Two students are marked on their own wordings, for **{steps}** "
    "steps. One of them also pays for drifting away from the base model (β = **{beta}**).",
    "diversity-intro-modes": "A text at hand holds nearly every answer. A question from memory may "
    "or may not be known. A creative prompt has {most} right answers. Each way of training is "
    "tried on all three.",
    # knobs
    "diversity-knob-valid": "How many of the 20 wordings are right",
    "diversity-knob-writer": "Which right wording the one writer uses (1: the likeliest)",
    "diversity-knob-beta": "Price β of drifting from the base model",
    "diversity-knob-penalty": "What a wrong wording or answer costs",
    "diversity-knob-steps": "Steps of training",
    "diversity-knob-view": "Look at",
    "diversity-view-wordings": "wordings of one answer",
    "diversity-view-close": "what a price on drifting does",
    "diversity-view-modes": "three kinds of prompts",
    "diversity-turn-steps": "What has happened early on, and what if it trains for longer?",
    "diversity-turn-beta": "What if drifting costs more, or next to nothing?",
    "diversity-turn-penalty": "What if a wrong answer costs nothing, or more?",
    # bet
    "diversity-bet-kept": "A student is marked on its own wordings, and any of the {valid} right "
    "ones earns the same. With plain policy gradient, how many stay in use?",
    "diversity-bet-close": "Drifting costs, and any of the {valid} right wordings earns the same. "
    "How many stay in use?",
    "diversity-bet-one": "about one",
    "diversity-bet-some": "some of them",
    "diversity-bet-all": "nearly all",
    "diversity-bet-modes": "A student is shown right answers of one writer. On which kind of "
    "prompt does it lose most?",
    "diversity-bet-text": "on a text at hand",
    "diversity-bet-knowledge": "on questions from memory",
    "diversity-bet-creative": "on creative prompts",
    # pictures
    "diversity-bars": "How often each wording is used after {steps} steps",
    "diversity-base": "{valid} right",
    "diversity-note": "{valid} right · {number} in use",
    "diversity-way-base": "Before training",
    "diversity-way-one": "One writer’s wording",
    "diversity-way-many": "Many writers’ wordings",
    "diversity-way-kept": "Its own right ones",
    "diversity-way-gradient": "Policy gradient",
    "diversity-way-natural": "Natural gradient",
    "diversity-way-regularised": "Reward, staying close",
    "diversity-end-one": "one writer",
    "diversity-end-many": "many writers",
    "diversity-end-kept": "its own",
    "diversity-end-gradient": "policy gradient",
    "diversity-end-natural": "natural",
    "diversity-end-regularised": "staying close",
    "diversity-key-valid": "right wording",
    "diversity-key-wrong": "wrong wording",
    "diversity-key-end": "where it must end",
    "diversity-key-order": "likeliest at the left",
    "diversity-ways": "Right more often, in fewer wordings?",
    "diversity-ways-told": "Effective number of right wordings in use against the chance of a "
    "right one, from the base model on. Along the thin dashed curve walk policy gradient and all "
    "that marks right wordings alike, each at its own pace. At the end:",
    "diversity-times": "Right wordings in use, step by step",
    "diversity-times-told": "Effective number of right wordings in use, against steps of training. "
    "With a price on drifting it must end at {end}, the dashed line.",
    "diversity-times-way": "{name}: {least} at least, {last} at the end.",
    "diversity-steps": "steps of training (logarithmic scale)",
    "diversity-must-end": "where it must end",
    "diversity-validity": "chance of a right wording",
    "diversity-effective": "right wordings in use (effective number)",
    "diversity-table": "What each way of training loses: reward a prompt, against the best",
    "diversity-kind-text": "text at hand",
    "diversity-kind-knowledge": "from memory",
    "diversity-kind-creative": "creative",
    "diversity-kept": "wordings in use of {most}",
    "diversity-row-base-model": "before training",
    "diversity-row-sft-one-writer": "one writer’s",
    "diversity-row-sft-many-writers": "many writers’",
    "diversity-row-rejection-sampling": "own right ones",
    "diversity-row-policy-gradient": "policy gradient",
    "diversity-row-natural-gradient": "natural gradient",
    "diversity-row-grpo": "GRPO",
    "diversity-row-kl-regularised": "staying close",
    "diversity-row-only-right-marks": "only right",
    "diversity-row-only-wrong-marks": "only wrong",
    # what happened
    "diversity-told-wordings": "Shown one writer’s wording, the student is right {one_valid} of "
    "the time, and has **{one_kept}** wordings in use; shown many writers’, **{many_kept}** of "
    "{valid}.\nPolicy gradient is right {gradient_valid} of the time, with **{gradient_kept}** in "
    "use, and goes to {gradient_limit}: of two right wordings the likelier one grows faster. "
    "A natural gradient keeps their proportions, and ends at {natural_limit}.",
    "diversity-told-stay-close": "Paying for drift, the student is right {regularised_valid} of "
    "the time, and has **{regularised_kept}** wordings in use; the fewest were "
    "**{regularised_least}**, at step {regularised_when}. It must end at {regularised_limit}: the "
    "price pulls it towards the proportions that the base model gave the right ones.\nOn the way "
    "there it narrows like any policy gradient, and widens only as slowly as its rare wordings "
    "grow. Plain policy gradient is at {gradient_kept}.",
    "diversity-told-modes": "After {asked} steps on questions, a student shown one writer’s right "
    "answers loses **{sft_text}** on a text at hand and **{sft_knowledge}** on questions from "
    "memory. The study trains 20 times as long: the first shrinks, the second stays. Trained to "
    "the end on creative prompts, it loses **{sft_creative}**, and keeps **{sft_kept}** of {most} "
    "right wordings in use.\nReward with a price "
    "on drifting loses {kl_text}, {kl_knowledge} and {kl_creative}, and keeps {kl_kept}; plain "
    "policy gradient keeps {gradient_kept}. Only wrong marks, and no right ones, lose "
    "{wrong_text}, {wrong_knowledge} and {wrong_creative}.",
    # numbers
    "diversity-number-one_kept": "right wordings in use, shown one writer’s",
    "diversity-number-many_kept": "shown many writers’",
    "diversity-number-kept_kept": "shown its own right ones",
    "diversity-number-gradient_kept": "by policy gradient",
    "diversity-number-natural_kept": "by natural gradient",
    "diversity-number-regularised_kept": "by reward, staying close",
    "diversity-number-sft_knowledge": "lost on questions from memory, shown right answers",
    "diversity-number-sft_kept": "right wordings in use on creative prompts, shown one writer’s",
    "diversity-number-kl_kept": "of them by reward, staying close",
}
