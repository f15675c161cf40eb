"""A map of the page Lab as a script that computes it anew and prints its data, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from pprint import pformat
from typing import Any

from teachsim.gallery.lab_chart import Study, values_of

__all__ = ["along", "columns", "map_script"]

_WIDTH = 96


def columns(study: Study) -> list[str]:
    """Names of the columns of the data: both knobs, what is measured, the ends of its interval."""
    chart = study.chart
    return [chart.across, chart.up, chart.shade.value, "low", "high"]


def along(study: Study) -> tuple[list[str | int | float], list[str | int | float]]:
    """The values along both axes, as words and numbers of Python's own."""
    across, up = (
        [_plain(value) for value in values_of(study, word)]
        for word in (study.chart.across, study.chart.up)
    )
    return across, up


def map_script(study: Study, *, asked: Mapping[str, object]) -> str:
    """Python source; run, it prints the data of the map as CSV.

    Args:
        study: What the map is of.
        asked: What was ordered of a worker: see `lab_map.cells`.
    """
    across, up = along(study)
    return "\n".join(
        (
            "from teachsim.core.cells import csv_text",
            "from teachsim.gallery.lab_map import cells",
            f"study = {pformat(asked, width=_WIDTH)}",
            f"across = {across!r}",
            f"up = {up!r}",
            f"lines = [{columns(study)!r}]",
            "for at in cells(study):",
            "    told = at['value'], at.get('low'), at.get('high')",
            "    lines.append((across[at['x']], up[at['y']], *told))",
            "print(csv_text(lines), end='')",
            "",
        )
    )


def _plain(value: Any) -> str | int | float:
    """A value along an axis."""
    if isinstance(value, str):
        return str(value)
    return float(value) if isinstance(value, float) else int(value)
