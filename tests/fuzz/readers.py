"""All readers of what comes from outside, as functions of bytes that raise on a fault of theirs.

A reader refuses with one short line in a `ValueError`; a link is never refused, and what it gives
can be linked to again. Anything else that escapes is a fault.
"""

import atexit
import io
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np

from teachsim import sweep
from teachsim.bridge import question_file, replay_log
from teachsim.bridge.recorded import RECORDED, WORLDS
from teachsim.gallery import bridge, bridge_file, gold_link, lab_link, link, play_link
from teachsim.gallery.lab_scenes import SCENES
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.setting import checked
from teachsim.gallery.tabular import knobs
from teachsim.gallery.tabular.knobs import Page
from teachsim.gallery.tabular.pages import PAGES
from teachsim.sweep import provenance
from teachsim.sweep.worker import Outcome
from teachsim.symbolic.reading import ReadError, read_csv

LONGEST_SENTENCE = 700
FIELDS = 40  # of a link that are looked at: an address of more is cut by the server


@dataclass(frozen=True)
class Reader:
    """A reader, examples of what it takes, and words that make a difference to it."""

    read: Callable[[bytes], None]
    examples: tuple[bytes, ...]
    words: tuple[str, ...] = ()


def refusing(read: Callable[[bytes], object], content: bytes, *, how: type[ValueError]) -> None:
    try:
        read(content)
    except how as error:
        said = str(error)
        assert said, "an empty sentence"
        assert "\n" not in said, said
        assert len(said) <= LONGEST_SENTENCE, said


# ---------------------------------------------------------------- files
def own_class(content: bytes) -> None:
    refusing(lambda data: read_csv(io.BytesIO(data)), content, how=ReadError)


def questions(content: bytes) -> None:
    refusing(question_file.parse, content, how=ValueError)


def log(content: bytes) -> None:
    def read(data: bytes) -> None:
        recorded = replay_log.read_log(data.decode("utf-8", "replace"))
        for course in recorded.courses.values():
            assert course.steps.dtype == np.int64
            assert (np.diff(course.steps) > 0).all()
            assert course.rates.dtype == np.float64

    refusing(read, content, how=ValueError)


MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
"""A folder that is on no disk, where there is one."""


@cache
def scratch() -> Path:
    """A file in memory, where there is such a place."""
    path = Path(tempfile.mkstemp(dir=MEMORY)[1])
    atexit.register(path.unlink, missing_ok=True)
    return path


def checkpoint(content: bytes) -> None:
    from teachsim.bridge import checkpoint as checkpoints

    scratch().write_bytes(content)
    refusing(lambda _: checkpoints.read(scratch()), content, how=ValueError)


@cache
def whole_checkpoint() -> bytes:
    import torch

    from teachsim.bridge import checkpoint as checkpoints

    state = checkpoints.Checkpoint({"step": 3, "run": "trial"}, {"weight a": torch.arange(4.0)})
    checkpoints.write(scratch(), state)
    return scratch().read_bytes()


def stored_runs(content: bytes) -> None:
    refusing(
        lambda data: bridge_file.read(data.decode("utf-8", "replace")), content, how=ValueError
    )


STUDY = sweep.Study("trial", "a:f", sweep.grid({"cell": [1, "x", None]}))


def store(content: bytes) -> None:
    def read(data: bytes) -> None:
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:  # anew, as SQLite leaves files
            (path := Path(folder) / "trial.sqlite").write_bytes(data)
            assert sweep.standing(path).sentence
            sweep.export(path, path.with_suffix(".csv"))
            with sweep.opened_store(path, STUDY) as opened:
                opened.codes()
                for one in opened.outcomes().values():
                    assert one.error or json.loads(one.values)

    refusing(read, content, how=sweep.StoreError)


@cache
def whole_store() -> bytes:
    """A store of pages as small as may be, the same each time."""
    by = provenance.Provenance("0", "unknown", "0" * 16, "a machine", "a command")
    ends = [Outcome("done", '{"x": 0.5, "y": "z"}', "", 0.5), Outcome("failed", "", "E: no", 0.5)]
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / "trial.sqlite"
        with sweep.opened_store(path, STUDY) as opened:
            opened.add(opened.begin(by, total=3, kept=0), [*zip(STUDY.tasks(), ends, strict=False)])
            for change in (
                "update runs set started = 1.0",
                "update rows set finished = 2.0",
                "pragma journal_mode = delete",
                "pragma page_size = 512",
                "vacuum",
            ):
                opened.rows.execute(change)
        return path.read_bytes()


# ---------------------------------------------------------------- links
def query_of(content: bytes) -> dict[str, str]:
    text = content.decode("utf-8", "replace")
    return dict(parse_qsl(text, keep_blank_values=True)[:FIELDS])


def said(problems: tuple[str, ...]) -> None:
    assert all(0 < len(one) <= LONGEST_SENTENCE for one in problems), problems


def mislead(content: bytes) -> None:
    setting, problems = link.from_query(query_of(content))
    said(problems)
    checked(setting)
    if link.carries_class(setting):
        assert link.from_query(link.to_query(setting)) == (setting, ())


def gold(content: bytes) -> None:
    setting, problems = gold_link.from_query(query_of(content))
    said(problems)
    assert gold_link.from_query(gold_link.to_query(setting)) == (setting, ())


def play(content: bytes) -> None:
    match, problems = play_link.from_query(query_of(content))
    said(problems)
    assert play_link.from_query(play_link.to_query(match)) == (match, ())


