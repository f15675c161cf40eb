"""Hashes of quick tables, a line a study: `python -m studies.bench.hashes`.

The same hashes are to come out on each Python: `make pythons` prints them below each other. A hash
is that of the whole file, header included. Searches, draws and training are among these studies,
torch is not. On another processor the last digits of long training may differ, and its hash.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import scipy

QUICK = (
    *("atlas", "both_factors", "cost_of_asking", "gold", "liars", "withheld_examples"),
    *("credit", "sft_lies", "three_modes", "threshold_meter"),
)
_STUDIES = Path(__file__).parents[1]
_WIDTH = max(map(len, QUICK))


def hashes(studies: tuple[str, ...] = QUICK) -> Iterator[tuple[str, str]]:
    """Each study, and 16 hex digits of the table of its quick run."""
    with TemporaryDirectory() as folder:
        for study in studies:
            script = str(_STUDIES / f"{study}.py")
            command = [sys.executable, script, "--quick", "--fresh", "--out", folder]
            subprocess.run(command, cwd=_STUDIES.parent, check=True, stdout=subprocess.DEVNULL)
            table = (Path(folder) / f"{study}.csv").read_bytes()
            yield study, hashlib.sha256(table).hexdigest()[:16]


def main() -> None:
    """Print them, with what made them."""
    argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0]).parse_args()
    by = f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}"
    for study, digest in hashes():
        print(f"{study:<{_WIDTH}}  {digest}  {by}", flush=True)


if __name__ == "__main__":
    main()
