"""Reads all rounds and bets of a stream as columns of text: see `domain.column_texts`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.column_texts import NO_DIFFICULTY, BetTexts, RoundTexts

ROWS_AT_A_TIME = 5_000
"""Few enough that whoever takes the texts apart holds the interpreter for some milliseconds only."""

AskRow = Callable[[str, Sequence[Any]], Any]
"""Runs a query that gives one row at most."""

COUNT_ROUNDS = "SELECT count(*) FROM live_rounds WHERE stream_id = ? AND nonce > ?"
COUNT_STAND_INS = (
    "SELECT count(*) FROM live_rounds WHERE stream_id = ? AND nonce BETWEEN ? AND ? AND is_stand_in"
)
COUNT_BETS = "SELECT count(*) FROM live_bets WHERE stream_id = ? AND nonce > ?"

_MARK = f"coalesce(substr(difficulty, 3, 1), '{NO_DIFFICULTY}')"

_ROUNDS = "FROM live_rounds WHERE stream_id = ?1 AND nonce > ?2 AND nonce <= ?3"

# A range of the index and no subquery with a limit, which would copy each row once more. The index gives the
# rows by nonce, then id.
_BETS = (
    "FROM live_bets AS bets INDEXED BY ix_live_bets_nonce WHERE stream_id = ?1 AND nonce > ?2 AND nonce <= ?3"
)

_CURRENCY_KEY = (
    "(SELECT first_bet_id FROM stream_totals AS totals"
    " WHERE totals.stream_id = bets.stream_id AND totals.currency = coalesce(bets.currency, ''))"
)

_OFTEN_ALIKE = "amount, coalesce(round_target, 0), substr(difficulty, 3, 1), coalesce(currency, '')"
"""What is often the same for bet after bet: told once then."""

_ALL_DIFFERENT = "group_concat(id), group_concat(nonce), group_concat(payout), group_concat(received_at)"


_USUAL_ONES = (
    "amount = ?4 AND coalesce(round_target, 0) = ?5"
    " AND substr(difficulty, 3, 1) = ?6 AND coalesce(currency, '') = ?7"
)

_EACH_OF_THEM = (
    "group_concat(amount), group_concat(coalesce(round_target, 0)),"
    f" group_concat(substr(difficulty, 3, 1), ''), group_concat({_CURRENCY_KEY})"
)


def round_texts(ask: AskRow, stream_key: int, after_nonce: int) -> Iterator[RoundTexts]:
    """The known rounds of a stream with nonces over `after_nonce`."""
    joined = "count(*), group_concat(nonce), group_concat(round_result)"
    marked = "max(is_stand_in OR difficulty IS NOT NULL)"
    marks = f"group_concat(iif(is_stand_in, upper({_MARK}), {_MARK}), '')"
    for piece in _pieces(ask, _ROUNDS, stream_key, after_nonce):
        count, nonces, results, is_marked = ask(f"SELECT {joined}, {marked} {_ROUNDS}", piece)
        letters = ask(f"SELECT {marks} {_ROUNDS}", piece)[0] if is_marked else NO_DIFFICULTY
        yield RoundTexts(count, nonces, results, letters)


def bet_texts(
    ask: AskRow, stream_key: int, after_nonce: int, currency_keys: Mapping[str, int]
) -> Iterator[BetTexts]:
    """The bets of a stream with nonces over `after_nonce`."""
    for piece in _pieces(ask, _BETS, stream_key, after_nonce):
        usual = ask(f"SELECT {_OFTEN_ALIKE} {_BETS} LIMIT 1", piece)
        count, *texts, are_usual = ask(
            f"SELECT count(*), {_ALL_DIFFERENT}, min({_USUAL_ONES}) {_BETS}",
            (*piece, *usual),
        )
        if are_usual:
            *texts_of_usual, currency = map(str, usual)
            alike = (*texts_of_usual, str(currency_keys[currency]))
        else:
            alike = ask(f"SELECT {_EACH_OF_THEM} {_BETS}", piece)
        yield BetTexts(count, *texts, *alike)


def _pieces(ask: AskRow, source: str, stream_key: int, after_nonce: int) -> Iterator[tuple[int, int, int]]:
    """Stream, and the nonce after which and the one up to which about `ROWS_AT_A_TIME` rows lie, in turn."""
    nth = f"SELECT nonce {source} ORDER BY nonce LIMIT 1 OFFSET {ROWS_AT_A_TIME - 1}"
    (last,) = ask(f"SELECT max(nonce) {source}", (stream_key, after_nonce, MAX_NONCE))
    while last is not None and after_nonce < last:
        (up_to,) = ask(nth, (stream_key, after_nonce, last)) or (last,)
        yield stream_key, after_nonce, up_to
        after_nonce = up_to
