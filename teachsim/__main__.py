"""The command `teachsim`, also `python -m teachsim`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import teachsim as ts

_MOST_PORT = 65_535


def main(argv: Sequence[str] | None = None) -> int:
    """Do what a command line asks for; the exit status.

    Args:
        argv: Without the program; that of the process if None.
    """
    asked = _parser().parse_args(argv)
    if asked.command == "version":
        sys.stdout.write(f"teachsim {ts.__version__}\n")
        return 0
    from teachsim.ui import launch  # what it loads is for those who asked for the app

    try:
        launch.launch(address=asked.address, port=asked.port)
    except launch.LaunchError as error:
        sys.stderr.write(f"teachsim: {error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="teachsim", description=ts.__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="app | version")
    app = commands.add_parser("app", help="serve the pages, at the address that is printed")
    app.add_argument("--address", help="where to listen; default: this machine alone, 127.0.0.1")
    app.add_argument("--port", type=_port, help="default: 8501, or the next that is free")
    commands.add_parser("version", help="print the version")
    return parser


def _port(text: str) -> int:
    """The number of a port."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= _MOST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} must be a whole number in 1..{_MOST_PORT}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
