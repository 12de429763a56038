"""Alerts are judged beside the receiver, by a thread that is left alone while nothing can come."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from liveapp.app.core import alerting as alerting_module
from liveapp.app.core.alerting import Alerting
from liveapp.app.core.state_file import ALERTS_FILE, MOST_ALERTS_BYTES, StateFile
from liveapp.domain.alerts.book import AlertBook
from liveapp.domain.alerts.rules import (
    Alert,
    AlertRule,
    Condition,
    LosingStreak,
    MultiplierReached,
    NoBet,
    RoundsMissed,
)
from liveapp.domain.clock import now_us
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.domain.right_of_way import RightOfWay
from liveapp.storage import Store
from tests.clock import Clock
from tests.conftest import LogWatch
from tests.values import make_bet
from tests.waiting import wait_until

RECEIVING = ReceiverState(ReceiverPhase.RECEIVING, 17888)
TEN = MultiplierReached(10.0)


@pytest.fixture
def book(tmp_path: Path) -> AlertBook:
    return AlertBook(StateFile(tmp_path / ALERTS_FILE, MOST_ALERTS_BYTES))


@pytest.fixture
def clock() -> Clock:
    return Clock(start_us=now_us())


@pytest.fixture
def told() -> list[Alert]:
    return []


@pytest.fixture
def alerting(store: Store, book: AlertBook, clock: Clock, told: list[Alert]) -> Iterator[Alerting]:
    """Hears of what is stored; judges when a test starts it."""
    alerting = Alerting(book, store.reader, RightOfWay(), told.extend, clock.wall_us, clock.monotonic_s)
    unsubscribe = store.writer.subscribe(alerting.hear_of_store)
    yield alerting
    unsubscribe()
    alerting.stop()
    alerting.stop()


def have(book: AlertBook, *conditions: Condition) -> None:
    book.set_rules(tuple(AlertRule(UUID(int=number), one, rest_s=0) for number, one in enumerate(conditions)))


def test_what_is_committed_is_judged_and_told(
    store: Store, book: AlertBook, alerting: Alerting, told: list[Alert]
) -> None:
    have(book, TEN, LosingStreak(3))
    alerting.start()
    store.writer.record([make_bet(nonce, round_result=12.5) for nonce in range(1, 4)])
    wait_until(lambda: len(told) == 2)
    assert [alert.title for alert in told] == ["12.50× reached", "3 bets lost in a row"]
    assert book.history() == tuple(reversed(told))


def test_what_was_before_the_start_is_known_once_it_has_begun(
    store: Store, book: AlertBook, alerting: Alerting, told: list[Alert]
) -> None:
    have(book, RoundsMissed(1))
    store.writer.record([make_bet(1), make_bet(5)])
    alerting.start()
    store.writer.record([make_bet(7)])
    wait_until(lambda: bool(told))
    assert [alert.title for alert in told] == ["1 round missed"]


def test_a_silence_is_told_when_its_time_has_come(
    store: Store, book: AlertBook, alerting: Alerting, clock: Clock, told: list[Alert]
) -> None:
    have(book, NoBet(5), TEN)
    alerting.start()
    alerting.hear_of_receiver(RECEIVING)
    store.writer.record([make_bet(1, round_result=10.0)])
    wait_until(lambda: [alert.title for alert in told] == ["10.00× reached"])
    clock.sleep(301)
    alerting.hear_of_receiver(RECEIVING)  # the thread itself waits by the real clock
    wait_until(lambda: len(told) == 2)
    assert told[-1].title == "No bet for 5 minutes"


def test_what_came_while_a_rule_rests_is_told_by_itself_after_it(
    store: Store, book: AlertBook, told: list[Alert]
) -> None:
    book.set_rules((AlertRule(UUID(int=1), TEN, rest_s=1),))
    alerting = Alerting(book, store.reader, RightOfWay(), told.extend)
    unsubscribe = store.writer.subscribe(alerting.hear_of_store)
    try:
        alerting.start()
        store.writer.record([make_bet(1, round_result=12.5)])
        wait_until(lambda: len(told) == 1)
        store.writer.record([make_bet(2, round_result=13.5)])
        wait_until(lambda: len(told) == 2)
    finally:
        unsubscribe()
        alerting.stop()
    assert [alert.title for alert in told] == ["12.50× reached", "13.50× reached"]


def test_a_rule_that_is_switched_on_is_judged_from_then_on(
    store: Store, book: AlertBook, alerting: Alerting, told: list[Alert]
) -> None:
    alerting.start()
    store.writer.record([make_bet(1, round_result=12.5)])
    have(book, TEN)
    store.writer.record([make_bet(2, round_result=13.5)])
    wait_until(lambda: bool(told))
    assert [alert.title for alert in told] == ["13.50× reached"]
    book.set_rules(tuple(replace(rule, is_on=False) for rule in book.rules))
    store.writer.record([make_bet(3, round_result=14.5)])
    book.set_rules(tuple(replace(rule, is_on=True) for rule in book.rules))
    store.writer.record([make_bet(4, round_result=15.5)])
    wait_until(lambda: len(told) == 2)
    assert "more round" not in told[-1].text


def test_with_all_rules_off_nothing_is_kept(store: Store, alerting: Alerting) -> None:
    alerting.start()
    store.writer.record([make_bet(1, round_result=12.5)])
    assert not alerting._events
    assert not alerting._has_come.is_set()


def test_who_cannot_be_told_ends_nothing(store: Store, book: AlertBook, log_watch: LogWatch) -> None:
    log_watch.expect("alerts could not be judged")
    told = threading.Semaphore(0)

    def tell(_alerts: object) -> None:
        told.release()
        raise RuntimeError("nobody is there")

    have(book, TEN)
    alerting = Alerting(book, store.reader, RightOfWay(), tell)
    unsubscribe = store.writer.subscribe(alerting.hear_of_store)
    try:
        alerting.start()
        for nonce in (1, 2):
            store.writer.record([make_bet(nonce, round_result=12.5)])
            assert told.acquire(timeout=60)
    finally:
        unsubscribe()
        alerting.stop()
    assert len(log_watch.records) == 2


def test_a_silence_is_told_though_a_mistake_came_before_it(
    store: Store, book: AlertBook, clock: Clock, log_watch: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_watch.expect("alerts could not be judged")
    monkeypatch.setattr(alerting_module, "AFTER_MISTAKE_S", 0.01)
    told: list[Alert] = []

    def tell(alerts: Sequence[Alert]) -> None:
        told.extend(alerts)
        if len(told) == 1:
            clock.sleep(301)  # nothing comes any more
            raise RuntimeError("nobody is there")

    have(book, TEN, NoBet(5))
    alerting = Alerting(book, store.reader, RightOfWay(), tell, clock.wall_us, clock.monotonic_s)
    unsubscribe = store.writer.subscribe(alerting.hear_of_store)
    try:
        alerting.hear_of_receiver(RECEIVING)
        alerting.start()
        store.writer.record([make_bet(1, round_result=12.5)])
        wait_until(lambda: len(told) == 2)
    finally:
        unsubscribe()
        alerting.stop()
    assert told[-1].title == "No bet for 5 minutes"


def test_one_that_never_began_is_stopped_and_hears_without_harm(
    store: Store, book: AlertBook, alerting: Alerting, told: list[Alert]
) -> None:
    have(book, TEN)
    alerting.hear_of_receiver(RECEIVING)
    store.writer.record([make_bet(1, round_result=12.5)])
    alerting.stop()
    assert told == []


def test_a_receiver_that_began_while_all_rules_were_off_is_known_to_those_that_are_switched_on(
    store: Store, book: AlertBook, alerting: Alerting, clock: Clock, told: list[Alert]
) -> None:
    alerting.start()
    alerting.hear_of_receiver(RECEIVING)
    assert not alerting._has_come.is_set()
    have(book, NoBet(5), TEN)
    store.writer.record([make_bet(1, round_result=10.0)])
    wait_until(lambda: len(told) == 1)
    clock.sleep(301)
    store.writer.set_alias(store.reader.streams()[0][0].id, "evening")
    wait_until(lambda: len(told) == 2)
    assert told[-1].title == "No bet for 5 minutes"
