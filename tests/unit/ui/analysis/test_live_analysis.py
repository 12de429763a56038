"""The analysis of the stream that is shown: there while somebody looks, and never more than needed."""

import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from liveapp.domain.bets import Heartbeat
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.events import BetsStored, StreamRestored
from liveapp.domain.queries import BetFilter
from liveapp.ui.analysis import live_analysis
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from tests.window_fixtures import OTHER_SEEDS, SEEDS

NEVER_S = 1_000.0


@dataclass
class Gate:
    """Lets readings pass, counts them, and holds them up while it is closed."""

    passed: list[int] = field(default_factory=list)
    is_open: threading.Event = field(default_factory=threading.Event)
    fault: Exception | None = None


@pytest.fixture
def gate(store, monkeypatch):
    """At the store's reading of columns."""
    made, read = Gate(), store.reader.read_columns
    made.is_open.set()

    def guarded(stream_id: Any, sink: Any, is_cancelled: Any, after_nonce: int = 0) -> Any:
        made.passed.append(after_nonce)
        made.is_open.wait()
        if made.fault is not None:
            raise made.fault
        return read(stream_id, sink, is_cancelled, after_nonce)

    monkeypatch.setattr(store.reader, "read_columns", guarded)
    yield made
    made.is_open.set()


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch) -> None:
    for name in ("GROWTH_S", "FIGURES_S"):
        monkeypatch.setattr(live_analysis, name, 0.0)


@pytest.fixture
def analysis(store, questions, bridge, gate, stream_of) -> Iterator[LiveAnalysis]:
    """Follows the store as the page of its stream would have it.

    It ends here: with a timer that runs, and swept up by another thread, it would end the program.
    """
    made = LiveAnalysis(store.reader, questions)

    def apply(events: Any) -> None:
        for event in events:
            if isinstance(event, BetsStored | StreamRestored) and event.stream.seeds == SEEDS:
                made.apply(event.stream, [event])
                made.told.append(event)

    bridge.store_changed.connect(apply)
    made.emitted, made.told = [], []
    made.changed.connect(lambda: made.emitted.append("changed"))
    made.grew.connect(lambda: made.emitted.append("grew"))
    yield made
    delete(made)


@pytest.fixture
def watcher() -> QObject:
    return QObject()


@pytest.fixture
def watched(analysis, watcher, record, stream_of, qtbot) -> LiveAnalysis:
    """It knows three bets, and is looked at."""
    record(1, 2, 3)
    qtbot.waitUntil(lambda: bool(analysis.told))
    analysis.show_stream(stream_of())
    analysis.watch(watcher)
    qtbot.waitUntil(counts(analysis, 3))
    return analysis


def counts(analysis: LiveAnalysis, bets: int) -> Callable[[], bool]:
    return lambda: analysis.figures is not None and analysis.figures.total_bets == bets


def is_idle(analysis: LiveAnalysis) -> bool:
    return not analysis._work.is_running and not analysis._next.isActive()


