"""Every bet of a revealed seed gets its verdict, whatever comes between."""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreClosed
from liveapp.domain.events import BetsVerified, StoreEvent
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import VERDICTS_AT_A_TIME, StreamProof, Verdict
from liveapp.jobs import patience, process_pool
from liveapp.jobs.verification import PAUSE_BESIDE_BETS_S, VERDICTS_BESIDE_BETS, verify_seed
from liveapp.storage import Store
from tests.proving import SERVER_SEED, Player

BETS = 2 * VERDICTS_AT_A_TIME + 100

Connect = Callable[..., sqlite3.Connection]


class Control:
    """Notes how far the work is; has something done at one of its reports, which may cancel it."""

    def __init__(self, at_report: int = 0, act: Callable[[], None] = lambda: None) -> None:
        self.progress: list[Progress] = []
        self.pauses_s: list[float] = []
        self._at_report = at_report
        self._act = act

    def report(self, progress: Progress) -> None:
        self.progress.append(progress)
        if len(self.progress) == self._at_report:
            self._act()

    def pause(self, duration_s: float) -> None:
        if duration_s:
            self.pauses_s.append(duration_s)


def cancel() -> None:
    raise JobCancelled


@pytest.fixture
def player() -> Player:
    return Player()


@pytest.fixture
def stream(store: Store, player: Player) -> Stream:
    """A stream of honest bets but for one, whose seed is known and of which nothing is judged yet."""
    bets = player.bets(1, BETS)
    bets[1234] = player.tampered(1235)
    store.writer.record(bets)
    return store.writer.reveal_seed(SERVER_SEED).streams[0]


def verify(store: Store, stream: Stream, control: Control | None = None) -> SeedVerified:
    request = SeedVerification(stream.seeds.server_seed_hashed)
    return verify_seed(store.reader, store.writer, RightOfWay(), request, control or Control())


def proof_now(store: Store, stream: Stream) -> StreamProof:
    return store.reader.stream(stream.id).proof


PROVEN = StreamProof(True, verified=BETS - 1, mismatched=1)


def test_one_tampered_bet_of_thousands_is_found(store: Store, stream: Stream) -> None:
    (verified,) = verify(store, stream).streams
    assert verified.proof == PROVEN
    assert verified.unjudged_bets == 0
    (mismatch,) = store.reader.verification(stream.id, 100).mismatches
    assert (mismatch.nonce, mismatch.verdict) == (1235, Verdict.RESULT_DIFFERS)


def test_worker_processes_come_to_the_same(
    store: Store, stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_pool, "WORTH_WORKERS", 1000)
    (verified,) = verify(store, stream).streams
    assert verified.proof == PROVEN


def test_progress_counts_up_to_all_bets(store: Store, stream: Stream) -> None:
    control = Control()
    verify(store, stream, control)
    done = [progress.done for progress in control.progress]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, BETS)
    assert {progress.total for progress in control.progress} == {BETS}


def test_what_was_judged_before_a_cancel_stays_and_the_rest_is_done_the_next_time(
    store: Store, stream: Stream
) -> None:
    with pytest.raises(JobCancelled) as cancelled:
        verify(store, stream, Control(2, cancel))
    assert isinstance(cancelled.value.result, SeedVerified)
    (half,) = cancelled.value.result.streams
    assert half.proof.judged == VERDICTS_AT_A_TIME
    control = Control()
    verify(store, stream, control)
    assert control.progress[0] == Progress(VERDICTS_AT_A_TIME, BETS)
    assert proof_now(store, stream) == PROVEN


def test_bets_that_arrive_meanwhile_are_left_to_whoever_hears_of_them(
    store: Store, stream: Stream, player: Player
) -> None:
    def play_on() -> None:
        store.writer.record(player.bets(BETS + 1, BETS + 50))

    verify(store, stream, Control(2, play_on))
    assert proof_now(store, stream) == PROVEN
    verify(store, stream)
    assert proof_now(store, stream).judged == BETS + 50


