"""Checkpoints: whole or not at all, and one clear error for every file that is none."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import json
import os
import resource
import struct
import subprocess
import sys
from pathlib import Path

import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import save

from teachsim.bridge import checkpoint
from teachsim.bridge.checkpoint import Checkpoint

STATE = Checkpoint(
    {"recipe": "of a run", "step": 3},
    {
        "weights": torch.arange(6.0).view(2, 3),
        "step": torch.tensor(3.0),
        "none": torch.empty(0),
        "whole": torch.tensor([1, 2, 3]),
        "half": torch.tensor([0.5], dtype=torch.bfloat16),
    },
)
once_a_test = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def refused(path: Path) -> str:
    """What is said of a file, in one sentence that names it."""
    with pytest.raises(ValueError, match="checkpoint") as refusal:
        checkpoint.read(path)
    sentence = str(refusal.value)
    assert str(path) in sentence
    assert len(sentence) < 600
    return sentence


def written(folder: Path) -> bytes:
    checkpoint.write(folder / "state", STATE)
    return (folder / "state").read_bytes()


def safetensors(header: object, data: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


# ---------------------------------------------------------------- whole
def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    written(tmp_path)
    found = checkpoint.read(tmp_path / "state")
    assert found.about == STATE.about
    assert found.tensors.keys() == STATE.tensors.keys()
    for name, tensor in STATE.tensors.items():
        assert found.tensors[name].dtype == tensor.dtype
        assert torch.equal(found.tensors[name], tensor)


def test_parts_of_a_tensor_and_two_names_for_one_are_written_as_they_are(tmp_path: Path) -> None:
    # Weights of a tied model stand under two names; a transposed one is not contiguous.
    table = torch.arange(6.0).view(2, 3)
    checkpoint.write(tmp_path / "x", Checkpoint({}, {"a": table, "b": table, "t": table.T}))
    found = checkpoint.read(tmp_path / "x").tensors
    assert torch.equal(found["a"], found["b"])
    assert torch.equal(found["t"], table.T)


def test_nothing_but_the_checkpoint_is_left_in_its_folder(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["state"]


def test_folders_are_made_as_needed(tmp_path: Path) -> None:
    checkpoint.write(tmp_path / "a" / "b" / "state", STATE)
    assert checkpoint.read(tmp_path / "a" / "b" / "state").about == STATE.about


# ---------------------------------------------------------------- damaged
@once_a_test
@given(st.data())
def test_a_file_that_is_cut_short_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    content = written(tmp_path)
    length = data.draw(st.integers(0, len(content) - 1))
    (tmp_path / "state").write_bytes(content[:length])
    assert "damaged" in refused(tmp_path / "state")


@once_a_test
@given(st.data())
def test_a_single_byte_that_changed_is_noticed_wherever_it_is(
    tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(written(tmp_path))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    (tmp_path / "state").write_bytes(content)
    refused(tmp_path / "state")


@once_a_test
@given(st.binary(max_size=200))
def test_bytes_without_meaning_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state").write_bytes(content)
    refused(tmp_path / "state")


@once_a_test
@given(st.binary(max_size=60), st.binary(max_size=20))
def test_a_header_without_meaning_is_refused(tmp_path: Path, text: bytes, data: bytes) -> None:
    (tmp_path / "state").write_bytes(safetensors(text, data))
    refused(tmp_path / "state")


HASHED = {"format": "teachsim checkpoint 1", "about": "{}", "hash": ""}
FOREIGN: dict[str, bytes] = {
    "nothing": b"",
    "a pickle": b"\x80\x04\x95\x00\x00",
    "a zip": b"PK\x03\x04" + bytes(100),
    "a header beyond the file": struct.pack("<Q", 1_000) + b"{}",
    "a header beyond all memory": struct.pack("<Q", 2**63 - 1) + b"{}",
    "a header of nothing": struct.pack("<Q", 0) + b"{}",
    "no JSON": safetensors(b"weights"),
    "a list": safetensors([1, 2]),
    "deep": safetensors(b"[" * 100_000 + b"]" * 100_000),
    "no metadata": save({"weights": torch.ones(2)}),
    "of another program": save({"weights": torch.ones(2)}, {"format": "pt"}),
    "of another version": save({}, {**HASHED, "format": "teachsim checkpoint 9"}),
    "without its hash": save({}, {"format": HASHED["format"], "about": "{}"}),
    "without what it is": save({}, {"format": HASHED["format"], "hash": ""}),
    "with another hash": save({"weights": torch.ones(2)}, HASHED),
    "a tensor beyond the file": safetensors(
        {
            "__metadata__": HASHED,
            "w": {"dtype": "F32", "shape": [10**12], "data_offsets": [0, 4 * 10**12]},
        }
    ),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_the_file_of_another_program_is_refused(case: str, tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(FOREIGN[case])
    refused(tmp_path / "state")


@pytest.mark.parametrize("about", ["[]", "3", "null", "{", '{"a": ' * 5_000])
def test_what_a_state_belongs_to_must_be_a_table(about: str, tmp_path: Path) -> None:
    content = save({}, {**HASHED, "about": about})
    (tmp_path / "state").write_bytes(content)
    refused(tmp_path / "state")


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "state")
    refused(tmp_path)


# ---------------------------------------------------------------- nowhere to write
def test_a_folder_in_place_of_which_there_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ValueError, match=r"cannot be written to.*name another"):
        checkpoint.check_folder(tmp_path / "file")
    with pytest.raises(ValueError, match=r"cannot be written.*make room, or name another"):
        checkpoint.write(tmp_path / "file" / "state", STATE)


def test_a_folder_that_may_only_be_read_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # nobody: root may write everywhere
    try:
        with pytest.raises(ValueError, match=r"cannot be written to.*name another"):
            checkpoint.check_folder(tmp_path)
    finally:
        os.seteuid(user)


FULL = """
import resource, sys
from pathlib import Path
import torch
from teachsim.bridge import checkpoint
from teachsim.bridge.checkpoint import Checkpoint
path = Path(sys.argv[1])
checkpoint.write(path, Checkpoint({"step": 1}, {"w": torch.zeros(10)}))
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    checkpoint.write(path, Checkpoint({"step": 2}, {"w": torch.zeros(10_000)}))
except ValueError as error:
    print(error)
print(checkpoint.read(path).about["step"], [file.name for file in path.parent.iterdir()])
"""


def test_where_there_is_no_room_the_state_before_is_left(tmp_path: Path) -> None:
    assert resource.RLIMIT_FSIZE  # a limit to the size of files stands for a full disk
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "state")],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    error, left = done.stdout.splitlines()
    assert "cannot be written" in error
    assert "make room" in error
    assert left == "1 ['state']"
