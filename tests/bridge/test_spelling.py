"""Questions in words become tokens: the same question and answers, by tokenizers of three kinds."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")
pytest.importorskip("transformers", reason="the adapter needs it: pip install 'teachsim[hf]'")

import importlib
from functools import cache
from typing import Any

import torch
from torch import Tensor

from teachsim.bridge.local_model import LocalModel
from teachsim.bridge.question_file import Asked
from teachsim.bridge.rewards import check_answers
from teachsim.bridge.spelling import Template, spelled
from teachsim.bridge.wrapping import around

hf: Any = importlib.import_module("transformers")  # untyped, as it may be absent
tokenizers: Any = importlib.import_module("tokenizers")

WORDS = [
    *("<unknown>", "<end>", "Question", ":", "Answer", "Who", "wrote", "Emma", "?", "Jane"),
    *("Austen", "I", "don", "'", "t", "know", "unsure"),
]
ASKED = (Asked(2, "Who wrote Emma?", ("Jane Austen", "Austen")), Asked(3, "Who?", ("Jane",)))


def of_words() -> Any:
    """Words and marks, spaces do not count."""
    numbers = {word: i for i, word in enumerate(WORDS)}
    spelled = tokenizers.Tokenizer(tokenizers.models.WordLevel(numbers, unk_token=WORDS[0]))
    spelled.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    return spelled


def of_bytes() -> Any:
    """Bytes, as GPT-2 has them, where a space belongs to the word behind it."""
    letters = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    pieces = ["<unknown>", "<end>", *letters, "ĠJ", "ĠA"]
    merges = [("Ġ", "J"), ("Ġ", "A")]
    spelled = tokenizers.Tokenizer(
        tokenizers.models.BPE({piece: i for i, piece in enumerate(pieces)}, merges)
    )
    spelled.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    spelled.decoder = tokenizers.decoders.ByteLevel()
    return spelled


def of_pieces() -> Any:
    """Letters, with a mark for a space, which is put before every text, as Llama has them."""
    letters = sorted({letter for word in WORDS for letter in word} | {"▁", "\n"})
    pieces = ["<unknown>", "<end>", *letters, "▁J"]
    spelled = tokenizers.Tokenizer(
        tokenizers.models.BPE(
            {p: i for i, p in enumerate(pieces)}, [("▁", "J")], unk_token="<unknown>"
        )
    )
    spelled.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace(
        replacement="▁", prepend_scheme="first"
    )
    spelled.decoder = tokenizers.decoders.Metaspace(replacement="▁", prepend_scheme="first")
    return spelled


def framed() -> Any:
    """Words, with the end token before and after every text."""
    spelled = of_words()
    spelled.post_processor = tokenizers.processors.TemplateProcessing(
        single="<end> $A <end>", special_tokens=[("<end>", 1)]
    )
    return spelled


KINDS = {"words": of_words, "bytes": of_bytes, "pieces": of_pieces, "framed": framed}


@cache
def model(kind: str, *, room: int = 128) -> LocalModel:
    tokenizer: Any = hf.PreTrainedTokenizerFast(
        tokenizer_object=KINDS[kind](), unk_token="<unknown>", eos_token="<end>"
    )
    shape = hf.GPT2Config(
        vocab_size=len(tokenizer),
        n_positions=room,
        n_embd=4,
        n_layer=1,
        n_head=1,
        bos_token_id=1,
        eos_token_id=1,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return LocalModel(around(hf.GPT2LMHeadModel(shape), end=1), tokenizer)


def texts(rows: Tensor, kind: str) -> list[str]:
    """What rows of tokens say, without padding and end."""
    of = model(kind)
    kept = [row[(row != of.actor.padding) & (row != 1)].tolist() for row in rows]
    return [of.tokenizer.decode(row).strip() for row in kept]


@pytest.mark.parametrize("kind", KINDS)
def test_prompts_and_answers_say_what_was_asked(kind: str) -> None:
    questions = spelled(ASKED, model(kind))
    prompts = texts(questions.prompts, kind)
    assert "".join(prompts[0].split()) == "Question:WhowroteEmma?Answer:"
    assert "".join(prompts[1].split()) == "Question:Who?Answer:"
    for row, n, asked in zip(questions.gold, questions.n_gold, ASKED, strict=True):
        assert set(texts(row[: int(n)], kind)) == set(asked.answers)
    assert {"".join(text.split()) for text in texts(questions.idk, kind)} == {"Idon'tknow"}


@pytest.mark.parametrize("kind", KINDS)
def test_prompts_are_padded_on_the_left_and_answers_ended_and_padded_on_the_right(
    kind: str,
) -> None:
    questions, of = spelled(ASKED, model(kind)), model(kind)
    assert questions.padding == of.actor.padding == of.actor.manner.vocabulary
    hidden = questions.prompts == questions.padding
    assert not hidden[0].any()
    assert hidden[1].any()
    assert (hidden[1].long().diff() <= 0).all()  # never again after the first real token
    check_answers(
        questions.gold,
        questions.n_gold,
        abstain=questions.idk,
        pad=questions.padding,
        eos=questions.end,
    )
    assert questions.tokens == questions.idk.shape[1]
    assert questions.answers == 2
    assert not questions.known.any()


def test_where_a_space_makes_a_difference_answers_are_accepted_with_and_without() -> None:
    """By hand: " Jane" behind the prompt begins with the token of " J", "Jane" with that of "J"."""
    questions, of = spelled([ASKED[1]], model("bytes")), model("bytes").tokenizer
    firsts = [of.decode([int(row[0])]) for row in questions.gold[0]]
    assert firsts == [" J", "J"]
    assert questions.n_gold.tolist() == [2]


def test_where_it_makes_none_an_answer_is_accepted_once() -> None:
    questions = spelled(ASKED, model("words"))
    assert questions.n_gold.tolist() == [2, 1]
    assert questions.gold[0].tolist() == [
        [WORDS.index("Jane"), WORDS.index("Austen"), 1, 17, 17, 17],
        [WORDS.index("Austen"), 1, 17, 17, 17, 17],
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_that_is_shown_continues_its_prompt(kind: str) -> None:
    questions, of = spelled(ASKED, model(kind)), model(kind)
    row = torch.cat([questions.prompts[0], questions.gold[0, 0]])
    shown = row[row != questions.padding].tolist()
    whole = "Question: Who wrote Emma?\nAnswer: Jane Austen"
    tokens = of.tokenizer.encode(whole, add_special_tokens=True)
    assert shown == tokens + ([1] if kind != "framed" else [])


def test_an_end_that_the_tokenizer_puts_after_every_text_does_not_end_prompts() -> None:
    questions = spelled([ASKED[1]], model("framed"))
    assert questions.prompts[0, 0] == 1
    assert questions.prompts[0, -1] != 1


def test_an_answer_is_spelled_by_itself_where_its_prompt_would_end_otherwise() -> None:
    """Of letters, with a token of ": ": behind the prompt, no spelling of " Jane" is left."""
    letters = sorted({letter for word in WORDS for letter in word} | {" ", "\n"})
    numbers = {piece: i for i, piece in enumerate(["<unknown>", "<end>", *letters, ": "])}
    fused = tokenizers.Tokenizer(
        tokenizers.models.BPE(numbers, [(":", " ")], unk_token="<unknown>")
    )
    fused.decoder = tokenizers.decoders.Fuse()
    of = hf.PreTrainedTokenizerFast(
        tokenizer_object=fused, unk_token="<unknown>", eos_token="<end>"
    )
    questions = spelled([ASKED[1]], LocalModel(model("bytes").actor, of))
    said = [of.decode(row[row > 1][row[row > 1] < len(of)].tolist()) for row in questions.gold[0]]
    assert said == [" Jane", "Jane"]
    assert of.decode(questions.prompts[0].tolist()).endswith("Answer:")


def test_a_template_that_ends_in_space_gets_no_other() -> None:
    template = Template(text="Question: {question}\nAnswer:\n")
    questions, of = spelled([ASKED[1]], model("bytes"), template=template), model("bytes").tokenizer
    assert [of.decode([int(row[0])]) for row in questions.gold[0]] == ["J", " J"]


def test_a_question_is_put_as_it_is_whatever_braces_it_has() -> None:
    assert Template().put("What is {0.__class__}?") == "Question: What is {0.__class__}?\nAnswer:"


# ---------------------------------------------------------------- refusals
def refused(*asked: Asked, kind: str = "words", template: Template | None = None) -> str:
    with pytest.raises(ValueError, match=r"\A.+\Z") as refusal:
        spelled(asked, model(kind), template=template)
    return str(refusal.value)


def test_an_answer_that_cannot_be_spelled_is_refused() -> None:
    said = refused(ASKED[0], Asked(7, "Who?", ("Zola",)))
    assert said.startswith("line 7: 'Zola' cannot be spelled by this tokenizer")


def test_not_knowing_must_be_a_phrase_that_can_be_spelled() -> None:
    assert "'no idea' cannot be spelled" in refused(ASKED[0], template=Template(idk=("no idea",)))


def test_questions_that_a_tokenizer_cannot_tell_apart_are_refused() -> None:
    said = refused(Asked(2, "Who wrote Nana?", ("Jane",)), Asked(3, "Who wrote Emil?", ("Austen",)))
    assert said.startswith("line 3 asks 'Who wrote Emil?', which this tokenizer cannot tell from")


def test_an_answer_that_says_i_dont_know_is_refused() -> None:
    said = refused(Asked(2, "Who?", ("Jane", "unsure")), template=Template(idk=("unsure",)))
    assert said.startswith("line 2 accepts 'unsure', which says \"I don't know\"")


def test_an_answer_that_holds_the_end_is_refused() -> None:
    said = refused(Asked(2, "Who?", ("Jane <end> Austen",)))
    assert "line 2: 'Jane <end> Austen' holds the token that ends an answer" in said


def test_what_is_longer_than_the_model_reads_is_refused() -> None:
    with pytest.raises(ValueError, match=r"longest prompt has 8 tokens .* answer 6, .* most 10"):
        spelled(ASKED, model("words", room=10))


@pytest.mark.parametrize("asked", [(), ("Who?",), None])
def test_what_are_no_questions_is_refused(asked: object) -> None:
    with pytest.raises(ValueError, match="the questions are"):
        spelled(asked, model("words"))  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("text", ["", "Question:", "{question} {question}", None])
def test_a_template_without_a_place_for_the_question_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="the template is"):
        Template(text=text)  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("idk", [(), ("",), (" ",), ("unsure", 3), "unsure", None])
def test_phrases_that_are_none_are_refused(idk: object) -> None:
    with pytest.raises(ValueError, match="idk"):
        Template(idk=idk)  # type: ignore[arg-type]  # on purpose
