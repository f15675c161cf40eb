"""Processes of their own, in which Triton interprets its kernels, or compiles them, without a GPU.

Triton settles once which of them it does, when it is imported, and other tests may have done that
in this process. A child is told a case a line, and answers each with a line.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="module")
def interpreter() -> Iterator[Ask]:
    """Sends a case to the interpreted kernel, and returns what it found."""
    with child("interpreter.py", TRITON_INTERPRET="1") as ask:
        yield ask


@pytest.fixture(scope="module")
def compiler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Compiles the kernel for a case, anew, and returns what came out."""
    folder = tmp_path_factory.mktemp("triton")
    asked = {"TRITON_CACHE_DIR": str(folder), "TRITON_DUMP_PTXAS_LOG": "1"}
    with child("compiled.py", TRITON_INTERPRET="0", **asked) as ask:
        yield ask


@contextmanager
def child(script: str, **environment: str) -> Iterator[Ask]:
    if find_spec("triton") is None:
        pytest.skip("the kernel's tests need triton: pip install 'teachsim[kernel]'")
    with subprocess.Popen(
        [sys.executable, "-W", "error", str(Path(__file__).parent / script)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        told, found = process.stdin, process.stdout

        def ask(case: dict[str, Any]) -> dict[str, Any]:
            told.write(json.dumps(case) + "\n")
            told.flush()
            answer = found.readline()
            assert answer, f"{script} has ended; what it said is on standard error"
            read: dict[str, Any] = json.loads(answer)
            return read

        yield ask
        told.close()
        assert process.wait(timeout=60) == 0
