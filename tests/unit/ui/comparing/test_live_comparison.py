"""Streams that are compared: read one after the other, followed while somebody looks."""

import threading

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from liveapp.domain.errors import StoreLocked
from liveapp.ui.comparing import live_comparison
from liveapp.ui.comparing.live_comparison import LiveComparison
from tests.window_fixtures import OTHER_SEEDS, SEEDS


@pytest.fixture
def owner(qapp, questions):
    made = QObject()
    yield made
    delete(made)


@pytest.fixture
def live(streams, store, questions, bridge, owner) -> LiveComparison:
    made = LiveComparison(streams, 4.95, store.reader, questions, owner)
    bridge.store_changed.connect(made.apply)
    return made


@pytest.fixture
def read(live, qtbot) -> LiveComparison:
    live.watch(True)
    qtbot.waitUntil(lambda: all(side.figures is not None for side in live.sides))
    return live


def bets(live: LiveComparison) -> list[int]:
    return [side.figures.total_bets for side in live.sides]


def test_nothing_is_read_before_somebody_looks(live, qtbot) -> None:
    question = live.ask(live, lambda _: 1, lambda _: None)
    assert question.is_cancelled()
    qtbot.wait(30)
    assert [side.figures for side in live.sides] == [None, None]
    assert live.figures is None


def test_every_stream_is_read_while_somebody_looks(read) -> None:
    assert bets(read) == [40, 15]
    assert [side.figures.hits[0].multiplier for side in read.sides] == [4.95, 4.95]
    assert read.figures is read.sides[0].figures


def test_what_comes_in_is_followed_by_its_stream_alone(read, play, qtbot) -> None:
    before = read.sides[0].figures
    with qtbot.waitSignal(read.grew, timeout=20_000):
        play(OTHER_SEEDS, 16, 17)
    qtbot.waitUntil(lambda: bets(read) == [40, 17])
    assert read.sides[0].figures is before
    assert read.sides[1].stream.total_bets == 17


def test_while_nobody_looks_nothing_is_read_but_known_to_be_outdated(read, play, qtbot) -> None:
    read.watch(False)
    play(SEEDS, 41)
    qtbot.waitUntil(lambda: read.sides[0].is_outdated)
    qtbot.wait(50)
    assert bets(read) == [40, 15]
    read.watch(True)
    qtbot.waitUntil(lambda: bets(read) == [41, 15])


def test_a_deleted_stream_is_told_and_its_figures_stay_until_it_comes_back(read, store, qtbot) -> None:
    stream = read.sides[0].stream
    store.writer.delete_stream(stream.id, can_be_undone=True)
    qtbot.waitUntil(lambda: read.sides[0].is_gone)
    assert bets(read) == [40, 15]
    before = read.sides[0].figures
    store.writer.undelete_stream(stream.id)
    qtbot.waitUntil(lambda: read.sides[0].figures is not before)
    assert not read.sides[0].is_gone


def test_a_stream_that_is_gone_when_it_is_first_read_is_gone(live, store, qtbot) -> None:
    store.writer.delete_stream(live.sides[0].stream.id)
    qtbot.waitUntil(lambda: live.sides[0].is_gone)
    live.sides[0].is_gone, live.sides[0].is_outdated = False, True
    live.watch(True)
    qtbot.waitUntil(lambda: live.sides[0].is_gone and live.sides[1].figures is not None)
    assert live.sides[0].figures is None


def test_other_changes_of_a_stream_are_known_without_reading_it(read, store, qtbot) -> None:
    before = read.sides[1].figures
    with qtbot.waitSignal(read.changed, timeout=20_000):
        store.writer.set_alias(read.sides[1].stream.id, "mine")
    assert read.sides[1].stream.alias == "mine"
    assert not read.sides[1].is_outdated
    assert read.sides[1].figures is before


