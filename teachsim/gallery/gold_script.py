"""A run of the Gold page as a script of six lines, which prints the same fingerprint."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.gold import Learner, Setting, View
from teachsim.gallery.gold_families import offer

__all__ = ["script"]

_IDENTIFIERS: Final = {
    Learner.FIRST: "enumeration",
    Learner.SMALLEST: "smallest",
    Learner.LARGEST: "infinite_first",
    Learner.WAITS: "tell_tale",
}
_HEAD: Final = "from teachsim.symbolic import limit"


def script(setting: Setting) -> str:
    """Python source of six lines or fewer; run, it prints the fingerprint of the setting."""
    family = f"family = limit.families.{offer(setting.family).code}"
    lines = {View.NAME: _naming, View.SPEAK: _speaking, View.PANEL: _panel}[setting.view](setting)
    imports = "from teachsim.gallery.gold_run import fingerprint"
    if setting.view is View.NAME and setting.learner is Learner.LATE:
        imports += ", late"
    return "\n".join((_HEAD, imports, family, *lines, ""))


def _naming(setting: Setting) -> tuple[str, ...]:
    learner = _learner(setting)
    if setting.target is None:
        shown = (
            "duel = limit.gold.adversary(limit.chain(family, 0, rungs=lambda n: n + 1), "
            f"{learner}, horizon={setting.rounds})"
        )
        # 0 is the union of the chain: the learner shall be wrong, whatever it holds at the end.
        truth, run = (
            "0 if duel.changing and duel.run.said[-1] != 0 else duel.pretended[-1]",
            "duel.run",
        )
    else:
        truth = str(setting.target)
        run = "shown"
        shown = (
            f"shown = limit.present(limit.texts.honest(family.language({truth})), {learner}, "
            f"horizon={setting.rounds})"
        )
    told = (
        f"told = limit.present(limit.texts.informant(family.language({truth})), {learner}, "
        f"horizon={setting.rounds})"
    )
    return shown, told, f"print(fingerprint({run}, told))"


def _learner(setting: Setting) -> str:
    if setting.learner is Learner.LATE:
        return f"late(family, place={setting.place})"
    if setting.learner is Learner.SMALLEST and offer(setting.family).closed:
        return "limit.identifiers.closure(family)"
    return f"limit.identifiers.{_IDENTIFIERS[setting.learner]}(family)"


def _speaking(setting: Setting) -> tuple[str, ...]:
    return (
        "says = limit.generators.first_consistent(family), limit.generators.critical(family)",
        f"text = lambda: limit.texts.honest(family.language({setting.target}))",
        "print(fingerprint(*(limit.present(text(), by, "
        f"horizon={setting.rounds}) for by in says)))",
    )


def _panel(setting: Setting) -> tuple[str, ...]:
    cells = f"limit.panel(family, {setting.target}, horizon={setting.rounds}).cells"
    return (f"print(fingerprint(*{cells}))",)
