"""The chapter "Stealing": who knows what, and what a student makes of its teacher's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.chart import Scale
from teachsim.draw.lines import Curve, Mark, lines
from teachsim.draw.shapes import Picture
from teachsim.draw.split import Bar, Group, Part, split_bars
from teachsim.draw.wall import BANDS
from teachsim.gallery.tabular.stealing import PAGE, REPAIR, Runs, Setting
from teachsim.tabular.distillation import Teacher, predicted
from teachsim.ui.percent import percent
from teachsim.ui.tabular_chapter import Bet, Chapter, Sheet
from teachsim.ui.words import say

_WIDE: Final = (550.0, 430.0)
_NARROW: Final = 430.0
_HIGH: Final = 330.0
_LITTLE, _MOST = 1 / 3, 2 / 3
_FAULT: Final = 0.1
"""Less than this share is no fault, and no difference."""
_ALL: Final = 0.95
"""More than this share leaves hardly anything else to be tried."""
_SIDES: Final = ((1, "known"), (0, "unknown"))
_KEY: Final = MappingProxyType(
    {
        "in-all": "teaches",
        "band-truthful": "truthful",
        "band-made-up": "made-up",
        "band-idk": "idk",
    }
)
"""Words for each colour of the bars."""


def pictures(done: Runs, narrow: bool) -> Sheet:
    """Return who knows what and what comes of it, and the same over all overlaps."""
    of, over = (_NARROW, _NARROW) if narrow else _WIDE
    one, other = _pairs(done, width=of), _overlaps(done, width=over)
    return ((one,), (other,)) if narrow else ((one, other),)


def _pairs(done: Runs, *, width: float) -> Picture:
    """Return the two by two of who knows what, over what the student does about it."""
    groups = []
    for side, word in _SIDES:
        share = float(done.shares[side].sum())
        theory = done.theory.invents if side == 0 else 1 - done.theory.withholds
        named = say("stealing-theory").format(share=percent(theory))
        copied, repaired = (done.run.held_out.by_knowledge[end, side] for end in done.run.ends)
        bars = (
            Bar(say("stealing-teacher"), _shown(done.shares[side])),
            Bar(say("stealing-copied"), _said(copied), theory, named),
            Bar(say("stealing-repaired"), _said(repaired)),
        )
        groups.append(Group(say(f"stealing-side-{word}").format(share=percent(share)), bars))
    key = {role: say(f"stealing-{word}") for role, word in _KEY.items()}
    return split_bars(groups, key=key, title=say("stealing-pairs"), width=width)


def _shown(shares: FloatArray) -> tuple[Part, ...]:
    """Return what the teacher shows: the answer where it knows, else that it does not know."""
    total = float(shares.sum())
    parts = []
    for knows, word, role in ((1, "shows", "in-all"), (0, "passes", "band-idk")):
        share = float(shares[knows]) / total
        labels = (say(f"stealing-{word}"), say(f"stealing-{word}-short"), "{share}")
        named = tuple(label.format(share=percent(share)) for label in labels)
        parts.append(Part(share, role, named))
    return tuple(parts)


def _said(rates: FloatArray) -> tuple[Part, ...]:
    """Return what the student says."""
    return tuple(
        Part(share, f"band-{band}", (f"{say(f'stealing-{band}')} {percent(share)}", percent(share)))
        for band, share in zip(BANDS, (rates / rates.sum()).tolist(), strict=True)
    )


def _overlaps(done: Runs, *, width: float) -> Picture:
    """Return both faults against the overlap, in closed form, and the run's as dots."""
    at, overlaps = done.setting, np.array([-1.0, 0.0, 1.0])  # straight lines between these
    theory = [
        predicted(at.world, Teacher.overlapping(at.teacher, student=at.student, overlap=overlap))
        for overlap in overlaps.tolist()
    ]
    here, copied = np.array([at.overlap]), done.copied
    faults = {
        "invents": (np.array([t.invents for t in theory]), copied.invents, 2),
        "withholds": (np.array([t.withholds for t in theory]), copied.withholds, 1),
    }
    curves = []
    for word, (curve, found, colour) in faults.items():
        curves.append(Curve(say(f"stealing-{word}"), overlaps, curve, colour, theory=True))
        curves.append(Curve("", here, np.array([found]), colour, dots=True))
    named = {name: percent(found) for name, (_, found, _) in faults.items()}
    return lines(
        curves,
        across=Scale(-1, 1, title=say("stealing-overlap")),
        up=Scale(0, 1, title=say("stealing-often")),
        title=say("stealing-overlaps"),
        description=say("stealing-overlaps-told").format(overlap=f"{at.overlap:g}", **named),
        marks=(Mark(at.overlap, say("stealing-here"), 7),),
        size=(width, _HIGH),
    )


