"""Words of the page "Bridge"."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "bridge-page": "Bridge",
    "bridge-about": "A small transformer reads some facts and not others, and is then taught. What "
    "theory said of each way to teach it, before, stands beside what the network then did; and "
    "you can train one of your own.",
    # scenes
    "bridge-scene-contrast": "Shown or marked",
    "bridge-scene-marks": "Only praise",
    "bridge-scene-labels": "Better examples",
    "bridge-scene-copy": "Copying",
    "bridge-scene-no-tail": "No doubt in the text",
    "bridge-scene-facts": "Fact by fact",
    "bridge-intro-contrast": "A transformer knows a third of the names it is asked about. It is "
    "taught in three ways on half of the names, and asked about the other half: areas are "
    "measured, the bars beside them were predicted before it was taught.",
    "bridge-intro-marks": "All three models were first shown a few “I don’t know”. Then one is "
    "shown right answers, one is marked only where it is right, and one is marked wherever it "
    "answers: what is the word “wrong” worth?",
    "bridge-intro-labels": "Nobody marks here: the three models are shown answers, chosen with "
    "more and more care. What if the examples knew what the model knows?",
    "bridge-intro-copy": "The model copies the answers of another one, which knows other names. "
    "Then it is marked on its own answers.",
    "bridge-intro-no-tail": "In the text of the other models some names have a new answer every "
    "time, so that they learn what cannot be told. This text has no such names, and its model is "
    "sure of what it does not know.",
    "bridge-intro-facts": "Here knowledge does not come by name: of each name the model may know "
    "one fact and not the other. It senses less well what it does not know.",
    # knobs
    "bridge-knob-compared": "Which ways of teaching",
    "bridge-knob-world": "How knowledge comes",
    "bridge-knob-model": "Which base model",
    "bridge-compared-contrast": "shown or marked",
    "bridge-compared-marks": "praise or marks",
    "bridge-compared-labels": "better examples",
    "bridge-compared-copy": "copying",
    "bridge-world-names": "by name",
    "bridge-world-facts": "fact by fact",
    "bridge-world-no-tail": "by name, no doubt in the text",
    "bridge-model-all": "all, mean",
    "bridge-model-0": "seed 0",
    "bridge-model-1": "seed 1",
    "bridge-model-2": "seed 2",
    "bridge-turn-world": "What if it can tell less well what it knows?",
    "bridge-turn-model": "Was it one model’s luck? Look at each by itself.",
    # ways of teaching
    "bridge-way-sft": "Shown right answers",
    "bridge-way-cold": "Marked on its own",
    "bridge-way-few": "Shown how",
    "bridge-way-few_sft": "Shown how, then answers",
    "bridge-way-few_reward": "Shown how, then marked",
    "bridge-way-few_free": "Marked, errors free",
    "bridge-way-few_praise": "Shown how, then praised",
    "bridge-way-sft_known": "Shown what it knows",
    "bridge-way-sft_oracle": "Shown where to stop",
    "bridge-way-copy": "Copying another",
    "bridge-way-copy_reward": "Copying, then marked",
    # bet
    "bridge-bet-who": "Who learns to say “I don’t know”?",
    "bridge-bet-sft": "shown right answers",
    "bridge-bet-cold": "marked on its own",
    "bridge-bet-few_sft": "then shown answers",
    "bridge-bet-few_reward": "shown how, then marked",
    "bridge-bet-few_praise": "then praised",
    "bridge-bet-sft_known": "shown what it knows",
    "bridge-bet-sft_oracle": "shown where to stop",
    "bridge-bet-copy": "copying",
    "bridge-bet-copy_reward": "copying, then marked",
    "bridge-bet-several": "several",
    "bridge-bet-none": "none",
    # pictures
    "bridge-wall": "What the transformer says to new questions",
    "bridge-row-known": "It knows",
    "bridge-row-unknown": "Does not know",
    "bridge-square": "Where each way leads; rings: predicted",
    "bridge-glance": "All ways at a glance, in this world",
    "bridge-panel-0": "“I don’t know”\nif not known",
    "bridge-panel-1": "right\nif known",
    "bridge-key": "in %: ring predicted · dot measured · line 95 % interval",
    "bridge-line": "{way}: “I don’t know” to {idk} of what it does not know, predicted {idk_aim}; "
    "right on {right} of what it knows, predicted {right_aim}.",
    "bridge-interval": "{low} to {high}",
    "bridge-models": "{n} base models, seeds {first} to {last}",
    "bridge-model": "one base model, seed {first}",
    # what happened
    "bridge-told-contrast": "Shown right answers, the network makes up **{sft_made_up}** of what "
    "it does not know. Marked on its own answers it makes up **{cold_made_up}**, as it never says "
    "“I don’t know” and so cannot be praised for it. Shown a few first, and then marked, it says "
    "“I don’t know” to **{few_reward_idk}** of what it does not know, and is right on "
    "**{few_reward_right}** of what it does.\nPredicted before it was taught: {sft_made_up_aim}, "
    "{cold_made_up_aim}, {few_reward_idk_aim} and {few_reward_right_aim}. The network forgets some "
    "of what it knew, which no prediction has: shown right answers, it is right on **{sft_right}** "
    "of what it knows, where {sft_right_aim} was predicted. Over all ways of this world, measured "
    "and predicted shares are **{missed}** points apart on average.",
    "bridge-told-marks": "Shown how and then right answers, it says “I don’t know” to "
    "**{few_sft_idk}** of what it does not know, and marked only where it is right, to "
    "**{few_praise_idk}**. If errors are marked but cost nothing it is **{few_free_idk}**. If an "
    "error costs as much as a right answer earns, it is **{few_reward_idk}**.\nPredicted: "
    "{few_sft_idk_aim}, {few_praise_idk_aim}, {few_free_idk_aim} and {few_reward_idk_aim}. It "
    "picks its own answers in three of the four; what makes it honest is the price.",
    "bridge-told-labels": "Shown right answers, it makes up **{sft_made_up}** of what it does not "
    "know and keeps **{sft_right}** of what it knows. Shown only what it knows, it keeps "
    "**{sft_known_right}**, and still makes up **{sft_known_made_up}**. Only labels that say “I "
    "don’t know” where it does not know teach it to stop: **{sft_oracle_idk}**, and it keeps "
    "{sft_oracle_right}. Somebody must have looked into the model to write them.\nPredicted: "
    "{sft_made_up_aim} made up, {sft_known_made_up_aim}, and “I don’t know” to "
    "{sft_oracle_idk_aim}.",
    "bridge-told-copy": "Copying another model, it makes up **{copy_made_up}** of what it does not "
    "know, and says “I don’t know” to **{copy_silent}** of what it knows: where the other did not "
    "know. {copy_repair} After it comes “I don’t know” to **{copy_reward_idk}** of what it does "
    "not know (model by model: {copy_reward_idk_each}), and to **{copy_reward_silent}** of what it "
    "does.\nPredicted: {copy_made_up_aim} and {copy_silent_aim}; then {copy_reward_idk_aim} and "
    "{copy_reward_silent_aim}.",
    "bridge-copy-whole": "Reward repairs both.",
    "bridge-copy-some": "Reward repairs both, in some models only in part.",
    "bridge-copy-part": "Reward repairs both only in part.",
    "bridge-told-no-tail": "Without doubt in its text, the model is sure of one answer even where "
    "it does not know. Its wavering still tells apart known and unknown, with an area of {auroc} "
    "under the ROC curve (d’ = {d_prime}). Shown how and then marked, it says “I don’t know” to "
    "**{few_reward_idk}** of what it does not know, and is right on **{few_reward_right}** of what "
    "it does; predicted were {few_reward_idk_aim} and {few_reward_right_aim}.\nAnd if it copied "
    "another model before? {copy_repair} After it comes “I don’t know” to **{copy_reward_idk}** "
    "of what it does not know (model by model: {copy_reward_idk_each}), where "
    "{copy_reward_idk_aim} was predicted.",
    "bridge-told-facts": "Known and unknown now share names, and the model tells them apart less "
    "well: an area of {auroc} under the ROC curve (d’ = {d_prime}). Shown how and then marked, it "
    "says “I don’t know” to **{few_reward_idk}** of what it does not know, **and to "
    "{few_reward_silent} of what it knows**; predicted were {few_reward_idk_aim} and "
    "{few_reward_silent_aim}.\n"
    "{facts_ended} Praise alone leaves {few_praise_right} right, and {few_praise_made_up} made up.",
    "bridge-facts-silent": "Here the prediction fails. A few examples at random cost the network "
    "so much that it is right on only **{few_right}** of what it knew, where {few_right_aim} was "
    "predicted: then an answer costs more than it earns, and silence about everything pays.",
    "bridge-facts-speaks": "The few examples at random left it right on **{few_right}** of what it "
    "knew, where {few_right_aim} was predicted; were that much less, an answer would cost more "
    "than it earns, and silence about everything would pay.",
    # how sure
    "bridge-sure-contrast": "**Measured:** on {models}, each trained from nothing, on {device}; "
    "chances at temperature 1 on questions that were never taught, means with 95 % intervals "
    "(Student’s t). Every prediction was written down before the first lesson.",
    "bridge-sure-marks": "**Measured:** on {models}, on {device}, as in the first scene.",
    "bridge-sure-labels": "**Measured:** on {models}, on {device}, as in the first scene.",
    "bridge-sure-copy": "**Measured:** on {models}, on {device}, as in the first scene.",
    "bridge-sure-no-tail": "**Measured:** on {models}, on {device}, as in the first scene.",
    "bridge-sure-facts": "**Measured:** on {models}, on {device}, as in the first scene.",
    "term-C1": "external validity",
    "formula-C1": "d’ = √2 Φ⁻¹(AUROC of H(π₀)); (known, d’, recall, misbelief, P₀(IDK)) → exact "
    "dynamics → T, H, A.",
    # numbers
    "bridge-number-missed": "points between measured and predicted shares, on average over all "
    "ways",
    "bridge-number-auroc": "how well its wavering tells unknown from known (area under the ROC "
    "curve: 1 always, 0.5 not at all)",
    "bridge-number-drawn_0": "of what it does not know is made up: {drawn_0_name}",
    "bridge-number-drawn_1": "the same: {drawn_1_name}",
    "bridge-number-drawn_2": "the same: {drawn_2_name}",
    # a run of one's own
    "bridge-run": "Run it here",
    "bridge-run-about": "A base model that nobody has seen: choose a seed, and the server reads it "
    "its text, predicts what the ways above will do to it, and then teaches it. About half a "
    "minute of one core, in a process of its own that lets everybody else go first.",
    "bridge-run-missing": "This server can show what was measured, and run nothing: it has no "
    "torch. One command installs it where the server runs; then reload this page.",
    "bridge-run-seed": "Seed",
    "bridge-run-start": "Train it",
    "bridge-run-on": "Go on",
    "bridge-run-cancel": "Cancel",
    "bridge-run-loading": "Getting ready",
    "bridge-run-ending": "Putting things away",
    "bridge-run-reading": "The model reads its text: {share}",
    "bridge-run-teaching": "{way}: {share}",
    "bridge-run-fit": "Its world: {world}. The model knows **{known}** of what will be taught, is "
    "right on {recall} of that, and can tell it with d’ = {d_prime}. Measured on {device}; bars "
    "were predicted before it was taught.",
    "bridge-run-done": "Done: seed {seed}.",
    "bridge-run-stopped": "Cancelled. What was done is kept: go on, or choose another seed.",
    "bridge-run-late": "Its time is over. What was done is kept: go on, or choose another seed.",
    "bridge-run-failed": "The run ended before its end: {why}",
    "bridge-run-no-torch": "torch is not installed on this server; {install}",
    "bridge-run-busy": "a run is under way on this server; wait until it has ended",
    "bridge-run-lost": "its process ended with status {status}",
    "bridge-run-log": "Log (JSON lines)",
    # what marking costs
    "bridge-marking": "Time to mark one answer",
    "bridge-marking-sure": "**Measured**, on the devices named; on a processor in processor time.",
    "bridge-no-gpu": "**None of this has been measured on a GPU yet.** The kernel is tested in "
    "Triton’s interpreter against the torch reference, and compiled for one; what it buys there is "
    "not known. On a processor there is no kernel, so this is Python against torch.",
    "bridge-device": "Device",
    "bridge-answers": "Answers",
    "bridge-none": "–",
    "bridge-microseconds": "{n} μs",
    "bridge-size": "{prompts} × {group}, {accepted} accepted, {tokens} tokens",
    "term-C2": "verifiable reward, group advantage",
    "formula-C2": "A = (r − mean r) / std r within a group; r = right, wrong or abstain by token "
    "ids.",
}
