"""Every reader of what comes from outside: only its own error escapes, whatever it is given."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.fuzz.readers import READERS, Reader, examples_of

CUT, CHANGED = 2_000, 8
LEAST = 200  # cases of each reader, however few the profile asks for
ODD = (b"\0", b"\xff", b"\xed\xa0\x80", b"9" * 400, b"-1", b"1e999", b"NaN", b"[" * 3_000, b"\r")


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """An example with some of its bytes replaced by others: of any kind, or of the reader's."""
    content = draw(st.sampled_from(examples_of(name)))
    words = (*ODD, *(word.encode() for word in READERS[name].words))
    pieces = st.sampled_from(words) | st.binary(max_size=6)
    for _ in range(draw(st.integers(0, CHANGED))):
        at = draw(st.integers(0, len(content)))
        piece = draw(pieces)
        cut = draw(st.just(len(piece)) | st.integers(0, 6))  # the rest may stay where it is
        content = content[:at] + piece + content[at + cut :]
    return content[: draw(st.integers(0, CUT))] if draw(st.booleans()) else content


@pytest.mark.parametrize("name", READERS)
def test_an_example_is_read(name: str) -> None:
    for content in examples_of(name):
        READERS[name].read(content)


@pytest.mark.parametrize("name", READERS)
def test_nothing_but_its_own_error_escapes_from_any_bytes(name: str) -> None:
    reader: Reader = READERS[name]

    @settings(max_examples=max(LEAST, settings().max_examples))
    @given(st.binary(max_size=80) | damaged(name))
    @example(b"")
    @example(b"[" * 100_000)
    def tried(content: bytes) -> None:
        reader.read(content)

    tried()
