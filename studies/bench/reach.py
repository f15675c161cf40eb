"""Which files a file reaches: what it says names of, and what these say names of in turn.

Read from the sources alone, as nothing that is to be changed later may be loaded. A name that a
package passes on counts for the module that defines it: `complexity.check` reaches `check.py`.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["ROOT", "distances", "reached"]

ROOT = Path(__file__).resolve().parents[2]
INSIDE = ("teachsim", "tests")


@cache
def reached(file: Path) -> Counter[Path]:
    """The modules that a file says names of, and how often."""
    tree, bound = _tree(file), _bound(file)
    found: Counter[Path] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and (place := _place(node, bound)):
            found[place] += place.name != "__init__.py"  # that of a package says nothing yet
    return +found - Counter({file: found[file]})


def distances(to: Path, within: frozenset[Path]) -> dict[Path, int]:
    """Of each file that reaches a module: over how many steps; 0 is the module itself."""
    steps, latest, sayers = {to: 0}, {to}, _sayers(within)
    while latest:
        latest = {file for one in latest for file in sayers.get(one, ())} - steps.keys()
        steps |= dict.fromkeys(latest, max(steps.values()) + 1)
    return steps


@cache
def _sayers(within: frozenset[Path]) -> dict[Path, set[Path]]:
    """The files that say names of a module, by module."""
    found: dict[Path, set[Path]] = {}
    for file in within:
        for place in reached(file):
            found.setdefault(place, set()).add(file)
    return found


def _place(node: ast.expr, bound: dict[str, Path]) -> Path | None:
    """The file that defines what an expression names, or stands for it."""
    if isinstance(node, ast.Name):
        return bound.get(node.id)
    if isinstance(node, ast.Attribute) and (owner := _place(node.value, bound)):
        return _member(owner, node.attr)
    return None


@cache
def _bound(file: Path) -> dict[str, Path]:
    """The names that a file takes from others, and where these are defined."""
    return {name: place for name, place in _imports(file) if place is not None}


def _imports(file: Path) -> Iterator[tuple[str, Path | None]]:
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.ImportFrom) and node.module and _file(node.module):
            for name in node.names:
                owner = _file(node.module)
                yield name.asname or name.name, owner and _member(owner, name.name)
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield name.asname or name.name, _file(name.name)


def _member(owner: Path, name: str) -> Path | None:
    """The file of what a module or a package calls so; it may only pass it on."""
    if name in _defined(owner):
        return owner
    inside = ".".join(owner.parent.relative_to(ROOT).parts)
    part = _file(f"{inside}.{name}") if owner.name == "__init__.py" else None
    return part or _bound(owner).get(name)


@cache
def _defined(file: Path) -> frozenset[str]:
    """The names of functions, classes and constants at the top of a file."""
    names: set[str] = set()
    for node in _tree(file).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(names)


@cache
def _file(named: str) -> Path | None:
    """The file of a module or of a package, if it is ours."""
    if named.partition(".")[0] not in INSIDE:
        return None
    path = ROOT.joinpath(*named.split("."))
    alone = path.with_name(f"{path.name}.py")
    if alone.exists():
        return alone
    return path / "__init__.py" if path.is_dir() else None  # which folders of tests do not have


@cache
def _tree(file: Path) -> ast.Module:
    """Its syntax; nothing where a package has no file."""
    return ast.parse(file.read_text(encoding="utf-8") if file.is_file() else "")
