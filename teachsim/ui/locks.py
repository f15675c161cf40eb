"""What a lecturer's link locks and hides: the lists `lock=` and `hide=`, read strictly.

A name that the page does not have is said in one sentence with those that it has; the other names
of the list hold, and the page opens.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from teachsim.ui.words import say

_QUOTED: Final = 40
_MOST_NAMED: Final = 3
_NAMED: Final = 20


def read(
    name: str, query: Mapping[str, str], *, known: Collection[str]
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the controls listed under `name` and, if some are unknown, a sentence about them.

    Args:
        name: of the parameter, "lock" or "hide".
        query: the parameters of a link.
        known: what can be listed on this page.
    """
    asked = {word.strip() for word in query.get(name, "").split(",")} - {""}
    unknown = sorted(asked - set(known))
    if not unknown:
        return frozenset(asked), ()
    told = [quoted(word, most=_NAMED) for word in unknown[:_MOST_NAMED]]
    if len(unknown) > _MOST_NAMED:
        told.append(say("link-more").format(n=len(unknown) - _MOST_NAMED))
    words = {"name": name, "value": ", ".join(told), "known": ", ".join(sorted(known))}
    return frozenset(asked & set(known)), (say(f"link-{name}").format(**words),)


def listed(lock: Collection[str], hide: Collection[str]) -> dict[str, str]:
    """Return the parameters that lock and hide these controls; none for those that do nothing."""
    lists = {"lock": lock, "hide": hide}
    return {name: ",".join(sorted(names)) for name, names in lists.items() if names}


def quoted(value: str, *, most: int = _QUOTED) -> str:
    """Return a stranger's text, short and in one line."""
    printable = "".join(c if c.isprintable() else "?" for c in value[: most + 1])
    return printable if len(value) <= most else printable[:most] + "…"
