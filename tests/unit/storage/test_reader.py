"""Questions: SQL's orders, filters, pages and distances agree with plain Python's."""

import itertools
import random
import sys
from itertools import product
from uuid import UUID

import pytest

from liveapp.domain.bets import DIFFICULTIES, Bet, BetOutcome, Heartbeat, SeedPair, StoredBet
from liveapp.domain.errors import StreamNotFound
from liveapp.domain.gaps import Gaps
from liveapp.domain.ports import PageWindow
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder, sort_key
from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal, RunningProfit, by_currency, total_of
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.storage import Store
from tests.unit.storage.conftest import PAIR, make_bet
from tests.values import gaps_of

ORDERS = [BetOrder(column, descending) for column, descending in product(BetColumn, (False, True))]
FILTERS = [
    BetFilter(),
    BetFilter(min_multiplier=2.0),
    BetFilter(difficulty="hard"),
    BetFilter(min_multiplier=1.5, difficulty="easy"),
    BetFilter(min_multiplier=1e9),
    BetFilter(outcome=BetOutcome.WON),
    BetFilter(outcome=BetOutcome.LOST, difficulty="hard"),
    BetFilter(target=1.5 * (1 + 5e-10)),
    BetFilter(nonce_from=40, nonce_to=60),
    BetFilter(nonce_to=20, min_multiplier=2.0),
    BetFilter(time_to_us=17),
    BetFilter(time_from_us=18, outcome=BetOutcome.WON),
    BetFilter(verdicts=DIFFERING),
    BetFilter(verdicts=(Verdict.VERIFIED, Verdict.UNVERIFIABLE), nonce_from=20),
]


@pytest.fixture
def stream(store: Store) -> Stream:
    """A stream of 200 bets that came in random order, some with values missing or the nonce shared."""
    chance = random.Random(7)
    nonces = chance.choices(range(1, 150), k=200)
    arriving: list[Bet] = []
    for number, nonce in enumerate(nonces):
        bet = make_bet(
            nonce,
            antebot_bet_id=f"bet {number}",
            amount=chance.choice([0.0, 0.5, 1.0, 2.5]),
            payout=chance.choice([0.0, 1.0, 3.0]),
            difficulty=chance.choice(DIFFICULTIES),
            round_result=chance.choice([1.0, 1.5, 2.0, 9.08]),
            round_target=chance.choice([None, 1.5, 2.0]),
            payout_multiplier=chance.choice([None, 0.0, 2.0]),
            date_time_us=chance.choice([None, 5, 17, 1772388023870000]),
            currency=chance.choice([None, "", "btc", "doge"]),
        )
        arriving += [bet, make_bet(number + 1, SeedPair("another", "stream"))]
    store.writer.record(arriving)
    made = next(stream for stream in store.reader.streams()[0] if stream.seeds.client_seed == "client")
    # Every other bet is of this stream.
    store.writer.set_verdicts(made.key, [(bet_id, chance.choice([*Verdict])) for bet_id in range(1, 350)])
    return store.reader.stream(made.id)


@pytest.fixture
def bets(store: Store, stream: Stream) -> list[StoredBet]:
    """All of the stream's bets, by id."""
    return store.reader.tail(stream.id, 0, 1000, with_distance=False).bets


def expected(bets: list[StoredBet], order: BetOrder, bet_filter: BetFilter) -> list[StoredBet]:
    admitted = [bet for bet in bets if bet_filter.admits(bet)]
    return sorted(admitted, key=lambda bet: (sort_key(bet, order.column), bet.id), reverse=order.descending)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.column.value}-{order.descending}")
def test_a_sequence_is_in_the_order_that_its_sort_keys_say(
    store: Store, stream: Stream, bets: list[StoredBet], order: BetOrder
) -> None:
    for bet_filter in FILTERS:
        sequence = store.reader.bet_sequence(stream.key, order, bet_filter, lambda: False)
        assert sequence is not None
        wanted = expected(bets, order, bet_filter)
        assert list(sequence.ids) == [bet.id for bet in wanted]
        assert list(sequence.sort_keys) == [sort_key(bet, order.column) for bet in wanted]
        assert sequence.last_id == max(bet.id for bet in bets)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.column.value}-{order.descending}")
def test_the_first_bets_are_how_the_sequence_begins(
    store: Store, stream: Stream, bets: list[StoredBet], order: BetOrder
) -> None:
    for bet_filter in FILTERS:
        assert (
            store.reader.first_bets(stream.key, order, bet_filter, 7) == expected(bets, order, bet_filter)[:7]
        )


def test_a_sequence_that_nobody_wants_any_more_is_given_up(store: Store, stream: Stream) -> None:
    assert store.reader.bet_sequence(stream.key, BetOrder(), BetFilter(), lambda: True) is None


