"""What a file is, by its beginning, and its items."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import Refused
from liveapp.domain.importing import FileFormat
from liveapp.schemas.files.items import MAX_ITEM_BYTES, Item, LeftOut, read_value
from liveapp.schemas.files.json_array import holds_array, json_array_items
from liveapp.schemas.files.json_lines import items_within, json_lines_items
from liveapp.schemas.files.lines import ByteStream
from liveapp.schemas.files.own_csv import (
    COLUMNS,
    INDEX_STARTS,
    KNOWN_COLUMNS,
    SEEDS_START,
    CsvLayout,
    cells_of,
    csv_items,
    seeds_of_line,
)
from liveapp.schemas.json_text import NotJsonError, parse

_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ARCHIVE_STARTS = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c"),
    *(b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
)
_TAR_PLACE, _TAR_MARK = 257, b"ustar"
_BUFFER_BYTES = 256 * 1024
_HEADER_LINES = 20
_SEARCHED_LINES = 200
_FIRST_ITEMS = 100
_UNNAMED = SeedPair("?", "?")
"""In the place of seeds that nobody named, so that rows can be looked at all the same."""


class UnknownFormat(Refused):
    """A file that is none of those that are imported; the text says what can be said of it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A file's format and its items, which are read as they are taken.

    Where it `needs_seeds`, the seeds of its items are not known: they are good for looking at only.
    """

    format: FileFormat
    items: Iterator[Item]
    needs_seeds: bool = False


def contents_of(source: ByteStream, seeds: SeedPair | None) -> Contents:
    """What a file holds. `seeds` are those of a CSV that names none itself.

    Raises:
        UnknownFormat: it holds nothing that could be imported.
    """
    beginning = _read_beginning(source)
    if beginning.startswith(_MARK):
        beginning = beginning[len(_MARK) :]
    stream = io.BufferedReader(_Joined(beginning, source), _BUFFER_BYTES)
    text = beginning.lstrip(b" \t\r\n")
    if not text and len(beginning) == MAX_ITEM_BYTES:
        raise UnknownFormat("This begins with nothing but blanks")
    if not text:
        return Contents(FileFormat.EMPTY, iter(()))
    if _is_utf_16(beginning):
        raise UnknownFormat("This is UTF-16 text: save it as UTF-8 first")
    if text.startswith(b"["):
        return _json_lines(stream) if _is_followed(text) else _json_array(stream)
    if text.startswith(b"{"):
        return _of_objects(text, stream)
    return _csv(beginning, stream, seeds) or _of_other(text, stream)


def _csv(beginning: bytes, stream: ByteStream, seeds: SeedPair | None) -> Contents | None:
    """The contents of a CSV; None where the file does not begin as one of our own."""
    named: SeedPair | None = None
    for number, line in enumerate(_first_lines(beginning), 1):
        if line.startswith(INDEX_STARTS):
            return Contents(FileFormat.INDEX, iter(()))
        if line.startswith(SEEDS_START):
            named = _named_seeds(line)
        elif line:
            columns = _columns(line)
            if columns is None:
                return None
            for _ in range(number):
                stream.readline(MAX_ITEM_BYTES)
            layout = CsvLayout(columns, seeds if named or seeds else _UNNAMED, named)
            items = csv_items(stream, layout, lines_before=number)
            return Contents(FileFormat.CSV, items, needs_seeds=not (named or seeds))
    return None


def _first_lines(beginning: bytes) -> Iterator[str]:
    for line in beginning.split(b"\n", _HEADER_LINES)[:_HEADER_LINES]:
        yield line.decode(errors="replace").strip("\r \t")


def _named_seeds(line: str) -> SeedPair:
    try:
        return seeds_of_line(line)
    except Refused as error:
        raise UnknownFormat(f"The line that should name the seeds: {error}") from None


def _columns(line: str) -> tuple[str, ...] | None:
    try:
        cells = tuple(cells_of(line))
    except csv.Error:
        return None
    if cells in KNOWN_COLUMNS:
        return cells
    if cells[0] == COLUMNS[0] and len(cells) > 1:
        raise UnknownFormat("This CSV has other columns than an export of a stream's bets")
    return None


def _json_array(stream: ByteStream) -> Contents:
    return _of_bets(FileFormat.JSON, json_array_items(stream))


def _json_lines(stream: ByteStream) -> Contents:
    return _of_bets(FileFormat.JSON_LINES, json_lines_items(stream))


def _of_bets(file_format: FileFormat, items: Iterator[Item]) -> Contents:
    """Contents in JSON; of a file of something else nothing is a bet, whatever may be wrong with bets."""
    first = list(islice(items, _FIRST_ITEMS))
    if first and all(isinstance(found, LeftOut) and found.is_strange for _, found in first):
        raise UnknownFormat("This JSON holds no bets")
    return Contents(file_format, chain(first, items))


def _of_objects(text: bytes, stream: ByteStream) -> Contents:
    """The contents of a file that begins with an object: one that holds items, or the first of many lines."""
    line, _, rest = text.partition(b"\n")
    is_alone = not rest.strip()
    try:
        value = parse(line)
    except NotJsonError:
        if holds_array(text):
            return _json_array(stream)
        if is_alone or line.rstrip().endswith(b"}") or rest.lstrip().startswith(b"{"):
            return _json_lines(stream)
        return _of_one_object(text)
    holds_items = is_alone and items_within(value) is not None
    return _json_array(stream) if holds_items else _json_lines(stream)


def _of_one_object(text: bytes) -> Contents:
    try:
        item = read_value(parse(text))
    except NotJsonError:
        raise UnknownFormat("This JSON holds no array of bets") from None
    return _of_bets(FileFormat.JSON, iter([(1, item)]))


def _is_followed(text: bytes) -> bool:
    """Whether what begins with an array is one on each line."""
    line, _, rest = text.partition(b"\n")
    return line.rstrip().endswith(b"]") and rest.lstrip()[:1] in (b"[", b"{")


def _of_other(text: bytes, stream: ByteStream) -> Contents:
    """JSON Lines with something else before them, or nothing that is known."""
    for line in text.split(b"\n", _SEARCHED_LINES)[:_SEARCHED_LINES]:
        if line.startswith((b"{", b"[")) and _is_json(line):
            return _json_lines(stream)
    if text.startswith(_ARCHIVE_STARTS) or text[_TAR_PLACE:].startswith(_TAR_MARK):
        raise UnknownFormat("This is an archive within an archive, or of a kind that is not opened")
    if b"\0" in text:
        raise UnknownFormat("This is no text file")
    raise UnknownFormat("This is none of the formats that are imported")


def _is_utf_16(beginning: bytes) -> bool:
    """Whether a text has a mark of UTF-16, or a zero in every other of its first bytes."""
    zeros = [bool(half) and half.count(0) == len(half) for half in (beginning[:40:2], beginning[1:40:2])]
    return beginning.startswith(_UTF_16_MARKS) or zeros[0] != zeros[1]


def _is_json(line: bytes) -> bool:
    try:
        parse(line)
    except NotJsonError:
        return False
    return True


def _read_beginning(source: ByteStream) -> bytes:
    parts, length = [], 0
    while length < MAX_ITEM_BYTES and (part := source.read(MAX_ITEM_BYTES - length)):
        parts.append(part)
        length += len(part)
    return b"".join(parts)


class _Joined(io.RawIOBase):
    """What was read already, then what follows."""

    def __init__(self, beginning: bytes, source: ByteStream) -> None:
        self._beginning = memoryview(beginning)
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        target = memoryview(buffer).cast("B")
        part: memoryview | bytes = self._beginning[: len(target)]
        if part:
            self._beginning = self._beginning[len(part) :]
        else:
            part = self._source.read(len(target))
        target[: len(part)] = part
        return len(part)
