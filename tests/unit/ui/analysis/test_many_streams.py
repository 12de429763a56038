"""Figures of many streams: one after the other, those first that are looked at, and only while they are."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from shiboken6 import delete

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.statistics.followed_stream import FollowedStream
from liveapp.domain.streams import Stream
from liveapp.ui.analysis import many_streams
from liveapp.ui.analysis.many_streams import ManyStreams, StreamFigures
from tests.unit.ui.overview.values import money, total

PAIRS = [SeedPair(f"{number:064x}", f"client-{number}") for number in range(3)]


class Gate:
    """At the store's reading of columns: keeps what passed, and holds it up while it is closed."""

    def __init__(self) -> None:
        self.passed: list[tuple[object, int]] = []
        self.is_open = threading.Event()
        self.is_open.set()
        self.fault: Exception | None = None


@pytest.fixture
def gate(store, monkeypatch) -> Iterator[Gate]:
    made, read = Gate(), store.reader.read_columns

    def guarded(stream_id: Any, sink: Any, is_cancelled: Any, after_nonce: int = 0) -> Any:
        made.passed.append((stream_id, after_nonce))
        made.is_open.wait()
        if made.fault is not None:
            raise made.fault
        return read(stream_id, sink, is_cancelled, after_nonce)

    monkeypatch.setattr(store.reader, "read_columns", guarded)
    yield made
    made.is_open.set()


@pytest.fixture
def many(store, questions, gate, record, monkeypatch) -> Iterator[ManyStreams]:
    """Three streams, none of them seen yet. It ends here, and not where a thread sweeps it up."""
    monkeypatch.setattr(many_streams, "BEGIN_MS", 0)
    monkeypatch.setattr(many_streams, "REST_S", 0.0)
    monkeypatch.setattr(many_streams, "PATIENCE", 0)
    for number, seeds in enumerate(PAIRS):
        record(*range(1, 4 + number), seeds=seeds, round_target=2.0, currency="btc")
    first: list[int] = []
    made = ManyStreams(store.reader, questions, 2.0, lambda: first)
    made.first_wanted, made.emitted = first, []
    made.changed.connect(made.emitted.append)
    yield made
    delete(made)


@pytest.fixture
def take(many, store) -> Callable[[], dict[int, Stream]]:
    """Be about the streams as they are stored now."""

    def take_all() -> dict[int, Stream]:
        streams = {stream.key: stream for stream in store.reader.streams()[0]}
        many.take(streams)
        return streams

    return take_all


def test_nothing_is_read_until_somebody_looks(many, take, gate, qtbot) -> None:
    take()
    assert many.waiting == 3
    assert not gate.passed
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    assert len(gate.passed) == len(many.emitted) == 3


def test_figures_are_those_of_all_bets_of_a_stream(many, take, stream_of, qtbot) -> None:
    take()
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    figures = many.figures(stream_of(PAIRS[2]).key)
    assert figures.total("btc").bets == 5
    assert figures.total("btc").wagered == 5.0
    assert figures.total("eth") is None
    assert (figures.hits.multiplier, figures.hits.longest_wait) == (2.0, 5)
    assert not figures.is_partial


def test_what_is_looked_at_comes_before_the_others(many, take, stream_of, gate, qtbot) -> None:
    wanted = [stream_of(PAIRS[place]).key for place in (2, 0, 1)]
    many.first_wanted.extend(wanted)
    take()
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    assert many.emitted == wanted


def test_a_stream_that_goes_on_is_read_from_where_it_was(many, take, record, stream_of, gate, qtbot) -> None:
    take()
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    gate.passed.clear()
    record(4, seeds=PAIRS[0])
    take()
    qtbot.waitUntil(lambda: many.waiting == 0)
    stream = stream_of(PAIRS[0])
    assert gate.passed == [(stream.id, 3)]
    assert sum(total.bets for total in many.figures(stream.key).totals) == 4


def test_who_looks_away_has_it_left_off_and_taken_up_later(many, take, gate, qtbot) -> None:
    gate.is_open.clear()
    take()
    many.set_seen(True)
    qtbot.waitUntil(lambda: len(gate.passed) == 1)
    many.set_seen(False)
    gate.is_open.set()
    qtbot.waitUntil(lambda: many.waiting == 3)
    assert len(gate.passed) == 1
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    assert len(many.emitted) == 3


def test_another_multiplier_keeps_the_money_until_its_waits_are_there(many, take, stream_of, qtbot) -> None:
    take()
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    many.set_seen(False)
    many.set_multiplier(1.01)
    key = stream_of(PAIRS[0]).key
    assert many.waiting == 3
    assert many.figures(key).hits is None
    assert many.figures(key).total("btc").bets == 3
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    assert (many.figures(key).hits.multiplier, many.figures(key).hits.longest_wait) == (1.01, 0)


def test_a_stream_that_is_gone_is_forgotten(many, take, store, stream_of, qtbot) -> None:
    streams = take()
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    gone = stream_of(PAIRS[1])
    store.writer.delete_stream(gone.id)
    take()
    assert [key for key in streams if many.figures(key) is None] == [gone.key]


def test_a_fault_is_told_and_the_stream_left_alone_for_a_while(many, take, gate, qtbot) -> None:
    gate.fault = StoreUnavailable("busy")
    told: list[object] = []
    many.fault_met.connect(told.append)
    take()
    many.set_seen(True)
    qtbot.waitUntil(lambda: len(told) == 3)
    gate.fault = None
    take()
    assert many.waiting == 3
    assert len(gate.passed) == 3


def test_what_was_read_is_freed_some_time_after_nobody_looks(many, take, monkeypatch, qtbot) -> None:
    many._free.setInterval(0)
    take()
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    assert all(isinstance(one, FollowedStream) for one in many._followed.values())
    assert len(many._followed) == 3
    many.set_seen(False)
    qtbot.waitUntil(lambda: not many._followed)
    assert many.waiting == 0


def test_how_far_a_stream_is_read_is_kept_of_few(many, take, monkeypatch, qtbot) -> None:
    monkeypatch.setattr(many_streams, "MOST_FOLLOWED", 2)
    take()
    many.set_seen(True)
    qtbot.waitUntil(lambda: many.waiting == 0)
    assert len(many._followed) == 2


class Compared(str):
    """A currency's name that counts how often it is compared."""

    __slots__ = ()
    times = 0

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return super().__eq__(other)

    __hash__ = str.__hash__


def test_no_currency_is_searched_for_among_thousands() -> None:
    totals = tuple(money(total(Compared(f"c{number}"))) for number in range(1000))
    figures = StreamFigures(totals, None, False)
    assert [figures.total(f"c{number}") for number in range(1000)] == list(totals)
    assert figures.total("other") is None
    assert Compared.times < 10_000
