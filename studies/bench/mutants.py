"""Mutation testing: how many small faults in core and symbolic do their tests notice?

    python -m studies.bench.mutants --mutants 150 --seed 0 --minutes 25

One comparison, operator, number, `and`, `not` or condition is changed at a time, in a copy of the
sources, drawn by seed from all that there are. Then the files of tests that are closest to the
module run: by name, by what they import, and by how often they say its names, or those of modules
that say its names in turn. They are two, or three where none imports it. It is
*killed* if one of them fails, *endless* if they take thrice as long as without it. If neither, the
next files run, up to twelve, one after the other: it is killed *later* if one of them notices it,
and *alive* if none does: a test farther away might. Messages of errors are not changed.

Tests run in a forked process in which numpy, scipy and pytest are loaded already, so a mutant costs
a few seconds; one that is noticed late or never, a minute or two. Needs fork, so no Windows.
"""

from __future__ import annotations

import argparse
import ast
import math
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import hypothesis.extra.numpy
import networkx
import numpy as np
import pytest
import scipy.optimize
import scipy.stats

from studies.bench.reach import ROOT, distances, reached

PACKAGES = ("core", "symbolic")
LOADED = (hypothesis.extra.numpy, networkx, scipy.optimize, scipy.stats)  # once, for all forks
MOST_SECONDS = 40  # of processor time: tests that take longer without a change are not run
FEW = 2  # files of tests that are run for a module, and one more where none of them imports it
LATER = 12  # files that run, one by one, where those do not notice it
FARTHER = 8  # times less a name counts with each step between its module and that which is changed
NOT_CHANGED = frozenset({"annotation", "returns", "decorator_list", "type_comment"})
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
JOINED: dict[type[ast.boolop], type[ast.boolop]] = {ast.And: ast.Or, ast.Or: ast.And}


@dataclass(frozen=True)
class Mutant:
    """One change: the module it is in, the line, what stood there and what stands there now."""

    module: Path
    number: int
    line: int
    was: str
    now: str

    def __str__(self) -> str:
        where = f"{self.module.relative_to(ROOT)}:{self.line}"
        return f"{where}: {self.was}  ->  {self.now}"


# ---------------------------------------------------------------- changing
def changed(node: ast.expr) -> ast.expr | None:
    """What may stand in the place of an expression."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=right) if type(op) in COMPARED:
            return ast.Compare(left, [COMPARED[type(op)]()], right)
        case ast.BinOp(left=left, op=op, right=after) if type(op) in CALCULATED:
            return ast.BinOp(left, CALCULATED[type(op)](), after)
        case ast.BoolOp(op=op, values=values):
            return ast.BoolOp(JOINED[type(op)](), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case ast.Constant(value=bool() as value):
            return ast.Constant(not value)
        case ast.Constant(value=int() as value):
            return ast.Constant(value + 1)
    return None


def said_only(node: ast.AST) -> bool:
    """Whether a node holds only what is said: a message, a docstring, the list of public names."""
    named = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return (
        named or text or isinstance(node, ast.Raise | ast.JoinedStr | ast.Import | ast.ImportFrom)
    )


def places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr, ast.expr]]:
    """Parent, field, index in it, what stands there and what may stand there, in a fixed order."""
    for field, value in ast.iter_fields(node):
        if field in NOT_CHANGED:
            continue
        children = value if isinstance(value, list) else [value]
        for k, child in enumerate(children):
            if not isinstance(child, ast.AST) or said_only(child):
                continue
            if isinstance(child, ast.expr):
                index = k if isinstance(value, list) else None
                new = changed(child)
                if new is not None:
                    yield node, field, index, child, new
            yield from places(child)


def mutants(module: Path) -> list[Mutant]:
    """All changes of a module."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [
        Mutant(module, k, old.lineno, ast.unparse(old), ast.unparse(new))
        for k, (_, _, _, old, new) in enumerate(places(tree))
    ]


def source(mutant: Mutant) -> str:
    """The module with its change."""
    tree = ast.parse(mutant.module.read_text(encoding="utf-8"))
    parent, field, index, _, new = [*places(tree)][mutant.number]
    if index is None:
        setattr(parent, field, new)
    else:
        getattr(parent, field)[index] = new
    return ast.unparse(ast.fix_missing_locations(tree))


# ---------------------------------------------------------------- testing
@cache
def sources() -> frozenset[Path]:
    """All files through which tests may reach a module."""
    folders = [ROOT / part / name for part in ("teachsim", "tests") for name in PACKAGES]
    return frozenset(file for folder in folders for file in folder.rglob("*.py"))


def tests_of(module: Path) -> tuple[str, ...]:
    """The files of tests that belong to a module, the closest first."""
    files = closest(module)
    return files[: FEW + (not any(module in reached(ROOT / file) for file in files[:FEW]))]


@cache
def closest(module: Path) -> tuple[str, ...]:
    """The files of tests that reach a module, the closest first."""
    inside = module.relative_to(ROOT / "teachsim")
    steps = distances(module, sources())

    def closeness(file: Path) -> tuple[bool, bool, float]:
        own, near = file.stem.removeprefix("test_"), file.parent == ROOT / "tests" / inside.parent
        alike = own.endswith(module.stem) or module.stem.endswith(own)
        said = reached(file)
        through = sum(n / FARTHER ** steps[one] for one, n in said.items() if one in steps)
        return near and alike, module in said, through

    files = sorted((ROOT / "tests" / inside.parts[0]).rglob("test_*.py"))
    ranked = sorted(files, key=closeness, reverse=True)
    able = [file for file in ranked if file in steps] or ranked
    return tuple(str(file.relative_to(ROOT)) for file in able)


