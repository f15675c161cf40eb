"""The chapter "Reward and credit": what is bet on, told and taken away; pictures stand beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from teachsim.gallery.tabular.credit import CREDITS, LABELS, PAGE, PRESSURES, Runs, Setting
from teachsim.tabular import Knowledge
from teachsim.tabular.label_ledger import Method
from teachsim.tabular.overoptimisation import Proxy, peak
from teachsim.ui import tabular_graded, tabular_tokens
from teachsim.ui.percent import amount, percent, time
from teachsim.ui.tabular_chapter import Bet, Chapter, Sheet
from teachsim.ui.words import amount as counted
from teachsim.ui.words import say

_FEW, _MANY = 1.5, 10.0  # times as long
_SAME: Final = 0.005  # confidences that count as one
_TURN: Final = 0.01  # of gold: less is no fall
_NARROW: Final = 430.0
_DIGITS: Final = 6  # of a sum of two knobs


def pictures(done: Runs, narrow: bool) -> Sheet:
    """Return the pictures of the view."""
    left, right = (_NARROW, _NARROW) if narrow else (550.0, 430.0)
    match done.setting.view:
        case "tokens":
            row = tabular_tokens.strip(done, width=left), tabular_tokens.lengths(done, width=right)
        case "grader":
            row = tabular_graded.gate(done, width=left), tabular_graded.errors(done, width=right)
        case "labels":
            return ((tabular_graded.ledger(done, width=_NARROW if narrow else 1010.0),),)
        case _:
            row = tabular_graded.pushed(done, width=left), tabular_graded.flaws(done, width=right)
    return tuple((picture,) for picture in row) if narrow else (row,)


def bet(done: Runs) -> Bet:
    """Return a bet on what the view shows."""
    match done.setting.view:
        case "tokens":
            ratio = _ratio(done)
            wins = "alike" if ratio < _FEW else "few-times" if ratio < _MANY else "many-times"
            return Bet("tokens", ("alike", "few-times", "many-times"), wins)
        case "grader":
            return Bet("grader", ("sooner", "same", "later", "no-line"), _moved(done))
        case "labels":
            return Bet("labels", ("shown", "graded", "both", "neither"), _below(done))
        case _:
            gold = done.curve.gold
            falls, rises = gold[-1] < gold.max() - _TURN, gold.max() > gold[0] + _TURN
            wins = ("turns" if rises else "falls") if falls else "rises"
            return Bet("proxy", ("rises", "turns", "falls"), wins)


def _ratio(done: Runs) -> float:
    """Return how many times as long one mark at the end takes as one for each token."""
    by_credit = dict(zip(map(str, CREDITS), done.times, strict=True))
    return by_credit["sequence"] / by_credit["token"]


def _moved(done: Runs) -> str:
    """Return whether the line at which answers begin is where it should be."""
    if done.threshold is None:
        return "no-line"
    moved = done.threshold - done.setting.target
    return "same" if abs(moved) < _SAME else "sooner" if moved < 0 else "later"


def _below(done: Runs) -> str:
    """Return which uses of labels never earn as much as silence, with the most labels."""
    shown, graded = (
        done.ledger[method][-1].mean <= 0 for method in (Method.GOLD, Method.HUMAN_GRADED)
    )
    return {(1, 0): "shown", (0, 1): "graded", (1, 1): "both", (0, 0): "neither"}[shown, graded]


def numbers(done: Runs) -> Mapping[str, str]:
    """Return the numbers of the view by name."""
    at = done.setting
    words = counted(at.tokens, "credit-words")
    told = {"words": words, "choices": str(at.choices), "target": percent(at.target)}
    told |= {"phi": percent(at.false_positive), "psi": percent(at.false_negative)}
    told["exploits"] = f"{100 * at.exploits:g} %"
    match at.view:
        case "tokens":
            for credit, waited in zip(CREDITS, done.times, strict=True):
                told[f"time_{credit}"] = time(waited)
            told["chance"] = f"{at.choices**at.tokens:,}"
        case "grader":
            told |= _of_grader(done)
        case "labels":
            for method, entries in done.ledger.items():
                told[f"{method}_few"] = amount(entries[0].mean)
                told[f"{method}_many"] = amount(entries[-1].mean)
            told |= {"few": str(LABELS[0]), "many": f"{LABELS[-1]:,}"}
        case _:
            told |= _of_proxy(done)
    return told


def _of_grader(done: Runs) -> dict[str, str]:
    """Return the numbers of a grader that errs."""
    rates = done.course.held_out
    told = {
        "threshold": say("credit-nowhere") if done.threshold is None else percent(done.threshold),
        "reached": amount(done.reached),
        "paid": amount(done.paid),
        "made_up": percent(float(rates.by_knowledge[-1, 0, 1])),
        "silent": percent(float(rates.by_knowledge[-1, 1, 2])),
        "made_up_known": percent(float(rates.by_knowledge[-1, 1, 1])),
    }
    return told | {"lined": say(f"credit-line-{_lined(done.setting)}").format(**told)}


def _lined(at: Setting) -> str:
    """Return what becomes of the line at which answers begin: it needs a grader better than none.

    From φ + ψ = 1 on, an answer is marked right no more often if it is right than if it is wrong.
    """
    both = round(at.false_positive + at.false_negative, _DIGITS)
    if both < 1:
        return "holds"
    if both == 1:
        return "blank"
    return "wrong" if at.false_positive > at.target else "silent"


def _of_proxy(done: Runs) -> dict[str, str]:
    """Return the numbers of a proxy that is pushed."""
    curve, best = done.curve, int(done.curve.gold.argmax())
    top = peak(Proxy(exploits=done.setting.exploits))
    return {
        "best": amount(float(curve.gold[best])),
        "last": amount(float(curve.gold[-1])),
        "proxy_best": amount(float(curve.proxy[best])),
        "proxy_last": amount(float(curve.proxy[-1])),
        "drawn_last": amount(float(tabular_graded.sampled(done.setting.exploits).gold[-1])),
        "peaked": say(f"credit-peaks-{_where(top)}").format(peak=amount(top or 0.0)),
        "found": say("credit-found-none" if top is None else "credit-found-flaws"),
        "rising": f"{100 * min(tabular_graded.rising()):g} %",
    }


def _where(top: float | None) -> str:
    """Return whether the worth has a peak, and whether it is seen."""
    if top is None:
        return "never"
    return "at" if top <= PRESSURES[-1] else "beyond"


def rows(done: Runs) -> Iterator[tuple[object, ...]]:
    """Yield the data of the view."""
    match done.setting.view:
        case "tokens":
            yield ("credit", "time_to_90_percent")
            yield from ((str(c), t) for c, t in zip(CREDITS, done.times, strict=True))
        case "grader":
            yield ("confidence", "answers_before", "answers_after")
            gate, confidence = done.course.gate, Knowledge().right_given_bin
            yield from zip(confidence.tolist(), gate[0].tolist(), gate[-1].tolist(), strict=True)
        case "labels":
            yield ("method", "labels", "reward", "low", "high")
            for method, entries in done.ledger.items():
                yield from ((str(method), e.labels, e.mean, *e.interval) for e in entries)
        case _:
            yield ("pressure", "kl", "gold", "proxy")
            curve = done.curve
            table = np.stack([curve.pressure, curve.kl, curve.gold, curve.proxy], axis=1)
            yield from map(tuple, table.tolist())


def story(setting: Setting, start: str) -> str:
    """Return the scene whose words fit the view, and what is looked at in it."""
    match setting.view:
        case "tokens":
            return "one-token" if setting.tokens == 1 else "which-token"
        case "grader":
            return "too-lenient" if setting.false_positive > setting.target else "noisy-grader"
        case "labels":
            return "few-labels"
        case _:
            return "pushed-too-hard"


CHAPTER: Final = Chapter(
    PAGE,
    "credit",
    pictures,
    bet,
    numbers,
    rows,
    {
        "which-token": "tokens",
        "one-token": "tokens",
        "noisy-grader": "false_positive",
        "too-lenient": "false_positive",
        "few-labels": "target",
        "pushed-too-hard": "exploits",
    },
    story,
)
