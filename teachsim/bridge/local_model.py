"""A model and its tokenizer from a folder on this machine: nothing is downloaded, nothing is run.

A name that is no folder is refused, so that none is ever looked up elsewhere. Code that a folder
brings along stays unread, and weights are safetensors, which can hold no code. Weights are read as
float32: training steps are smaller than half precision can see.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import torch

from teachsim.bridge.causal_lm import CausalLM
from teachsim.bridge.wrapping import around
from teachsim.core.checks import one_of, quoted

__all__ = ["LocalModel", "Tokenizer", "library", "load", "quiet"]

_SHOWN = 3  # names in a sentence
_CONFIG, _ADAPTER = "config.json", "adapter_config.json"


class Tokenizer(Protocol):
    """What is asked of a tokenizer."""

    @property
    def eos_token_id(self) -> int | None:
        """Its end of text."""
        ...

    @property
    def unk_token_id(self) -> int | None:
        """What stands for all that it cannot spell."""
        ...

    def encode(self, text: str, *, add_special_tokens: bool) -> list[int]:
        """The tokens of a text."""
        ...

    def decode(self, tokens: Sequence[int]) -> str:
        """The text of tokens."""
        ...


@dataclass(frozen=True, eq=False)
class LocalModel:
    """A model and its tokenizer.

    Attributes:
        actor: The model.
        tokenizer: Whose end of an answer is the actor's.
    """

    actor: CausalLM
    tokenizer: Tokenizer


def library() -> ModuleType:
    """The transformers library.

    Raises:
        ValueError: If it is not installed.
    """
    try:
        return importlib.import_module("transformers")
    except ModuleNotFoundError as error:
        raise ValueError(
            "a model from a folder needs the transformers library, which is not installed; install "
            "teachsim[hf]"
        ) from error


def load(
    folder: str | os.PathLike[str],
    *,
    end: str | None = None,
    device: torch.device | str = "cpu",
) -> LocalModel:
    """The causal language model and the tokenizer in a folder.

    Args:
        folder: With config.json, weights in *.safetensors, and a tokenizer's files.
        end: Text of the single token that ends an answer, such as a line break for a model that
            was never taught to end its answers; the tokenizer's end of text by default.
        device: Where the model is put.

    Raises:
        ValueError: If it is no such folder, a file is missing or damaged, weights are missing or of
            other shapes, it needs code of its own, or model and tokenizer do not fit together.
    """
    path = _checked(folder)
    transformers = library()
    try:
        with quiet(transformers):
            tokenizer = transformers.AutoTokenizer.from_pretrained(
                str(path), local_files_only=True, trust_remote_code=False
            )
            network, report = transformers.AutoModelForCausalLM.from_pretrained(
                str(path),
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                dtype=torch.float32,
                output_loading_info=True,
            )
    except Exception as error:  # a damaged file fails in as many ways as there are formats
        raise ValueError(
            f"model folder {str(path)!r} cannot be loaded ({type(error).__name__}: "
            f"{_line(error)}); it must hold a causal model and its tokenizer that this release of "
            "transformers knows without code of their own"
        ) from error
    # Without its files the library makes a tokenizer without words, and says nothing.
    if not any((path / name).is_file() for name in tokenizer.vocab_files_names.values()):
        raise ValueError(
            f"model folder {str(path)!r} has no tokenizer (none of "
            f"{', '.join(tokenizer.vocab_files_names.values())}); save the model's own there"
        )
    if missing := sorted(report["missing_keys"]):
        raise ValueError(
            f"model folder {str(path)!r} lacks {len(missing)} weights (such as "
            f"{', '.join(missing[:_SHOWN])}), which would be drawn at random; use a folder that is "
            "whole"
        )
    actor = around(network.to(device), end=_end(tokenizer, end))
    if len(tokenizer) > actor.manner.vocabulary:
        raise ValueError(
            f"model folder {str(path)!r} has a tokenizer of {len(tokenizer)} tokens, but a model "
            f"of {actor.manner.vocabulary}; use the tokenizer that it was trained with"
        )
    return LocalModel(actor, tokenizer)


def _checked(folder: str | os.PathLike[str]) -> Path:
    """The folder, if it has the files."""
    try:
        found = Path(folder).is_dir()
    except (TypeError, OSError):
        found = False
    if not found:
        raise ValueError(
            f"the model is {quoted(folder)}, but must be a folder on this machine: nothing is "
            "downloaded; save a model there with save_pretrained"
        )
    path = Path(folder).resolve()
    if (path / _ADAPTER).exists():
        raise ValueError(
            f"model folder {str(path)!r} holds an adapter to another model, and no model; merge "
            "the two and save the result"
        )
    if not (path / _CONFIG).is_file():
        raise ValueError(
            f"model folder {str(path)!r} has no {_CONFIG}; save a model there with save_pretrained"
        )
    if not any(path.glob("*.safetensors")):
        raise ValueError(
            f"model folder {str(path)!r} has no weights in *.safetensors, and other formats can "
            "hold code; convert them with save_pretrained"
        )
    return path


def _end(tokenizer: Any, text: str | None) -> int:
    """The token that ends an answer.

    Raises:
        ValueError: If there is none.
    """
    if text is None:
        if tokenizer.eos_token_id is None:
            raise ValueError(
                "the tokenizer has no end-of-text token, but an answer must end; pass end, such as "
                r"end='\n'"
            )
        return int(tokenizer.eos_token_id)
    one_of(str, text, thing="end", way_out="pass the text of a token, or leave it out")
    tokens = tokenizer.encode(text, add_special_tokens=False)
    if len(tokens) != 1 or tokens[0] == tokenizer.unk_token_id:
        raise ValueError(
            f"end is {quoted(text)}, which is {len(tokens)} tokens of this tokenizer or an unknown "
            "one, but must be a single token; use another, or leave it out"
        )
    return int(tokens[0])


@contextmanager
def quiet(transformers: ModuleType) -> Iterator[None]:
    """Without the library's bars and remarks: what matters of them is said in one sentence here."""
    logging = transformers.utils.logging
    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


def _line(error: Exception) -> str:
    """What an error says, on one line and not too long."""
    return quoted(str(error))[1:-1]
