"""The argument that explains a run of the page Gold: true of this run, of its truth and class."""

from __future__ import annotations

import math

from teachsim.gallery.gold import Learner, View
from teachsim.gallery.gold_families import lure_of, offer
from teachsim.gallery.gold_run import Pair
from teachsim.symbolic.limit import Panel
from teachsim.ui import gold_ending
from teachsim.ui.gold_names import named
from teachsim.ui.words import say


def story(done: Pair | Panel) -> str:
    """Return the word of the scene whose argument a run is about.

    Who names a set that nothing gives away can be led on, as by the adversary.
    """
    if isinstance(done, Panel):
        return "breadth"
    if done.setting.view is View.SPEAK:
        return "speak"
    if done.setting.target is None:
        return "adversary"
    if done.astray:
        return "negatives"
    return "adversary" if _tale(done) is None else "tell-tales"


def why(done: Pair | Panel) -> str:
    """Return the argument in words."""
    if isinstance(done, Panel):
        return " ".join(_tasks(done))
    if done.setting.view is View.SPEAK:
        return " ".join(_spoken(done))
    if done.setting.target is None:
        return " ".join(_led(done))
    return " ".join(_too_large(done) if done.astray else _named(done))


def _tale(done: Pair) -> tuple[int, ...] | None:
    """Return what gives the truth away, None where nothing does."""
    return done.family.tell_tale(done.truth)


def _led(done: Pair) -> tuple[str, ...]:
    """Return why somebody is led on by the adversary, or stuck."""
    truth = named(done.family, done.truth)
    end = say("gold-why-all").format(truth=truth) if done.led_on else say("gold-why-freed")
    return say("gold-why-adversary"), end


def _too_large(done: Pair) -> tuple[str, ...]:
    """Return why somebody who believes too much is stuck."""
    safe = "gold-why-safe" if lure_of(done.setting.family) is None else "gold-why-safe-small"
    return say("gold-why-negatives"), say(safe)


def _named(done: Pair) -> tuple[str, ...]:
    """Return why the first learner names the truth, or how it is that it does not yet."""
    tale, right = _tale(done), done.since[0] is not None
    if tale is None:
        small = done.setting.learner in {Learner.SMALLEST, Learner.WAITS}
        parts = [say("gold-why-no-tale")]
        parts += [say("gold-why-whole")] if right else [_still(done)]
        return (*parts, say("gold-why-endless")) if small else tuple(parts)
    parts = [say("gold-why-tell-tales")] + ([] if right else [_still(done)])
    whole = offer(done.setting.family).whole
    if whole is not None:
        parts.append(say("gold-why-largest").format(whole=named(done.family, whole)))
    return tuple(parts)


def _still(done: Pair) -> str:
    """Return why a learner that is wrong is not stuck."""
    key = "gold-why-silent" if done.idea is None else "gold-why-open"
    return say(key).format(round=done.setting.rounds)


def _spoken(done: Pair) -> tuple[str, ...]:
    """Return why somebody makes things up, and somebody else does not."""
    trusting = "gold-why-trust-right"
    if done.astray:
        wrong = gold_ending.made_up(done, 0).any()
        trusting = "gold-why-trust-wrong" if wrong else "gold-why-trust-luck"
    parts = say("gold-why-speak"), say(trusting), say("gold-why-careful")
    return (*parts, *_finite(done, done.truth))


def _tasks(done: Panel) -> tuple[str, ...]:
    """Return which of four tasks are possible in a class."""
    here = say("gold-why-four" if done.family.facts.identify else "gold-why-some")
    return say("gold-why-breadth"), here, *_finite(done, done.target)


def _finite(done: Pair | Panel, truth: int) -> tuple[str, ...]:
    finite = done.family.language(truth).size < math.inf
    return (say("gold-why-finite"),) if finite else ()
