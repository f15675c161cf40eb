"""Models and tokenizers from folders, with the network out of reach; and what is no such folder."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")
pytest.importorskip("transformers", reason="the adapter needs it: pip install 'teachsim[hf]'")

import importlib
import json
import shutil
import socket
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from teachsim.bridge.local_model import load

hf: Any = importlib.import_module("transformers")  # untyped, as it may be absent
tokenizers: Any = importlib.import_module("tokenizers")

WORDS = ["<unknown>", "<end>", "stop", "a", "b", "c"]


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("something wanted to be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the library writes it."""
    folder = tmp_path_factory.mktemp("models") / "small"
    words = tokenizers.models.WordLevel(
        {word: i for i, word in enumerate(WORDS)}, unk_token=WORDS[0]
    )
    spelled = tokenizers.Tokenizer(words)
    spelled.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer = hf.PreTrainedTokenizerFast(
        tokenizer_object=spelled, unk_token="<unknown>", eos_token="<end>"
    )
    shape = hf.GPT2Config(
        vocab_size=8, n_positions=16, n_embd=8, n_layer=1, n_head=2, bos_token_id=1, eos_token_id=1
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        hf.GPT2LMHeadModel(shape).half().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    """A copy to be spoilt."""
    return Path(shutil.copytree(saved, tmp_path / "copy"))


def changed(path: Path, **entries: Any) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, **entries}), encoding="utf-8")


def refused(folder: object, **options: Any) -> str:
    with pytest.raises(ValueError, match=r"\A.+\Z") as refusal:  # a single line
        load(folder, **options)  # type: ignore[arg-type]  # on purpose
    assert len(str(refusal.value)) < 600
    return str(refusal.value)


# ---------------------------------------------------------------- what is loaded
def test_a_folder_is_loaded_without_a_network_and_without_a_word(
    saved: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    model = load(str(saved))
    assert capfd.readouterr() == ("", "")
    assert model.actor.manner.vocabulary == model.actor.padding == 8  # more than the tokenizer has
    assert (model.actor.manner.end, model.actor.manner.room) == (1, 16)
    assert model.tokenizer.encode("a c", add_special_tokens=False) == [3, 5]


def test_weights_are_read_as_float32_whatever_they_were_saved_as(saved: Path) -> None:
    assert load_file(saved / "model.safetensors")["transformer.wte.weight"].dtype == torch.float16
    assert {weight.dtype for weight in load(saved).actor.parameters()} == {torch.float32}


def test_the_librarys_own_reports_are_as_loud_afterwards_as_before(saved: Path) -> None:
    before = hf.utils.logging.get_verbosity()
    load(saved)
    assert hf.utils.logging.get_verbosity() == before
    assert hf.utils.logging.is_progress_bar_enabled()


def test_another_token_may_end_answers(saved: Path) -> None:
    assert load(saved, end="stop").actor.manner.end == WORDS.index("stop")


# ---------------------------------------------------------------- what is no folder
@pytest.mark.parametrize("name", ["gpt2", "openai-community/gpt2", "a\0b", 3, None])
def test_a_name_that_is_no_folder_is_refused_and_looked_up_nowhere(
    name: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = refused(name)
    assert said.startswith(f"the model is {name!r}, but must be a folder on this machine")
    assert "nothing is downloaded" in said


def test_a_file_is_no_folder(saved: Path) -> None:
    assert "must be a folder" in refused(saved / "config.json")


# ---------------------------------------------------------------- what is missing
def test_a_folder_without_settings_is_refused(folder: Path) -> None:
    (folder / "config.json").unlink()
    assert "has no config.json" in refused(folder)


def test_pickled_weights_are_refused(folder: Path) -> None:
    torch.save({}, folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    assert "has no weights in *.safetensors, and other formats can hold code" in refused(folder)


def test_a_folder_without_a_tokenizer_is_refused(folder: Path) -> None:
    for path in folder.glob("tokenizer*"):
        path.unlink()
    assert "has no tokenizer (none of " in refused(folder)


def test_weights_that_are_missing_are_not_drawn_at_random(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    del weights["transformer.h.0.mlp.c_fc.weight"]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    assert "lacks 1 weights (such as transformer.h.0.mlp.c_fc.weight)" in refused(folder)


def test_an_adapter_alone_is_refused_as_its_model_is_somewhere_else(folder: Path) -> None:
    (folder / "adapter_config.json").write_text('{"base_model_name_or_path": "gpt2"}')
    assert "holds an adapter to another model" in refused(folder)


# ---------------------------------------------------------------- what is wrong
@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\x00" * 9], ids=["empty", "cut", "garbage"])
def test_a_damaged_file_is_refused(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert f"model folder {str(folder)!r} cannot be loaded" in refused(folder)


@pytest.mark.parametrize(
    "entries",
    [{"n_embd": 16}, {"vocab_size": 10**9}, {"model_type": "unheard-of"}, {"n_head": 3}],
    ids=str,
)
def test_settings_that_do_not_fit_the_weights_are_refused(
    folder: Path, entries: dict[str, Any]
) -> None:
    changed(folder / "config.json", **entries)
    assert "cannot be loaded" in refused(folder)


def test_code_that_comes_with_a_model_is_not_run(folder: Path) -> None:
    ran = folder / "ran"
    (folder / "own.py").write_text(f"open({str(ran)!r}, 'w').close()\n")
    own = {"AutoConfig": "own.Config", "AutoModelForCausalLM": "own.Model"}
    changed(folder / "config.json", model_type="own", auto_map=own)
    said = refused(folder)
    assert "cannot be loaded" in said
    assert not ran.exists()


def test_a_tokenizer_of_another_model_is_refused(folder: Path) -> None:
    tokenizer = hf.AutoTokenizer.from_pretrained(str(folder))
    tokenizer.add_tokens([f"more{i}" for i in range(3)])
    tokenizer.save_pretrained(folder)
    assert "has a tokenizer of 9 tokens, but a model of 8" in refused(folder)


def test_a_tokenizer_without_an_end_is_refused_unless_one_is_given(folder: Path) -> None:
    changed(folder / "tokenizer_config.json", eos_token=None)
    assert "has no end-of-text token" in refused(folder)
    assert load(folder, end="stop").actor.manner.end == WORDS.index("stop")


@pytest.mark.parametrize("end", ["a b", "", "zebra", 1, ["stop"]])
def test_an_end_that_is_no_single_token_is_refused(saved: Path, end: object) -> None:
    assert refused(saved, end=end).startswith("end is")


def test_without_the_library_it_is_said_what_to_install(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str, package: str | None = None) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("importlib.import_module", absent)
    assert refused(saved).endswith("install teachsim[hf]")
