"""What links promise, counted: the same run from every form, and no exception from a bad one."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np

from teachsim.gallery.mislead import run
from teachsim.gallery.presets import PRESETS
from teachsim.ui import exports
from teachsim.ui.data import code
from teachsim.ui.visit import opened, query_of
from tests.fuzz.readers import READERS
from tests.ui.scenarios import random_settings, visit_of

ODD = (
    b"\0",
    b"\xff",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"nan",
    b"&",
    b"=",
    b"%00",
    b"%ED%A0%80",
    b"own",
)
CHANGES = 6
COLLECTED = """
import gc, sys, time
from teachsim.ui import data, gold_data, guard, play_data, tabular_data
from teachsim.ui.tabular_chapters import CHAPTERS
import streamlit, scipy, networkx, matplotlib
for warm in (data.warm, gold_data.warm, play_data.warm, lambda: tabular_data.warm(CHAPTERS)):
    warm()
def collected():
    gc.collect()
    began = time.process_time()
    for _ in range(5):
        gc.collect()
    return (time.process_time() - began) / 5 * 1e3
before = collected()
guard.settle()
print(before, collected())
"""


def round_trips(n: int) -> tuple[int, int]:
    """How many links give the setting back, of n random ones from every preset."""
    settings = random_settings(n, seed=6)
    back = [
        opened(query_of(visit_of(setting, start=preset.word))).setting == setting
        for preset in PRESETS
        for setting in settings
    ]
    return sum(back), len(back)


def fingerprints(n: int) -> tuple[int, int]:
    """How many of n random runs say one fingerprint in the app, its script and its web page."""
    same = 0
    for setting in random_settings(n, seed=6):
        runs = run(setting)
        said: list[str] = []
        exec(code(setting), {"print": said.append})
        in_page = runs.fingerprint in exports.as_page(setting).decode()
        same += said == [runs.fingerprint] and in_page
    return same, n


def bad_links(n: int) -> tuple[int, int]:
    """How many exceptions n links make that somebody spoiled, shared out to all pages."""
    links = {name: reader for name, reader in READERS.items() if name.startswith("link")}
    rng = np.random.default_rng(7)
    escaped = 0
    for k, content in enumerate(spoiled([r.examples for r in links.values()], n=n, rng=rng)):
        try:
            [*links.values()][k % len(links)].read(content)
        except Exception:
            escaped += 1
            sys.stdout.write(f"    escaped: {content!r}\n")
    return escaped, n


def spoiled(
    examples: list[tuple[bytes, ...]], *, n: int, rng: np.random.Generator
) -> Iterator[bytes]:
    """Links of one page after the other, with some of their bytes replaced."""
    for k in range(n):
        of_page = examples[k % len(examples)]
        content = of_page[rng.integers(len(of_page))]
        for _ in range(rng.integers(1, CHANGES)):
            at = int(rng.integers(len(content) + 1))
            piece = ODD[rng.integers(len(ODD))] if rng.random() < 0.5 else rng.bytes(2)
            content = content[:at] + piece + content[at + int(rng.integers(4)) :]
        yield content


def collection_ms() -> tuple[float, float]:
    """Milliseconds of processor time of a full garbage collection, before `settle` and after it."""
    done = subprocess.run(
        [sys.executable, "-c", COLLECTED], check=True, capture_output=True, text=True
    )
    before, after = done.stdout.split()
    return float(before), float(after)
