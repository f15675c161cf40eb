"""Run the contrast here, and write what happens as a log: what the page Bridge starts.

    python -m teachsim.bridge.replay --log run.jsonl --keep run --seed 7

Ctrl-C or SIGTERM stops it at the next look; the same command goes on from there, and ends as it
would have ended. torch is loaded after the process has stepped back, and nowhere else.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import teachsim as ts
from teachsim.bridge.recorded import RECORDED, WORLDS, About
from teachsim.bridge.replay_log import DONE, LATE, STOPPED, read_log
from teachsim.core.files import write_file

__all__ = ["MODULE", "StopError", "arguments", "main"]

MODULE: Final = "teachsim.bridge.replay"
_SECONDS: Final = 3_600
_CUT_SHORT: Final = 3  # exit status of a run that was stopped


class StopError(Exception):
    """The run is to stop: somebody said so, or its time is over."""


def arguments(world: str, seed: int, *, names: Sequence[str], quick: bool = False) -> list[str]:
    """The command line of a run, but for where things are kept.

    >>> arguments("names", 7, names=RECORDED)
    ['--world', 'names', '--seed', '7']
    """
    ways = [] if tuple(names) == RECORDED else [part for way in names for part in ("--way", way)]
    return ["--world", world, "--seed", str(seed), *ways, *(["--quick"] if quick else [])]


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the command line says; 0 if it came to its end, 3 if it was stopped.

    Raises:
        ValueError: If the log is of another run, or the folder holds checkpoints of one.
    """
    asked = _options(argv)
    os.nice(asked.nice)
    _free_memory()
    stop = _stopper(seconds=asked.seconds)
    _mend(asked.log)
    with asked.log.open("a", encoding="utf-8") as file:

        def say(line: Mapping[str, Any]) -> None:
            file.write(json.dumps(line, allow_nan=False) + "\n")
            file.flush()

        return _run(asked, say, stop=stop)


def _run(
    asked: argparse.Namespace, say: Callable[[Mapping[str, Any]], None], *, stop: Callable[[], None]
) -> int:
    """Record, and say how it ended."""
    from teachsim.bridge import recording

    names = tuple(asked.way or RECORDED)
    said = arguments(asked.world, asked.seed, names=names, quick=asked.quick)
    command = shlex.join(["python", "-m", MODULE, *said])
    device = recording.named(asked.device)
    about = About(asked.world, asked.seed, device, ts.__version__, command, names)
    _check(asked.log, about)
    try:
        recording.record(
            about,
            say,
            sizes=recording.sizes_of(asked.world, quick=asked.quick),
            folder=asked.keep,
            device=asked.device,
            stop=stop,
        )
    except StopError as why:
        say({"end": str(why)})
        return _CUT_SHORT
    except Exception as error:
        say({"end": f"{type(error).__name__}: {error}"})
        raise
    say({"end": DONE})
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {MODULE}",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--log", type=Path, required=True, help="file that the log is added to")
    parser.add_argument("--keep", type=Path, required=True, help="folder of the checkpoints")
    parser.add_argument("--world", choices=[*WORLDS], default=next(iter(WORLDS)))
    parser.add_argument("--seed", type=_natural, default=0)
    about_way = "a way of teaching, after the one that it goes on from; all if none is given"
    parser.add_argument("--way", action="append", choices=RECORDED, help=about_way)
    parser.add_argument("--device", default="cpu", help="of torch: cpu or cuda")
    parser.add_argument("--quick", action="store_true", help="a smaller world, and fewer steps")
    about_seconds = f"stop after so long; {_SECONDS:,} by default"
    parser.add_argument("--seconds", type=float, default=_SECONDS, help=about_seconds)
    parser.add_argument("--nice", type=_natural, default=0, help="how far to step back, 0 to 19")
    return parser.parse_args(argv)


def _stopper(*, seconds: float) -> Callable[[], None]:
    """Raises once a signal has come, or the time is over; until then it does nothing."""
    end = time.monotonic() + seconds
    signals: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda came, _: signals.append(came))

    def stop() -> None:
        if signals:
            raise StopError(STOPPED)
        if time.monotonic() > end:
            raise StopError(LATE)

    return stop


def _free_memory() -> None:
    """Undo the bound that a server sets itself: torch reserves more addresses than it uses."""
    try:
        import resource
    except ImportError:  # not on every system
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):  # systems that have the name and not the thing
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _mend(log: Path) -> None:
    """Drop a last line that was cut short when its run was killed, or leave the log as it is."""
    if not log.exists():
        return
    text = log.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        write_file(log, whole.encode())


def _check(log: Path, about: About) -> None:
    """Refuse a log of another run.

    Raises:
        ValueError: If it is one.
    """
    text = log.read_text(encoding="utf-8")
    found = read_log(text).about if text else about
    if found != about:
        raise ValueError(
            f"the log {str(log)!r} is of another run, {asdict(found)}, not {asdict(about)}; name "
            "another file"
        )


def _natural(text: str) -> int:
    """A whole number of at least 0."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} must be a whole number of at least 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
