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
    parser = _parser()
    asked = parser.parse_args(argv)
    if asked.command is None:  # who asks for nothing wants to know what there is
        parser.print_help()
        return 0
    if asked.command == "version":
        sys.stdout.write(f"teachsim {ts.__version__}\n")
        return 0
    try:
        if asked.command == "app":
            from teachsim.ui.launch import launch  # loaded for those who asked for the app

            launch(address=asked.address, port=asked.port)
        else:
            _script(asked.link)
    except ValueError as error:
        sys.stderr.write(f"teachsim: {error}\n")
        return 1
    return 0


def _script(link: str) -> None:
    """Print the script of a link, and what could not be used of it on standard error."""
    from teachsim.gallery.linked import linked_script

    source, problems = linked_script(link)
    sys.stderr.writelines(f"teachsim: {problem}\n" for problem in problems)
    sys.stdout.write(source)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="teachsim", description=ts.__doc__)
    commands = parser.add_subparsers(dest="command", metavar="app | script | version")
    app = commands.add_parser("app", help="serve the pages, at the address that is printed")
    app.add_argument("--address", help="where to listen; default: this machine alone, 127.0.0.1")
    app.add_argument("--port", type=_port, help="default: 8501, or the next that is free")
    about = "print the script of a link; `teachsim script LINK | python` prints its fingerprint"
    commands.add_parser("script", help=about).add_argument("link", help="as copied from a page")
    commands.add_parser("version", help="print the version")
    return parser


def _port(text: str) -> int:
    """The number of a port."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= _MOST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} must be a whole number in 1..{_MOST_PORT}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
