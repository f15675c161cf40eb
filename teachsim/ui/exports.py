"""A run in every form that can be taken away, as the bytes of files. Nothing here is streamlit's.

Figures show how the run ends; data hold every round; the page steps through it; all carry the
fingerprint that the script prints.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from teachsim.core.cells import csv_text
from teachsim.draw import cells_picture, stage_picture, standalone_page
from teachsim.draw.saying import idea
from teachsim.draw.scene import Pane, Scene, cells_of, read
from teachsim.draw.shapes import Picture
from teachsim.gallery.link import to_query
from teachsim.gallery.setting import Setting
from teachsim.ui import data
from teachsim.ui.numbers import numbers
from teachsim.ui.panes import panes, table, title

COLUMNS: Final = ("regime", "round", "put", "marked", "mark", "ideas_left", "learner_believes")
_MARKS: Final = {1: "right", -1: "wrong", 0: "silence"}


def picture(setting: Setting) -> Picture:
    """Return the last round as one drawing."""
    runs = data.runs(setting)
    shown, told = panes(runs), title(runs)
    if setting.pair:
        return stage_picture(shown, round=setting.rounds, title=told)
    return cells_picture(table(shown), round=setting.rounds, title=told)


def as_page(setting: Setting) -> bytes:
    """Return the film as a web page that opens from a file."""
    film, fingerprint = data.film(setting), data.runs(setting).fingerprint
    return standalone_page(replace(film, fingerprint=fingerprint)).encode()


def as_script(setting: Setting) -> bytes:
    """Return the script that prints the fingerprint."""
    return data.code(setting).encode()


def as_csv(setting: Setting) -> bytes:
    """Return one line for each answer that was marked, and for each round in which none was."""
    runs = data.runs(setting)
    rows = (
        (cell.regime.name, *line)
        for cell, pane in zip(runs.cells, panes(runs), strict=True)
        for line in lines(pane)
    )
    return csv_text([COLUMNS, *rows]).encode()


def as_json(setting: Setting) -> bytes:
    """Return the run, its setting and its numbers as JSON."""
    runs = data.runs(setting)
    told = numbers(runs)
    H = runs.ideas
    content = {
        "fingerprint": runs.fingerprint,
        "link": to_query(setting),
        "instances": list(H.instances),
        "hypotheses": {
            name: "".join("01"[int(x)] for x in row)
            for name, row in zip(H.names, H.table, strict=True)
        },
        "truth": H.names[runs.setting.target],
        "runs": [
            {
                "regime": cell.regime.name,
                "fingerprint": transcript.fingerprint,
                "verdict": standing.verdict.value,
                "ideas_left": standing.left,
                "right_since": standing.since,
                "rounds": [dict(zip(COLUMNS[1:], line, strict=True)) for line in lines(pane)],
            }
            for cell, transcript, standing, pane in zip(
                runs.cells, runs.transcripts, told.standings, panes(runs), strict=True
            )
        ],
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode()


def lines(pane: Pane) -> Iterator[tuple[object, ...]]:
    """Return the lines of one run, without the regime."""
    H = pane.hypotheses
    scene = read(pane)
    yield 0, "", "", "", int(scene.survivors[0]), _belief(scene, 0)
    for t, lesson in enumerate(pane.transcript.lessons, start=1):
        after = int(scene.survivors[t]), _belief(scene, t)
        put = ""
        if lesson.asked is not None:
            cells = cells_of(lesson.asked, H)
            put = " ".join(H.instances[x] for x in cells)
        cells = cells_of(lesson.answers, H)
        marked = [
            (H.instances[x], _MARKS[int(m)]) for x, m in zip(cells, lesson.marks, strict=True)
        ]
        for instance, mark in marked or [("", "")]:
            yield t, put, instance, mark, *after


def _belief(scene: Scene, t: int) -> str:
    return idea(scene.hypotheses, scene.beliefs[t])
