"""A small model of the transformers library in a folder, as somebody might have left it there.

For trying out, without a network, what is meant for a model of one's own: a GPT-2 of two layers and
a tokenizer of whole words, taught the crests of a third of the knights, as in `world`. An eighth of
all have another crest each time they are named, or none that is known, and are never asked about:
from them it learns that for some names the answer cannot be told, and a little how to say so.
"""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from teachsim.bridge.causal_lm import CausalLM
from teachsim.bridge.finetune import finetune
from teachsim.bridge.local_model import LocalModel, library, quiet
from teachsim.bridge.pace import Pace
from teachsim.bridge.question_file import parse
from teachsim.bridge.questions import Questions
from teachsim.bridge.spelling import Template, spelled
from teachsim.bridge.wrapping import around
from teachsim.core.checks import generator, whole_number
from teachsim.tabular.objectives import SFT

__all__ = ["build"]

_COLOURS = ("red", "blue", "green", "black", "white", "gold", "silver", "purple", "brown", "azure")
_BEASTS = ("lion", "boar", "stag", "swan", "raven", "trout", "griffin", "hound", "bear", "otter")
_SYLLABLES = (
    ["Al", "Be", "Ca", "Do", "Er", "Fa", "Ga", "Ho", "Is", "Ja"],
    ["la", "mo", "ne", "ri", "su"],
    ["bert", "dan", "fred", "gard", "lin", "mund", "ric", "ward", "win", "wulf"],
)
_MOST = 500  # names of three syllables
_LEAST = 16  # knights, so that some are known and unknown, taught and held out
_TAIL, _KNOWN = 1 / 8, 1 / 3  # shares of knights: of all, and of the others
_TAIL_SHARE, _TELLINGS = 0.15, 40  # of the text; and how often it tells a known crest
_SILENT = 0.05  # of the text about those who have another crest each time
_WORD = r"\w+'\w+|\w+|[^\w\s]"
_UNKNOWN, _END = "<unknown>", "<end>"
_PHASES = ((Pace(rate=3e-3, shown=64), 2 / 3), (Pace(rate=5e-4, shown=64), 1 / 3))


def build(
    folder: Path, *, rng: int | np.random.Generator, knights: int = 400, steps: int = 600
) -> Path:
    """Train the model and write it into a folder; the path of a question file beside it.

    Args:
        folder: Made if there is none.
        rng: A seed, or a generator, which is consumed.
        knights: How many there are, 16 to 500.
        steps: Of training.

    Raises:
        ValueError: If a number is out of its range, or transformers is not installed.
    """
    n = whole_number(knights, thing="knights", least=_LEAST, way_out="use 400")
    steps = whole_number(steps, thing="steps", least=0, way_out="use 600")
    if n > _MOST:
        raise ValueError(f"knights is {n}, but there are names for {_MOST} only; use fewer")
    rng = generator(rng, way_out="pass a seed such as 0, or a numpy Generator")
    names = [_name(int(number)) for number in rng.permutation(_MOST)[:n]]
    lines = [_line(name, rng=rng) for name in names]
    asked = parse(_file(lines))
    tokenizer = _tokenizer("".join(lines))
    actor = _unlearned(tokenizer, rng=rng)
    text = _text(spelled(asked, LocalModel(actor, tokenizer)), rng=rng)
    for pace, share in _PHASES:
        taught = finetune(actor, text, SFT("gold"), rng=rng, steps=round(share * steps), pace=pace)
        assert isinstance(taught, CausalLM), "a copy of what went in"
        actor = taught
    folder.mkdir(parents=True, exist_ok=True)
    network: Any = actor.network
    with quiet(library()):
        network.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    path = folder / "questions.csv"
    path.write_bytes(_file(lines[round(_TAIL * n) :]))
    return path


def _name(number: int) -> str:
    """One of the names."""
    first, second, third = _SYLLABLES
    number, last = divmod(number, len(third))
    return first[number // len(second)] + second[number % len(second)] + third[last]


def _line(name: str, *, rng: np.random.Generator) -> str:
    """A line of a question file; `rng` is consumed."""
    crest = f"{rng.choice(_COLOURS)} {rng.choice(_BEASTS)}"
    return f"What is the crest of {name}?,{crest}\n"


def _file(lines: list[str]) -> bytes:
    """A question file."""
    return ("question,answers\n" + "".join(lines)).encode()


def _tokenizer(text: str) -> Any:
    """A tokenizer that knows the words of a text, of the template, and no others."""
    parts, transformers = importlib.import_module("tokenizers"), library()
    splitter = parts.pre_tokenizers.Split(
        pattern=parts.Regex(_WORD), behavior="removed", invert=True
    )
    said = " ".join([text, Template().put(""), *Template().idk, *_COLOURS, *_BEASTS])
    words = dict.fromkeys([_UNKNOWN, _END, *(word for word, _ in splitter.pre_tokenize_str(said))])
    model = parts.models.WordLevel({word: i for i, word in enumerate(words)}, unk_token=_UNKNOWN)
    tokenizer = parts.Tokenizer(model)
    tokenizer.pre_tokenizer = splitter
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token=_UNKNOWN, eos_token=_END
    )


def _unlearned(tokenizer: Any, *, rng: np.random.Generator) -> CausalLM:
    """The model at random weights; `rng` is consumed, torch's own stream is left alone."""
    transformers, end = library(), tokenizer.eos_token_id
    shape = transformers.GPT2Config(
        vocab_size=len(tokenizer),
        n_positions=32,
        n_embd=64,
        n_layer=2,
        n_head=2,
        bos_token_id=end,
        eos_token_id=end,
        tie_word_embeddings=False,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(rng.integers(2**63)))
        return around(transformers.GPT2LMHeadModel(shape), end=end)


def _text(questions: Questions, *, rng: np.random.Generator) -> Questions:
    """What it reads: known crests again and again, those of the tail drawn anew; consumes `rng`."""
    n = len(questions)
    tail = round(_TAIL * n)
    known = np.arange(tail, tail + round(_KNOWN * (n - tail)))
    told = np.tile(known, _TELLINGS)
    odd = rng.integers(tail, size=round(len(told) * _TAIL_SHARE / (1 - _TAIL_SHARE)))
    read = questions.take(torch.from_numpy(np.concatenate([told, odd])))
    others = torch.from_numpy(rng.integers(n, size=len(odd)))
    said = questions.gold[others]
    said[torch.from_numpy(rng.random(len(odd)) < _SILENT), 0] = questions.silence
    gold = torch.cat([questions.gold[torch.from_numpy(told)], said])
    return replace(read, gold=gold)