def tested(copy: Path, tests: Sequence[str]) -> int:
    """0 if all tests pass on the sources in a folder; for a process that is not used afterwards."""
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    os.chdir(copy)
    sys.path[:] = [str(copy), *(path for path in sys.path if path not in {"", str(ROOT)})]
    sys.dont_write_bytecode = True
    without = [f"no:{name}" for name in ("randomly", "xdist", "cacheprovider", "slipcover")]
    flags = [word for plugin in without for word in ("-p", plugin)]
    # The same cases for each mutant, and no word on what was loaded before the fork.
    flags += ["--hypothesis-seed=0", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return 0 if pytest.main(["-q", "-x", *flags, *tests]) == pytest.ExitCode.OK else 1


def ended(copy: Path, tests: Sequence[str], *, most: float) -> tuple[str, float]:
    """How tests end on the sources in a folder, and the seconds of processor time that they took.

    Args:
        copy: The folder.
        tests: Their files.
        most: Seconds of processor time after which they are endless.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:  # whatever happens, the fork ends here: what the parent cleans up is not its own
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(most), math.ceil(most) + 1))
            status = tested(copy, tests)
        finally:
            os._exit(status)
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    if os.WIFSIGNALED(status):
        late = os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}
        return ("endless" if late else "killed"), seconds
    return ("alive" if os.WEXITSTATUS(status) == 0 else "killed"), seconds


@cache
def unchanged(copy: Path, tests: tuple[str, ...]) -> tuple[str, float]:
    """How tests end on the sources as they are, "endless" if too slow, and after how long."""
    return ended(copy, tests, most=MOST_SECONDS)


def tried(mutant: Mutant, copy: Path) -> str:
    """How the tests of a mutant end; the copy is as before afterwards.

    Raises:
        RuntimeError: If the closest fail without any change: they would kill every mutant.
    """
    tests = tests_of(mutant.module)
    while tests and unchanged(copy, tests)[0] == "endless":
        tests = tests[:-1]  # without what is farthest they may be fast enough
    if not tests:
        return "not tried"
    if unchanged(copy, tests)[0] == "killed":
        raise RuntimeError(f"{' '.join(tests)} fail without any change; mend them first")
    if (how := with_change(mutant, copy=copy, tests=tests)) != "alive":
        return how
    for file in closest(mutant.module)[len(tests) : len(tests) + LATER]:
        able = unchanged(copy, (file,))[0] == "alive"
        if able and with_change(mutant, copy=copy, tests=(file,)) != "alive":
            return "later"
    return "alive"


def with_change(mutant: Mutant, *, copy: Path, tests: tuple[str, ...]) -> str:
    """How tests end on the change, which is taken back."""
    most = 3 * unchanged(copy, tests)[1] + 5
    place = copy / mutant.module.relative_to(ROOT)
    was = place.read_bytes()
    for stale in (place.parent / "__pycache__").glob(f"{place.stem}.*"):
        stale.unlink()  # two changes in one second would look the same to the cache
    place.write_text(source(mutant), encoding="utf-8")
    try:
        return ended(copy, tests, most=most)[0]
    finally:
        place.write_bytes(was)


def asked() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--mutants", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=25.0)
    parser.add_argument("--only", choices=PACKAGES, help="one of the packages; default: both")
    return parser.parse_args()


def results(drawn: Sequence[Mutant], *, minutes: float) -> Iterator[tuple[Mutant, str]]:
    """Mutants and how their tests end, as long as there is time."""
    end = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for part in ("teachsim", "tests", "studies"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("results"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        for mutant in drawn:
            if time.monotonic() > end:
                return
            yield mutant, tried(mutant, copy)


def main() -> None:
    """Print each mutant as it ends, and the score."""
    wanted = asked()
    packages = (wanted.only,) if wanted.only else PACKAGES
    modules = [path for name in packages for path in (ROOT / "teachsim" / name).rglob("*.py")]
    every = [mutant for module in sorted(modules) for mutant in mutants(module)]
    order = np.random.default_rng(wanted.seed).permutation(len(every))
    drawn = [every[k] for k in order[: wanted.mutants]]
    sys.stdout.write(f"{len(every):,} mutants in {len(modules)} modules; {len(drawn)} drawn\n")
    found: Counter[tuple[str, str]] = Counter()
    for mutant, how in results(drawn, minutes=wanted.minutes):
        found[mutant.module.relative_to(ROOT / "teachsim").parts[0], how] += 1
        sys.stdout.write(f"{how:<9} {mutant}\n")
        sys.stdout.flush()
    for package in packages:
        ends = "killed", "later", "endless", "alive"
        killed, later, endless, alive = (found[package, how] for how in ends)
        done = killed + later + endless + alive
        share = f"{1 - alive / done:.0%} killed" if done else "nothing known"
        left = found[package, "not tried"]
        how = f"{later} of them later, {endless} endless"
        said = f"{done} tried, {share}, {how}; tests of {left} too slow"
        sys.stdout.write(f"{package}: {said}\n")


if __name__ == "__main__":
    main()
