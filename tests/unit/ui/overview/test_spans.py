"""First and last bets and bookmarks: read when they are seen, and kept up to date."""

import threading

import pytest
from shiboken6 import delete

from liveapp.domain.errors import StoreUnavailable
from liveapp.ui.overview.model import OverviewModel
from liveapp.ui.overview.spans import SpanReading


@pytest.fixture
def asked(store, monkeypatch):
    """Counts the questions, and holds them up while it is closed."""
    read, gate = store.reader.stream_spans, threading.Event()
    gate.set()
    gate.questions, gate.fault = 0, None

    def guarded():
        gate.questions += 1
        gate.wait()
        if gate.fault is not None:
            raise gate.fault
        return read()

    monkeypatch.setattr(store.reader, "stream_spans", guarded)
    yield gate
    gate.set()


@pytest.fixture
def spans(store, questions, bridge, record, asked):
    record(5, 6)
    model = OverviewModel()
    model.set_streams({stream.key: stream for stream in store.reader.streams()[0]}, lambda _: None)
    made = SpanReading(store.reader, questions, model)
    made._rest.setInterval(0)
    made.model = model
    bridge.store_changed.connect(made.apply)
    yield made
    delete(made)
    model.deleteLater()


def span(spans):
    return spans.model.rows()[0].span


def test_they_are_read_when_asked_for(spans, asked, qtbot) -> None:
    assert span(spans) is None
    spans.ask()
    qtbot.waitUntil(lambda: span(spans) is not None)
    assert (span(spans).first.nonce, span(spans).last.nonce, span(spans).bookmarks) == (5, 6, 0)
    assert asked.questions == 1


def test_bets_that_come_cost_no_question(spans, asked, record, qtbot) -> None:
    spans.ask()
    qtbot.waitUntil(lambda: span(spans) is not None)
    record(2, 9)
    qtbot.waitUntil(lambda: span(spans).last.nonce == 9)
    assert span(spans).first.nonce == 2
    assert asked.questions == 1


def test_bets_that_come_while_they_are_read_are_in_them(spans, asked, record, store, qtbot) -> None:
    asked.clear()
    spans.ask()
    qtbot.waitUntil(lambda: asked.questions == 1)
    record(9)
    qtbot.waitUntil(lambda: len(spans._meanwhile) == 1)
    asked.set()
    qtbot.waitUntil(lambda: span(spans) is not None)
    assert span(spans).last.nonce == 9


def test_a_bookmark_has_them_read_again(spans, store, stream_of, asked, qtbot) -> None:
    spans.ask()
    qtbot.waitUntil(lambda: span(spans) is not None)
    (bet, *_) = store.reader.export(stream_of().id)[1]
    store.writer.set_bookmark(stream_of().id, bet.id, None)
    qtbot.waitUntil(lambda: span(spans).bookmarks == 1)
    assert asked.questions == 2


def test_who_asks_while_they_are_read_has_them_read_once_more(spans, asked, qtbot) -> None:
    asked.clear()
    spans.ask()
    spans.ask()
    asked.set()
    qtbot.waitUntil(lambda: asked.questions == 2)


def test_nobody_is_told_after_they_were_stopped(spans, asked, qtbot) -> None:
    asked.clear()
    spans.ask()
    qtbot.waitUntil(lambda: asked.questions == 1)
    spans.stop()
    asked.set()
    spans.ask()
    qtbot.waitUntil(lambda: span(spans) is not None)
    assert asked.questions == 2


def test_a_fault_is_told(spans, asked, qtbot) -> None:
    asked.fault = StoreUnavailable("busy")
    with qtbot.waitSignal(spans.fault_met):
        spans.ask()
    asked.fault = None
    spans.ask()
    qtbot.waitUntil(lambda: span(spans) is not None)
