"""Questions: SQL's orders, filters, pages and distances agree with plain Python's."""

import random
from itertools import product

import pytest

from liveapp.domain.bets import DIFFICULTIES, BetOutcome, SeedPair, StoredBet
from liveapp.domain.errors import StreamNotFound
from liveapp.domain.ports import PageWindow
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder, sort_key
from liveapp.domain.streams import Stream
from liveapp.storage import Store
from tests.unit.storage.conftest import make_bet

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
]


@pytest.fixture
def stream(store: Store) -> Stream:
    """A stream of 200 bets that came in random order, some with values missing or the nonce shared."""
    chance = random.Random(7)
    nonces = chance.choices(range(1, 150), k=200)
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
        )
        store.writer.record([bet, make_bet(number + 1, SeedPair("another", "stream"))])
    return next(stream for stream in store.reader.streams()[0] if stream.seeds.client_seed == "client")


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


def test_bets_by_id_come_in_the_order_asked_without_those_that_are_gone(
    store: Store, bets: list[StoredBet]
) -> None:
    assert store.reader.bets_by_id([bets[5].id, 10**9, bets[0].id]) == [bets[5], bets[0]]


@pytest.mark.parametrize("order", [BetOrder(), BetOrder(BetColumn.RECEIVED, descending=True)])
@pytest.mark.parametrize("limit", [1, 7, 200])
def test_pages_put_together_are_the_whole(
    store: Store, stream: Stream, bets: list[StoredBet], order: BetOrder, limit: int
) -> None:
    for bet_filter in FILTERS:
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
