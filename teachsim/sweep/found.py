"""What a script of studies/ asks its tasks for: cells go to the engine, rows or runs come back.

A store keeps flat mappings of numbers and strings. A task that finds a whole table, or the runs of
a figure of curves, returns it `packed`: one string, which `rows` and `runs` unpack.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import numpy as np

from teachsim.sweep.driver import run
from teachsim.sweep.engines import EngineError, opened
from teachsim.sweep.options import Options
from teachsim.sweep.provenance import CodeError
from teachsim.sweep.rows import Run, curves
from teachsim.sweep.standing import reporter
from teachsim.sweep.store import ForeignError, Past, StoreError, opened_store
from teachsim.sweep.study import Parameters, Study
from teachsim.sweep.tables import Row, write_table

__all__ = ["Found", "curves_of", "found", "packed", "rows", "runs"]

Found = Mapping[str, str | int | float]
"""What a task returns."""

_PACKED = "packed"
_INTERRUPTED = 130  # what shells say after Ctrl-C


def found(
    task: Callable[..., Found], cells: Iterable[Parameters], *, asked: Options
) -> list[Found]:
    """What a task finds in each cell, in their order; kept in the study's store.

    Args:
        task: A function at the top of the study, called as `task(rng, **cell)`.
        cells: The parameters of each call.
        asked: The options of the study.

    Raises:
        SystemExit: If it was interrupted, cannot run, or a cell failed; it says how to go on.
    """
    study = Study(asked.study, f"studies.{asked.study}:{task.__name__}", tuple(cells))
    engine = partial(opened, asked.on, workers=asked.workers)
    try:
        with opened_store(asked.store, study, past=asked.past) as store:
            run(study, store, engine=engine, past=asked.past, report=reporter())
            done = store.outcomes()
    except KeyboardInterrupt:
        sys.stderr.write(f"\nInterrupted; go on with: {asked.resume}\n")
        raise SystemExit(_INTERRUPTED) from None
    except ForeignError as error:  # the same command would be refused again
        again = asked.resume + " --retry" * (Past.RETRY in asked.past)
        raise SystemExit(
            f"{error}\nGo on with: {again} --foreign\nOr anew with: {asked.resume} --fresh"
        ) from None
    except (StoreError, EngineError, CodeError) as error:
        raise SystemExit(f"{error}\nGo on with: {asked.resume}") from None
    outcomes = [done[one.key] for one in study.tasks()]
    if wrong := [outcome for outcome in outcomes if outcome.error]:
        raise SystemExit(
            f"{wrong[0].error}\n{len(wrong)} of {len(outcomes)} cells of {asked.study} have gone "
            f"wrong, the first like this; do them again with: {asked.resume} --retry"
        )
    return [json.loads(outcome.values) for outcome in outcomes]


def packed(things: Iterable[Row] | Iterable[Run]) -> Found:
    """Rows or runs as what a task may return; letters stay letters, for its check to see."""
    return {_PACKED: json.dumps([*things], ensure_ascii=False, default=_plain)}


def rows(task: Callable[..., Found], cells: Iterable[Parameters], *, asked: Options) -> list[Row]:
    """The rows of all cells, one after the other; see `found`."""
    return [row for one in found(task, cells, asked=asked) for row in json.loads(str(one[_PACKED]))]


def runs(task: Callable[..., Found], cells: Iterable[Parameters], *, asked: Options) -> list[Run]:
    """The runs of all cells, one after the other; see `found`."""
    return [
        (tuple(line), across, up)
        for one in found(task, cells, asked=asked)
        for line, across, up in json.loads(str(one[_PACKED]))
    ]


def curves_of(
    task: Callable[..., Found], cells: Iterable[Parameters], *, asked: Options
) -> list[Row]:
    """The rows of a figure of curves, written as the study's table; see `found` and `curves`."""
    rows = curves(runs(task, cells, asked=asked))
    write_table(rows, asked)
    return rows


def _plain(value: object) -> object:
    """A number of numpy, an array or a range as JSON has it."""
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    if isinstance(value, range):
        return list(value)
    raise TypeError(f"{value!r} is neither a number nor a list of numbers; convert it")
