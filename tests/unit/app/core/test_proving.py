"""What can be verified is verified without being asked for: one verification a seed at a time."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveapp.app.core.proving import Proving
from liveapp.domain.errors import StoreFull
from liveapp.domain.importing import ImportSource
from liveapp.domain.jobs import (
    Backup,
    Cancelled,
    Failed,
    FileImport,
    Finished,
    JobEnded,
    JobOutcome,
    JobRequest,
    JobsStopped,
    JobStarted,
)
from liveapp.domain.proof_jobs import VERIFICATIONS_AT_ONCE, SeedVerification
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.verdicts import Verdict
from liveapp.storage import Store
from tests.proving import SERVER_SEED, Player

HANG_LIMIT_S = 20.0
DONE = Finished(None)
IMPORT = FileImport((ImportSource(Path("bets.csv")),))


class Jobs:
    """Notes what is begun."""

    def __init__(self) -> None:
        self.begun: list[JobRequest] = []
        self.is_stopped = False
        self.has_begun = threading.Event()

    def start(self, request: JobRequest) -> int:
        if self.is_stopped:
            raise JobsStopped
        self.begun.append(request)
        self.has_begun.set()
        return len(self.begun)

    def cancel(self, job_id: int) -> None: ...


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def player(store: Store) -> Player:
    """Who has played ten rounds; the seed is not known."""
    player = Player()
    store.writer.record(player.bets(1, 10))
    return player


@pytest.fixture
def proving(store: Store, jobs: Jobs) -> Iterator[Proving]:
    """Hears of what is stored; begins with what is left when a test starts it."""
    proving = Proving(jobs, store.reader, store.writer, RightOfWay())
    unsubscribe = store.writer.subscribe(proving.hear_of_store)
    yield proving
    unsubscribe()
    proving.stop()
    proving.stop()


@pytest.fixture
def verification(player: Player) -> SeedVerification:
    return SeedVerification(player.seeds.server_seed_hashed)


def judge_all(store: Store) -> None:
    for stream in store.reader.unproven_streams():
        bets = store.reader.bets_to_prove(stream.key, 0, 1000)
        store.writer.set_verdicts(stream.key, [(bet.id, Verdict.VERIFIED) for bet in bets])


def end(proving: Proving, request: JobRequest, outcome: JobOutcome = DONE) -> None:
    proving.hear_of_job(JobEnded(1, request, outcome))


def test_a_revealed_seed_is_verified(
    store: Store, jobs: Jobs, proving: Proving, verification: SeedVerification
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    assert jobs.begun == [verification]


def test_two_streams_with_one_hash_are_one_verification(
    store: Store, jobs: Jobs, proving: Proving, verification: SeedVerification
) -> None:
    other = Player(client_seed="other")
    store.writer.record(other.bets(1, 5))
    store.writer.reveal_seed(SERVER_SEED)
    assert jobs.begun == [verification]
    judge_all(store)
    end(proving, verification)
    assert jobs.begun == [verification]


def test_a_hash_in_capitals_is_the_same_hash(
    store: Store, jobs: Jobs, proving: Proving, verification: SeedVerification
) -> None:
    other = Player(client_seed="other")
    other.seeds = other.seeds._replace(server_seed_hashed=other.seeds.server_seed_hashed.upper())
    store.writer.record(other.bets(1, 5))
    store.writer.reveal_seed(SERVER_SEED)
    assert jobs.begun == [verification]


def test_two_seeds_are_verified_side_by_side(
    store: Store, jobs: Jobs, proving: Proving, player: Player
) -> None:
    other = Player("another server seed")
    store.writer.record(other.bets(1, 5))
    store.writer.reveal_seed(SERVER_SEED)
    store.writer.reveal_seed("another server seed")
    hashes = [player.seeds.server_seed_hashed, other.seeds.server_seed_hashed]
    assert jobs.begun == [SeedVerification(hashed) for hashed in hashes]


def test_of_many_seeds_a_few_are_verified_side_by_side_and_the_others_in_their_turn(
    store: Store, jobs: Jobs, proving: Proving
) -> None:
    server_seeds = [f"seed {number}" for number in range(VERIFICATIONS_AT_ONCE + 3)]
    wanted = []
    for server_seed in server_seeds:
        player = Player(server_seed)
        store.writer.record(player.bets(1, 2))
        store.writer.reveal_seed(server_seed)
        wanted.append(SeedVerification(player.seeds.server_seed_hashed))
    assert jobs.begun == wanted[:VERIFICATIONS_AT_ONCE]
    end(proving, wanted[1])
    assert jobs.begun == wanted[: VERIFICATIONS_AT_ONCE + 1]
    # Whatever became of one, and of bets that came meanwhile, each of the others has its turn once.
    end(proving, wanted[0], Cancelled(None))
    end(proving, wanted[2], Failed(StoreFull("The disk is full")))
    store.writer.reveal_seed(server_seeds[-1])
    end(proving, wanted[3])
    assert jobs.begun == wanted
    judge_all(store)
    end(proving, wanted[4])
    assert jobs.begun == wanted


def test_a_verification_that_waits_and_that_somebody_else_begins_is_not_begun_again(
    store: Store, jobs: Jobs, proving: Proving
) -> None:
    wanted = []
    for number in range(VERIFICATIONS_AT_ONCE + 1):
        player = Player(f"seed {number}")
        store.writer.record(player.bets(1, 2))
        store.writer.reveal_seed(f"seed {number}")
        wanted.append(SeedVerification(player.seeds.server_seed_hashed))
    proving.hear_of_job(JobStarted(9, wanted[-1]))
    for request in wanted[:-1]:
        end(proving, request, Cancelled(None))
    assert jobs.begun == wanted[:-1]


def test_a_seed_of_streams_that_are_all_proven_begins_nothing(
    store: Store, jobs: Jobs, proving: Proving, verification: SeedVerification
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    judge_all(store)
    end(proving, verification)
    store.writer.reveal_seed(SERVER_SEED)
    assert jobs.begun == [verification]


def test_what_earlier_runs_have_left_is_verified_at_the_start(
    store: Store, jobs: Jobs, player: Player, verification: SeedVerification
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    proving = Proving(jobs, store.reader, store.writer, RightOfWay())
    proving.start()
    assert jobs.has_begun.wait(HANG_LIMIT_S)
    proving.stop()
    assert jobs.begun == [verification]


def test_a_cancelled_verification_is_not_begun_again_by_itself(
    store: Store, jobs: Jobs, proving: Proving, player: Player, verification: SeedVerification
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    end(proving, verification, Cancelled(None))
    store.writer.record(player.bets(11, 12), is_live=False)
    assert jobs.begun == [verification]


def test_revealing_the_seed_again_begins_a_cancelled_verification_again(
    store: Store, jobs: Jobs, proving: Proving, verification: SeedVerification
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    end(proving, verification, Cancelled(None))
    store.writer.reveal_seed(SERVER_SEED)
    assert jobs.begun == [verification, verification]


def test_a_verification_that_somebody_else_begins_counts_as_one(
    store: Store, jobs: Jobs, proving: Proving, verification: SeedVerification
) -> None:
    proving.hear_of_job(JobStarted(1, verification))
    store.writer.reveal_seed(SERVER_SEED)
    assert jobs.begun == []
    end(proving, verification)
    assert jobs.begun == [verification]


@pytest.mark.parametrize("outcome", [Cancelled(None), Failed(StoreFull("full"))])
def test_one_that_did_not_finish_is_not_followed_by_another(
    store: Store, jobs: Jobs, proving: Proving, verification: SeedVerification, outcome: JobOutcome
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    store.writer.reveal_seed(SERVER_SEED)
    end(proving, verification, outcome)
    assert jobs.begun == [verification]


def test_imported_bets_are_verified_once_the_import_is_over(
    store: Store, jobs: Jobs, proving: Proving, player: Player, verification: SeedVerification
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    judge_all(store)
    end(proving, verification)
    proving.hear_of_job(JobStarted(2, IMPORT))
    store.writer.record(player.bets(11, 12), is_live=False)
    store.writer.record(player.bets(13, 14), is_live=False)
    assert len(jobs.begun) == 1
    proving.hear_of_job(JobEnded(2, IMPORT, DONE))
    assert jobs.begun == [verification, verification]


def test_imported_bets_that_no_job_brought_are_verified_at_once(
    store: Store, jobs: Jobs, proving: Proving, player: Player, verification: SeedVerification
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    end(proving, verification)
    store.writer.record(player.bets(11, 12), is_live=False)
    assert jobs.begun == [verification, verification]


def test_an_import_that_brought_no_bets_of_known_seeds_begins_nothing(
    store: Store, jobs: Jobs, proving: Proving, player: Player
) -> None:
    proving.hear_of_job(JobStarted(2, IMPORT))
    store.writer.record(player.bets(11, 12), is_live=False)
    proving.hear_of_job(JobEnded(2, IMPORT, DONE))
    assert jobs.begun == []


def test_a_stream_that_is_brought_back_is_verified(
    store: Store, jobs: Jobs, proving: Proving, verification: SeedVerification
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    end(proving, verification)
    (stream,) = store.reader.streams()[0]
    store.writer.delete_stream(stream.id, can_be_undone=True)
    store.writer.undelete_stream(stream.id)
    assert jobs.begun == [verification, verification]


def test_other_jobs_are_nothing_to_it(jobs: Jobs, proving: Proving) -> None:
    proving.hear_of_job(JobStarted(1, Backup()))
    proving.hear_of_job(JobEnded(1, Backup(), DONE))
    assert jobs.begun == []


def test_live_bets_of_a_known_seed_are_judged_without_a_job(
    store: Store, jobs: Jobs, proving: Proving, player: Player, verification: SeedVerification
) -> None:
    store.writer.reveal_seed(SERVER_SEED)
    judge_all(store)
    end(proving, verification)
    is_judged = threading.Event()

    def hear(events: object) -> None:
        (stream,) = store.reader.streams()[0]
        if not stream.unjudged_bets:
            is_judged.set()

    proving.start()
    store.writer.record(player.bets(11, 20))
    unsubscribe = store.writer.subscribe(hear)
    store.writer.record(player.bets(21, 22))
    assert is_judged.wait(HANG_LIMIT_S)
    unsubscribe()
    assert jobs.begun == [verification]


def test_after_its_end_nothing_is_begun(store: Store, jobs: Jobs, proving: Proving, player: Player) -> None:
    proving.start()
    proving.stop()
    store.writer.reveal_seed(SERVER_SEED)
    assert jobs.begun == []


def test_a_program_that_stops_its_jobs_first_begins_none(
    store: Store, jobs: Jobs, proving: Proving, player: Player
) -> None:
    jobs.is_stopped = True
    store.writer.reveal_seed(SERVER_SEED)
    assert jobs.begun == []
