"""Longer questions about a stream's bets, for threads off the window's: the nearest nonce, copied text."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from liveapp.domain.bets import StoredBet
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder
from liveapp.ui.bets.columns import BOOKMARKED, COLUMNS, Column
from liveapp.ui.bets.index import BetIndex
from liveapp.ui.bets.nonce_order import GapBefore
from liveapp.ui.questions import Question

BETS_AT_A_TIME = 500


def bets_as_text(
    bets: Iterable[StoredBet],
    columns: Sequence[Column],
    bookmarked: Container[int] = (),
    gap_of: Callable[[StoredBet], GapBefore | None] = lambda _: None,
) -> str:
    """Text that pastes into a spreadsheet: a line of titles, one line a bet, parted by tabs."""

    def star(bet: StoredBet) -> str:
        return BOOKMARKED if bet.id in bookmarked else ""

    def gap(bet: StoredBet) -> str:
        found = gap_of(bet)
        return "" if found is None else found.plain

    special = {Column.BOOKMARK: star, Column.GAP: gap}
    plain = [special.get(column, COLUMNS[column].plain) for column in columns]
    lines = ["\t".join(COLUMNS[column].title for column in columns)]
    lines += ["\t".join(text(bet) for text in plain) for bet in bets]
    return "\n".join(lines) + "\n"


def read_bets(reader: BetReader, ids: Sequence[int], question: Question) -> Iterator[StoredBet]:
    """The bets with these ids, read as they are taken; ends early once the question is cancelled."""
    for first in range(0, len(ids), BETS_AT_A_TIME):
        if question.is_cancelled():
            return
        yield from reader.bets_by_id(ids[first : first + BETS_AT_A_TIME])


def bets_by_nonce(reader: BetReader, stream_key: int, bet_filter: BetFilter, question: Question) -> BetIndex:
    """The bets that the filter lets through, by nonce; none once the question is cancelled."""
    sequence = reader.bet_sequence(stream_key, BetOrder(), bet_filter, question.is_cancelled)
    return BetIndex(BetColumn.NONCE, sequence)


def nearest_bet(
    reader: BetReader, stream_key: int, bet_filter: BetFilter, nonce: int, question: Question
) -> StoredBet | None:
    """The bet with that nonce, else the one with the nearest; None where the filter lets none through."""
    index = bets_by_nonce(reader, stream_key, bet_filter, question)
    position = index.position_nearest(nonce)
    found = [] if position is None else reader.bets_by_id([index.id_at(position)])
    return found[0] if found else None