def test_a_bet_that_another_one_judges_meanwhile_is_counted_once(store: Store, stream: Stream) -> None:
    last_id = store.reader.tail(stream.id, BETS - 1, 1, with_distance=False).bets[0].id

    def judge_the_last() -> None:
        store.writer.set_verdicts(stream.key, [(last_id, Verdict.VERIFIED)])

    verify(store, stream, Control(2, judge_the_last))
    assert proof_now(store, stream) == PROVEN


def test_while_bets_arrive_fewer_verdicts_are_stored_at_a_time_with_pauses_between(
    store: Store, stream: Stream
) -> None:
    events: list[StoreEvent] = []
    store.writer.subscribe(events.extend)
    way = RightOfWay()
    with way.taken():
        pass
    request = SeedVerification(stream.seeds.server_seed_hashed)
    control = Control()
    verify_seed(store.reader, store.writer, way, request, control)
    assert set(control.pauses_s) == {PAUSE_BESIDE_BETS_S}
    first = next(event for event in events if isinstance(event, BetsVerified))
    assert first.stream.proof.judged == VERDICTS_BESIDE_BETS
    assert proof_now(store, stream) == PROVEN


def test_all_streams_with_the_hash_are_verified_whatever_the_case_of_its_letters(store: Store) -> None:
    one, other = Player(client_seed="one"), Player(client_seed="other")
    store.writer.record(one.bets(1, 10))
    in_capitals = SeedPair(other.seeds.server_seed_hashed.upper(), "other")
    other.seeds = in_capitals
    store.writer.record(other.bets(1, 20))
    revealed = store.writer.reveal_seed(SERVER_SEED).streams
    assert {verified.proof.verified for verified in verify(store, revealed[0]).streams} == {10, 20}


def test_bets_of_other_seeds_are_left_alone(store: Store, stream: Stream) -> None:
    other = Player("another server seed")
    store.writer.record(other.bets(1, 5))
    verify(store, stream)
    others = [one for one in store.reader.streams()[0] if one.id != stream.id]
    assert [one.proof.judged for one in others] == [0]


def test_a_stream_that_is_deleted_meanwhile_is_left_out(store: Store, stream: Stream) -> None:
    other = Player(client_seed="other")
    store.writer.record(other.bets(1, 10))
    store.writer.reveal_seed(SERVER_SEED)
    control = Control(2, lambda: store.writer.delete_stream(stream.id) and None)
    (left,) = verify(store, stream, control).streams
    assert (left.seeds.client_seed, left.proof.verified) == ("other", 10)


def test_a_seed_that_is_not_known_leaves_bets_without_a_verdict(store: Store, player: Player) -> None:
    store.writer.record(player.bets(1, 5))
    (stream,) = store.reader.streams()[0]
    (same,) = verify(store, stream).streams
    assert same.proof == StreamProof()


def test_a_database_that_is_locked_for_a_while_is_waited_for(
    store: Store, stream: Stream, database: Connect, database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_program = database(database_path, writable=True)
    other_program.execute("BEGIN IMMEDIATE")

    class Waiting(Control):
        def pause(self, duration_s: float) -> None:
            super().pause(duration_s)
            if duration_s:
                other_program.execute("ROLLBACK")

    # It waits for locks by itself first: not for long here.
    store.writer.stop_waiting()
    control = Waiting()
    (verified,) = verify(store, stream, control).streams
    assert control.pauses_s == [patience.FIRST_PAUSE_S]
    assert verified.proof == PROVEN


def test_a_store_that_is_closed_ends_it(store: Store, stream: Stream) -> None:
    with pytest.raises(StoreClosed):
        verify(store, stream, Control(2, store.close))


def test_neither_a_log_nor_a_representation_holds_the_seed(
    store: Store, stream: Stream, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        result = verify(store, stream)
    assert SERVER_SEED not in caplog.text
    assert SERVER_SEED not in repr(result)
