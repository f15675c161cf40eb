"""Finite lists of languages, each of them exact."""

from __future__ import annotations

from collections.abc import Iterable

from teachsim.core.checks import one_of
from teachsim.symbolic import checks
from teachsim.symbolic.arguments import many
from teachsim.symbolic.limit.families.indexed import IndexedFamily
from teachsim.symbolic.limit.family import Facts
from teachsim.symbolic.limit.periodic import Periodic

__all__ = ["listed"]


def listed(
    languages: Iterable[Periodic],
    names: Iterable[str] | None = None,
    *,
    title: str = "a finite list of languages",
) -> IndexedFamily:
    """The family of some different languages, in their order.

    Every finite family is identifiable (Gold 1967): a tell-tale has, for each language that is a
    proper subset, a number that it lacks. Finite thickness and elasticity are plain; the closure
    dimension is finite, as finitely many intersections are, and is left to `closure_dimension`.

    Args:
        languages: at least one.
        names: what they are called; default how they are written.
        title: what a reader is told the family is.

    Raises:
        ValueError: there is no language, or something else among them, two are equal, or the names
            are not as many and different.

    >>> evens, fours = Periodic.progression(0, 2), Periodic.progression(0, 4)
    >>> listed([evens, fours]).tell_tale(0)
    (2,)
    """
    many(languages, thing="languages", way_out="list some, such as [Periodic.progression(0, 2)]")
    given = tuple(languages)
    for language in given:
        one_of(Periodic, language, thing="a language", way_out="pass Periodic.of([0, 1])")
    one_of(str, title, thing="title", way_out="leave it out")
    if not given:
        raise ValueError("the list has no language, but a family needs one; list it")
    for later, language in enumerate(given):
        if language in given[:later]:
            raise ValueError(
                f"languages {given.index(language)} and {later} are both {language}; list it once"
            )
    called = map(str, given) if names is None else names
    called = checks.distinct(called, what="language", expected=len(given))
    facts = Facts(
        identify=True,
        generate=None if all(language.is_finite for language in given) else True,
        finite_thickness=True,
        finite_elasticity=True,
        closure_dimension=None,
        why="Conjecture a smallest language that fits: finitely many numbers rule the others out.",
        source='E. M. Gold, "Language identification in the limit", Information and Control 10, '
        "1967",
    )
    return IndexedFamily(
        title=title,
        size=len(given),
        facts=facts,
        make=lambda i: given[i],
        holds=lambda i, x: given[i].contains(x),
        name=lambda i: called[i],
        tale=lambda i: _tell_tale(given[i], given),
    )


def _tell_tale(target: Periodic, languages: tuple[Periodic, ...]) -> tuple[int, ...]:
    """For each proper subset of the target the first number that it lacks; not the smallest set."""
    chosen: list[int] = []
    for other in languages:
        if other == target or not other.subset(target) or not all(map(other.contains, chosen)):
            continue
        # They differ within the longer prefix or the first common block, so this ends.
        chosen.append(next(x for x in target.members() if not other.contains(x)))
    return tuple(sorted(chosen))
