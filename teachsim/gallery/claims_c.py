"""The claims about a real network (C), word for word as the program shows them."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.claim import Claim, Surety

__all__ = ["BRIDGE"]

BRIDGE: Final = (
    Claim(
        "C1",
        "Does a real network do the same?",
        "A small transformer reads some facts and not others, and is then taught in one way or "
        "another. Before that, five things are read off it: how much it knows, how well it can "
        "tell, how right it is where it knows, how sure where it does not, and how often it says "
        "“I don’t know”. From these alone the exact dynamics of the other pages say how it will "
        "end, and then it is taught.",
        Surety.MEASURED,
        "teachsim.bridge: two layers, 182,000 weights, 1,200 names; Goldberg (2023) for the "
        "argument",
        "Fine-tuning costs the network some of what it knew, which no prediction has. Reward after "
        "copying may repair a model only in part. Where knowledge comes fact by fact, names have "
        "two words, or the base model has read little, reward may end in silence about "
        "everything; a head tied to the embedding learns as well. See studies/what_fails.py.",
        "contrast.py",
    ),
    Claim(
        "C2",
        "What does marking on the device buy?",
        "Elsewhere a sampled answer goes back to the host, becomes text there, and is compared in "
        "Python. Here one kernel compares the words as numbers where they are, and gives each "
        "answer its mark and its lead over the others of its group. So a step of training need "
        "not wait for the host.",
        Surety.MEASURED,
        "teachsim.bridge.rewards; the torch reference that it equals is teachsim.bridge."
        "reward_reference",
        "At 7 billion weights marking is reckoned, not measured, to be under 1 % of a step, "
        "whoever does it. It matters where models are small and answers short. Without a GPU the "
        "reference serves.",
        "reward_kernel.py",
    ),
)
