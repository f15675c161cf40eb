"""What a study is asked for on its command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Options", "options", "progress"]

_QUICK_SEEDS = 2


@dataclass(frozen=True)
class Options:
    """What a study was asked for.

    Attributes:
        study: Its name, that of the script.
        out: Folder of its table and figure.
        seeds: Number of simulated repetitions, seeds 0 to seeds - 1.
        quick: Whether to run a small version, in a few seconds.
    """

    study: str
    out: Path
    seeds: int
    quick: bool

    @property
    def command(self) -> str:
        """The command that gives the same table again."""
        return f"python studies/{self.study}.py --seeds {self.seeds}" + " --quick" * self.quick


def options(study: str, about: str, *, seeds: int, argv: Sequence[str] | None = None) -> Options:
    """The options of a study from its command line.

    Args:
        study: Its name, that of the script.
        about: What it shows, for `--help`.
        seeds: Number of repetitions if none is given.
        argv: The command line without the program; that of the process if None.
    """
    parser = argparse.ArgumentParser(
        prog=f"studies/{study}.py",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    about_seeds = f"default {seeds}, or {_QUICK_SEEDS} with --quick"
    parser.add_argument("--seeds", type=_natural, help=about_seeds)
    folder = Path(__file__).parents[2] / "studies" / "results"
    parser.add_argument("--out", type=Path, default=folder, help="folder of table and figure")
    parser.add_argument("--quick", action="store_true", help="a small version, in a few seconds")
    given = parser.parse_args(argv)
    asked = given.seeds or (_QUICK_SEEDS if given.quick else seeds)
    return Options(study, given.out, asked, given.quick)


def progress(cells: Sequence[str], label: str) -> Iterator[str]:
    """The cells of a study one by one, with a progress bar on a terminal's standard error."""
    from tqdm import tqdm

    bar: Iterable[str] = tqdm(cells, desc=label, disable=None, leave=False)
    yield from bar


def _natural(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} must be a whole number of at least 1")
    return int(text)