def lab(content: bytes) -> None:
    study, problems = lab_link.from_query(query_of(content))
    said(problems)
    assert lab_link.from_query(lab_link.to_query(study)) == (study, ())


def tabular(page: Page, content: bytes) -> None:
    setting, problems = knobs.from_query(page, query_of(content))
    said(problems)
    assert knobs.from_query(page, knobs.to_query(page, setting)) == (setting, ())


# ---------------------------------------------------------------- all
def encoded(*queries: Mapping[str, str]) -> tuple[bytes, ...]:
    return tuple(urlencode(query).encode() for query in queries)


def logged(*lines: Any) -> bytes:
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


OWN = {"class": "own", "own": "eNrLTEnN00nUSdJJ5srJKU7NKddJTszIKdZJzC4BAF_jCJ0"}
CLASS = (
    b"class,ant,bee,cat\ninsects,1,1,0\nmammals,0,0,1\n",
    b'idea,"a, b",c\r\n"x ""y""",1,0\r\n',
)
ASKED = (b'question,answers\nWho?,me|you\n"Where, then?",here\n', b"answers,question\r\nx,y\r\n")
WAY = "SFT, right answers"
RATES = [[0.0, 0.25], [0.5, 0.25]]
RUN = {"world": "names", "seed": 1, "device": "cpu", "version": "0", "command": "x"}
FITTED = {"bins": 20, "d_prime": 2.0, "known": 0.5, "recall": 0.9, "misbelief": 0.5, "answers": 50}
FIT = FITTED | {"base_idk": 0.01, "base_recall": 0.9, "auroc": 0.9}
LOGGED = logged(
    {"run": RUN | {"names": [WAY]}},
    {"fit": FIT},
    {"predicted": {"way": WAY, "rates": RATES}},
    {"point": {"way": WAY, "step": 0, "rates": RATES}},
    {"at": {"way": WAY, "share": 0.5}},
    {"end": "done"},
)
RUNS = [
    {
        "world": world,
        "seed": 0,
        "fit": FIT,
        "courses": {
            way: {"predicted": RATES, "steps": [0, 9], "rates": [RATES, RATES]} for way in RECORDED
        },
    }
    for world in WORLDS
]
STORED = {"version": "0", "command": "x", "seed": "0", "device": "cpu", "runs": RUNS}
LINKED = encoded(
    *(link.to_query(preset.setting, start=preset.word) for preset in PRESETS),
    {"class": "intervals", "n": "13", "target": "4", "teacher": "hostile", "blind": "1.2"},
    {"class": "boxes", "n": "3x4", "rounds": "9", "seed": "1", "view": "table"},
    OWN,
)
GOLD = encoded(
    {"view": "speak", "family": "multiples", "target": "3", "learner": "bold", "rounds": "9"},
    {"preset": "gold", "place": "12"},
)
PLAYED = encoded(
    {"side": "learner", "ask": "membership", "target": "3", "moves": "1.2.3", "over": "1"},
    {"class": "intervals", "n": "5", "decoy": "2", "bias": "largest"},
)

LABS = encoded(
    *(lab_link.to_query(scene.study, start=scene.word) for scene in SCENES),
    {"lanes": "query.hostile.largest.halving.2", "rounds": "9", "seed": "1"},
    OWN,
)


def of_page(page: Page) -> Reader:
    scenes = [knobs.to_query(page, scene.setting, start=scene.word) for scene in page.scenes]
    every = {knob.name: knob.show(page.default.setting) for knob in page.knobs}
    return Reader(partial(tabular, page), encoded(every, *scenes), tuple(every))


READERS: dict[str, Reader] = {
    "class CSV": Reader(own_class, CLASS, ('"', "0", "1", "\r\n", "\ufeff")),
    "question CSV": Reader(questions, ASKED, ("question", "answers", "|", '"')),
    "log of a run": Reader(log, (LOGGED,), ('{"run":', '"rates":', "1e999", "NaN", "[[", "9" * 99)),
    "stored runs": Reader(
        stored_runs,
        (json.dumps({"format": bridge_file.FORMAT, **STORED}).encode(),),
        ('"runs":', '"rates":', '"seed":', "1e999", "NaN", "[[", "9" * 99),
    ),
    "link of Mislead": Reader(mislead, LINKED, ("class=", "own=", "n=", "target=", "decoy=")),
    "link of Gold": Reader(gold, GOLD, ("view=", "family=", "target=", "learner=", "place=")),
    "link of Play": Reader(play, PLAYED, ("side=", "ask=", "moves=", "over=", "class=")),
    "link of Lab": Reader(lab, LABS, ("lanes=", "chart=", "class=", "blind=", "rounds=")),
    **{f"link of {page.word}": of_page(page) for page in (*PAGES, bridge.PAGE)},
    "store": Reader(store, (), ("SQLite format 3", "done", "failed", '{"x":', "trial", "text")),
}
if find_spec("torch") is not None and find_spec("safetensors") is not None:
    READERS["checkpoint"] = Reader(checkpoint, (), ("F32", "dtype", "shape", "__metadata__"))

MADE = {"checkpoint": whole_checkpoint, "store": whole_store}


def examples_of(name: str) -> tuple[bytes, ...]:
    """Examples of what a reader takes, of which some must be made."""
    return (MADE[name](),) if name in MADE else READERS[name].examples
