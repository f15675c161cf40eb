"""Why a run of the tabular language model went as it did, how sure that is, and when it fails."""

from __future__ import annotations

from teachsim.gallery.claim import Claim
from teachsim.gallery.claims import claim
from teachsim.ui import tabular_data
from teachsim.ui.tabular_notes import note
from teachsim.ui.tabular_session import Trip
from teachsim.ui.words import WORDS, say


def told(trip: Trip) -> tuple[str, ...]:
    """Return what happened in a run and why, a paragraph each."""
    words = say(f"{trip.chapter.prefix}-told-{trip.story}")
    filled = tabular_data.numbers(trip.chapter, trip.setting)
    return (*words.format(**filled).split("\n"), _claim(trip).argument)


def below(trip: Trip) -> tuple[str, ...]:
    """Return what is said below pictures, for a form in which no words can stand there."""
    filled = tabular_data.numbers(trip.chapter, trip.setting)
    rows = trip.chapter.pictures(tabular_data.run(trip.chapter, trip.setting), False)
    notes = (
        note(trip.chapter.prefix, title=picture.title, numbers=filled)
        for row in rows
        for picture in row
    )
    return tuple(line for found in notes if found for line in found.lines)


def figures(trip: Trip) -> tuple[tuple[str, str], ...]:
    """Return the numbers of a run that stand by themselves, each with what it counts."""
    named = tabular_data.numbers(trip.chapter, trip.setting)
    keys = {name: f"{trip.chapter.prefix}-number-{name}" for name in named}
    counted = ((number, keys[name]) for name, number in named.items() if keys[name] in WORDS)
    return tuple((number, say(key).format(**named)) for number, key in counted)


def margin(trip: Trip) -> tuple[tuple[str, str], ...]:
    """Return the margin: the field's term with its formula, how sure, when it fails, the source."""
    shown = _claim(trip)
    return (
        (say(f"term-{shown.id}"), say(f"formula-{shown.id}")),
        (say("sure"), _sure(trip)),
        (say("fails"), shown.fails),
        (say("source"), f"{shown.source}. {say('tabular-study').format(study=shown.study)}"),
    )


def _sure(trip: Trip) -> str:
    """Return how sure a run is: the scene's own words, or what holds for all exact ones."""
    own = f"{trip.chapter.prefix}-sure-{trip.story}"
    if own in WORDS:
        return say(own).format(**tabular_data.numbers(trip.chapter, trip.setting))
    surety = _claim(trip).surety
    return f"**{surety.value.capitalize()}:** {say(f'tabular-sure-{surety.name}')}"


def _claim(trip: Trip) -> Claim:
    return claim(trip.chapter.claim(trip.setting, trip.start))
