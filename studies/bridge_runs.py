"""The runs that the page Bridge replays: a transformer in three worlds, taught in eleven ways.

There is neither table nor figure, but bridge_runs.json: written where the page reads it, in
teachsim/gallery/data, unless --out names another folder; the store lies in studies/results. Each
line of the file is one way of teaching one base model: what was predicted of it before it was
taught, and what it says to questions that were never taught, every ten steps. About a minute of one
core for each world and seed. Where it fails: where knowledge comes fact by fact, the model hardly
senses what it does not know, and reward may leave it silent about everything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import teachsim as ts
from teachsim import sweep
from teachsim.bridge import recording
from teachsim.bridge.contrast import FIT
from teachsim.bridge.recorded import RECORDED, WORLDS, About
from teachsim.bridge.replay_log import DONE, read_log
from teachsim.gallery import bridge_file
from teachsim.gallery.bridge import SEEDS

RESULTS = Path(__file__).resolve().parent / "results"  # of tables and figures: it has none
SHOWN = ("SFT, right answers", "reward, cold", "IDK, then reward")


def recorded(_: object, *, world: str, seed: int, quick: bool) -> sweep.Found:
    """The log of one run."""
    again = f"python studies/bridge_runs.py --seeds {seed + 1}" + " --quick" * quick
    about = About(world, seed, recording.named("cpu"), ts.__version__, again, RECORDED)
    lines: list[str] = []

    def say(line: Mapping[str, Any]) -> None:
        lines.append(json.dumps(line) + "\n")

    with TemporaryDirectory() as folder:
        sizes = FIT if quick else recording.sizes_of(world, quick=False)
        recording.record(about, say, sizes=sizes, folder=Path(folder))
    say({"end": DONE})
    return {"log": "".join(lines)}


def main() -> None:
    """Run the study."""
    asked = sweep.options("bridge_runs", __doc__ or "", seeds=SEEDS)
    worlds = [*WORLDS][: 1 if asked.quick else None]
    seeds, quick = range(asked.seeds), [asked.quick]
    cells = sweep.grid({"world": worlds, "seed": seeds, "quick": quick})
    found = sweep.found(recorded, cells, asked=asked)
    runs = [read_log(str(one["log"])) for one in found]
    for run in runs:
        told = [f"{way}: {run.courses[way].rates[-1, 0, 2]:.0%}" for way in SHOWN]
        print(f'{run.about.world} {run.about.seed}: "I don\'t know" if unknown: {", ".join(told)}')
    head = {"version": ts.__version__, "command": asked.command, "seed": f"0 to {asked.seeds - 1}"}
    content = bridge_file.written(runs, head=head)
    data = Path(bridge_file.__file__).parent / "data"
    folder = data if asked.out.resolve() == RESULTS else asked.out
    sweep.write_file(folder / "bridge_runs.json", content.encode())


if __name__ == "__main__":
    main()
