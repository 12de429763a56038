"""The items of one JSON array, or of the arrays in an object, told apart without parsing the whole.

Strings and nesting are followed over the bytes as they are read. Each item is parsed by itself: what is
wrong with one does no harm to the others, and what is too long or nested too deeply is never held.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from liveapp.domain.bets import Observation
from liveapp.schemas.files.items import (
    CUT,
    MAX_ITEM_BYTES,
    TOO_LONG,
    Item,
    LeftOut,
    read_text,
    read_value,
    refusal,
)
from liveapp.schemas.files.json_lines import ARRAYS
from liveapp.schemas.files.lines import ByteStream
from liveapp.schemas.json_text import NotJsonError, parse

_CHUNK_BYTES = 128 * 1024
_SPACE = re.compile(rb"[ \t\r\n]*")
_SPACE_AND_COMMAS = re.compile(rb"[ \t\r\n,]*")
_OUTSIDE_STRING = re.compile(rb'"|[{\[]+|[}\]]+')
_IN_STRING = re.compile(rb'["\\]')
_OPENING = b"{["
_ANY = re.compile(rb"(?s:.)")
_SCALAR_END = re.compile(rb'[ \t\r\n,"{}\[\]]')
_GLANCES = 12
"""So many inner ends of an object are looked at before it is followed byte by byte."""


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
        for item in _found(bytes_):
            number += 1
            yield number, item
    except _Ended:
        yield number + 1, CUT
    except _Broken as error:
        yield number + 1, refusal(error)


def holds_array(beginning: bytes) -> bool:
    """Whether an object that begins so has an array where items are looked for, as far as can be seen."""
    with suppress(_Ended, _Broken):
        return any(True for _ in _arrays(_Bytes(_Nothing(), beginning)))
    return False


def _found(bytes_: "_Bytes") -> Iterator[Observation | LeftOut]:
    for _ in _arrays(bytes_):
        while bytes_.next_byte(_SPACE_AND_COMMAS) != b"]":
            yield _item(bytes_)
        bytes_.skip()
    if bytes_.next_byte(_SPACE, may_end=True):
        raise _Broken("Something follows after the end of the JSON text")


def _item(bytes_: "_Bytes") -> Observation | LeftOut:
    """The item that begins here.

    No beginning of an object is a whole one, too: what looks like one at a glance, and can be parsed, is it.
    That is several times faster than to follow the brackets, and true of all but odd items.
    """
    glimpsed = bytes_.glimpse_object()
    if glimpsed is not None:
        with suppress(NotJsonError):
            value = parse(glimpsed)
            bytes_.skip(len(glimpsed))
            return read_value(value)
    text = bytes_.take_value()
    return TOO_LONG if text is None else read_text(text)


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
        self._scanned = 0
        self._is_too_long = False

    def next_byte(self, skipped: re.Pattern[bytes], may_end: bool = False) -> bytes:
        """The next byte behind what is skipped; none at the end, where that is no mistake.

        Raises:
            _Ended
        """
        while True:
            found = skipped.match(self._buffer, self._place)
            self._place = self._scanned = found.end() if found else self._place
            if self._place < len(self._buffer):
                return self._buffer[self._place : self._place + 1]
            try:
                self._read_on()
            except _Ended:
                if may_end:
                    return b""
                raise

    def skip(self, size: int = 1) -> None:
        """Go on behind the next bytes."""
        self._place += size

    def glimpse_object(self) -> bytes | None:
        """What may be the object that begins here, by its brackets alone; None where that cannot be seen."""
        start = end = self._place
        for _ in range(_GLANCES):
            end = self._buffer.find(b"}", end, start + MAX_ITEM_BYTES) + 1
            if not end:
                return None
            if self._buffer.count(b"{", start, end) == self._buffer.count(b"}", start, end):
                return self._buffer[start:end]
        return None

    def take_value(self) -> bytes | None:
        """The text of the value that begins here, and go on behind it; None for one that is too long.

        Raises:
            _Ended, _Broken
        """
        self._scanned = self._place
        self._is_too_long = False
        first = self._buffer[self._place : self._place + 1]
        if first in (b"{", b"["):
            self._pass_nested()
        elif first == b'"':
            self._scanned += 1
            self._pass_string()
        else:
            self._pass_scalar()
        text = self._buffer[self._place : self._scanned]
        self._place = self._scanned
        return None if self._is_too_long or len(text) > MAX_ITEM_BYTES else text

    def _pass_nested(self) -> None:
        depth = 0
        while True:
            brackets = self._find(_OUTSIDE_STRING)
            if brackets == b'"':
                self._pass_string()
            elif brackets[0] in _OPENING:
                depth += len(brackets)
            elif len(brackets) < depth:
                depth -= len(brackets)
            else:
                self._scanned -= len(brackets) - depth
                return

    def _pass_string(self) -> None:
        """Go on behind a string whose first quote was passed."""
        while self._find(_IN_STRING) != b'"':
            # What is escaped ends no string.
            self._find(_ANY)

    def _pass_scalar(self) -> None:
        self._find(_SCALAR_END)
        self._scanned -= 1
        if self._scanned == self._place and not self._is_too_long:
            raise _Broken("Not JSON: a bracket too many")

    def _find(self, pattern: re.Pattern[bytes]) -> bytes:
        """The next bytes that are looked for, and have them scanned."""
        while True:
            found = pattern.search(self._buffer, self._scanned)
            if found:
                self._scanned = found.end()
                return found[0]
            self._scanned = len(self._buffer)
            self._read_on()

    def _read_on(self) -> None:
        more = self._stream.read(_CHUNK_BYTES)
        if not more:
            raise _Ended
        if len(self._buffer) - self._place > MAX_ITEM_BYTES:
            self._is_too_long = True
            self._place = self._scanned
        self._scanned -= self._place
        self._buffer = self._buffer[self._place :] + more
        self._place = 0