def answer(analysis: LiveAnalysis, qtbot, work: Callable[..., Any]) -> Any:
    answers: list[Any] = []
    analysis.ask(analysis, work, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def test_nothing_is_read_while_nobody_watches(analysis, gate, record, stream_of, qtbot) -> None:
    record(1, 2, 3)
    analysis.show_stream(stream_of())
    record(4)
    qtbot.wait(50)
    assert gate.passed == []
    assert analysis.figures is None


def test_who_watches_gets_figures_and_those_of_what_comes(watched, record, gate, qtbot) -> None:
    assert watched.emitted == ["changed", "grew"]
    record(4, 5)
    qtbot.waitUntil(counts(watched, 5))
    record(7)
    qtbot.waitUntil(counts(watched, 6))
    record(6)
    qtbot.waitUntil(counts(watched, 7))
    assert watched.figures.missing == 0
    assert gate.passed[0] == 0
    assert 3 in gate.passed


def test_figures_wait_their_time_and_growth_does_not(watched, record, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(live_analysis, "FIGURES_S", NEVER_S)
    record(4)
    qtbot.waitUntil(counts(watched, 4))
    watched.emitted.clear()
    for nonce in range(5, 9):
        record(nonce)
        qtbot.waitUntil(lambda nonce=nonce: answer(watched, qtbot, lambda a: len(a.bets.ids)) == nonce)
    assert watched.figures.total_bets == 4
    assert set(watched.emitted) == {"grew"}


def test_figures_follow_the_last_growth(watched, record, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(live_analysis, "FIGURES_S", 0.3)
    record(4)
    qtbot.waitUntil(counts(watched, 4))
    record(5)
    qtbot.waitUntil(counts(watched, 5))
    qtbot.waitUntil(lambda: is_idle(watched))


def test_growth_waits_for_its_figures_also_where_nothing_more_came(
    watched, record, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(live_analysis, "FIGURES_S", NEVER_S)
    record(4)
    qtbot.waitUntil(counts(watched, 4))
    record(5)
    qtbot.waitUntil(lambda: answer(watched, qtbot, lambda a: len(a.bets.ids)) == 5)
    watched.apply(watched.told[-1].stream, [watched.told[-1]])
    qtbot.waitUntil(lambda: not watched._is_outdated and not watched._work.is_running)
    assert watched.figures.total_bets == 4
    assert watched._next.isActive()


def test_what_comes_at_once_is_read_once_and_again_only_after_a_pause(
    watched, record, gate, qtbot, monkeypatch
) -> None:
    qtbot.waitUntil(lambda: is_idle(watched))
    monkeypatch.setattr(live_analysis, "GROWTH_S", NEVER_S)
    monkeypatch.setattr(live_analysis, "FIGURES_S", NEVER_S)
    record(4)
    qtbot.waitUntil(counts(watched, 4))
    readings = len(gate.passed)
    for nonce in range(5, 15):
        record(nonce)
    qtbot.wait(50)
    assert len(gate.passed) == readings


def test_after_the_last_watcher_nothing_is_read_and_the_next_one_sees_what_came(
    watched, watcher, record, gate, qtbot
) -> None:
    watched.unwatch(watcher)
    watched.unwatch(watcher)
    readings = len(gate.passed)
    record(4)
    qtbot.wait(50)
    assert len(gate.passed) == readings
    watched.watch(watcher)
    qtbot.waitUntil(counts(watched, 4))
    assert gate.passed[readings] == 3


def test_a_watcher_that_is_gone_does_not_watch(analysis, gate, record, stream_of, qtbot) -> None:
    record(1)
    parent = QObject()
    analysis.watch(QObject(parent))
    del parent
    analysis.show_stream(stream_of())
    qtbot.wait(50)
    assert gate.passed == []


def test_what_was_read_is_freed_some_time_after_the_last_look(
    watched, watcher, gate, qtbot, monkeypatch
) -> None:
    watched._free.setInterval(10)
    watched.unwatch(watcher)
    qtbot.waitUntil(lambda: watched.figures is None)
    assert watched._analysed is None
    readings = len(gate.passed)
    watched.watch(watcher)
    qtbot.waitUntil(counts(watched, 3))
    assert gate.passed[readings:] == [0]


def test_who_leaves_while_it_reads_stops_the_reading(
    analysis, watcher, gate, record, stream_of, qtbot
) -> None:
    record(1)
    analysis.show_stream(stream_of())
    gate.is_open.clear()
    analysis.watch(watcher)
    qtbot.waitUntil(lambda: bool(gate.passed))
    analysis.unwatch(watcher)
    gate.is_open.set()
    qtbot.waitUntil(lambda: is_idle(analysis))
    assert analysis.figures is None
    analysis.watch(watcher)
    qtbot.waitUntil(counts(analysis, 1))


def test_another_stream_has_figures_of_its_own(watched, record, stream_of, qtbot) -> None:
    record(1, 2, seeds=OTHER_SEEDS)
    watched.show_stream(stream_of(OTHER_SEEDS))
    assert watched.figures is None
    qtbot.waitUntil(counts(watched, 2))
    watched.show_stream(None)
    assert watched.figures is None


def test_an_answer_about_the_stream_before_is_dropped(watched, gate, record, stream_of, qtbot) -> None:
    record(1, seeds=OTHER_SEEDS)
    is_answering, may_answer, answers = threading.Event(), threading.Event(), []

    def work(_: Any) -> None:
        is_answering.set()
        may_answer.wait()

    watched.ask(watched, work, answers.append)
    later = watched.ask(watched, len, answers.append)
    qtbot.waitUntil(is_answering.is_set)
    watched.show_stream(stream_of(OTHER_SEEDS))
    may_answer.set()
    qtbot.waitUntil(counts(watched, 1))
    assert answers == []
    assert later.is_cancelled()


def test_a_stream_that_is_deleted_while_it_is_read_leaves_nothing(
    watched, store, gate, record, stream_of, qtbot
) -> None:
    faults: list[object] = []
    watched.fault_met.connect(faults.append)
    gate.is_open.clear()
    record(4)
    readings = len(gate.passed)
    qtbot.waitUntil(lambda: len(gate.passed) > readings or watched._work.is_running)
    store.writer.delete_stream(stream_of().id)
    gate.is_open.set()
    qtbot.waitUntil(lambda: is_idle(watched))
    watched.show_stream(None)
    assert (watched.figures, faults) == (None, [])


def test_a_stream_that_is_brought_back_is_read_anew(watched, store, gate, stream_of, qtbot) -> None:
    stream = stream_of()
    store.writer.delete_stream(stream.id, can_be_undone=True)
    readings = len(gate.passed)
    store.writer.undelete_stream(stream.id)
    qtbot.waitUntil(lambda: gate.passed[readings:] == [0])
    qtbot.waitUntil(counts(watched, 3))


def test_a_fault_is_told_once_and_what_comes_is_tried_again(watched, gate, record, qtbot) -> None:
    faults: list[object] = []
    watched.fault_met.connect(faults.append)
    gate.fault = StoreUnavailable("no")
    record(4)
    qtbot.waitUntil(lambda: bool(faults))
    qtbot.wait(30)
    assert faults == [gate.fault]
    gate.fault = None
    record(5)
    qtbot.waitUntil(counts(watched, 5))


def test_who_looks_again_after_a_fault_at_first_has_it_tried_again(
    analysis, watcher, gate, record, stream_of, qtbot
) -> None:
    record(1)
    gate.fault = StoreUnavailable("no")
    analysis.show_stream(stream_of())
    with qtbot.waitSignal(analysis.fault_met):
        analysis.watch(watcher)
    gate.fault = None
    analysis.watch(watcher)
    qtbot.waitUntil(counts(analysis, 1))


def test_what_is_asked_waits_until_the_stream_is_read(
    analysis, watcher, gate, record, stream_of, qtbot
) -> None:
    record(1, 2)
    assert analysis.ask(analysis, len, print).is_cancelled()
    analysis.show_stream(stream_of())
    assert analysis.ask(analysis, len, print).is_cancelled()
    gate.is_open.clear()
    analysis.watch(watcher)
    answers: list[int] = []
    analysis.ask(analysis, lambda a: len(a.bets.ids), answers.append)
    given_up = analysis.ask(analysis, lambda _: -1, answers.append)
    given_up.cancel()
    parent = QObject()
    analysis.ask(QObject(parent), lambda _: -2, answers.append)
    del parent
    gate.is_open.set()
    qtbot.waitUntil(lambda: bool(answers) and is_idle(analysis))
    assert answers == [2]


def test_a_thread_does_not_hold_who_asked(watched, qtbot, monkeypatch) -> None:
    begun: list[Any] = []
    qtbot.waitUntil(lambda: is_idle(watched))
    monkeypatch.setattr(watched._work, "begin", lambda work, take: begun.append(work))
    receiver = QObject()
    watched.ask(receiver, len, print)
    is_alive = weakref.ref(receiver)
    del receiver
    assert len(begun) == 1
    assert is_alive() is None


def test_an_error_in_work_is_raised_in_the_windows_thread_and_the_rest_goes_on(watched, qtbot) -> None:
    def fail(_: Any) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as errors:
        question = watched.ask(watched, fail, print)
        assert answer(watched, qtbot, lambda a: len(a.bets.ids)) == 3
    assert [kind for kind, _, _ in errors] == [ZeroDivisionError]
    assert question.is_cancelled()


def test_hits_are_those_of_the_multipliers_that_are_wanted(watched, record, qtbot) -> None:
    watched.set_multipliers([1.02, 24.5, 1.02])
    qtbot.waitUntil(lambda: len(watched.figures.hits) == 2)
    assert [hits.count for hits in watched.figures.hits] == [3, 0]
    record(4, round_result=24.5)
    qtbot.waitUntil(lambda: [hits.count for hits in watched.figures.hits] == [4, 1])


def test_figures_of_a_filter_are_those_of_its_bets_and_of_what_comes(watched, record, qtbot) -> None:
    record(4, 5, payout=3.0)
    qtbot.waitUntil(counts(watched, 5))
    watched.set_filter(BetFilter(nonce_from=3, nonce_to=7))
    assert watched.figures is None
    qtbot.waitUntil(counts(watched, 3))
    assert watched.figures.rounds == 3
    assert answer(watched, qtbot, lambda a: a.bets.nonces.tolist()) == [3, 4, 5]
    record(6, 8)
    qtbot.waitUntil(counts(watched, 4))
    watched.set_multipliers([1.02])
    qtbot.waitUntil(lambda: len(watched.figures.hits) == 1)
    assert watched.figures.hits[0].count == 4
    watched.set_filter(BetFilter())
    qtbot.waitUntil(counts(watched, 7))


def test_a_filter_by_outcome_leaves_all_rounds(watched, qtbot) -> None:
    watched.set_filter(BetFilter(min_multiplier=5.0))
    qtbot.waitUntil(counts(watched, 0))
    assert watched.figures.rounds == 3


def test_a_bookmark_is_noticed_where_the_filter_asks_for_bookmarks(
    watched, store, stream_of, bridge, qtbot
) -> None:
    watched.set_filter(BetFilter(is_bookmarked=True))
    qtbot.waitUntil(counts(watched, 0))
    bridge.store_changed.connect(lambda events: watched.apply(stream_of(), events))
    store.writer.set_bookmark(stream_of().id, 1, None)
    qtbot.waitUntil(counts(watched, 1))
    store.writer.remove_bookmark(stream_of().id, 1)
    qtbot.waitUntil(counts(watched, 0))


def test_a_result_in_the_place_of_a_stand_in_is_noticed_though_nothing_tells_of_it(
    watched, store, record, qtbot
) -> None:
    watched._stand_ins.setInterval(10)
    record(4, round_result=3.0, is_stand_in=True)
    record(5, 6)
    qtbot.waitUntil(counts(watched, 6))
    assert watched.figures.unclassified == 1
    store.writer.record([Heartbeat(SEEDS, 4, 1.02)])
    qtbot.waitUntil(lambda: watched.figures.unclassified == 0)
    qtbot.waitUntil(lambda: is_idle(watched) and not watched._stand_ins.isActive())


def test_what_takes_long_is_told_with_how_much_is_there(
    analysis, watcher, gate, record, stream_of, qtbot
) -> None:
    told: list[bool] = []
    analysis.busy_changed.connect(told.append)
    analysis._slow.setInterval(1)
    record(1)
    qtbot.waitUntil(lambda: bool(analysis.told))
    analysis.show_stream(stream_of())
    gate.is_open.clear()
    with qtbot.waitSignal(analysis.progressed):
        analysis.watch(watcher)
    assert analysis.is_busy
    assert analysis.progress == 0
    gate.is_open.set()
    qtbot.waitUntil(counts(analysis, 1))
    assert not analysis.is_busy
    assert analysis.progress == 1
    assert told[:2] == [True, False]
