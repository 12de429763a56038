"""What is begun without being asked for: once, when it is due, and again where it failed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from liveapp.app.core import upkeep as upkeep_module
from liveapp.app.core.upkeep import BACKUP_LOOK_EVERY_S, DAY_S, FIRST_BACKUP_AFTER_S, Upkeep
from liveapp.domain.errors import StoreDamaged, StoreFull
from liveapp.domain.events import StreamDeleted
from liveapp.domain.jobs import (
    Backup,
    DatabaseCheck,
    DeletionRest,
    Failed,
    Finished,
    JobEnded,
    JobRequest,
    JobsStopped,
    JobStarted,
)
from liveapp.domain.keeping import DatabaseCopy
from tests.waiting import wait_until

BACKUP = Backup(is_asked_for=False)


class Jobs:
    """Notes what is begun."""

    def __init__(self) -> None:
        self.begun: list[JobRequest] = []
        self.is_stopped = False

    def start(self, request: JobRequest) -> int:
        if self.is_stopped:
            raise JobsStopped
        self.begun.append(request)
        return len(self.begun)

    def cancel(self, job_id: int) -> None: ...


class Store:
    """As much of a store as is asked for here, and two clocks that stand still."""

    def __init__(self) -> None:
        self.deletions_pending = 0
        self.halted: StoreDamaged | None = None
        self.backup: DatabaseCopy | None = None
        self.now_s = 1_000_000_000.0
        self.monotonic_s = 0.0
        self.looks = 0

    def look_at_files(self) -> None:
        self.looks += 1

    def newest_backup(self) -> DatabaseCopy | None:
        return self.backup

    def back_up(self) -> None:
        self.backup = DatabaseCopy(Path("backup"), int(self.now_s * 1_000_000), 1, 1)


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def store() -> Store:
    return Store()


Make = Callable[..., Upkeep]


@pytest.fixture
def make(jobs: Jobs, store: Store) -> Iterator[Make]:
    made: list[Upkeep] = []

    def one(needs_check: bool = False) -> Upkeep:
        upkeep = Upkeep(
            jobs,
            store,  # type: ignore[arg-type]
            store,  # type: ignore[arg-type]
            needs_check,
            lambda: int(store.now_s * 1_000_000),
            lambda: store.monotonic_s,
        )
        made.append(upkeep)
        return upkeep

    yield one
    for upkeep in made:
        upkeep.stop()
        upkeep.stop()


def ended(request: JobRequest, has_failed: bool = False) -> JobEnded:
    return JobEnded(1, request, Failed(StoreFull("full")) if has_failed else Finished(None))


def test_what_is_left_of_the_last_run_is_begun_at_the_start(make: Make, jobs: Jobs, store: Store) -> None:
    store.deletions_pending = 2
    make(needs_check=True).start()
    assert jobs.begun == [DeletionRest(), DatabaseCheck(is_asked_for=False)]


def test_a_start_with_nothing_left_begins_nothing_at_once(make: Make, jobs: Jobs) -> None:
    make().start()
    assert jobs.begun == []


def test_deletions_are_removed_one_job_at_a_time_and_none_is_forgotten(
    make: Make, jobs: Jobs, store: Store
) -> None:
    upkeep = make()
    deletion = StreamDeleted(1, UUID(int=1))
    upkeep.hear_of_store([deletion])
    upkeep.hear_of_store([deletion])
    upkeep.hear_of_store([])
    assert jobs.begun == [DeletionRest()]
    store.deletions_pending = 1
    upkeep.hear_of_job(JobStarted(1, DeletionRest()))
    upkeep.hear_of_job(ended(DeletionRest()))
    assert jobs.begun == [DeletionRest(), DeletionRest()]
    store.deletions_pending = 0
    upkeep.hear_of_job(ended(DeletionRest()))
    assert len(jobs.begun) == 2


def test_a_deletion_that_can_write_no_more_is_left_for_the_next_start(
    make: Make, jobs: Jobs, store: Store
) -> None:
    upkeep = make()
    upkeep.hear_of_store([StreamDeleted(1, UUID(int=1))])
    store.deletions_pending = 1
    upkeep.hear_of_job(ended(DeletionRest(), has_failed=True))
    assert len(jobs.begun) == 1


def test_a_backup_is_due_where_there_is_none_or_the_newest_is_a_day_old(make: Make, store: Store) -> None:
    upkeep = make()
    assert upkeep.is_backup_due()
    store.back_up()
    assert not upkeep.is_backup_due()
    store.now_s += DAY_S - 1
    assert not upkeep.is_backup_due()
    store.now_s += 1
    assert upkeep.is_backup_due()


def test_a_clock_that_was_set_back_neither_stops_backups_nor_has_one_made_at_every_look(
    make: Make, store: Store
) -> None:
    upkeep = make()
    store.back_up()
    store.now_s -= 200 * 365 * DAY_S
    assert upkeep.is_backup_due()
    upkeep.hear_of_job(ended(BACKUP))
    assert not upkeep.is_backup_due()
    store.monotonic_s += DAY_S
    assert upkeep.is_backup_due()


def test_a_failed_backup_is_tried_again_and_two_are_never_under_way(
    make: Make, jobs: Jobs, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep_module, "LOOK_EVERY_S", 0.01)
    upkeep = make()
    upkeep.start()
    assert jobs.begun == []
    store.monotonic_s += FIRST_BACKUP_AFTER_S
    wait_until(lambda: bool(jobs.begun))
    store.monotonic_s += BACKUP_LOOK_EVERY_S
    upkeep._is_stopping.wait(0.1)
    assert jobs.begun == [BACKUP]
    upkeep.hear_of_job(ended(BACKUP, has_failed=True))
    upkeep._is_stopping.wait(0.1)
    assert jobs.begun == [BACKUP]
    store.monotonic_s += BACKUP_LOOK_EVERY_S
    wait_until(lambda: len(jobs.begun) == 2)


def test_files_that_went_away_are_noticed_while_no_bet_comes(
    make: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep_module, "LOOK_EVERY_S", 0.01)
    make().start()
    wait_until(lambda: store.looks > 1)


def test_a_backup_that_had_to_be_named_after_one_of_the_future_is_as_old_as_its_file(
    make: Make, store: Store, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.touch()
    upkeep = make()
    store.backup = DatabaseCopy(copy, int((store.now_s + 900 * DAY_S) * 1_000_000), 1, 1)
    os.utime(copy, (store.now_s - 60, store.now_s - 60))
    assert not upkeep.is_backup_due()
    os.utime(copy, (store.now_s - DAY_S, store.now_s - DAY_S))
    assert upkeep.is_backup_due()


def test_nothing_is_backed_up_once_nothing_can_be_written(
    make: Make, jobs: Jobs, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep_module, "LOOK_EVERY_S", 0.01)
    store.halted = StoreDamaged("damaged")
    upkeep = make()
    upkeep.start()
    store.monotonic_s += FIRST_BACKUP_AFTER_S
    upkeep._is_stopping.wait(0.1)
    assert jobs.begun == []


def test_a_program_that_stops_begins_nothing_more(make: Make, jobs: Jobs) -> None:
    upkeep = make()
    jobs.is_stopped = True
    upkeep.hear_of_store([StreamDeleted(1, UUID(int=1))])
    upkeep.stop()
    jobs.is_stopped = False
    upkeep.hear_of_store([StreamDeleted(1, UUID(int=1))])
    assert jobs.begun == []
