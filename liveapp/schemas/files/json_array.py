"""The items of one JSON array, or of the arrays in an object, told apart without parsing the whole.

Strings and nesting are followed over the bytes as they are read. Each item is parsed by itself: what is
wrong with one does no harm to the others, and what is too long or nested too deeply is never held.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from liveapp.schemas.files.items import CUT, MAX_ITEM_BYTES, TOO_LONG, Item, read_text, refusal
from liveapp.schemas.files.json_lines import ARRAYS
from liveapp.schemas.files.lines import ByteStream
from liveapp.schemas.json_text import NotJsonError, parse

_CHUNK_BYTES = 128 * 1024
_SPACE = re.compile(rb"[ \t\r\n]*")
_SPACE_AND_COMMAS = re.compile(rb"[ \t\r\n,]*")
_STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_TOKEN = re.compile(rb"(?s:" + _STRING + rb')|["{}\[\]]')
"""A whole string, a bracket, or the beginning of a string whose end was not read yet."""

_IN_STRING = re.compile(rb'["\\]')
_OUTSIDE_STRING = re.compile(rb'["{}\[\]]')
_WHOLE_STRING = re.compile(rb"(?s:" + _STRING + rb")")
_SCALAR = re.compile(rb"[^ \t\r\n,\[\]{}\"]*")
_OPENING = b"{["
_NOTHING = re.compile(rb"")


class _Ended(Exception):
    """The bytes end where more should follow."""


class _Broken(Exception):
    """What stands here is no JSON."""


def json_array_items(stream: ByteStream) -> Iterator[Item]:
    """The items of a text that is an array, or an object that holds some under `data` or `bets`.

    An item's place is its number. Where the text is cut or broken, what stands before is told, then that.
    """
    bytes_ = _Bytes(stream)
    number = 0
    try:
        for item in _texts(bytes_):
            number += 1
            yield number, TOO_LONG if item is None else read_text(item)
    except _Ended:
        yield number + 1, CUT
    except _Broken as error:
        yield number + 1, refusal(error)


def holds_array(beginning: bytes) -> bool:
    """Whether an object that begins so has an array where items are looked for, as far as can be seen."""
    with suppress(_Ended, _Broken):
        return any(True for _ in _arrays(_Bytes(_Nothing(), beginning)))
    return False


def _texts(bytes_: "_Bytes") -> Iterator[bytes | None]:
    """The text of each item, None in the place of one that is too long."""
    for _ in _arrays(bytes_):
        while bytes_.next_byte(_SPACE_AND_COMMAS) != b"]":
            yield bytes_.take_value()
        bytes_.skip()
    if bytes_.next_byte(_SPACE, may_end=True):
        raise _Broken("Something follows after the end of the JSON text")


def _arrays(bytes_: "_Bytes") -> Iterator[None]:
    """Stops behind the opening bracket of each array; whoever goes on has read it to its end."""
    opening = bytes_.next_byte(_SPACE)
    bytes_.skip()
    if opening == b"[":
        yield
        return
    while bytes_.next_byte(_SPACE_AND_COMMAS) != b"}":
        name = _name(bytes_.take_value())
        if bytes_.next_byte(_SPACE) != b":":
            raise _Broken("Not JSON: a colon is missing")
        bytes_.skip()
        if bytes_.next_byte(_SPACE) == b"[" and name in ARRAYS:
            bytes_.skip()
            yield
        else:
            bytes_.take_value()
    bytes_.skip()


def _name(text: bytes | None) -> object:
    try:
        return None if text is None else parse(text)
    except NotJsonError as error:
        raise _Broken(f"Not JSON: {error}") from None


class _Nothing:
    """A stream that is at its end."""

    def read(self, _size: int, /) -> bytes:
        return b""

    def readline(self, _size: int, /) -> bytes:
        return b""


class _Bytes:
    """The bytes from a place on, as far as they were read; what is behind it is forgotten."""

    def __init__(self, stream: ByteStream, beginning: bytes = b"") -> None:
        self._stream = stream
        self._buffer = beginning
        self._place = 0

    def next_byte(self, skipped: re.Pattern[bytes], may_end: bool = False) -> bytes:
        """The next byte behind what is skipped; none at the end, where that is no mistake.

        Raises:
            _Ended
        """
        while True:
            found = skipped.match(self._buffer, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._buffer):
                return self._buffer[self._place : self._place + 1]
            try:
                self._read_on()
            except _Ended:
                if may_end:
                    return b""
                raise

    def skip(self) -> None:
        """Go on behind the next byte."""
        self._place += 1

    def take_value(self) -> bytes | None:
        """The text of the value that begins here; None for one that is too long.

        Raises:
            _Ended, _Broken
        """
        first = self._buffer[self._place : self._place + 1]
        if first in (b"{", b"["):
            return self._take_nested()
        if first == b'"':
            return self._take_string()
        return self._take_scalar()

    def _take_nested(self) -> bytes | None:
        depth, scanned = 0, self._place
        while True:
            for token in _TOKEN.finditer(self._buffer, scanned):
                text = token[0]
                if text in (b"{", b"["):
                    depth += 1
                elif text in (b"}", b"]"):
                    depth -= 1
                    if not depth:
                        return self._taken_to(token.end())
                elif text == b'"':
                    scanned = token.start()
                    break
                scanned = token.end()
            if len(self._buffer) - self._place > MAX_ITEM_BYTES:
                self._skip_nested(depth, scanned)
                return None
            scanned -= self._place
            self._read_on()
            scanned += self._place

    def _skip_nested(self, depth: int, scanned: int) -> None:
        """Go on behind a value of which `depth` brackets are open at `scanned`, which is in no string."""
        self._place = scanned
        while depth:
            bracket = self._find(_OUTSIDE_STRING)
            if bracket == b'"':
                self._skip_string()
            else:
                depth += 1 if bracket in _OPENING else -1

    def _take_string(self) -> bytes | None:
        while True:
            found = _WHOLE_STRING.match(self._buffer, self._place)
            if found:
                return self._taken_to(found.end())
            if len(self._buffer) - self._place > MAX_ITEM_BYTES:
                self.skip()
                self._skip_string()
                return None
            self._read_on()

    def _skip_string(self) -> None:
        """Go on behind a string whose first quote was passed."""
        while self._find(_IN_STRING) != b'"':
            # What is escaped ends no string.
            self.next_byte(_NOTHING)
            self.skip()

    def _take_scalar(self) -> bytes | None:
        parts, length = [], 0
        while True:
            found = _SCALAR.match(self._buffer, self._place)
            end = found.end() if found else self._place
            length += end - self._place
            if length <= MAX_ITEM_BYTES:
                parts.append(self._buffer[self._place : end])
            self._place = end
            if end < len(self._buffer):
                break
            self._read_on()
        if not length:
            raise _Broken("Not JSON: a bracket too many")
        return b"".join(parts) if length <= MAX_ITEM_BYTES else None

    def _taken_to(self, end: int) -> bytes | None:
        text = self._buffer[self._place : end]
        self._place = end
        return text if len(text) <= MAX_ITEM_BYTES else None

    def _find(self, pattern: re.Pattern[bytes]) -> bytes:
        """The next byte that is looked for, and go on behind it."""
        while True:
            found = pattern.search(self._buffer, self._place)
            if found:
                self._place = found.end()
                return found[0]
            self._place = len(self._buffer)
            self._read_on()

    def _read_on(self) -> None:
        more = self._stream.read(_CHUNK_BYTES)
        if not more:
            raise _Ended
        self._buffer = self._buffer[self._place :] + more
        self._place = 0
