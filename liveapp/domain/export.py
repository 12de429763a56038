"""A stream's bets as CSV, for the window and for HTTP alike (RFC 4180, CRLF), and one bet as JSON.

A file whose first line names the seeds can be imported again and is then written byte for byte the same: it
has two more columns, and what a spreadsheet would run is made harmless in a way that can be undone.
"""

import json
import re
from collections.abc import Generator, Iterable
from datetime import timedelta
from pathlib import PurePath
from urllib.parse import quote

from liveapp.domain.bets import SeedPair, StoredBet
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.clock import EPOCH
from liveapp.domain.streams import Stream

CSV_HEADER = (
    "nonce,antebot_bet_id,date_time,received_at,amount,payout,difficulty,round_target,round_result\r\n"
)

SEEDED_CSV_HEADER = CSV_HEADER.replace("\r\n", ",payout_multiplier,currency\r\n")
"""The header below a line that names the seeds."""

GAP_COLUMN = "gap"
"""The last column of a file that tells how far each bet is from the one before it."""

BOOKMARKS_HEADER = (
    "nonce,bet_id,antebot_bet_id,date_time,received_at,amount,payout,difficulty,round_target,round_result,"
    "currency,note,created_at\r\n"
)

INDEX_NAME = "index.csv"
INDEX_LINE = "# liveapp index\r\n"
INDEX_HEADER = "file,id,server_seed_hashed,client_seed,bets,created_at,last_seen_at,alias,notes\r\n"
"""How the index of several streams' files begins; it holds no rounds."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a cell's text as a formula."""

BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know that a file is UTF-8."""

_EPOCH = EPOCH.replace(tzinfo=None)
"""Naive: always UTC, and its zone is written as Z."""
_GUARDED = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run, or what is harmless already by apostrophes of its own."""
_NEEDS_QUOTES = re.compile(r'[",\r\n]')
_UNSAFE_IN_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def iso_time(time_us: int) -> str:
    """Microseconds since the epoch as ISO-8601 UTC with microseconds and `Z`."""
    moment = _EPOCH + timedelta(microseconds=time_us)
    return moment.isoformat(timespec="microseconds") + "Z"


def bet_json(bet: StoredBet) -> str:
    """A bet as the receiver's replies hold it, in lines that people can read."""
    members = {
        "id": bet.id,
        "antebot_bet_id": bet.antebot_bet_id,
        "received_at": iso_time(bet.received_us),
        "date_time": None if bet.date_time_us is None else iso_time(bet.date_time_us),
        "nonce": bet.nonce,
        "amount": bet.amount,
        "payout": bet.payout,
        "difficulty": bet.difficulty,
        "round_target": bet.round_target,
        "round_result": bet.round_result,
        "distance_prev_opt": None,
    }
    return json.dumps(members, indent=2, ensure_ascii=False)


def csv_lines(
    bets: Iterable[StoredBet], seeds: SeedPair | None = None, tells_gaps: bool = False
) -> Generator[str]:
    """The header, then one line a bet, each with its CRLF; with `seeds`, first the line that names them.

    Lines that tell gaps end in the nonces since the bet before, empty for the first: give bets by nonce.
    """
    if seeds is None:
        header, line = CSV_HEADER, _line
    else:
        yield seeds_line(seeds)
        header, line = SEEDED_CSV_HEADER, _seeded_line
    if not tells_gaps:
        yield header
        for bet in bets:
            yield f"{line(bet)}\r\n"
        return
    yield header.replace("\r\n", f",{GAP_COLUMN}\r\n")
    before: int | None = None
    for bet in bets:
        yield f"{line(bet)},{'' if before is None else bet.nonce - before}\r\n"
        before = bet.nonce


def bookmark_lines(marked: Iterable[tuple[StoredBet, Bookmark]]) -> Generator[str]:
    """The header, then one line a marked bet, each with its CRLF."""
    yield BOOKMARKS_HEADER
    for bet, bookmark in marked:
        yield (
            f"{_columns(bet, f'{bet.id},{_harmless(bet.antebot_bet_id)}')},{bet.round_result!r},"
            f"{_harmless(bet.currency or '')},{_harmless(bookmark.note or '')},"
            f"{iso_time(bookmark.created_us)}\r\n"
        )


