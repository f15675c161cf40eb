"""Links to the page Lab: a study as query parameters and back, by differences from a scene.

Reading never raises: what cannot be read or does not fit stays as the scene has it and is said in a
sentence. Words come from closed sets, numbers are short strings of digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from teachsim.gallery.class_link import class_of, class_query, dotted, number, numbers, replaced
from teachsim.gallery.classes import Ideas
from teachsim.gallery.lab import MAX_LANES, Ask, Bench, Lane, Way, checked, with_class
from teachsim.gallery.lab_chart import Chart, Shade, Side, Study, fit_chart, mended
from teachsim.gallery.lab_scenes import DEFAULT, scene
from teachsim.gallery.parameters import Parameter, differences, read
from teachsim.gallery.setting import Bias, Kind

__all__ = ["from_order", "from_query", "order", "to_query"]

_OF_CLASS = ("target", "decoy", "blind")  # numbers that mean nothing in another class
_MOST_POINTS = 256
_PARTS = (4, 5)  # a pane without lies says nothing of them, as links did before there were any


def to_query(study: Study, *, start: str = DEFAULT.word) -> dict[str, str]:
    """The parameters in which a study differs from the scene `start`.

    A class of one's own that is too long for a link is left out: see `class_link.carried`.
    """
    base = (scene(start) or DEFAULT).study
    query = {} if start == DEFAULT.word else {"preset": start}
    if study.bench.ideas != base.bench.ideas:
        query |= class_query(study.bench.ideas)
        base = mended(replace(base, bench=with_class(base.bench, study.bench.ideas)))
    return query | differences(study, base, of=_PARAMETERS)


def from_query(query: Mapping[str, str]) -> tuple[Study, tuple[str, ...]]:
    """The study of a link and, for each parameter that could not be used, a sentence.

    Args:
        query: The parameters; those of other parts of the page are passed over.
    """
    problems: list[str] = []
    start = scene(query.get("preset", DEFAULT.word))
    if start is None:
        problems.append(replaced("preset", query["preset"], used=DEFAULT.word))
    study = (start or DEFAULT).study
    try:
        asked = class_of(query, study.bench.ideas)
        if asked != study.bench.ideas:
            bench = with_class(study.bench, asked)
            checked(bench)
            study = mended(replace(study, bench=bench))
    except ValueError as error:
        problems.append(f"the link's class could not be used, so this is the scene's: {error}")
        query = {name: text for name, text in query.items() if name not in _OF_CLASS}
    study, unused = read(study, query, of=_PARAMETERS, fit=_fit)
    return study, (*problems, *unused)


def order(study: Study) -> dict[str, object]:
    """The study as plain data for another process: whole, whatever the length of its class."""
    ideas = study.bench.ideas
    texts = {parameter.name: parameter.show(study) for parameter in _PARAMETERS}
    return {"class": [ideas.word, list(ideas.sizes), ideas.own], "query": texts}


def from_order(told: Mapping[str, object]) -> Study:
    """The study of such data.

    Raises:
        ValueError: If it does not say one.
    """
    named, texts = told["class"], told["query"]
    if not (isinstance(named, list) and isinstance(texts, dict)):
        raise ValueError("an order has a class and a query; make it by order(study)")
    word, sizes, own = named
    study = Study(with_class(Bench(), Ideas(word, tuple(sizes), own)))
    study, problems = read(study, texts, of=_PARAMETERS, fit=lambda turned: checked(turned.bench))
    if problems:
        raise ValueError(f"the order says what is not offered: {problems[0]}")
    fit_chart(study)
    return study


def _fit(study: Study) -> None:
    """Refuse a study whose parts do not fit each other."""
    checked(study.bench)
    fit_chart(study)


def _bench(study: Study, bench: Bench) -> Study:
    return replace(study, bench=bench)


def _lanes(study: Study, text: str) -> Study:
    """The study with the lanes of a text: `way.teacher.bias.ask[.lies]`, joined by commas."""
    texts = text.split(",")
    if len(texts) > MAX_LANES:
        raise ValueError(f"the link has {len(texts)} panes, but a page shows {MAX_LANES} at most")
    lanes = tuple(_lane(part) for part in texts)
    lane = min(study.chart.lane, len(lanes) - 1)
    return Study(replace(study.bench, lanes=lanes), replace(study.chart, lane=lane))


def _lane(text: str) -> Lane:
    parts = text.split(".")
    if len(parts) not in _PARTS:
        raise ValueError(f"a pane is way.teacher.bias.ask.lies, but has {len(parts)} parts")
    way, teacher, bias, ask, *lies = parts
    told = number(lies[0]) if lies else 0
    return Lane(Way(way), Kind(teacher), Bias(bias), Ask(ask), told)


def _show_lanes(study: Study) -> str:
    return ",".join(
        f"{n.way}.{n.teacher}.{n.bias}.{n.ask}" + (f".{n.lies}" if n.lies else "")
        for n in study.bench.lanes
    )


def _chart(study: Study, text: str) -> Study:
    """The study with the phase diagram of a text."""
    side, across, up, shade, *rest = [*text.split("."), "", "", ""]
    if Side(side) is Side.MODEL:
        trained = rest[0]
        return replace(study, chart=Chart(Side.MODEL, across, up, Shade(shade), trained=trained))
    lane, runs = number(rest[0]) - 1, number(rest[1])
    return replace(study, chart=Chart(Side.LEARNERS, across, up, Shade(shade), lane, runs))


def _show_chart(study: Study) -> str:
    chart = study.chart
    head = f"{chart.side}.{chart.across}.{chart.up}.{chart.shade}"
    if chart.side is Side.MODEL:
        return f"{head}.{chart.trained}"
    return f"{head}.{chart.lane + 1}.{chart.runs}"


def _blind(study: Study, text: str) -> Study:
    points = numbers(text)
    if len(points) > _MOST_POINTS:
        raise ValueError(f"a blind spot has {len(points)} points, but {_MOST_POINTS} at most")
    withheld = tuple(sorted(set(points)))
    return _bench(study, replace(study.bench, withheld=withheld))


_PARAMETERS = (
    Parameter("panes", _show_lanes, _lanes),
    Parameter(
        "target",
        lambda s: str(s.bench.target),
        lambda s, text: _bench(s, replace(s.bench, target=number(text))),
    ),
    Parameter(
        "decoy",
        lambda s: "" if s.bench.decoy is None else str(s.bench.decoy),
        lambda s, text: _bench(s, replace(s.bench, decoy=number(text) if text else None)),
    ),
    Parameter("blind", lambda s: dotted(s.bench.withheld), _blind),
    Parameter(
        "least",
        lambda s: str(s.bench.at_least),
        lambda s, text: _bench(s, replace(s.bench, at_least=number(text))),
    ),
    Parameter(
        "rounds",
        lambda s: str(s.bench.rounds),
        lambda s, text: _bench(s, replace(s.bench, rounds=number(text))),
    ),
    Parameter(
        "seed",
        lambda s: str(s.bench.seed),
        lambda s, text: _bench(s, replace(s.bench, seed=number(text))),
    ),
    Parameter("map", _show_chart, _chart),
)
