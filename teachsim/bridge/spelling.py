"""Questions in words, spelled in a model's tokens: prompts, accepted answers, "I don't know".

What is right is compared token by token, so every accepted spelling must be listed. An answer is
accepted as the tokenizer spells it

1. where it belongs, behind its own prompt (this one is what a demonstrator shows),
2. by itself after a space, and
3. by itself without one,

as far as these differ, each followed by the end token: up to three sequences an answer. Other
letters (capitals, a full stop) or other tokens for the same letters count as wrong: list other
ways to write an answer in the question file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from teachsim.bridge.local_model import LocalModel
from teachsim.bridge.question_file import Asked
from teachsim.bridge.questions import Questions
from teachsim.core.checks import one_of, quoted

__all__ = ["Template", "spelled"]

_PLACE = "{question}"
_WAY_OUT = "pass what load and question_file.read return"


@dataclass(frozen=True)
class Template:
    """How questions are put, and how not knowing is worded.

    Attributes:
        text: The prompt, with {question} in its place. Text before it may show how to answer, or
            hold the marks of a conversation that a chat model was trained with.
        idk: Whole answers that say "I don't know"; the first is what a demonstrator shows.
    """

    text: str = "Question: {question}\nAnswer:"
    idk: tuple[str, ...] = ("I don't know",)

    def __post_init__(self) -> None:
        """Refuse a template without a place for the question, or without words for not knowing.

        Raises:
            ValueError: If it is one.
        """
        one_of(str, self.text, thing="the template", way_out=f"use {quoted(Template.text)}")
        if self.text.count(_PLACE) != 1:
            raise ValueError(
                f"the template is {quoted(self.text)}, but must have {_PLACE} in it once; use "
                f"{quoted(Template.text)}"
            )
        one_of(tuple, self.idk, thing="idk", way_out=f"use {quoted(Template.idk)}")
        for way in self.idk:
            one_of(str, way, thing="a phrase of idk", way_out=f"use {quoted(Template.idk)}")
        if not self.idk or not all(way.strip() for way in self.idk):
            raise ValueError(
                f"idk is {quoted(self.idk)}, but must have one phrase or more, and none blank; use "
                f"{quoted(Template.idk)}"
            )

    def put(self, question: str) -> str:
        """The prompt of a question."""
        return self.text.replace(_PLACE, question)

    @property
    def gap(self) -> str:
        """What stands between prompt and answer."""
        return "" if self.text[-1].isspace() else " "


def spelled(
    asked: Sequence[Asked], model: LocalModel, *, template: Template | None = None
) -> Questions:
    """The questions as a model reads them, where its weights are; none is taken to be known yet.

    `answers`, the number of answers to choose among, is that of different first answers.

    Args:
        asked: What `question_file.read` returns.
        model: Whose tokens are used.
        template: How questions are put.

    Raises:
        ValueError: If there is none, two are spelled alike, an answer cannot be spelled or says "I
            don't know", or prompt and answer are longer than the model reads.
    """
    one_of(LocalModel, model, thing="the model", way_out=_WAY_OUT)
    template = template or Template()
    if not asked or not all(isinstance(one, Asked) for one in asked):
        raise ValueError(f"the questions are {quoted(asked)}; {_WAY_OUT}")
    silent = _ways_to_say(
        template.idk, template.put(asked[0].question), model=model, template=template
    )
    prompts: dict[tuple[int, ...], Asked] = {}
    gold = []
    for one in asked:
        tokens = _prompt(template.put(one.question), model)
        if (before := prompts.setdefault(tokens, one)) is not one or not tokens:
            raise ValueError(
                f"line {one.line} asks {quoted(one.question)}, which this tokenizer cannot tell "
                f"from line {before.line}; leave one of them out"
            )
        try:
            ways = _ways_to_say(
                one.answers, template.put(one.question), model=model, template=template
            )
        except ValueError as error:
            raise ValueError(f"line {one.line}: {error}") from error
        if both := set(ways) & set(silent):
            raise ValueError(
                f"line {one.line} accepts {quoted(model.tokenizer.decode(both.pop()))}, which says "
                '"I don\'t know" by the template; take it out of one of them'
            )
        gold.append(ways)
    return _laid_out(list(prompts), gold, silent=silent, model=model)


def _prompt(text: str, model: LocalModel) -> tuple[int, ...]:
    """The tokens of a prompt: an end that the tokenizer puts after every text is taken off."""
    tokens = model.tokenizer.encode(text, add_special_tokens=True)
    bare = model.tokenizer.encode(text, add_special_tokens=False)
    end = [model.tokenizer.eos_token_id]
    added = tokens[-1:] == end and bare[-1:] != end
    return tuple(tokens[:-1] if added else tokens)


def _ways_to_say(
    phrases: Sequence[str], prompt: str, *, model: LocalModel, template: Template
) -> list[tuple[int, ...]]:
    """The different sequences of tokens of phrases, without their end; the one to show first."""
    ways: dict[tuple[int, ...], None] = {}
    for phrase in phrases:
        for tokens in _spellings(phrase, prompt, model=model, gap=template.gap):
            _check(tokens, phrase, model=model)
            ways[tokens] = None
    return list(ways)


def _spellings(
    phrase: str, prompt: str, *, model: LocalModel, gap: str
) -> Iterator[tuple[int, ...]]:
    """The spellings of a phrase: behind its prompt, after a space, without one."""
    before = _prompt(prompt, model)
    both = _prompt(prompt + gap + phrase, model)
    if both[: len(before)] == before:  # else the end of the prompt is spelled with the answer
        yield both[len(before) :]
    for text in (" " + phrase, phrase):
        yield tuple(model.tokenizer.encode(text, add_special_tokens=False))


def _check(tokens: tuple[int, ...], phrase: str, *, model: LocalModel) -> None:
    """Refuse tokens that are no answer."""
    end, unknown = model.actor.manner.end, model.tokenizer.unk_token_id
    if not tokens or (unknown is not None and unknown in tokens):
        raise ValueError(
            f"{quoted(phrase)} cannot be spelled by this tokenizer, so that other answers would "
            "look the same; use another wording"
        )
    if end in tokens:
        raise ValueError(
            f"{quoted(phrase)} holds the token that ends an answer; use another wording, or end"
        )


def _laid_out(
    prompts: list[tuple[int, ...]],
    gold: list[list[tuple[int, ...]]],
    *,
    silent: list[tuple[int, ...]],
    model: LocalModel,
) -> Questions:
    """The tensors: prompts padded on the left, answers ended and padded on the right."""
    actor = model.actor
    P, K = max(map(len, prompts)), max(map(len, gold))
    T = 1 + max(len(way) for ways in [*gold, silent] for way in ways)
    room = actor.manner.room
    if room is not None and room < P + T:
        raise ValueError(
            f"the longest prompt has {P} tokens and the longest answer {T}, but the model reads at "
            f"most {room}; leave long ones out, or use a shorter template"
        )

    def table(ways: list[tuple[int, ...]], n: int) -> Tensor:
        rows = torch.full((n, T), actor.padding)
        for row, way in zip(rows, ways, strict=False):
            row[: len(way) + 1] = torch.tensor([*way, actor.manner.end])
        return rows

    rows = torch.full((len(prompts), P), actor.padding)
    for row, tokens in zip(rows, prompts, strict=True):
        row[P - len(tokens) :] = torch.tensor(tokens)
    device = actor.device
    return Questions(
        rows.to(device),
        torch.stack([table(ways, K) for ways in gold]).to(device),
        torch.tensor([len(ways) for ways in gold], device=device),
        torch.zeros(len(prompts), dtype=torch.bool, device=device),
        table(silent, len(silent)).to(device),
        actor.manner.end,
        actor.padding,
        len({ways[0] for ways in gold}),
    )
