"""A class of ideas as query parameters and back, for the links of every page.

Words come from a closed set, numbers are short strings of digits, and a class of one's own travels
compressed inside the link when it is short enough.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping

from teachsim.gallery import classes
from teachsim.gallery.classes import Ideas

__all__ = ["carried", "class_of", "class_query", "dotted", "number", "numbers", "replaced"]

_MAX_OWN_CHARACTERS = 4_000  # of a class inside a link: browsers and chats cut longer addresses
_MAX_OWN_BYTES = 64 * 1024  # of its text: a short link must not unpack into a huge class
_MAX_DIGITS = 10
_QUOTED = 24  # characters of a bad value that a sentence repeats


def carried(ideas: Ideas) -> bool:
    """Whether a link can restore a class."""
    return ideas.word != classes.OWN or bool(_packed(ideas.own))


def number(text: str) -> int:
    """A natural number of at most ten ASCII digits.

    Raises:
        ValueError: If the text is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise ValueError(f"{text[:_QUOTED]!a} is no whole number of at most {_MAX_DIGITS} digits")
    return int(text)


def numbers(text: str) -> tuple[int, ...]:
    """Natural numbers joined by dots; the empty text holds none.

    Raises:
        ValueError: If a part is no number.
    """
    return tuple(number(part) for part in text.split(".")) if text else ()


def dotted(numbers: tuple[int, ...]) -> str:
    """Numbers as `numbers` reads them."""
    return ".".join(map(str, numbers))


def replaced(name: str, text: str, *, used: str) -> str:
    """The sentence about a parameter that could not be used."""
    shown = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}..."
    return f"the link asked for {name}={shown!a}; using {used or 'none'}"


def class_of(query: Mapping[str, str], default: Ideas) -> Ideas:
    """The class that a link asks for.

    Raises:
        ValueError: If there is no such class.
    """
    word = query.get("class", default.word)
    if word == classes.OWN:
        if "own" not in query:
            raise ValueError("it is a class of one's own, too long for a link; load its CSV file")
        return Ideas(classes.OWN, (), _unpacked(query["own"]))
    if word not in {offered.word for offered in classes.CHOICES}:
        raise ValueError(f"class {word[:_QUOTED]!a} is not offered")
    choice = classes.choice(word)
    if "n" in query:
        return Ideas(word, tuple(number(part) for part in query["n"].split("x")))
    return default if word == default.word else choice.default


def class_query(ideas: Ideas) -> dict[str, str]:
    """The parameters of a class."""
    if ideas.word == classes.OWN:
        packed = _packed(ideas.own)
        return {"class": classes.OWN} | ({"own": packed} if packed else {})
    sizes = {"n": "x".join(map(str, ideas.sizes))} if ideas.sizes else {}
    return {"class": ideas.word} | sizes


def _packed(text: str) -> str:
    """A CSV text for a link; empty if it is too long to be carried, or to be unpacked again."""
    raw = text.encode()
    if len(raw) >= _MAX_OWN_BYTES:
        return ""
    packed = base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")
    return packed if len(packed) <= _MAX_OWN_CHARACTERS else ""


def _unpacked(packed: str) -> str:
    """The CSV text of a link, refused before it grows beyond its limit."""
    if len(packed) > _MAX_OWN_CHARACTERS:
        raise ValueError(f"its text has {len(packed)} characters, over {_MAX_OWN_CHARACTERS}")
    try:
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unzip = zlib.decompressobj()
        text = unzip.decompress(raw, _MAX_OWN_BYTES)
        if unzip.unconsumed_tail:
            raise ValueError(f"its text is longer than {_MAX_OWN_BYTES} bytes")
        if not unzip.eof or unzip.unused_data:
            raise ValueError("its text is not complete; copy the whole link again")
        return text.decode()
    except (binascii.Error, zlib.error, UnicodeError) as error:
        raise ValueError("its text is damaged; copy the link again") from error
