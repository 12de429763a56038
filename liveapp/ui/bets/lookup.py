"""Longer questions about a stream's bets, for threads off the window's: the nearest nonce, copied text."""

from collections.abc import Container, Iterable, Iterator, Sequence

from liveapp.domain.bets import StoredBet
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import BetFilter, BetOrder
from liveapp.ui.bets.columns import BOOKMARKED, COLUMNS, Column
from liveapp.ui.bets.index import BetIndex
from liveapp.ui.questions import Question

BETS_AT_A_TIME = 500


def bets_as_text(
    bets: Iterable[StoredBet], columns: Sequence[Column], bookmarked: Container[int] = ()
) -> str:
    """Text that pastes into a spreadsheet: a line of titles, one line a bet, parted by tabs."""

    def star(bet: StoredBet) -> str:
        return BOOKMARKED if bet.id in bookmarked else ""

    plain = [star if column is Column.BOOKMARK else COLUMNS[column].plain for column in columns]
    lines = ["\t".join(COLUMNS[column].title for column in columns)]
    lines += ["\t".join(text(bet) for text in plain) for bet in bets]
    return "\n".join(lines) + "\n"


def read_bets(reader: BetReader, ids: Sequence[int], question: Question) -> Iterator[StoredBet]:
    """The bets with these ids, read as they are taken; ends early once the question is cancelled."""
    for first in range(0, len(ids), BETS_AT_A_TIME):
        if question.is_cancelled():
            return
        yield from reader.bets_by_id(ids[first : first + BETS_AT_A_TIME])


def nearest_bet(
    reader: BetReader, stream_key: int, bet_filter: BetFilter, nonce: int, question: Question
) -> StoredBet | None:
    """The bet with that nonce, else the one with the nearest; None where the filter lets none through."""
    order = BetOrder()
    sequence = reader.bet_sequence(stream_key, order, bet_filter, question.is_cancelled)
    if sequence is None:
        return None
    index = BetIndex(order.column, sequence)
    position = index.position_nearest(nonce)
    found = [] if position is None else reader.bets_by_id([index.id_at(position)])
    return found[0] if found else None
