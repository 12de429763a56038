import threading
from dataclasses import replace
from time import monotonic
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtWidgets import QWidget

from liveapp.app.windowed import bridge as bridge_module
from liveapp.app.windowed.bridge import JOIN_MS, Bridge, joined
from liveapp.domain.alerts.rules import Alert
from liveapp.domain.bets import Heartbeat, SeedPair, StoredBet
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.errors import StoreFull, StoreLocked
from liveapp.domain.events import (
    BetsStored,
    BetsVerified,
    BookmarkRemoved,
    BookmarkSet,
    RequestRefused,
    StreamChanged,
    StreamDeleted,
)
from liveapp.domain.jobs import (
    DeletionRest,
    Finished,
    JobEnded,
    JobEvent,
    JobProgressed,
    JobStarted,
    Progress,
)
from liveapp.domain.pairing import PairingTried
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.domain.refusals import MOST_KEPT
from liveapp.domain.streams import Stream
from tests.values import make_stream
from tests.window_fixtures import LIMIT_MS


def stream(key: int, total_bets: int = 0) -> Stream:
    seeds = SeedPair(f"{key:064x}", "client")
    return make_stream(key=key, id=uuid4(), seeds=seeds, total_bets=total_bets)


def bet(number: int) -> StoredBet:
    return StoredBet(number, f"b{number}", 0, None, number, 1.0, 0.0, "easy", None, 1.0, None, None)


def stored(key: int, *numbers: int, is_new: bool = False, is_live: bool = True) -> BetsStored:
    imported = 0 if is_live else len(numbers)
    return BetsStored(stream(key, numbers[-1]), tuple(map(bet, numbers)), is_new, is_live, imported)


def test_20_000_events_from_threads_arrive_once_and_in_order(qtbot) -> None:
    bridge = Bridge()
    arrived: dict[int, list[int]] = {key: [] for key in range(4)}
    threads_of_arrival = set()

    def take(events) -> None:
        threads_of_arrival.add(QThread.currentThread())
        for event in events:
            arrived[event.stream.key].extend(one.id for one in event.bets)

    bridge.store_changed.connect(take)

    def publish(key: int) -> None:
        for number in range(1, 5001):
            bridge.publish([stored(key, number)])

    threads = [threading.Thread(target=publish, args=(key,)) for key in arrived]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: sum(map(len, arrived.values())) == 20_000, timeout=LIMIT_MS)
    for thread in threads:
        thread.join()
    assert all(numbers == list(range(1, 5001)) for numbers in arrived.values())
    assert threads_of_arrival == {bridge.thread()}


def test_the_interpreter_survives_20_000_signals_from_python(qtbot) -> None:
    bridge = Bridge()
    count = 0

    def take(_state) -> None:
        nonlocal count
        count += 1

    bridge.receiver_state_changed.connect(take)

    def report() -> None:
        for port in range(20_000):
            bridge.report_receiver_state(ReceiverState(ReceiverPhase.STARTING, port))

    thread = threading.Thread(target=report)
    thread.start()
    qtbot.waitUntil(lambda: count == 20_000, timeout=LIMIT_MS)
    thread.join()


def test_a_flood_becomes_few_deliveries(qtbot) -> None:
    bridge = Bridge()
    deliveries = []
    bridge.store_changed.connect(deliveries.append)
    for number in range(1, 1001):
        bridge.publish([stored(1, number)])
    qtbot.waitUntil(lambda: bool(deliveries), timeout=LIMIT_MS)
    ((event,),) = deliveries
    assert [one.id for one in event.bets] == list(range(1, 1001))
    assert event.stream.total_bets == 1000


def test_joined_bets_are_live_where_any_of_them_are() -> None:
    (imported,) = joined([stored(1, 1, is_live=False), stored(1, 2, is_live=False)])
    (mixed,) = joined([stored(1, 1, is_live=False), stored(1, 2), stored(1, 3, is_live=False)])
    assert isinstance(imported, BetsStored)
    assert isinstance(mixed, BetsStored)
    assert (imported.is_live, mixed.is_live) == (False, True)
    assert (imported.imported, mixed.imported) == (2, 2)


def test_joined_events_keep_the_heartbeats_of_all() -> None:
    beats = tuple(Heartbeat(SeedPair("a", "b"), nonce, 2.0) for nonce in (1, 2))
    (event,) = joined([replace(stored(1, 1), watched=(beat,)) for beat in beats])
    assert isinstance(event, BetsStored)
    assert event.watched == beats


def test_joined_bets_keep_the_newest_totals_and_that_the_stream_is_new() -> None:
    (event,) = joined([stored(1, 1, is_new=True), stored(1, 2), stored(1, 3, 4)])
    assert event.stream.total_bets == 4
    assert event.is_new_stream
    assert [one.id for one in event.bets] == [1, 2, 3, 4]


def test_the_stream_that_received_last_stays_last() -> None:
    events = joined([stored(1, 1), stored(2, 2), stored(1, 3)])
    assert [event.stream.key for event in events] == [2, 1]


