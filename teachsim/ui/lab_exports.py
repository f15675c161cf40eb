"""A bench of the page Lab in every form that can be taken away, as the bytes of files."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from teachsim.core.cells import csv_text
from teachsim.draw import Picture, stage_picture, standalone_page
from teachsim.gallery.lab_chart import Study
from teachsim.gallery.lab_link import to_query
from teachsim.gallery.lab_script import script
from teachsim.ui import lab_data
from teachsim.ui.exports import COLUMNS, lines
from teachsim.ui.lab_panes import endings, panes, title

__all__ = ["as_csv", "as_json", "as_page", "as_script", "picture"]

_WHO: Final = ("pane", "regime", "teacher", "bias", "asks", "lies")


def picture(study: Study) -> Picture:
    """Return the last round as one drawing."""
    runs = lab_data.runs(study.bench)
    return stage_picture(panes(runs), round=study.bench.rounds, title=title(runs))


def as_page(study: Study) -> bytes:
    """Return the film as a web page that opens from a file."""
    film, fingerprint = lab_data.film(study.bench), lab_data.runs(study.bench).fingerprint
    return standalone_page(replace(film, fingerprint=fingerprint)).encode()


def as_script(study: Study) -> bytes:
    """Return the script that prints the fingerprint."""
    return script(study.bench).encode()


def as_csv(study: Study) -> bytes:
    """Return one line for each answer that was marked, and for each round in which none was."""
    runs = lab_data.runs(study.bench)
    rows = (
        (i, lane.way.value, lane.teacher.value, lane.bias.value, lane.ask.value, lane.lies, *line)
        for i, (lane, pane) in enumerate(zip(runs.bench.lanes, panes(runs), strict=True), start=1)
        for line in lines(pane)
    )
    return csv_text([(*_WHO, *COLUMNS[1:]), *rows]).encode()


def as_json(study: Study) -> bytes:
    """Return the run, its link and how it ended as JSON."""
    runs = lab_data.runs(study.bench)
    H = runs.ideas
    content = {
        "fingerprint": runs.fingerprint,
        "link": to_query(study),
        "instances": list(H.instances),
        "hypotheses": {
            name: "".join("01"[int(x)] for x in row)
            for name, row in zip(H.names, H.table, strict=True)
        },
        "truth": H.names[runs.bench.target],
        "runs": [
            {
                "regime": lane.way.value,
                "teacher": lane.teacher.value,
                "bias": lane.bias.value,
                "asks": lane.ask.value,
                "lies": lane.lies,
                "fingerprint": transcript.fingerprint,
                "ended": ended,
                "ideas_left": left,
                "rounds": [dict(zip(COLUMNS[1:], line, strict=True)) for line in lines(pane)],
            }
            for lane, transcript, pane, (_, ended, left, _, _) in zip(
                runs.bench.lanes, runs.transcripts, panes(runs), endings(runs), strict=True
            )
        ],
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode()
