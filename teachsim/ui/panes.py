"""The runs of a setting as panes to draw, each under a heading that says who may do what."""

from __future__ import annotations

from typing import Final

from teachsim.draw import Pane
from teachsim.draw.saying import idea, point
from teachsim.draw.words import listed
from teachsim.gallery.mislead import Runs
from teachsim.gallery.setting import Asker, Kind, Setting, View
from teachsim.symbolic import HypothesisClass
from teachsim.ui.words import WORDS, amount, say


def panes(runs: Runs) -> tuple[Pane, ...]:
    """Return one pane for each cell of the runs."""
    setting, H = runs.setting, runs.ideas
    if not setting.pair:
        headings = [(say(f"cell-{cell.regime.name}"), "", "") for cell in runs.cells]
    elif setting.view is View.LIES:
        headings = list(lied_to(setting))
    else:
        headings = [watching(setting, H), asking(setting)]
    decoy = led_to(runs)
    expected = allowed(setting)
    return tuple(
        Pane(
            title,
            subtitle,
            transcript,
            H,
            setting.target,
            decoy if i == 0 else None,
            short,
            expected[i],
        )
        for i, ((title, subtitle, short), transcript) in enumerate(
            zip(headings, runs.transcripts, strict=True)
        )
    )


def allowed(setting: Setting) -> tuple[int, ...]:
    """Return how many lies each learner allows for."""
    if setting.view is View.LIES:
        return (0, setting.demonstrator.lies)
    return (0,) * (2 if setting.pair else 6)


def table(shown: tuple[Pane, ...]) -> tuple[tuple[Pane, ...], ...]:
    """Return six panes as three rows of two."""
    return tuple(zip(shown[::2], shown[1::2], strict=True))


def led_to(runs: Runs) -> int | None:
    """Return the decoy to mark: the one that was asked for, else the one a misled watcher holds."""
    who = runs.setting.demonstrator
    if runs.setting.view is not View.LIES and who.kind is Kind.HOSTILE and who.decoy is not None:
        return who.decoy if who.decoy != runs.setting.target else None
    held = runs.ideas.find(runs.transcripts[0].policies[-1] > 0)
    return None if held == runs.setting.target else held


def watching(setting: Setting, H: HypothesisClass) -> tuple[str, str, str]:
    """Return title, subtitle and short name of the learner who may only watch."""
    who = setting.demonstrator
    blind = listed([point(H, x) for x in who.withheld]) or say("blind-none")
    subtitle = say(f"watch-{who.kind}").format(blind=blind)
    return say("pane-watching"), subtitle, say("short-watching")


def asking(setting: Setting) -> tuple[str, str, str]:
    """Return title, subtitle and short name of the learner who may ask."""
    points = setting.asker in {Asker.BELONGS, Asker.RANDOM}
    title = say("pane-asking-point" if points else "pane-asking-idea")
    subtitle = say(f"ask-{setting.demonstrator.kind}")
    if setting.asker in _PUTS:
        subtitle = f"{subtitle} {say(_PUTS[setting.asker])}"
    return title, subtitle, say("short-asking")


_PUTS: Final = {Asker.HALVING: "ask-vote", Asker.OPTIMAL: "ask-best", Asker.GUESS: "ask-belief"}
"""What each asker asks about, where its title does not say it."""


def lied_to(setting: Setting) -> tuple[tuple[str, str, str], ...]:
    """Return title, subtitle and short name of who trusts every answer, and of who does not."""
    n = setting.demonstrator.lies
    count = say({0: "lies-none", 1: "lies-one"}.get(n, "lies-some")).format(n=n)
    return (
        (say("pane-trusting"), say("lied-trusting").format(lies=count), say("short-trusting")),
        (
            say("pane-doubting").format(lies=count),
            say("lied-doubting").format(lies=count),
            say("short-doubting"),
        ),
    )


def rule(setting: Setting, H: HypothesisClass) -> str:
    """Return what the learners know of the rule before they start: the class in words."""
    key = f"rule-{setting.ideas.word}"
    return say(key if key in WORDS else "rule-other").format(
        ideas=amount(len(H), "n-ideas"),
        points=amount(H.n_instances, "n-points"),
        first=H.instances[0],
        last=H.instances[-1],
    )


def title(runs: Runs) -> str:
    """Return what a film or figure of the runs is called: it leaves the page alone."""
    ideas = say(f"class-{runs.setting.ideas.word}")
    return say("run-title").format(page=say("page-mislead"), ideas=ideas, truth=truth(runs))


def truth(runs: Runs) -> str:
    """Return the truth by name."""
    return idea(runs.ideas, runs.ideas[runs.setting.target])