def test_a_heartbeat_does_not_make_a_stream_the_last_that_received_a_bet() -> None:
    heartbeat = BetsStored(stream(1, 1), (), False)
    events = joined([stored(1, 1), stored(2, 2), heartbeat])
    assert events[0].stream == heartbeat.stream
    assert [event.stream.key for event in events] == [1, 2]


def test_nothing_is_joined_across_a_deletion_or_new_notes() -> None:
    told = [stored(1, 1), StreamChanged(stream(1)), stored(1, 2), StreamDeleted(1, uuid4()), stored(1, 3)]
    assert joined(told) == told


def test_a_bookmark_is_told_after_its_bet_and_every_change_of_it_in_order() -> None:
    mark = Bookmark(1, 1, 1.0, None, 5)
    told = [
        stored(1, 1),
        BookmarkSet(1, uuid4(), mark),
        BookmarkSet(1, uuid4(), replace(mark, note="high")),
        stored(1, 2),
        BookmarkRemoved(1, uuid4(), 1),
    ]
    assert joined(told) == told
    assert joined([*told, stored(2, 1)])[:-1] == told


def verified(key: int, first_id: int, last_id: int) -> BetsVerified:
    return BetsVerified(stream(key, last_id), first_id, last_id)


def test_verdicts_of_one_stream_are_joined_to_a_range_of_all_with_the_newest_totals() -> None:
    told = [verified(1, 5, 8), verified(2, 3, 4), verified(1, 1, 2), verified(1, 6, 7)]
    assert joined(told) == [BetsVerified(told[-1].stream, 1, 8), told[1]]


def test_verdicts_are_never_told_before_their_bets_nor_after_what_came_later() -> None:
    told = [
        stored(1, 1),
        verified(1, 1, 1),
        stored(1, 2),
        verified(1, 2, 2),
        StreamChanged(stream(1)),
        verified(1, 3, 3),
        StreamDeleted(1, uuid4()),
    ]
    assert joined(told) == told


def test_verdicts_do_not_make_a_stream_the_last_that_received_a_bet() -> None:
    events = joined([stored(1, 1), stored(2, 2), verified(1, 1, 1), verified(1, 2, 2)])
    assert [event.stream.key for event in events if isinstance(event, BetsStored)] == [1, 2]
    assert [(event.first_id, event.last_id) for event in events if isinstance(event, BetsVerified)] == [
        (1, 2)
    ]


def test_verdicts_cross_into_qt_after_their_bets(qtbot) -> None:
    bridge = Bridge()
    arrived = []
    bridge.store_changed.connect(arrived.extend)
    told = [stored(1, 1), verified(1, 1, 1), stored(1, 2)]
    bridge.publish(told)
    qtbot.waitUntil(lambda: arrived == told, timeout=LIMIT_MS)


@pytest.mark.parametrize("is_scheduled", [True, False])
def test_once_it_is_stopped_it_delivers_nothing_and_no_timer_of_it_runs(qtbot, is_scheduled) -> None:
    bridge, other = Bridge(), Bridge()
    told, told_by_other = [], []
    bridge.store_changed.connect(told.extend)
    other.store_changed.connect(told_by_other.extend)
    bridge.publish([stored(1, 1)])
    qtbot.waitUntil(lambda: len(told) == 1, timeout=LIMIT_MS)
    bridge.publish([stored(1, 2)])  # waits for others to join it
    if is_scheduled:
        QCoreApplication.sendPostedEvents(bridge)
        assert bridge._timer.isActive()
    bridge.stop()
    for number in (1, 2):  # the second one waits as long as what the stopped one has
        other.publish([stored(2, number)])
        qtbot.waitUntil(lambda wanted=number: len(told_by_other) == wanted, timeout=LIMIT_MS)
    assert len(told) == 1
    assert not bridge._timer.isActive()


def refusal(status: int, value: str | None = None, refused_us: int = 0) -> RequestRefused:
    return RequestRefused(status, "A reason", refused_us, "POST", "/live/ingest", value=value)


def test_a_flood_of_refused_requests_crosses_as_the_last_of_them_and_their_number(qtbot) -> None:
    bridge = Bridge()
    told = []
    bridge.requests_refused.connect(told.append)
    threads = [
        threading.Thread(
            target=lambda: [bridge.report_refusal(refusal(422, str(number))) for number in range(2_500)]
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: sum(event.number for event in told) == 10_000, timeout=LIMIT_MS)
    assert all(len(event.newest) <= MOST_KEPT for event in told)
    assert told[-1].newest[-1].value == "2499"


def test_every_pairing_code_that_was_entered_crosses_in_order(qtbot) -> None:
    bridge = Bridge()
    told: list[PairingTried] = []
    bridge.pairing_tried.connect(told.append)
    tries = [PairingTried(left == 0, left, "chrome-extension://a", None, left) for left in (4, 3, 0)]
    thread = threading.Thread(target=lambda: [bridge.report_pairing_tried(one) for one in tries])
    thread.start()
    qtbot.waitUntil(lambda: told == tries, timeout=LIMIT_MS)
    thread.join()


def test_no_alert_is_lost_whatever_thread_tells_it(qtbot) -> None:
    bridge, told = Bridge(), []
    bridge.alerts_raised.connect(told.extend)
    alerts = [Alert(uuid4(), None, number, "title", "text") for number in range(50)]
    thread = threading.Thread(target=lambda: [bridge.report_alerts([one]) for one in alerts])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told) == len(alerts), timeout=LIMIT_MS)
    assert told == alerts