def test_sums_are_those_of_the_bets_that_the_filter_lets_through(
    store: Store, stream: Stream, bets: list[StoredBet]
) -> None:
    for bet_filter in FILTERS:
        sums = store.reader.sums(stream.key, bet_filter, lambda: False)
        assert sums is not None
        admitted = [bet for bet in bets if bet_filter.admits(bet)]
        assert sums.totals == tuple(total_of(*one) for one in by_currency(admitted).items())
        assert (sums.bets, sums.bet_filter) == (len(admitted), bet_filter)
        assert sums.last_id == max(bet.id for bet in bets)


def test_sums_of_a_stream_of_one_currency_are_none_where_nothing_is_let_through(store: Store) -> None:
    store.writer.record([make_bet(1, currency="btc"), make_bet(2, currency="btc", amount=1e308)])
    (stream,), _ = store.reader.streams()
    assert _totals(store, stream, BetFilter(nonce_to=1)) == (CurrencyTotal("btc", 1, 1.0, 0.0),)
    assert _totals(store, stream, BetFilter(nonce_from=3)) == ()


@pytest.mark.parametrize("currencies", [["btc"] * 2, ["btc", "doge", "btc"]])
def test_sums_stop_at_the_largest_number(store: Store, currencies: list[str]) -> None:
    store.writer.record(
        [make_bet(nonce, amount=1.7e308, currency=one) for nonce, one in enumerate(currencies, start=1)]
    )
    (stream,), _ = store.reader.streams()
    assert _totals(store, stream, BetFilter(nonce_from=1))[0].wagered == sys.float_info.max


def _totals(store: Store, stream: Stream, bet_filter: BetFilter) -> tuple[CurrencyTotal, ...]:
    sums = store.reader.sums(stream.key, bet_filter, lambda: False)
    assert sums is not None
    return sums.totals


def test_the_running_profit_is_that_of_the_last_bets_by_nonce(store: Store) -> None:
    bets = [make_bet(nonce, amount=1.0, payout=float(nonce), currency="btc") for nonce in (5, 1, 3, 2, 4)]
    store.writer.record([*bets, make_bet(9, currency="doge")])
    (stream,), _ = store.reader.streams()
    assert store.reader.running_profit(stream.key, 4) == RunningProfit("btc", (2.0, 5.0, 9.0))
    assert store.reader.running_profit(99, 4) == RunningProfit(None, ())


def test_bets_by_id_come_in_the_order_asked_without_those_that_are_gone(
    store: Store, bets: list[StoredBet]
) -> None:
    assert store.reader.bets_by_id([bets[5].id, 10**9, bets[0].id]) == [bets[5], bets[0]]


@pytest.mark.parametrize("order", [BetOrder(), BetOrder(BetColumn.RECEIVED, descending=True)])
@pytest.mark.parametrize(("limit", "filters"), [(1, FILTERS[1::6]), (7, FILTERS), (200, FILTERS)])
def test_pages_put_together_are_the_whole(
    store: Store,
    stream: Stream,
    bets: list[StoredBet],
    order: BetOrder,
    limit: int,
    filters: list[BetFilter],
) -> None:
    for bet_filter in filters:
        wanted = expected(bets, order, bet_filter)
        pages = [
            store.reader.page(stream.id, order, bet_filter, PageWindow(limit, offset), with_distance=False)
            for offset in range(0, len(wanted) + limit, limit)
        ]
        assert [bet for page in pages for bet in page.bets] == wanted
        assert {page.total for page in pages} == {len(wanted)}


def test_distances_look_past_page_borders_and_filters(
    store: Store, stream: Stream, bets: list[StoredBet]
) -> None:
    wanted: dict[int, int | None] = {}
    last_nonce: dict[float, int] = {}
    for bet in sorted(bets, key=lambda bet: (bet.nonce, bet.id)):
        previous = last_nonce.get(bet.round_result)
        wanted[bet.id] = None if previous is None else bet.nonce - previous
        last_nonce[bet.round_result] = bet.nonce
    for bet_filter, offset in product(FILTERS, range(0, 200, 9)):
        page = store.reader.page(stream.id, BetOrder(), bet_filter, PageWindow(9, offset), with_distance=True)
        assert page.distances == [wanted[bet.id] for bet in page.bets]
    tail = store.reader.tail(stream.id, bets[50].id, 20, with_distance=True)
    assert tail.distances == [wanted[bet.id] for bet in tail.bets]


def test_tails_put_together_are_the_whole(store: Store, stream: Stream, bets: list[StoredBet]) -> None:
    seen: list[StoredBet] = []
    has_more = True
    while has_more:
        tail = store.reader.tail(stream.id, seen[-1].id if seen else 0, 30, with_distance=False)
        seen += tail.bets
        has_more = tail.has_more
    assert seen == bets


def test_an_export_is_what_the_stream_counts_even_when_bets_arrive_meanwhile(
    store: Store, stream: Stream, bets: list[StoredBet]
) -> None:
    exported, rows = store.reader.export(stream.id)
    first = next(rows)
    store.writer.record([make_bet(1, antebot_bet_id="late"), make_bet(10**6, antebot_bet_id="later")])
    got = [first, *rows]
    assert got == sorted(bets, key=lambda bet: (bet.nonce, bet.id))
    assert exported.total_bets == len(got)


