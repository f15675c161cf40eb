"""A run of the page Gold in every form that can be taken away, as the bytes of files."""

from __future__ import annotations

import json
from collections.abc import Iterator

from teachsim.core.cells import csv_text
from teachsim.draw import figure_bytes, standalone_page
from teachsim.draw.shapes import Picture
from teachsim.gallery.gold import Setting, View
from teachsim.gallery.gold_link import to_query
from teachsim.gallery.gold_run import Pair
from teachsim.gallery.gold_script import script
from teachsim.symbolic.limit import Panel
from teachsim.ui import gold_data, gold_saying, gold_table
from teachsim.ui.words import say

PAIR_COLUMNS = ("learner", "round", "shown", "mark", "said", "right")
PANEL_COLUMNS = ("task", "marks", "round", "said", "right", "coverage")


def picture(setting: Setting) -> Picture:
    """Return the last round as one drawing."""
    told = gold_saying.title(setting, gold_data.truth(setting))
    return gold_data.picture(setting, round=setting.rounds, title=told)


def as_png(setting: Setting) -> bytes:
    """Return the last round as PNG."""
    return figure_bytes(picture(setting), "png")


def as_json(setting: Setting) -> bytes:
    """Return the lines of the table with the setting's link and the fingerprint."""
    done = gold_data.run(setting)
    content = {
        "page": "gold",
        "fingerprint": gold_data.fingerprint(setting),
        "link": to_query(setting),
        "truth": gold_data.truth(setting),
        "columns": PANEL_COLUMNS if isinstance(done, Panel) else PAIR_COLUMNS,
        "rows": list(_of_panel(done) if isinstance(done, Panel) else _of_pair(done)),
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode()


def as_page(setting: Setting) -> bytes:
    """Return the film as a web page that opens from a file."""
    return standalone_page(gold_data.film(setting)).encode()


def as_script(setting: Setting) -> bytes:
    """Return the script that prints the fingerprint."""
    return script(setting).encode()


def as_csv(setting: Setting) -> bytes:
    """Return one line for each learner and round."""
    done = gold_data.run(setting)
    if isinstance(done, Panel):
        return csv_text([PANEL_COLUMNS, *_of_panel(done)]).encode()
    return csv_text([PAIR_COLUMNS, *_of_pair(done)]).encode()


def _of_pair(done: Pair) -> Iterator[tuple[object, ...]]:
    named = done.family.written if done.setting.view is View.SPEAK else done.family.named
    for i, who in enumerate((gold_saying.ONE, gold_saying.OTHER)):
        learner = say(f"gold-{done.setting.view}-{who}")
        run, right = done.runs[i], done.right[i]
        for t, ((x, mark), said) in enumerate(zip(run.evidence.shown, run.said, strict=True)):
            marked = "right" if mark else "wrong"
            over = done.setting.view is View.SPEAK and done.exhausted[t]
            told = "" if said is None or over else named(said)
            yield learner, t + 1, done.family.written(x), marked, told, int(right[t])


def _of_panel(done: Panel) -> Iterator[tuple[object, ...]]:
    for cell in done.cells:
        marks = "right and wrong" if cell.negatives else "right"
        for t, said in enumerate(cell.said):
            share = "" if cell.coverage is None else round(float(cell.coverage[t]), 4)
            told = "" if gold_table.over(done, cell, t=t + 1) else said
            yield cell.task.value, marks, t + 1, told, int(cell.right[t]), share