def bet(done: Runs) -> Bet:
    """Return a bet on what copying does; on what marks mend, where the teacher knows all."""
    if story(done.setting, "") == "all-knowing":
        wins = _of_three(done.repaired.invents, "mended")
        return Bet("repair", ("mended", "partly", "not"), wins)
    wins = _of_three(done.copied.invents, "little")
    return Bet("answered", ("little", "half", "most"), wins)


def _of_three(invents: float, low: str) -> str:
    """Return the answer that a share of questions is: low, in the middle, or high."""
    middle, high = {"mended": ("partly", "not"), "little": ("half", "most")}[low]
    return low if invents < _LITTLE else middle if invents <= _MOST else high


def numbers(done: Runs) -> Mapping[str, str]:
    """Return the numbers of a run by name."""
    at = done.setting
    shares = {
        "invents": done.copied.invents,
        "withholds": done.copied.withholds,
        "invents_theory": done.theory.invents,
        "withholds_theory": done.theory.withholds,
        "invents_after": done.repaired.invents,
        "withholds_after": done.repaired.withholds,
        "student": at.student,
        "teacher": at.teacher,
        "given_known": at.pair.given_known,
        "given_unknown": at.pair.given_unknown,
    }
    told = {name: percent(share) for name, share in shares.items()}
    told |= {"steps": f"{at.copied:,}", "penalty": f"{at.penalty:g}", "marked": f"{REPAIR:,}"}
    cause = _cause(done)
    why = say(f"stealing-why-{cause}") if cause else ""
    told["blurred"] = say("stealing-blurred") if _blurred(done) else ""
    return told | {"repair": say("stealing-repair").format(**told, why=why)}


def _cause(done: Runs) -> str:
    """Return why marks have not mended both faults; empty if they have."""
    copied, after, best = done.copied, done.repaired, done.best
    if max(after.invents, after.withholds) < _FAULT:
        return ""
    if after.invents > best.invents + _FAULT:
        return "idk" if copied.invents > _ALL else "slow"
    if after.withholds > best.withholds + _FAULT:
        return "answers" if copied.withholds > _ALL else "slow"
    return "blind"


def _blurred(done: Runs) -> bool:
    """Return whether copying ends elsewhere than its teacher, for want of self-knowledge."""
    theory, pair = done.theory, done.setting.pair
    off = theory.invents - pair.given_unknown, 1 - theory.withholds - pair.given_known
    return max(map(abs, off)) > _FAULT / 2


def rows(done: Runs) -> Iterator[tuple[object, ...]]:
    """Yield what the student says at each step to what it does not know, and to what it knows."""
    yield ("step", "phase", "student_knows", "right", "made_up", "idk")
    for step, (unknown, known) in enumerate(done.run.held_out.by_knowledge.tolist()):
        phase = "copying" if step <= done.run.ends[0] else "reinforcement"
        yield (step, phase, 0, *unknown)
        yield (step, phase, 1, *known)


def story(setting: Setting, start: str) -> str:  # told by the pair
    """Return the scene whose words fit the pair of models."""
    if setting.teacher == 1:
        return "all-knowing"
    return {1.0: "nested", -1.0: "opposed"}.get(setting.overlap, "independent")


CHAPTER: Final = Chapter(
    PAGE,
    "stealing",
    pictures,
    bet,
    numbers,
    rows,
    {
        "independent": "overlap",
        "nested": "overlap",
        "opposed": "overlap",
        "all-knowing": "copied",
    },
    story,
)
