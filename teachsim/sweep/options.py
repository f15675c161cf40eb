"""What a study is asked for on its command line."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from pathlib import Path

from teachsim.sweep.engines import LOCAL, SERIAL, checked
from teachsim.sweep.store import Past
from teachsim.sweep.study import Parameters, Scalar, grid

__all__ = ["Options", "options"]

_QUICK_SEEDS = 2
_PASTS = {
    Past.FRESH: ("fresh", "begin anew, without the rows that an earlier run has kept"),
    Past.RETRY: ("retry", "do again what failed or crashed"),
    Past.FOREIGN: ("foreign", "go on from rows of other code"),
}
_STUDIES = Path(__file__).parents[2] / "studies"


@dataclass(frozen=True)
class Options:
    """What a study was asked for.

    Attributes:
        study: Its name, that of the script.
        out: Folder of its table, figure and store.
        seeds: Number of simulated repetitions, seeds 0 to seeds - 1.
        quick: Whether to run a small version, in a few seconds.
        on: The engine: "serial", "local", or the address of a Dask scheduler.
        workers: Processes of "local"; one for each core if None.
        past: What becomes of the rows of earlier runs.
        own: Of options that this study alone has, those that were given, by name.
    """

    study: str
    out: Path
    seeds: int
    quick: bool
    on: str = SERIAL
    workers: int | None = None
    past: Past = Past.KEEP
    own: Mapping[str, Scalar] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """The command that gives the same table again, wherever it runs."""
        said = f"python studies/{self.study}.py --seeds {self.seeds}" + " --quick" * self.quick
        return said + "".join(_said(name, value) for name, value in self.own.items())

    @property
    def resume(self) -> str:
        """The command that goes on with this run."""
        said = self.command + _said("on", self.on)
        said += _said("workers", self.workers) if self.workers else ""
        said += _said("out", self.out) if self.out != _folder(self.quick) else ""
        return said + " --foreign" * (Past.FOREIGN in self.past)

    @property
    def store(self) -> Path:
        """The file that keeps what is done."""
        return self.out / f"{self.study}.sqlite"

    @property
    def every_seed(self) -> tuple[Parameters, ...]:
        """A cell each seed, for a task `one_seed(rng, *, seed, quick)` that draws by the seed."""
        return grid({"seed": range(self.seeds), "quick": [self.quick]})

    def parts(self, *names: str) -> tuple[Parameters, ...]:
        """A cell each part of a study, for a task `part(rng, *, of, quick, seeds)`."""
        return grid({"of": names, "quick": [self.quick], "seeds": [self.seeds]})


def options(
    study: str,
    about: str,
    *,
    seeds: int,
    argv: Sequence[str] | None = None,
    own: Mapping[str, Callable[[str], Scalar]] | None = None,
) -> Options:
    """The options of a study from its command line.

    Args:
        study: Its name, that of the script.
        about: What it shows, for `--help`.
        seeds: Number of repetitions if none is given.
        argv: The command line without the program; that of the process if None.
        own: Options that this study alone has, and what reads each; none if None.
    """
    parser = argparse.ArgumentParser(
        prog=f"studies/{study}.py",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    about_seeds = f"default {seeds}, or {_QUICK_SEEDS} with --quick"
    parser.add_argument("--seeds", type=_natural, help=about_seeds)
    where = (
        "folder of table, figure and store; default studies/results, or studies/quick with --quick"
    )
    parser.add_argument("--out", type=Path, help=where)
    parser.add_argument("--quick", action="store_true", help="a small version, in a few seconds")
    where = "serial, local, tcp://host:port or tls://host:port of a Dask scheduler; default local"
    parser.add_argument("--on", type=_engine, help=f"{where}, or {SERIAL} with --quick")
    parser.add_argument("--workers", type=_natural, help="processes of local; default all cores")
    for past, (name, said) in _PASTS.items():
        parser.add_argument(
            f"--{name}", dest="past", action="append_const", const=past, default=[], help=said
        )
    for name, read in (own or {}).items():
        parser.add_argument(f"--{name}", type=read)
    given = parser.parse_args(argv)
    asked = given.seeds or (_QUICK_SEEDS if given.quick else seeds)
    on = given.on or (SERIAL if given.quick else LOCAL)
    told = {name: value for name in own or {} if (value := getattr(given, name)) is not None}
    past = reduce(or_, given.past, Past.KEEP)
    out = given.out or _folder(given.quick)
    return Options(study, out, asked, given.quick, on, given.workers, past, told)


def _folder(quick: bool) -> Path:
    """Where tables go by default: quick ones not among those that stand for the claims."""
    return _STUDIES / ("quick" if quick else "results")


def _said(name: str, value: object) -> str:
    """An option as it is typed; = where argparse would take the value for an option, too."""
    text = str(value)
    return f" --{name}{'=' if text.startswith('-') else ' '}{shlex.quote(text)}"


def _natural(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} must be a whole number of at least 1")
    return int(text)


def _engine(text: str) -> str:
    """The name of an engine."""
    try:
        return checked(text)
    except ValueError as refused:
        raise argparse.ArgumentTypeError(str(refused)) from None
