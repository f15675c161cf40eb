"""Starting the server of the app, with the settings that hold wherever it is started.

Streamlit reads `.streamlit/config.toml` beside the script that it runs, after those of one's home
and of the folder one is in: it is the same file in a clone and in an installed package.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Final

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
        LaunchError: If what draws and shows is not installed.
    """
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise LaunchError(
            f"the app needs {' and '.join(missing)}, which this Python does not have; run "
            'pip install "teachsim[app]"'
        )
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


def _flags(address: str | None, port: int | None) -> Sequence[str]:
    """What Streamlit is told beyond the settings."""
    asked = {"server.address": address, "server.port": port}
    return [f"--{name}={value}" for name, value in asked.items() if value is not None]
