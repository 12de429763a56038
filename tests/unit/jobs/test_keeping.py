"""Backups and checks as jobs: they give way to bets, and end where they are cancelled."""

import threading
from pathlib import Path

import pytest

from liveapp.domain.errors import StoreDamaged
from liveapp.domain.jobs import Backup, DatabaseCheck, JobCancelled, Progress
from liveapp.domain.keeping import CheckResult
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.keeping import back_up, check_database
from liveapp.storage import Store, open_store
from tests.unit.storage.faults import closed_database, garble
from tests.values import make_bet


class Control:
    """Notes what is reported; cancels from the n-th report on."""

    def __init__(self, cancel_at: int = 10**9) -> None:
        self.reports: list[Progress] = []
        self._cancel_at = cancel_at

    def report(self, progress: Progress) -> None:
        self.reports.append(progress)
        if len(self.reports) >= self._cancel_at:
            raise JobCancelled

    def pause(self, duration_s: float) -> None:
        """Nothing here waits."""


class CountingWay(RightOfWay):
    def __init__(self) -> None:
        super().__init__()
        self.ways = 0

    def give_way(self) -> None:
        self.ways += 1
        super().give_way()


def test_a_backup_is_the_jobs_result_and_gives_way_at_each_step(store: Store) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 5000)])
    control, way = Control(), CountingWay()
    made = back_up(store.keeper, way, Backup(), control)
    assert made.bets == 4999
    assert way.ways == len(control.reports) > 1


def test_a_cancelled_backup_leaves_nothing(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 5000)])
    with pytest.raises(JobCancelled):
        back_up(store.keeper, RightOfWay(), Backup(), Control(cancel_at=2))
    assert list((database_path.parent / "backups").iterdir()) == []


def test_a_check_that_was_asked_for_tells_what_it_found(store: Store) -> None:
    store.writer.record([make_bet(1)])
    found = check_database(store.keeper, RightOfWay(), DatabaseCheck(), Control())
    assert found == CheckResult("ok", "ok", 1, 1)


def test_a_check_after_an_unclean_end_tells_damage_only(database_path: Path) -> None:
    closed_database(database_path.parent, bets=3000)
    store = open_store(database_path)
    request = DatabaseCheck(is_asked_for=False)
    assert check_database(store.keeper, RightOfWay(), request, Control()) is None
    store.close()
    garble(database_path)
    store = open_store(database_path)
    with pytest.raises(StoreDamaged):
        check_database(store.keeper, RightOfWay(), request, Control())
    store.close()


def test_bets_are_recorded_beside_a_backup(store: Store) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 5000)])
    is_over = threading.Event()

    def keep_backing_up() -> None:
        for _ in range(3):
            back_up(store.keeper, RightOfWay(), Backup(), Control())
        is_over.set()

    thread = threading.Thread(target=keep_backing_up)
    thread.start()
    nonce = 10_000
    while not is_over.is_set():
        nonce += 1
        store.writer.record([make_bet(nonce)])
    thread.join()
    assert store.reader.streams()[0][0].total_bets == 4999 + nonce - 10_000
