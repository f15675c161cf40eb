"""The runs of the page Lab as panes to draw, and how they ended."""

from __future__ import annotations

from teachsim.draw import Pane
from teachsim.draw.saying import idea, point
from teachsim.draw.scene import read
from teachsim.draw.words import listed
from teachsim.gallery.lab import Bench, Lane, Runs
from teachsim.gallery.setting import Kind
from teachsim.symbolic import HypothesisClass
from teachsim.symbolic.outcome import Verdict
from teachsim.ui.words import say

__all__ = ["brief", "button", "endings", "named", "panes", "title"]


def panes(runs: Runs) -> tuple[Pane, ...]:
    """Return one pane for each lane."""
    return tuple(
        Pane(
            named(runs.bench, i),
            _subtitle(runs.bench, lane, H=runs.ideas),
            transcript,
            runs.ideas,
            runs.bench.target,
            _decoy(runs.bench, lane),
            say("lab-short").format(i=i + 1, way=brief(runs.bench, i)[-1]),
        )
        for i, (lane, transcript) in enumerate(zip(runs.bench.lanes, runs.transcripts, strict=True))
    )


def named(bench: Bench, i: int) -> str:
    """Return the title of pane i, counted from 0: how it is taught, and how it differs."""
    way = say(f"lab-way-{bench.lanes[i].way}")
    return say("lab-pane-title").format(i=i + 1, way=" · ".join((way, *_differs(bench, i))))


def brief(bench: Bench, i: int) -> tuple[str, ...]:
    """Return in few words what tells pane i from the others."""
    differs = _differs(bench, i)
    if differs and len({lane.way for lane in bench.lanes}) == 1:
        return differs
    return say(f"lab-brief-{bench.lanes[i].way}"), *differs


def button(bench: Bench, i: int) -> str:
    """Return what the button of pane i says."""
    return f"{say('lab-pane').format(i=i + 1)}: {', '.join(brief(bench, i))}"


def _differs(bench: Bench, i: int) -> tuple[str, ...]:
    """Return in what pane i differs from those that are taught as it is."""
    lane = bench.lanes[i]
    same = [other for other in bench.lanes if other.way == lane.way]
    words = {
        f"kind-{lane.teacher}": len({other.teacher for other in same}),
        f"bias-{lane.bias}": len({other.bias for other in same}),
        f"lab-put-{lane.ask}": len({other.ask for other in same if other.asks}),
        f"lab-lied-{lane.lies}": len({other.lies for other in same}),
    }
    return tuple(say(word) for word, n_there in words.items() if n_there > 1)


def title(runs: Runs) -> str:
    """Return what a film or figure of the runs is called: it leaves the page alone."""
    return say("lab-run-title").format(
        ideas=say(f"class-{runs.bench.ideas.word}"),
        truth=idea(runs.ideas, runs.ideas[runs.bench.target]),
    )


def endings(runs: Runs) -> tuple[tuple[str, ...], ...]:
    """Return a line for each pane: its title, how it ended, ideas left, since when, fingerprint."""
    lines = []
    for pane, transcript in zip(panes(runs), runs.transcripts, strict=True):
        scene = read(pane)
        right = scene.outcome.verdict is Verdict.RIGHT
        wrong = (scene.conjectures != scene.target).nonzero()[0]
        since = str(int(wrong[-1]) + 1 if len(wrong) else 0)
        lines.append(
            (
                pane.title,
                say(f"lab-ended-{scene.outcome.verdict.value}"),
                f"{scene.outcome.remaining:,}",
                since if right else say("lab-since-never"),
                transcript.fingerprint,
            )
        )
    return tuple(lines)


def _subtitle(bench: Bench, lane: Lane, *, H: HypothesisClass) -> str:
    """Return who teaches a lane, and what its learner believes and asks."""
    blind = listed([point(H, x) for x in bench.withheld]) or say("lab-blind-none")
    told = say("lab-sub-asks" if lane.asks else "lab-sub").format(
        teacher=say(f"lab-teacher-{lane.teacher}").format(blind=blind),
        belief=say(f"lab-belief-{lane.bias}"),
        ask=say(f"lab-ask-{lane.ask}"),
    )
    if not lane.lies:
        return told
    return f"{told} {say('lab-trusts').format(lies=say(f'lab-lied-{lane.lies}'))}"


def _decoy(bench: Bench, lane: Lane) -> int | None:
    """Return the decoy to mark: that of a hostile teacher who was given one."""
    led = lane.teacher is Kind.HOSTILE and bench.decoy != bench.target
    return bench.decoy if led else None
