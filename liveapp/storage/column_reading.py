"""Reads all rounds and bets of a stream as columns of text: see `domain.column_texts`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.column_texts import (
    BEFORE_ALL,
    FIRST_LETTER,
    NO_DIFFICULTY,
    BetTexts,
    CodedNumbers,
    ColumnSink,
    NumberTexts,
    RoundTexts,
)
from liveapp.domain.streams import Stream

ROWS_AT_A_TIME = 5_000
"""Few enough that whoever takes the texts apart holds the interpreter for some milliseconds only."""

MOST_VALUES = 32
"""A column with more different ones is read as digits: as many comparisons cost as much as those."""

AskRow = Callable[[str, Sequence[Any]], Any]
"""Runs a query that gives one row at most."""

COUNT_ROUNDS = "SELECT count(*) FROM live_rounds WHERE stream_id = ? AND nonce > ?"
COUNT_BETS = "SELECT count(*) FROM live_bets WHERE stream_id = ? AND nonce > ?"
COUNT_STAND_INS = (
    "SELECT count(*) FROM live_rounds WHERE stream_id = ? AND nonce BETWEEN ? AND ? AND is_stand_in"
)

_MARK = f"coalesce(substr(difficulty, 3, 1), '{NO_DIFFICULTY}')"

_ROUNDS = "FROM live_rounds WHERE stream_id = ? AND nonce > ? AND nonce <= ?"

# A range of the index and no subquery with a limit, which would copy each row once more. The index gives the
# rows by nonce, then id.
_BETS = (
    "FROM live_bets AS bets INDEXED BY ix_live_bets_nonce WHERE stream_id = ? AND nonce > ? AND nonce <= ?"
)

_CURRENCY_KEY = (
    "(SELECT first_bet_id FROM stream_totals AS totals"
    " WHERE totals.stream_id = bets.stream_id AND totals.currency = coalesce(bets.currency, ''))"
)

_OFTEN_ALIKE = "amount, round_target, difficulty, currency"
"""What is often the same for bet after bet: told once then."""

_OTHERS = (
    "count(*) FILTER (WHERE amount IS NOT ? OR round_target IS NOT ?"
    " OR difficulty IS NOT ? OR currency IS NOT ?)"
)
"""How many differ from the first in these."""

_ALL_DIFFERENT = "group_concat(id), group_concat(nonce), group_concat(received_at)"

_TARGET = "coalesce(round_target, 0.0)"

_DIGITS = "group_concat({})"
"""15 for each number."""

_ALL_DIGITS = "group_concat(printf('%!.20g', {}))"
"""As many as make the same float again, for twice the time."""

_Piece = tuple[int, int, int]
"""A stream's key, and the nonce after which and the one up to which rows are read."""


def send_columns(
    ask: AskRow,
    stream: Stream,
    currency_keys: Mapping[str, int],
    sink: ColumnSink,
    is_cancelled: Callable[[], bool],
    after_nonce: int,
) -> None:
    """Give `sink` all rounds and bets of a stream with nonces over one, unless cancelled meanwhile."""
    rounds, bets = stream.rounds, stream.total_bets
    if after_nonce > BEFORE_ALL:
        (rounds,) = ask(COUNT_ROUNDS, (stream.key, after_nonce))
        (bets,) = ask(COUNT_BETS, (stream.key, after_nonce))
    sink.begin(rounds, bets, tuple(currency_keys.values()))
    for round_piece in round_texts(ask, stream.key, after_nonce):
        if is_cancelled():
            break
        sink.take_rounds(round_piece)
    for bet_piece in bet_texts(ask, stream.key, after_nonce, currency_keys):
        if is_cancelled():
            break
        sink.take_bets(bet_piece)


def round_texts(ask: AskRow, stream_key: int, after_nonce: int) -> Iterator[RoundTexts]:
    """The known rounds of a stream with nonces over `after_nonce`."""
    marks = f"group_concat(iif(is_stand_in, upper({_MARK}), {_MARK}), '')"
    results = _NumberReading(ask, "round_result", _ROUNDS, _ALL_DIGITS)
    for piece in _pieces(ask, _ROUNDS, stream_key, after_nonce):
        count, marked, text = ask(
            f"SELECT count(*), count(*) FILTER (WHERE is_stand_in OR difficulty IS NOT NULL), {results.asked}"
            f" {_ROUNDS}",
            (*results.values, *piece),
        )
        _, after, last = piece
        nonces: str | range = range(after + 1, last + 1)
        if count < last - after:
            (nonces,) = ask(f"SELECT group_concat(nonce) {_ROUNDS}", piece)
        letters = ask(f"SELECT {marks} {_ROUNDS}", piece)[0] if marked else NO_DIFFICULTY
        yield RoundTexts(count, nonces, results.taken(text, piece), letters)


