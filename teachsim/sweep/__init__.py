"""Parameter studies: cells and seeds on any engine, kept, and tables that say where they come from.

A `Study` names a task and its cells. `run` hands them to an engine (this process, processes of this
machine, a Dask cluster) and commits each row to a store; killed at any moment, it goes on where it
was. A table is CSV with a header of `#` lines and one observation a row; it is written whole or not
at all, and its bytes do not depend on who ran what.
"""

from teachsim.sweep.driver import run
from teachsim.sweep.engines import EngineError, opened
from teachsim.sweep.export import export, table_of
from teachsim.sweep.found import Found, curves_of, found, packed, rows, runs
from teachsim.sweep.options import Options, options
from teachsim.sweep.provenance import CodeError
from teachsim.sweep.rows import (
    SAID,
    Run,
    Runs,
    bounds,
    curves,
    mean_interval,
    mean_intervals,
    over_seeds,
    panel,
)
from teachsim.sweep.standing import Standing, reporter, standing
from teachsim.sweep.store import ForeignError, Past, Store, StoreError, opened_store
from teachsim.sweep.study import Study, grid
from teachsim.sweep.tables import Row, read_table, source, write_figure, write_file, write_table

__all__ = [
    "SAID",
    "CodeError",
    "EngineError",
    "ForeignError",
    "Found",
    "Options",
    "Past",
    "Row",
    "Run",
    "Runs",
    "Standing",
    "Store",
    "StoreError",
    "Study",
    "bounds",
    "curves",
    "curves_of",
    "export",
    "found",
    "grid",
    "mean_interval",
    "mean_intervals",
    "opened",
    "opened_store",
    "options",
    "over_seeds",
    "packed",
    "panel",
    "read_table",
    "reporter",
    "rows",
    "run",
    "runs",
    "source",
    "standing",
    "table_of",
    "write_figure",
    "write_file",
    "write_table",
]
