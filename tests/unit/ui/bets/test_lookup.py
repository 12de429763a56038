"""Longer questions about a stream's bets."""

from liveapp.domain.queries import BetFilter
from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.lookup import BETS_AT_A_TIME, bets_as_text, nearest_bet, read_bets
from liveapp.ui.questions import Question
from tests.unit.ui.bets.values import PLAIN, stored_bet
from tests.window_fixtures import make_bet


def test_bets_are_text_that_pastes_into_a_spreadsheet() -> None:
    text = bets_as_text([PLAIN, stored_bet(nonce=1235)], [Column.MULTIPLIER, Column.NONCE, Column.TIME])
    assert text == "Multiplier\tNonce\tTime\n3.25\t1234\t\n3.25\t1235\t\n"


def test_bets_are_read_in_the_order_that_was_asked_for_however_many(record, store, stream_of) -> None:
    record(*range(1, BETS_AT_A_TIME + 11))
    ids = list(range(BETS_AT_A_TIME + 10, 0, -1))
    assert [bet.id for bet in read_bets(store.reader, ids, Question())] == ids


def test_reading_ends_early_once_nobody_wants_the_answer(record, store) -> None:
    record(*range(1, BETS_AT_A_TIME + 11))
    question = Question()
    reading = read_bets(store.reader, list(range(1, BETS_AT_A_TIME + 11)), question)
    next(reading)
    question.cancel()
    assert len(list(reading)) == BETS_AT_A_TIME - 1


def test_the_nearest_bet_is_looked_for_among_those_that_the_filter_lets_through(
    record, store, stream_of
) -> None:
    record(make_bet(10, round_result=50.0), make_bet(20), make_bet(30, round_result=50.0))
    key = stream_of().key
    nearest = nearest_bet(store.reader, key, BetFilter(), 21, Question())
    assert nearest is not None
    assert nearest.nonce == 20
    nearest = nearest_bet(store.reader, key, BetFilter(min_multiplier=50.0), 21, Question())
    assert nearest is not None
    assert nearest.nonce == 30
    assert nearest_bet(store.reader, key, BetFilter(min_multiplier=99.0), 21, Question()) is None


def test_a_cancelled_search_finds_nothing(record, store, stream_of) -> None:
    record(1)
    question = Question()
    question.cancel()
    assert nearest_bet(store.reader, stream_of().key, BetFilter(), 1, question) is None


def test_a_bookmark_is_copied_as_its_star_without_its_note() -> None:
    text = bets_as_text([stored_bet(id=1), stored_bet(id=2)], [Column.NONCE, Column.BOOKMARK], {2})
    assert text == "Nonce\tBookmark\n1234\t\n1234\t★\n"