def bet_texts(
    ask: AskRow, stream_key: int, after_nonce: int, currency_keys: Mapping[str, int]
) -> Iterator[BetTexts]:
    """The bets of a stream with nonces over `after_nonce`."""
    payouts, amounts = (_NumberReading(ask, column, _BETS, _DIGITS) for column in ("payout", "amount"))
    targets = _NumberReading(ask, _TARGET, _BETS, _ALL_DIGITS)
    # Finding each bet's currency costs as much as all of its numbers: not where there is but one.
    only = len(currency_keys) == 1
    currencies = f"'{next(iter(currency_keys.values()))}'" if only else f"group_concat({_CURRENCY_KEY})"
    for piece in _pieces(ask, _BETS, stream_key, after_nonce):
        usual = ask(f"SELECT {_OFTEN_ALIKE} {_BETS} LIMIT 1", piece)
        count, ids, nonces, received, others, text = ask(
            f"SELECT count(*), {_ALL_DIFFERENT}, {_OTHERS}, {payouts.asked} {_BETS}",
            (*usual, *payouts.values, *piece),
        )
        paid = payouts.taken(text, piece)
        alike: tuple[NumberTexts, NumberTexts, str, str]
        if not others:
            amount, target, difficulty, currency = usual
            key = str(currency_keys[currency or ""])
            alike = _alike(amount), _alike(target or 0.0), difficulty[2], key
        else:
            letters, keys = ask(
                f"SELECT group_concat(substr(difficulty, 3, 1), ''), {currencies} {_BETS}", piece
            )
            alike = amounts.read(piece), targets.read(piece), letters, keys
        are_exact = isinstance(paid, CodedNumbers) and isinstance(alike[0], CodedNumbers)
        (won,) = ("",) if are_exact else ask(f"SELECT group_concat(payout > amount, '') {_BETS}", piece)
        yield BetTexts(count, ids, nonces, received, paid, *alike, won)


class _NumberReading:
    """Reads a column of numbers piece by piece: as letters once it is known to have few different ones.

    A letter costs SQLite less than the digits of a number, and is exact. `asked` is what is to be selected,
    with `values` for it.
    """

    def __init__(self, ask: AskRow, column: str, source: str, digits: str) -> None:
        self._ask = ask
        self._digits = digits.format(column)
        self._column = column
        self._source = source
        self._may_be_few = True
        self.asked = self._digits
        self.values: tuple[float, ...] = ()

    def read(self, piece: _Piece) -> NumberTexts:
        """The column by itself."""
        (text,) = self._ask(f"SELECT {self.asked} {self._source}", (*self.values, *piece))
        return self.taken(text, piece)

    def taken(self, text: str, piece: _Piece) -> NumberTexts:
        """What was `asked`, after it was told for a piece."""
        if self.values and _UNKNOWN_VALUE not in text:
            return CodedNumbers(text, self.values)
        if self.values:
            (text,) = self._ask(f"SELECT {self._digits} {self._source}", piece)
        if self._may_be_few:
            self._learn(text)
        return text

    def _learn(self, digits: str) -> None:
        """Take its numbers as the values of the next pieces, the most frequent ones first."""
        frequent = [float(number) for number, _ in Counter(digits.split(",")).most_common(MOST_VALUES + 1)]
        known = tuple(dict.fromkeys((*frequent, *self.values)))
        # Where nothing is learned, 15 digits do not tell what some values are.
        self._may_be_few = len(self.values) < len(known) <= MOST_VALUES
        self.values = known if self._may_be_few else ()
        cases = "".join(
            f" WHEN ? THEN '{chr(ord(FIRST_LETTER) + place)}'" for place in range(len(self.values))
        )
        letters = f"group_concat(CASE {self._column}{cases} ELSE '{_UNKNOWN_VALUE}' END, '')"
        self.asked = letters if cases else self._digits


_UNKNOWN_VALUE = "!"


def _alike(value: float) -> CodedNumbers:
    return CodedNumbers(FIRST_LETTER, (value,))


def _pieces(ask: AskRow, source: str, stream_key: int, after_nonce: int) -> Iterator[_Piece]:
    """Pieces of about `ROWS_AT_A_TIME` rows each, in turn."""
    nth = f"SELECT nonce {source} ORDER BY nonce LIMIT 1 OFFSET {ROWS_AT_A_TIME - 1}"
    (last,) = ask(f"SELECT max(nonce) {source}", (stream_key, after_nonce, MAX_NONCE))
    while last is not None and after_nonce < last:
        (up_to,) = ask(nth, (stream_key, after_nonce, last)) or (last,)
        yield stream_key, after_nonce, up_to
        after_nonce = up_to