def test_another_multiplier_s_hits_are_counted_from_the_beginning(read, qtbot) -> None:
    read.set_multiplier(9.08)
    qtbot.waitUntil(lambda: [side.figures.hits[0].multiplier for side in read.sides] == [9.08, 9.08])
    assert [side.figures.hits[0].count for side in read.sides] == [8, 3]


def test_questions_are_answered_about_all_streams_as_far_as_they_are_read(read, qtbot) -> None:
    answers: list[list[int]] = []
    read.ask(read, lambda sides: [one.course("btc").bets for one in sides], answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [[40, 10]]


def test_an_answer_for_nobody_is_not_computed(read, qtbot) -> None:
    receiver, answers = QObject(), []
    read.ask(receiver, lambda _: 1, answers.append)
    delete(receiver)
    read.ask(read, lambda _: 2, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [2]


class Gate:
    """A reader whose columns wait; `fault` has them fail."""

    def __init__(self, reader) -> None:
        self._reader = reader
        self.is_open = threading.Event()
        self.was_cancelled = threading.Event()
        self.fault: StoreLocked | None = None

    def read_columns(self, stream_id, sink, is_cancelled, after_nonce):
        if self.fault is not None:
            raise self.fault
        while not self.is_open.wait(0.005):
            if is_cancelled():
                self.was_cancelled.set()
                break
        return self._reader.read_columns(stream_id, sink, is_cancelled, after_nonce)


@pytest.fixture
def gate(store) -> Gate:
    return Gate(store.reader)


@pytest.fixture
def gated(streams, gate, questions, owner) -> LiveComparison:
    return LiveComparison(streams, 4.95, gate, questions, owner)


def test_a_slow_reading_is_told_until_it_ends(gated, gate, qtbot) -> None:
    gated.watch(True)
    qtbot.waitUntil(lambda: gated.reading is not None)
    place, share = gated.reading
    assert place == 0
    assert 0 <= share <= 1
    gate.is_open.set()
    qtbot.waitUntil(lambda: all(side.figures is not None for side in gated.sides))
    assert gated.reading is None


def test_stopping_cancels_what_is_being_read(gated, gate, qtbot) -> None:
    gated.watch(True)
    qtbot.waitUntil(lambda: gated.reading is not None)
    gated.stop()
    assert gated.reading is None
    qtbot.waitUntil(gate.was_cancelled.is_set)
    qtbot.wait(20)
    assert gated.sides[0].figures is None


def test_after_a_fault_streams_are_read_when_something_comes(gated, gate, bridge, play, qtbot) -> None:
    gate.fault = StoreLocked("busy")
    faults: list[object] = []
    gated.fault_met.connect(faults.append)
    bridge.store_changed.connect(gated.apply)
    gated.watch(True)
    qtbot.waitUntil(lambda: len(faults) == 2)
    gate.fault = None
    gate.is_open.set()
    play(SEEDS, 41)
    qtbot.waitUntil(lambda: gated.sides[0].figures is not None)
    assert gated.sides[0].figures.total_bets == 41


def test_what_happens_often_is_told_seldom(read, store, monkeypatch, qtbot) -> None:
    monkeypatch.setattr(live_comparison, "TOLD_MS", 1_000_000)
    told: list[None] = []
    read.changed.connect(lambda: told.append(None))
    for alias in ("one", "two", "three"):
        store.writer.set_alias(read.sides[0].stream.id, alias)
    qtbot.waitUntil(lambda: read.sides[0].stream.alias == "three")
    assert read._tell.isActive()
    assert told == []
    store.writer.delete_stream(read.sides[0].stream.id)  # which is told at once
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(20)
    assert len(told) == 1


def test_who_looks_again_is_told_what_happened_meanwhile(read, store, qtbot) -> None:
    read.watch(False)
    store.writer.set_alias(read.sides[0].stream.id, "mine")
    qtbot.waitUntil(lambda: read.sides[0].stream.alias == "mine")
    assert not read._tell.isActive()
    with qtbot.waitSignal(read.changed, timeout=20_000):
        read.watch(True)
