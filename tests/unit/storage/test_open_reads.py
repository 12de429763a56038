"""What every question to the database needs."""

import itertools
from uuid import uuid4

import pytest

from liveapp.domain.errors import StoreClosed, StreamNotFound
from liveapp.domain.queries import BetFilter, BetOrder
from liveapp.storage import Store
from tests.unit.storage.conftest import PAIR, make_bet


def test_long_reads_end_in_the_middle_of_a_query_once_nobody_wants_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liveapp.storage.open_reads.STEPS_BETWEEN_LOOKS", 50)
    store.writer.record([make_bet(nonce) for nonce in range(1, 200)])
    (stream,), _ = store.reader.streams()
    nothing = BetFilter(target=99.0)
    for read in (
        lambda is_cancelled: store.reader.sums(stream.key, nothing, is_cancelled),
        lambda is_cancelled: store.reader.bet_sequence(stream.key, BetOrder(), nothing, is_cancelled),
    ):
        looks = itertools.count()
        assert read(lambda looks=looks: next(looks) >= 3) is None
        assert next(looks) < 10
        assert read(lambda: False) is not None


def test_totals_are_those_of_each_stream_however_many_are_asked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = [PAIR._replace(client_seed=f"client {number}") for number in range(3)]
    bets = [
        make_bet(nonce, seeds=pair) for number, pair in enumerate(seeds) for nonce in range(1, number + 2)
    ]
    store.writer.record(bets)
    few, _ = store.reader.streams()
    monkeypatch.setattr("liveapp.storage.open_reads.MOST_KEYS", 2)
    many, _ = store.reader.streams()
    assert many == few
    assert sorted(stream.totals[0].bets for stream in many) == [1, 2, 3]


def test_what_is_not_there_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(StreamNotFound):
        store.reader.stream(uuid4())


def test_questions_after_the_end_are_refused(store: Store) -> None:
    store.reader.close()
    with pytest.raises(StoreClosed):
        store.reader.streams()
