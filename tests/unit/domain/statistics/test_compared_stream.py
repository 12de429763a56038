"""One of several streams that are compared: figures and courses of the same state."""

from collections.abc import Iterator

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.statistics.columns import ColumnArrays
from liveapp.domain.statistics.compared_stream import ComparedStream
from liveapp.domain.streams import Stream
from liveapp.storage.store import Store
from tests.new_databases import open_new_store
from tests.values import make_bet

SEEDS = SeedPair("ab" * 32, "compared")


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    opened = open_new_store(tmp_path / "liveapp.sqlite3")
    yield opened
    opened.close()


def record(store: Store, *nonces: int, currency: str = "btc", payout: float = 3.0) -> None:
    store.writer.record(
        [
            make_bet(
                nonce,
                SEEDS,
                antebot_bet_id=f"{currency}-{nonce}",
                amount=1.0,
                payout=payout,
                currency=currency,
            )
            for nonce in nonces
        ]
    )


def reading(store: Store):
    def read(columns: ColumnArrays, after_nonce: int) -> Stream:
        (stream,) = store.reader.streams()[0]
        return store.reader.read_columns(stream.id, columns, lambda: False, after_nonce)[0]

    return read


def last_profit(compared: ComparedStream, currency: str | None) -> float:
    return float(compared.course(currency).lasts[-1]) * 2.0**64


def test_figures_and_courses_follow_what_comes_late_too(store: Store) -> None:
    record(store, 1, 2, 9)
    compared = ComparedStream(2.0)
    assert compared.course("btc").bets == 0
    figures = compared.refresh(reading(store))
    assert (figures.total_bets, compared.course("btc").bets) == (3, 3)
    record(store, 5, payout=0.0)
    record(store, 10, 11, currency="eth")
    figures = compared.refresh(reading(store))
    assert [one.multiplier for one in figures.hits] == [2.0]
    assert {one.currency: one.bets for one in figures.totals} == {"btc": 4, "eth": 2}
    assert [last_profit(compared, one) for one in ("btc", "eth")] == [5.0, 4.0]
    assert compared.course("btc").lasts.tolist()[2] < compared.course("btc").lasts.tolist()[1]
    assert compared.course("doge").bets == compared.course(None).bets == 0


def test_a_cancelled_reading_changes_nothing(store: Store) -> None:
    record(store, 1)
    compared = ComparedStream(2.0)
    assert compared.refresh(lambda *_: None) is None
    assert compared.course("btc").bets == 0
    compared.refresh(reading(store))
    record(store, 2)
    assert compared.refresh(lambda *_: None) is None
    assert compared.course("btc").bets == 1
