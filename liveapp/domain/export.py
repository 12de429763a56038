"""A stream's bets as CSV, for the window and for HTTP alike (RFC 4180, CRLF), and one bet as JSON."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from liveapp.domain.bets import StoredBet
from liveapp.domain.clock import EPOCH
from liveapp.domain.streams import Stream

CSV_HEADER = (
    "nonce,antebot_bet_id,date_time,received_at,amount,payout,difficulty,round_target,round_result\r\n"
)

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a cell's text as a formula."""

_EPOCH = EPOCH.replace(tzinfo=None)
"""Naive: always UTC, and its zone is written as Z."""
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


def csv_lines(bets: Iterable[StoredBet]) -> Iterator[str]:
    """The header, then one line a bet, each with its CRLF."""
    yield CSV_HEADER
    for bet in bets:
        yield (
            f"{bet.nonce},{_text(bet.antebot_bet_id)},"
            f"{'' if bet.date_time_us is None else iso_time(bet.date_time_us)},{iso_time(bet.received_us)},"
            f"{bet.amount!r},{bet.payout!r},{bet.difficulty},"
            f"{'' if bet.round_target is None else repr(bet.round_target)},{bet.round_result!r}\r\n"
        )


def csv_file_name(stream: Stream, bets: int | None = None) -> str:
    """`stream_{hash}_{client seed}_{n}_bets.csv`, with what may not stand in a file name replaced by `_`.

    `bets` is how many the file holds where they are not all.
    """
    count = stream.total_bets if bets is None else bets
    name = f"stream_{stream.short_hash}_{stream.seeds.client_seed[:60]}_{count}_bets"
    return _UNSAFE_IN_FILE_NAME.sub("_", name) + ".csv"


def csv_file_names(streams: Sequence[Stream], taken: Iterable[str]) -> list[str]:
    """A name for each stream's file, none of them twice or among `taken`, in upper or lower case."""
    used = {name.casefold() for name in taken}
    names = []
    for stream in streams:
        name = csv_file_name(stream)
        stem, number = name.removesuffix(".csv"), 1
        while name.casefold() in used:
            number += 1
            name = f"{stem}-{number}.csv"
        used.add(name.casefold())
        names.append(name)
    return names


def _text(value: str) -> str:
    if value.startswith(FORMULA_STARTS):
        value = "'" + value
    return '"' + value.replace('"', '""') + '"' if _NEEDS_QUOTES.search(value) else value
