"""Words of the page "Teach & cite"."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    # controls, as the link builder lists them
    "control-preset": "Choice of scenes",
    "control-class": "Class of ideas",
    "control-own": "Bringing one’s own class",
    "control-target": "The truth",
    "control-teacher": "The demonstrator",
    "control-bias": "What the learners believe",
    "control-asker": "The asker",
    "control-rounds": "Number of rounds",
    "control-seed": "The seed",
    "control-view": "What stands side by side",
    "control-bet": "The bet",
    "control-knob": "The one knob",
    "control-hint": "The best move",
    "control-explain": "What happened, and why",
    "control-take": "What can be taken away",
    # link builder
    "lesson-no-page": "This link leads to no page with controls: {link}; paste the address of one "
    "of {known}.",
}