def test_refused_requests_that_are_alike_cross_as_one_with_their_number(qtbot) -> None:
    bridge = Bridge()
    told = []
    bridge.requests_refused.connect(told.append)
    for moment in range(500):
        bridge.report_refusal(refusal(403, refused_us=moment))
    bridge.report_refusal(refusal(401))
    qtbot.waitUntil(lambda: bool(told), timeout=LIMIT_MS)
    (event,) = told
    assert event.number == 501
    assert [(one.status, one.times) for one in event.newest] == [(403, 500), (401, 1)]
    assert event.newest[0].refused_us == 499


def test_every_state_is_told_and_nothing_of_refusals_where_there_were_none(qtbot) -> None:
    bridge = Bridge()
    refusals, states = [], []
    bridge.requests_refused.connect(refusals.append)
    bridge.receiver_state_changed.connect(states.append)
    told = [ReceiverState(ReceiverPhase.STARTING, 1), ReceiverState(ReceiverPhase.STOPPED, 1)]
    for state in told:
        bridge.report_receiver_state(state)
    qtbot.waitUntil(lambda: states == told, timeout=LIMIT_MS)
    assert refusals == []


def test_of_a_job_that_goes_on_only_the_latest_progress_is_told_between_start_and_end(qtbot) -> None:
    bridge = Bridge()
    told: list[JobEvent] = []
    bridge.jobs_changed.connect(told.extend)
    request = DeletionRest()
    bridge.publish_job(JobStarted(1, request))
    bridge.publish_job(JobStarted(2, request))
    for done in range(1000):
        bridge.publish_job(JobProgressed(1, Progress(done, 1000)))
    bridge.publish_job(JobEnded(1, request, Finished("done")))
    qtbot.waitUntil(lambda: len(told) == 4, timeout=LIMIT_MS)
    assert told == [
        JobStarted(1, request),
        JobStarted(2, request),
        JobProgressed(1, Progress(999, 1000)),
        JobEnded(1, request, Finished("done")),
    ]


def test_a_flood_of_faults_is_told_once_a_kind_and_every_error_that_nobody_caught(qtbot) -> None:
    bridge = Bridge()
    faults: list[object] = []
    errors: list[tuple[str, str]] = []
    bridge.fault_met.connect(faults.append)
    bridge.error_caught.connect(lambda summary, details: errors.append((summary, details)))

    def flood() -> None:
        for number in range(50):
            bridge.report_fault(StoreFull(f"full {number}"))
            bridge.report_fault(StoreLocked("locked"))
        bridge.report_error("ValueError: x", "first")
        bridge.report_error("ValueError: x", "second")

    thread = threading.Thread(target=flood)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(errors) == 2, timeout=LIMIT_MS)
    assert [str(fault) for fault in faults] == ["full 49", "locked"]
    assert errors == [("ValueError: x", "first"), ("ValueError: x", "second")]


def test_a_flood_is_delivered_ten_times_a_second_at_most(qtbot) -> None:
    bridge = Bridge()
    deliveries: list[float] = []
    bridge.store_changed.connect(lambda _: deliveries.append(monotonic()))
    bridge.publish([stored(1, 1)])
    qtbot.waitUntil(lambda: len(deliveries) == 1)
    for number in range(2, 100):
        bridge.publish([stored(1, number)])
    qtbot.waitUntil(lambda: len(deliveries) == 2)
    assert deliveries[1] - deliveries[0] >= JOIN_MS / 1000 - 0.01


@pytest.mark.parametrize("leave", [QWidget.hide, QWidget.showMinimized])
def test_what_nobody_can_see_waits_until_the_window_is_seen_again(qtbot, monkeypatch, leave) -> None:
    monkeypatch.setattr(bridge_module, "UNSEEN_JOIN_MS", 60_000)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    bridge = Bridge()
    bridge.watch(window)
    told: list[list[int]] = []
    bridge.store_changed.connect(lambda events: told.append([one.id for one in events[0].bets]))
    leave(window)
    bridge.publish([stored(1, 1)])
    qtbot.waitUntil(lambda: told == [[1]])  # the first one after a pause
    bridge.publish([stored(1, 2)])
    qtbot.wait(3 * JOIN_MS)
    bridge.publish([stored(1, 3)])
    qtbot.wait(3 * JOIN_MS)
    assert told == [[1]]
    window.showNormal()
    qtbot.waitUntil(lambda: told == [[1], [2, 3]])


def test_a_window_that_is_seen_changes_nothing(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    bridge = Bridge()
    bridge.watch(window)
    told: list[object] = []
    bridge.store_changed.connect(told.append)
    for number in (1, 2):
        bridge.publish([stored(1, number)])
        qtbot.waitUntil(lambda number=number: len(told) == number)
