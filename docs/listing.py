"""The reference, listed: every public name once, where it is defined, and links from elsewhere.

Read from the source, without importing it: so it needs neither torch nor a screen. A module's
public names are those of its `__all__`. A name that a package passes on is documented where it is
defined, if that module lists it as well, and at the package otherwise.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PARTS", "Listed", "listed", "pages", "plain"]

_CODE = re.compile(r"`([^`]+)`")
_MARKED = re.compile(r"([\\*|]|(?<=\w)_(?!\w))")

PARTS = ("core", "symbolic", "tabular", "bridge", "gallery", "sweep", "draw")


@dataclass(frozen=True)
class Listed:
    """The public names of a module.

    Attributes:
        name: Of the module.
        package: Of the page on which it stands: its package, or itself.
        own: Name to directive, of the names that are documented here.
        passed_on: Name to target, of those that are documented elsewhere; a target is a full name.
        about: Name to first line of the docstring, of those passed on; empty if there is none.
    """

    name: str
    package: str
    own: dict[str, str]
    passed_on: dict[str, str]
    about: dict[str, str]


def listed(root: Path) -> list[Listed]:
    """The modules below the folder of `teachsim` that have public names, in order."""
    trees = {_named(root, path): ast.parse(path.read_text(encoding="utf-8")) for path in _at(root)}
    packages = {_named(root, path) for path in _at(root) if path.name == "__init__.py"}
    public = {name: _public(tree) for name, tree in trees.items()}
    found = []
    for name, tree in trees.items():
        own, passed_on = {}, {}
        kinds, imports = _kinds(tree), _imports(tree)
        for word in public[name]:
            if word in kinds:
                own[word] = kinds[word]
                continue
            target = _origin(imports[word], trees=trees, public=public)
            if target in trees or target.rpartition(".")[2] in public[target.rpartition(".")[0]]:
                passed_on[word] = target
            else:
                module, _, last = target.rpartition(".")
                own[word] = _kinds(trees[module])[last]
        package = name if name in packages else name.rpartition(".")[0]
        if public[name] or (ast.get_docstring(tree) and name in packages):
            about = {word: _about(target, trees=trees) for word, target in passed_on.items()}
            found.append(Listed(name, package, own, passed_on, about))
    return found


def pages(modules: list[Listed]) -> dict[str, str]:
    """The source of a page for each package, and of their index, by file name."""
    packages = sorted({module.package for module in modules})
    written = {
        f"{package}.rst": "\n".join(
            [_title(f"``{package}``", "=")]
            + [_module(module) for module in modules if module.package == package]
        )
        for package in packages
    }
    index = [
        _title("Reference", "="),
        "Every public name, from its own docstring. A name is documented where it is defined.",
        "",
        ".. toctree::",
        "   :maxdepth: 1",
        "",
        *(f"   {package}" for package in packages),
        "",
    ]
    return {"index.rst": "\n".join(index), **written}


def _at(root: Path) -> Iterator[Path]:
    yield root / "__init__.py"
    for part in PARTS:
        yield from sorted((root / part).rglob("*.py"))


def _named(root: Path, path: Path) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _public(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return []


def _kinds(tree: ast.Module) -> dict[str, str]:
    """Directive of each name that a module defines."""
    kinds: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            kinds[node.name] = "autofunction"
        elif isinstance(node, ast.ClassDef):
            kinds[node.name] = "autoclass"
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names = (name for name in ast.walk(node) if isinstance(name, ast.Name))
            kinds |= {name.id: "autodata" for name in names if isinstance(name.ctx, ast.Store)}
    return kinds


def _imports(tree: ast.Module) -> dict[str, str]:
    """Full name of each name that a module imports."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _origin(target: str, *, trees: dict[str, ast.Module], public: dict[str, list[str]]) -> str:
    """Where a name comes from in the end: a module of that name, or where it is defined."""
    module, _, name = target.rpartition(".")
    if name in _kinds(trees[module]) or (target in trees and name not in _imports(trees[module])):
        return target
    imports = _imports(trees[module])
    if imports.get(name) == target:  # a package that takes in its own module
        return target
    return _origin(imports[name], trees=trees, public=public)


def _about(target: str, *, trees: dict[str, ast.Module]) -> str:
    """First line of the docstring of a module, function or class; empty if there is none."""
    module, _, last = target.rpartition(".")
    body = [] if target in trees else trees[module].body
    defined = (node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef))
    node = trees.get(target) or next((node for node in defined if node.name == last), None)
    return ((node and ast.get_docstring(node)) or "").partition("\n")[0]


def plain(line: str) -> str:
    """A line of a docstring, where only backticks mean anything, as reStructuredText."""
    parts = _CODE.split(line)
    return "".join(
        f"``{part}``" if k % 2 else _MARKED.sub(r"\\\1", part) for k, part in enumerate(parts)
    )


def _title(text: str, line: str) -> str:
    return f"{text}\n{line * len(text)}\n"


def _module(module: Listed) -> str:
    """The section of a module; the page of a package begins with the package's own."""
    head = [] if module.name == module.package else [_title(f"``{module.name}``", "-")]
    lines = [*head, f".. automodule:: {module.name}", ""]
    if module.passed_on:
        lines += ["Documented elsewhere:", ""]
        for name, target in sorted(module.passed_on.items()):
            about = plain(module.about[name])
            lines += [f"- :py:obj:`{name} <{target}>`{': ' if about else ''}{about}"]
        lines += [""]
    for name, directive in sorted(module.own.items()):
        lines += [f".. {directive}:: {module.name}.{name}"]
        lines += {"autoclass": ["   :members:"], "autodata": ["   :no-value:"]}.get(directive, [])
        lines += [""]
    return "\n".join(lines)
