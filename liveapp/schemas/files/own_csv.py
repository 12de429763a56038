"""CSV files of liveapp's own export: rows back to bets, just as they were."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from urllib.parse import unquote_to_bytes

from liveapp.domain.bets import Observation, SeedPair
from liveapp.domain.errors import Refused
from liveapp.domain.export import CSV_HEADER, GAP_COLUMN, INDEX_HEADER, INDEX_LINE, SEEDED_CSV_HEADER
from liveapp.domain.pump import MULTIPLIERS
from liveapp.schemas.files.items import TOO_LONG, Item, LeftOut, refusal
from liveapp.schemas.files.lines import ByteStream, lines
from liveapp.schemas.ingest import Unprocessable, parse_observation, parse_time_us

COLUMNS = tuple(CSV_HEADER.strip().split(","))
ALL_COLUMNS = tuple(SEEDED_CSV_HEADER.strip().split(","))
KNOWN_COLUMNS = (COLUMNS, ALL_COLUMNS, (*COLUMNS, GAP_COLUMN), (*ALL_COLUMNS, GAP_COLUMN))
"""Gaps follow from the nonces: they are not read."""

SEEDS_START = "# liveapp server_seed_hashed="
INDEX_STARTS = (INDEX_LINE.strip(), INDEX_HEADER.strip())

_SEEDS_LINE = re.compile(r"# liveapp server_seed_hashed=(\S*) client_seed=(\S*)")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"-?[0-9]{1,30}")
_GUARDED = re.compile(r"'[=+\-@\t\r]")
_GUARDED_WITH_SEEDS = re.compile(r"'+[=+\-@\t\r]")
"""Where a file names its seeds, its export also guarded what looked as if it were guarded already."""

_SEEDS_LINE_START = SEEDS_START.encode()
_HEADER_START = f"{COLUMNS[0]},".encode()
_HEADERS = {",".join(columns).encode(): columns for columns in KNOWN_COLUMNS}

_ROW_LINES = 300
_ROW_BYTES = 8 * 1024
"""No row of an export that spans several lines is longer."""

_Line = tuple[int, bytes | None]


class CsvLayout:
    """How the rows of one file are to be read: its columns, its seeds, and how its texts are guarded.

    The seeds are those that the file names itself, else those that were given for it; it has one of them.
    """

    def __init__(self, columns: Sequence[str], given: SeedPair | None, named: SeedPair | None = None) -> None:
        seeds = named or given
        if seeds is None:
            raise Unprocessable("a file begins here that does not name its seeds: give it by itself")
        self.columns = columns
        self.seeds = seeds
        self._given = given
        self._named = named

    def after(self, line: bytes) -> "CsvLayout":
        """The layout of the rows behind a line that begins another file, where several were put together.

        Raises:
            Unprocessable: nobody says whose rows they are.
        """
        if line.startswith(_SEEDS_LINE_START):
            # The header is still to come.
            return CsvLayout((), self._given, seeds_of_line(line.decode(errors="replace").strip()))
        return CsvLayout(_HEADERS[line.rstrip()], self._given, None if self.columns else self._named)

    def bet(self, cells: Sequence[str]) -> Observation:
        """A row as a bet.

        Raises:
            Refused
        """
        values = dict(zip(self.columns, cells, strict=True))
        received = values["received_at"]
        received_us = parse_time_us(received)
        if received_us is None:
            raise Unprocessable("received_at: no time that can be read")
        payload = {
            "id": self._text(values["antebot_bet_id"]),
            "dateTime": values["date_time"] or None,
            "nonce": _integer("nonce", values["nonce"]),
            "amount": _number("amount", values["amount"]),
            "payout": _number("payout", values["payout"]),
            "difficulty": values["difficulty"],
            "roundTarget": _number_or_none("round_target", values["round_target"]),
            "roundResult": _number_or_none("round_result", values["round_result"]),
            "payoutMultiplier": _number_or_none("payout_multiplier", values.get("payout_multiplier", "")),
            "currency": self._text(values.get("currency", "")) or None,
            "serverSeedHashed": self.seeds.server_seed_hashed,
            "clientSeed": self.seeds.client_seed,
        }
        return parse_observation(payload, received_us)

    def _text(self, value: str) -> str:
        if self._named:
            return unguarded(value)
        return value[1:] if _GUARDED.match(value) else value


def unguarded(text: str) -> str:
    """A text as it was before an export of a kind that can be imported guarded it."""
    return text[1:] if _GUARDED_WITH_SEEDS.match(text) else text


def seeds_of_line(line: str) -> SeedPair:
    """The seeds that a file's first line names.

    Raises:
        Unprocessable: it names none that a stream could have.
    """
    found = _SEEDS_LINE.fullmatch(line)
    if found is None:
        raise Unprocessable("The line that should name the seeds cannot be read")
    try:
        server_seed_hashed, client_seed = (unquote_to_bytes(value).decode() for value in found.groups())
    except UnicodeDecodeError:
        raise Unprocessable("The line that should name the seeds is not UTF-8") from None
    return checked_seeds(server_seed_hashed, client_seed)


def checked_seeds(server_seed_hashed: str, client_seed: str) -> SeedPair:
    """A seed pair that a stream can have.

    Raises:
        Unprocessable: it is not one; `place` names the field.
    """
    heartbeat = {"type": "heartbeat", "nonce": 1, "roundResult": 0.0}
    seeds = {"serverSeedHashed": server_seed_hashed, "clientSeed": client_seed}
    return parse_observation(heartbeat | seeds).seeds


def csv_items(stream: ByteStream, layout: CsvLayout, lines_before: int) -> Iterator[Item]:
    """The rows behind the header; the place of each is the line in which it begins.

    Where another file was put behind the first, its rows are those of the seeds that it names itself; what
    would have to be guessed is not read.
    """
    pending: deque[_Line] = deque()
    source = lines(stream)
    while True:
        line = pending.popleft() if pending else next(source, None)
        if line is None:
            return
        number, text = line
        place = number + lines_before
        if text is None:
            yield place, TOO_LONG
        elif _begins_file(text):
            try:
                layout = layout.after(text)
            except Unprocessable as error:
                yield place, refusal(error)
                return
        elif text.count(b'"') % 2 == 0:
            if not text.isspace():
                yield place, _item(text, layout)
        else:
            yield place, _item_of_lines(text, pending, source, layout)


def cells_of(text: str) -> list[str]:
    """The cells of one row without its line's end.

    Raises:
        csv.Error: its quotes are not closed, or something follows them.
    """
    return next(csv.reader([text], strict=True)) if '"' in text else text.split(",")


def _begins_file(line: bytes) -> bool:
    return line.startswith(_SEEDS_LINE_START) or (
        line.startswith(_HEADER_START) and line.rstrip() in _HEADERS
    )


class _NoRow(Exception):
    """What was read has not the shape of a row."""


def _item_of_lines(
    first: bytes, pending: deque[_Line], source: Iterator[_Line], layout: CsvLayout
) -> Observation | LeftOut:
    """A row whose texts hold line ends. Where there is none, only its first line is refused."""
    row = first
    taken: list[_Line] = []
    while row.count(b'"') % 2 and len(taken) < _ROW_LINES and len(row) < _ROW_BYTES:
        line = pending.popleft() if pending else next(source, None)
        if line is None:
            break
        taken.append(line)
        if line[1] is None:
            break
        row += line[1]
    try:
        return _bet(row, layout)
    except _NoRow:
        pending.extendleft(reversed(taken))
        return refusal("quotes that are not closed")


def _item(row: bytes, layout: CsvLayout) -> Observation | LeftOut:
    try:
        return _bet(row, layout)
    except _NoRow as error:
        return refusal(error)


def _bet(row: bytes, layout: CsvLayout) -> Observation | LeftOut:
    """A row's bet, or what is wrong with its values.

    Raises:
        _NoRow: it has not so many cells.
    """
    has_end = row.endswith((b"\n", b"\r"))
    try:
        cells = cells_of(row.rstrip(b"\r\n").decode())
    except UnicodeDecodeError:
        raise _NoRow("not UTF-8") from None
    except csv.Error:
        raise _NoRow("quotes in the wrong place") from None
    if len(cells) != len(layout.columns):
        where = "" if has_end else "the last line, which may be cut: "
        raise _NoRow(f"{where}{len(cells)} columns in the place of {len(layout.columns)}")
    if not has_end and not _is_surely_whole(cells):
        return refusal("the last line has no end: it may be cut")
    try:
        return layout.bet(cells)
    except Refused as error:
        return refusal(error)


def _is_surely_whole(cells: Sequence[str]) -> bool:
    """Whether a row without a line's end ends in a multiplier of which nothing can be missing."""
    if len(cells) != len(COLUMNS):
        return False
    result = cells[COLUMNS.index("round_result")]
    table = map(repr, MULTIPLIERS.get(cells[COLUMNS.index("difficulty")], ()))
    return [one for one in table if one.startswith(result)] == [result]


def _integer(name: str, text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise Unprocessable(f"{name}: no whole number")
    return int(text)


def _number(name: str, text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise Unprocessable(f"{name}: no number")
    return float(text)


def _number_or_none(name: str, text: str) -> float | None:
    return _number(name, text) if text else None
