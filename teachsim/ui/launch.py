"""Starting the server of the app, with the settings that hold wherever it is started.

Streamlit reads `.streamlit/config.toml` beside the script that it runs, after those of one's home
and of the folder one is in: it is the same file in a clone and in an installed package.
"""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from teachsim.core.checks import quoted

__all__ = ["LaunchError", "launch", "script"]

_NEEDED: Final = ("streamlit", "matplotlib")
_HERE: Final = Path(__file__).parent
_CLONE: Final = _HERE.parents[1]
_SETTINGS: Final = Path(".streamlit") / "config.toml"


class LaunchError(ValueError):
    """The app cannot be started, for the reason it gives in one sentence."""


def launch(*, address: str | None = None, port: int | None = None) -> None:
    """Serve the app until it is interrupted.

    Args:
        address: Where it listens; this machine alone if None.
        port: On which it listens; 8501, or the next that is free, if None.

    Raises:
        LaunchError: If what draws and shows is not installed, or nobody can listen there.
    """
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise LaunchError(
            f"the app needs {' and '.join(missing)}, which this Python does not have; run "
            'pip install "teachsim[app]"'
        )
    if address is not None:
        _check(address)
    from streamlit.web import cli

    cli.main(["run", str(script()), *_flags(address, port)])


def script() -> Path:
    """The script that is run: it has the settings beside it.

    Raises:
        LaunchError: If there are none, neither in the package nor in a clone around it.
    """
    for candidate in (_HERE / "app.py", _CLONE / "app.py"):
        if candidate.is_file() and (candidate.parent / _SETTINGS).is_file():
            return candidate
    raise LaunchError(
        f"the app's settings {_SETTINGS} are neither in {str(_HERE)!r} nor in {str(_CLONE)!r}; "
        "install teachsim anew, or clone all of it"
    )


def _check(address: str) -> None:
    """Refuse an address at which nothing here can listen: Streamlit would end in a traceback.

    >>> _check("192.0.2.1")
    Traceback (most recent call last):
    teachsim.ui.launch.LaunchError: the address is '192.0.2.1', but this machine has no such ...
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        socket.create_server((address, 0), family=family).close()
    except (OSError, UnicodeError):
        raise LaunchError(
            f"the address is {quoted(address)}, but this machine has no such address to listen at; "
            "give one that it has, such as 127.0.0.1, or 0.0.0.0 for all of them"
        ) from None


def _flags(address: str | None, port: int | None) -> Sequence[str]:
    """What Streamlit is told beyond the settings."""
    asked = {"server.address": address, "server.port": port}
    return [f"--{name}={value}" for name, value in asked.items() if value is not None]
