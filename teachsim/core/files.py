"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

__all__ = ["write_file", "writing"]


def write_file(path: Path, content: bytes) -> None:
    """Write a file under another name, then rename it: a crash leaves the old one whole.

    Once this has returned, a power cut leaves the new one: file and folder have reached the disk.

    Args:
        path: Of the file; folders that are missing are made.
        content: All of it.

    Raises:
        OSError: If it cannot be written; the old one is left, and nothing beside it.
    """
    with writing(path) as file:
        file.write(content)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """As `write_file`, for what comes piece by piece: an error leaves the old file, too.

    Args:
        path: Of the file; folders that are missing are made.

    Raises:
        OSError: If it cannot be written; the old one is left, and nothing beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the names in a folder reach the disk, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
