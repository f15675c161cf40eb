"""Studies as scripts: their options, their seeds, and tables that say where they come from.

A table is CSV with a header of `#` lines (version, command, seed) and one observation a row. It is
written whole or not at all, and its bytes depend on rows and command only.
"""

from teachsim.sweep.options import Options, options, progress
from teachsim.sweep.rows import Run, bounds, curves, mean_interval, panel, said
from teachsim.sweep.seeds import by_seed, spread
from teachsim.sweep.tables import Row, read_table, source, write_file, write_table

__all__ = [
    "Options",
    "Row",
    "Run",
    "bounds",
    "by_seed",
    "curves",
    "mean_interval",
    "options",
    "panel",
    "progress",
    "read_table",
    "said",
    "source",
    "spread",
    "write_file",
    "write_table",
]