def test_an_export_through_a_filter_has_what_that_lets_through(
    store: Store, stream: Stream, bets: list[StoredBet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liveapp.storage.reader.EXPORT_ROWS_AT_A_TIME", 3)
    for bet_filter in FILTERS:
        exported, rows = store.reader.export(stream.id, bet_filter)
        assert list(rows) == expected(bets, BetOrder(), bet_filter)
        assert exported.total_bets == len(bets)


def test_an_export_of_a_stream_that_is_deleted_meanwhile_breaks_off(
    store: Store, monkeypatch: pytest.MonkeyPatch, stream: Stream
) -> None:
    monkeypatch.setattr("liveapp.storage.reader.EXPORT_ROWS_AT_A_TIME", 10)
    _, rows = store.reader.export(stream.id)
    next(rows)
    store.writer.delete_stream(stream.id)
    with pytest.raises(StreamNotFound):
        list(rows)


def test_streams_are_listed_by_last_seen_then_id(store: Store) -> None:
    for number in range(5):
        store.writer.record([make_bet(1, SeedPair(str(number), "x"))])
    store.writer.record([make_bet(2, SeedPair("1", "x"))])
    streams, total = store.reader.streams(limit=3)
    assert total == 5
    assert [stream.seeds.server_seed_hashed for stream in streams] == ["1", "4", "3"]
    rest, _ = store.reader.streams(limit=3, offset=3)
    assert [stream.seeds.server_seed_hashed for stream in rest] == ["2", "0"]


INDEX_OF_COLUMN = {
    BetColumn.NONCE: "ix_live_bets_nonce",
    BetColumn.ROUND_RESULT: "ix_live_bets_result",
}


@pytest.mark.parametrize("column", BetColumn)
def test_every_order_reads_through_the_index_that_suits_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, column: BetColumn
) -> None:
    database = store.reader._database
    plans: list[str] = []
    execute = database.execute_sql

    def explain(sql: str, parameters: object = None) -> object:
        plan = execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
        plans.append("; ".join(step[-1] for step in plan))
        return execute(sql, parameters)

    monkeypatch.setattr(database, "execute_sql", explain)
    store.reader.first_bets(1, BetOrder(column), BetFilter(), 10)
    assert any(INDEX_OF_COLUMN.get(column, "ix_live_bets_stream") in plan for plan in plans), plans


def test_gaps_are_what_lies_between_known_rounds(store: Store) -> None:
    store.writer.record([make_bet(nonce) for nonce in (12, 3, 4, 9)])
    store.writer.record([Heartbeat(PAIR, 6, 1.0), Heartbeat(PAIR, 9, 1.0)])
    (stream,), _ = store.reader.streams()
    assert store.reader.gaps(stream.id) == Gaps(3, 12, 5, 5, ((5, 5), (7, 8), (10, 11)), is_truncated=False)
    assert store.reader.gaps(stream.id, limit=3).is_truncated is False
    assert store.reader.gaps(stream.id, limit=2) == Gaps(3, 12, 5, 5, ((5, 5), (7, 8)), is_truncated=True)
    with pytest.raises(StreamNotFound):
        store.reader.gaps(UUID(int=9))


def test_a_stream_of_one_round_misses_none(store: Store) -> None:
    store.writer.record([make_bet(7)])
    (stream,), _ = store.reader.streams()
    assert store.reader.gaps(stream.id) == Gaps(7, 7, 1, 0, (), is_truncated=False)


def test_no_more_than_a_thousand_ranges_are_told_unless_asked_for(store: Store) -> None:
    store.writer.record([Heartbeat(PAIR, 2 * number, 1.0) for number in range(1, 1003)])
    (stream,), _ = store.reader.streams()
    gaps = store.reader.gaps(stream.id)
    assert (len(gaps.ranges), gaps.missing, gaps.is_truncated) == (1000, 1001, True)
    assert gaps.ranges[-1] == (2001, 2001)
    assert store.reader.gaps(stream.id, limit=1001).is_truncated is False


def test_what_is_missing_is_told_of_any_part_of_a_stream(store: Store) -> None:
    chance = random.Random(3)
    known = sorted(chance.sample(range(10, 60), 20))
    store.writer.record([Heartbeat(PAIR, nonce, 1.0) for nonce in known])
    store.writer.record([Heartbeat(SeedPair("other", "pair"), nonce, 1.0) for nonce in (1, 30, 99)])
    stream = next(one for one in store.reader.streams()[0] if one.seeds == PAIR)
    for first, last in itertools.product((1, 9, 10, 11, 25, 40, 58, 60, 90), repeat=2):
        cut = [(max(begin, first), min(end, last)) for begin, end in gaps_of(known)]
        wanted = [(begin, end) for begin, end in cut if begin <= end]
        assert store.reader.missing_between(stream.key, first, last, 100) == wanted
        assert store.reader.missing_between(stream.key, first, last, 2) == wanted[:2]
    assert store.reader.missing_between(77, 1, 100, 9) == []
