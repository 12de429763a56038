"""The running program verifies what it can by itself, whatever happens beside it."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from liveapp.app.core.service import Service
from liveapp.domain.events import BetsVerified, StoreEvent
from liveapp.domain.jobs import Cancelled, JobEnded, JobEvent, JobProgressed, JobStarted
from liveapp.domain.proof_jobs import SeedVerification
from liveapp.domain.verdicts import VERDICTS_AT_A_TIME
from tests.conftest import ServiceFactory
from tests.proving import SERVER_SEED, Player
from tests.waiting import wait_until

HANG_LIMIT_S = 30.0
BETS = 3 * VERDICTS_AT_A_TIME


@pytest.fixture
def player() -> Player:
    return Player()


def unjudged(service: Service) -> int:
    return sum(stream.total_bets - stream.proof.judged for stream in service.reader.streams()[0])


@contextmanager
def playing(service: Service, player: Player) -> Iterator[list[int]]:
    """Bets are recorded one by one from the beginning of the block to its end; tells the last nonce."""
    is_over = threading.Event()
    last = [0]

    def play() -> None:
        while not is_over.is_set():
            last[0] += 1
            service.writer.record([player.bet(last[0])])

    thread = threading.Thread(target=play)
    thread.start()
    try:
        yield last
    finally:
        is_over.set()
        thread.join()


def test_no_bet_is_missed_when_a_seed_is_revealed_while_bets_arrive(service: Service, player: Player) -> None:
    with playing(service, player) as last:
        wait_until(lambda: last[0] > 50)
        service.writer.reveal_seed(SERVER_SEED)
        reached = last[0]
        wait_until(lambda: last[0] > reached + 50)
    wait_until(lambda: unjudged(service) == 0)
    (stream,) = service.reader.streams()[0]
    assert stream.proof.verified == stream.total_bets == last[0]


def test_a_stream_that_begins_after_its_seed_was_revealed_is_proven_as_it_grows(
    service: Service, player: Player
) -> None:
    service.writer.record(player.bets(1, 3))
    service.writer.reveal_seed(SERVER_SEED)
    late = Player(client_seed="begins later")
    service.writer.record([*late.bets(1, 4), late.tampered(5)])
    wait_until(lambda: unjudged(service) == 0)
    proofs = {one.seeds.client_seed: one.proof for one in service.reader.streams()[0]}
    assert (proofs["begins later"].verified, proofs["begins later"].mismatched) == (4, 1)


class Interrupting:
    """Has something done once a verification has got somewhere; notes which begin and how they end."""

    def __init__(self, service: Service, act: Callable[[int], None]) -> None:
        self.begun = 0
        self.ended: list[JobEnded] = []
        self._act = act
        service.jobs.subscribe(self._hear)

    def _hear(self, event: JobEvent) -> None:
        if isinstance(event, JobStarted) and isinstance(event.request, SeedVerification):
            self.begun += 1
        if isinstance(event, JobEnded) and isinstance(event.request, SeedVerification):
            self.ended.append(event)
        if isinstance(event, JobProgressed) and event.progress.done and self.begun == 1:
            self._act(event.id)


def test_a_cancelled_verification_keeps_what_it_has_and_goes_on_when_the_seed_is_revealed_again(
    service: Service, player: Player
) -> None:
    service.writer.record(player.bets(1, BETS))
    interrupting = Interrupting(service, service.jobs.cancel)
    service.writer.reveal_seed(SERVER_SEED)
    wait_until(lambda: bool(interrupting.ended))
    assert isinstance(interrupting.ended[0].outcome, Cancelled)
    assert 0 < unjudged(service) < BETS
    service.writer.record([player.bet(BETS + 1)])  # is verified on arrival, and begins nothing
    wait_until(lambda: service.reader.streams()[0][0].proof.judged % VERDICTS_AT_A_TIME == 1)
    assert interrupting.begun == 1
    service.writer.reveal_seed(SERVER_SEED)
    wait_until(lambda: unjudged(service) == 0)
    assert interrupting.begun == 2


def test_a_program_that_stops_in_the_middle_goes_on_at_its_next_start(
    service_factory: ServiceFactory, player: Player, tmp_path: Path
) -> None:
    folder = tmp_path / "shared"
    first = service_factory(data_dir=folder)
    first.writer.record(player.bets(1, BETS))
    has_begun = threading.Event()
    stopping = threading.Thread(target=lambda: has_begun.wait(HANG_LIMIT_S) and first.shutdown())
    stopping.start()

    def stop(_job: int) -> None:
        has_begun.set()
        wait_until(lambda: first.jobs._is_stopped)
        time.sleep(0.05)

    interrupting = Interrupting(first, stop)
    first.writer.reveal_seed(SERVER_SEED)
    stopping.join()
    assert isinstance(interrupting.ended[0].outcome, Cancelled)
    second = service_factory(data_dir=folder)
    wait_until(lambda: unjudged(second) == 0)
    assert second.reader.streams()[0][0].proof.verified == BETS


def test_what_is_verified_on_arrival_is_told(service: Service, player: Player) -> None:
    told: list[BetsVerified] = []

    def hear(events: Sequence[StoreEvent]) -> None:
        told.extend(event for event in events if isinstance(event, BetsVerified))

    service.writer.subscribe(hear)
    service.writer.record(player.bets(1, 3))
    service.writer.reveal_seed(SERVER_SEED)
    wait_until(lambda: bool(told) and unjudged(service) == 0)
    told.clear()
    service.writer.record(player.bets(4, 6))
    wait_until(lambda: bool(told))
    bets = service.reader.tail(told[0].stream.id, told[0].first_id - 1, 10, with_distance=False).bets
    assert [bet.nonce for bet in bets] == [4, 5, 6]
    assert told[0].last_id == bets[-1].id
