"""Where rows come from: version, revision, the hash of the code that ran, machine and command."""

from __future__ import annotations

import hashlib
import platform
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import teachsim as ts

__all__ = ["CodeError", "Provenance", "code_of", "legible", "provenance"]

_PACKAGE = Path(ts.__file__).parent
_UNKNOWN = "unknown"  # not a git checkout, or no git


class CodeError(ValueError):
    """The task's code is not there, or not what the driver has."""


@dataclass(frozen=True)
class Provenance:
    """Who ran a study.

    Attributes:
        version: That of teachsim.
        revision: Of git, with "+" if files differ from it; "unknown" outside a checkout.
        code: Hash of the package and the task's module.
        machine: Operating system, Python and numpy.
        command: As typed.
    """

    version: str
    revision: str
    code: str
    machine: str
    command: str


def provenance(task: str) -> Provenance:
    """That of this process, for a task "package.module:function"."""
    numpy = sys.modules["numpy"].__version__
    machine = f"{platform.platform()}, Python {platform.python_version()}, numpy {numpy}"
    command = legible(shlex.join(sys.argv))
    return Provenance(ts.__version__, _revision(), code_of(task), machine, command)


def legible(text: str) -> str:
    r"""A text that can be stored, though half a character stands in it, as where bytes were none.

    >>> print(legible("caf\udce9"))
    caf\udce9
    """
    return text.encode("utf-8", "backslashreplace").decode()


def code_of(task: str) -> str:
    """16 hex digits that differ as soon as the package or the task's module does.

    They are of what this process has loaded, whatever became of the files since: the package is
    read as the process begins, a task's module when it is first asked for, to be loaded then. Of
    what is loaded later still nobody looks whether its file has been changed meanwhile.

    Raises:
        CodeError: If the task's module cannot be found.
    """
    return _code_with(task.partition(":")[0])


@cache
def _code_with(module: str) -> str:
    """The hash of the package and of one module more."""
    try:
        found = find_spec(module)
    except ModuleNotFoundError:
        found = None
    if found is None or found.origin is None:
        raise CodeError(
            f"there is no module {module} on this machine; start from the folder that holds it, "
            "with PYTHONPATH=."
        )
    return _hashed({"package": _PACKAGE_CODE.encode(), module: Path(found.origin).read_bytes()})


def _package_code() -> str:
    """The hash of the package's files."""
    files = [
        path for path in sorted(_PACKAGE.rglob("*")) if path.suffix in {".py", ".csv", ".json"}
    ]
    return _hashed({path.relative_to(_PACKAGE).as_posix(): path.read_bytes() for path in files})


def _hashed(contents: Mapping[str, bytes]) -> str:
    """16 hex digits of contents by name, in their order."""
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


# At import, the one place in the house: asked for later, a worker that has lived through an edit
# would sign with new files what the old ones, which it has loaded, have made.
_PACKAGE_CODE = _package_code()


def _revision() -> str:
    """The revision of git in which the package lies."""
    asked = ["rev-parse", "--short=16", "HEAD"], ["status", "--porcelain", "--untracked-files=no"]
    try:
        head, changes = (
            subprocess.run(
                ["git", "-C", str(_PACKAGE), *words], capture_output=True, check=True, text=True
            ).stdout.strip()
            for words in asked
        )
    except (OSError, subprocess.CalledProcessError):
        return _UNKNOWN
    return head + "+" * bool(changes)