def seeds_line(seeds: SeedPair) -> str:
    """The first line of a file that can be imported: whose bets it holds."""
    server_seed_hashed, client_seed = (quote(seed, safe="") for seed in seeds)
    return f"# liveapp server_seed_hashed={server_seed_hashed} client_seed={client_seed}\r\n"


def index_lines(files: Iterable[tuple[str, Stream, int]]) -> Generator[str]:
    """The index of streams' files, given the name of each, its stream, and how many bets it holds."""
    yield INDEX_LINE
    yield INDEX_HEADER
    for name, stream, bets in files:
        yield (
            f"{name},{stream.id},{_guarded(stream.seeds.server_seed_hashed)},"
            f"{_guarded(stream.seeds.client_seed)},{bets},"
            f"{iso_time(stream.created_us)},{iso_time(stream.last_seen_us)},"
            f"{_guarded(stream.alias or '')},{_guarded(stream.notes or '')}\r\n"
        )


def csv_file_name(stream: Stream, bets: int | None = None, tells_gaps: bool = False) -> str:
    """`stream_{hash}_{client seed}_{n}_bets.csv`, with what may not stand in a file name replaced by `_`.

    `bets` is how many the file holds where they are not all. One that `tells_gaps` ends in `_bets_with_gaps`.
    """
    ending = "bets_with_gaps" if tells_gaps else "bets"
    return _file_name(stream, f"{stream.total_bets if bets is None else bets}_{ending}")


def bookmarks_file_name(stream: Stream, bookmarks: int) -> str:
    """The same for a file of so many bookmarks: `stream_{hash}_{client seed}_{n}_bookmarks.csv`."""
    return _file_name(stream, f"{bookmarks}_bookmarks")


def proof_file_name(stream: Stream) -> str:
    """The same for the report of a proof: `proof_{hash}_{client seed}_{n}_bets.html`."""
    return _safe_file_name(stream, "proof", f"{stream.total_bets}_bets.html")


def chart_file_name(stream: Stream, chart: str, suffix: str) -> str:
    """The same for one of its charts: `profit_{hash}_{client seed}_{n}_bets.png`."""
    return _safe_file_name(stream, chart, f"{stream.total_bets}_bets.{suffix}")


def comparison_file_name(streams: int, what: str, suffix: str) -> str:
    """The same for something of several streams that are compared: `comparison_3_streams_profits.png`."""
    return f"comparison_{streams}_streams_{what}.{suffix}"


class FreeNames:
    """Gives names for files, none of them twice or among `taken`, in upper or lower case."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._used = {name.casefold() for name in taken}

    def take(self, name: str) -> str:
        """The name, or where it is not free, the same with a number."""
        path, number, free = PurePath(name), 1, name
        while free.casefold() in self._used:
            number += 1
            free = f"{path.stem}-{number}{path.suffix}"
        self._used.add(free.casefold())
        return free


def _file_name(stream: Stream, content: str) -> str:
    return _safe_file_name(stream, "stream", f"{content}.csv")


def _safe_file_name(stream: Stream, kind: str, content: str) -> str:
    name = f"{kind}_{stream.short_hash}_{stream.seeds.client_seed[:60]}_{content}"
    return _UNSAFE_IN_FILE_NAME.sub("_", name)


def _line(bet: StoredBet) -> str:
    return f"{_columns(bet, _harmless(bet.antebot_bet_id))},{bet.round_result!r}"


def _seeded_line(bet: StoredBet) -> str:
    return (
        f"{_columns(bet, _guarded(bet.antebot_bet_id))},"
        f"{'' if bet.is_stand_in else repr(bet.round_result)},"
        f"{_number(bet.payout_multiplier)},{_guarded(bet.currency or '')}"
    )


def _columns(bet: StoredBet, bet_id: str) -> str:
    return (
        f"{bet.nonce},{bet_id},"
        f"{'' if bet.date_time_us is None else iso_time(bet.date_time_us)},{iso_time(bet.received_us)},"
        f"{bet.amount!r},{bet.payout!r},{bet.difficulty},{_number(bet.round_target)}"
    )


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _harmless(text: str) -> str:
    return _quoted("'" + text if text.startswith(FORMULA_STARTS) else text)


def _guarded(text: str) -> str:
    """Harmless, and told apart from a text that begins like that itself."""
    return _quoted("'" + text if _GUARDED.match(text) else text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
