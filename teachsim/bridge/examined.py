"""A model of one's own, asked what it knows: where the study of such models begins.

Where there is none a small one is made, see `specimen`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from teachsim.bridge import local_model, probing, question_file, specimen, spelling
from teachsim.bridge.causal_lm import CausalLM
from teachsim.bridge.probing import Probe
from teachsim.bridge.questions import Questions
from teachsim.core.checks import quoted

__all__ = ["Examined", "Source", "examined", "examined_once", "source_of"]


@dataclass(frozen=True)
class Source:
    """Where a model and its questions are; with neither of them, a small one is made.

    Attributes:
        model: Its folder.
        questions: The question file.
        prompt: How a question is put; as in `spelling.Template` if None.
        end: The text that ends an answer; the model's own end of text if None.
    """

    model: str | None = None
    questions: str | None = None
    prompt: str | None = None
    end: str | None = None

    def __post_init__(self) -> None:
        """Refuse a model without questions, and questions without a model.

        Raises:
            ValueError: If one of them is missing.
        """
        if (self.model is None) != (self.questions is None):
            raise ValueError(
                f"the model is {quoted(self.model)} and its questions {quoted(self.questions)}; "
                "give both, or neither and a small model is made"
            )

    @property
    def told(self) -> str:
        """All of it as JSON, which differs as soon as a file of the model or the questions does."""
        return json.dumps({**asdict(self), "contents": _contents(self)}, sort_keys=True)


@dataclass(frozen=True, eq=False)
class Examined:
    """A model that was asked.

    Attributes:
        actor: The model.
        questions: What it was asked; `known` says what it knows.
        probe: What it said.
    """

    actor: CausalLM
    questions: Questions
    probe: Probe


def source_of(told: str) -> Source:
    """The source that was `told`, whose files are those of whoever told it.

    Raises:
        ValueError: If the files here are others.
    """
    fields = json.loads(told)
    contents = fields.pop("contents")
    source = Source(**fields)
    if (here := _contents(source)) != contents:
        raise ValueError(
            f"model and questions have contents {here} here and {contents} where this was asked "
            "for; give both machines the same files, and begin anew if they were changed meanwhile"
        )
    return source


def examined(source: Source, *, device: str, knights: int = 400, steps: int = 450) -> Examined:
    """A model and what it knows of the questions.

    Args:
        source: Where they are.
        device: Where the model goes.
        knights: Of a small one that is made, whose questions are about them.
        steps: Of its training.

    Raises:
        ValueError: If a file cannot be read or breaks a rule, or transformers is not installed.
    """
    if source.model is None or source.questions is None:
        with TemporaryDirectory() as folder:
            asked = specimen.build(Path(folder), rng=0, knights=knights, steps=steps)
            return examined(replace(source, model=folder, questions=str(asked)), device=device)
    mine = local_model.load(source.model, end=source.end, device=device)
    template = spelling.Template(source.prompt or spelling.Template.text)
    every = spelling.spelled(question_file.read(source.questions), mine, template=template)
    found = probing.probe(mine.actor, every, rng=0)
    return Examined(mine.actor, probing.marked_known(every, found), found)


@lru_cache(maxsize=1)
def examined_once(told: str, *, device: str, knights: int, steps: int) -> Examined:
    """What `examined` finds of the source that was `told`; kept, as all seeds begin with it."""
    return examined(source_of(told), device=device, knights=knights, steps=steps)


def _contents(source: Source) -> str:
    """16 hex digits of a hash of the files."""
    digest = hashlib.sha256()
    given = [Path(path) for path in (source.model, source.questions) if path is not None]
    for path in sorted(file for one in given for file in (one, *one.glob("*"))):
        if path.is_file():
            with path.open("rb") as file:
                inner = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(f"{path.name}\0{inner}\0".encode())
    return digest.hexdigest()[:16]
