"""Bets that come in for a known seed get their verdicts at once, and nobody waits for that."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from liveapp.app.core import arrivals as arrivals_module
from liveapp.app.core.arrivals import Arrivals
from liveapp.domain.events import BetsStored, BetsVerified, StoreEvent
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import StreamProof, Verdict
from liveapp.storage import Store
from tests.proving import SERVER_SEED, Player

HANG_LIMIT_S = 20.0

Connect = Callable[..., sqlite3.Connection]


class Following:
    """Hands bets that are stored to what judges them, and waits for what comes of it."""

    def __init__(self, store: Store) -> None:
        self.left: list[Stream] = []
        self.verified: list[BetsVerified] = []
        self.arrivals = Arrivals(store.reader, store.writer, RightOfWay(), self._note_left)
        self._has_changed = threading.Condition()
        self._thread = threading.Thread(target=self.arrivals.judge_until_stopped)
        store.writer.subscribe(self._hear)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.arrivals.stop()
        if self._thread.is_alive():
            self._thread.join()

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        with self._has_changed:
            assert self._has_changed.wait_for(is_so, HANG_LIMIT_S)

    def judged(self) -> int:
        return self.verified[-1].stream.proof.judged if self.verified else 0

    def _hear(self, events: Sequence[StoreEvent]) -> None:
        for event in events:
            if isinstance(event, BetsStored):
                self.arrivals.add(event)
            elif isinstance(event, BetsVerified):
                with self._has_changed:
                    self.verified.append(event)
                    self._has_changed.notify_all()

    def _note_left(self, stream: Stream) -> None:
        with self._has_changed:
            self.left.append(stream)
            self._has_changed.notify_all()


@pytest.fixture
def player() -> Player:
    return Player()


@pytest.fixture
def stream(store: Store, player: Player) -> Stream:
    """A stream with one bet, whose seed is known."""
    store.writer.record([player.bet(1)])
    return store.writer.reveal_seed(SERVER_SEED).streams[0]


@pytest.fixture
def following(store: Store, stream: Stream) -> Iterator[Following]:
    following = Following(store)
    yield following
    following.stop()


def test_a_bet_gets_its_verdict_soon_after_it_was_stored(
    store: Store, following: Following, player: Player
) -> None:
    following.start()
    store.writer.record([player.bet(2)])
    following.wait_for(lambda: following.judged() == 1)
    store.writer.record([player.tampered(3)])
    following.wait_for(lambda: following.judged() == 2)
    assert following.verified[-1].stream.proof == StreamProof(True, verified=1, mismatched=1)
    assert following.left == []


def test_bets_that_came_before_anybody_looked_are_judged_together(
    store: Store, following: Following, player: Player
) -> None:
    for nonce in range(2, 12):
        store.writer.record([player.bet(nonce)])
    following.start()
    following.wait_for(lambda: following.judged() == 10)
    assert len(following.verified) == 1


def test_while_bets_keep_coming_verdicts_are_stored_now_and_then(
    store: Store, following: Following, player: Player
) -> None:
    following.start()
    store.writer.record([player.bet(2)])
    following.wait_for(lambda: following.judged() == 1)
    first_s = time.monotonic()
    store.writer.record([player.bet(3)])
    following.wait_for(lambda: following.judged() == 2)
    assert time.monotonic() - first_s > 0.9 * arrivals_module.REST_S  # never sooner, however fast the machine


def test_each_stream_has_its_own_client_seed(store: Store, following: Following, player: Player) -> None:
    following.start()
    other = Player(client_seed="other")
    store.writer.record([player.bet(2), *other.bets(1, 20)])
    following.wait_for(lambda: len(following.verified) == 2)
    assert sorted(event.stream.proof.verified for event in following.verified) == [1, 20]


def test_a_stand_in_is_judged_by_what_was_paid(store: Store, following: Following, player: Player) -> None:
    following.start()
    paid = player.bet(2).payout
    store.writer.record([player.bet(2, round_result=paid / 2, is_stand_in=True)])
    following.wait_for(lambda: following.judged() == 1)
    assert following.verified[-1].stream.proof.verified == 1


def test_more_bets_than_can_wait_are_left_to_a_verification(
    store: Store, following: Following, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals_module, "MOST_WAITING", 10)
    store.writer.record(player.bets(2, 9))
    store.writer.record(player.bets(10, 19))
    following.start()
    following.wait_for(lambda: following.left != [])
    assert [stream.seeds for stream in following.left] == [player.seeds]
    assert following.judged() == 8


def test_bets_of_a_stream_that_is_deleted_meanwhile_hurt_no_others(
    store: Store, following: Following, stream: Stream, player: Player
) -> None:
    other = Player(client_seed="other")
    store.writer.record([player.bet(2)])
    store.writer.record([other.bet(1)])
    store.writer.delete_stream(stream.id)
    following.start()
    following.wait_for(lambda: following.judged() == 1)
    assert following.verified[-1].stream.seeds == other.seeds
    assert following.left == []


def test_where_nothing_can_be_written_they_are_left_to_a_verification(
    store: Store, following: Following, player: Player, database: Connect, database_path: Path
) -> None:
    store.writer.record([player.bet(2)])
    other_program = database(database_path, writable=True)
    other_program.execute("BEGIN IMMEDIATE")
    store.writer.stop_waiting()
    following.start()
    following.wait_for(lambda: following.left != [])
    assert following.verified == []


def test_bets_that_come_when_nobody_judges_any_more_wait_for_the_next_start(
    store: Store, following: Following, stream: Stream, player: Player
) -> None:
    following.start()
    following.stop()
    store.writer.record([player.bet(2)])
    assert store.reader.stream(stream.id).unjudged_bets == 2


def test_a_bet_that_was_judged_already_keeps_its_verdict(
    store: Store, following: Following, stream: Stream, player: Player
) -> None:
    store.writer.record([player.bet(2)])
    newest = store.reader.tail(stream.id, 0, 10, with_distance=False).bets[-1]
    store.writer.set_verdicts(stream.key, [(newest.id, Verdict.UNVERIFIABLE)])
    following.start()
    store.writer.record([player.bet(3)])
    following.wait_for(lambda: following.judged() == 2)
    assert following.verified[-1].stream.proof == StreamProof(True, verified=1, unverifiable=1)


def test_the_seed_is_in_no_log(
    store: Store, following: Following, player: Player, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        following.start()
        store.writer.record([player.bet(2)])
        following.wait_for(lambda: following.judged() == 1)
        following.stop()
    assert SERVER_SEED not in caplog.text
