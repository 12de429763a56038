"""Files are imported while bets arrive: each of both is stored, and neither waits for the other for long."""

import threading
from pathlib import Path

import httpx

from liveapp.app.core.service import Service
from liveapp.domain.importing import ImportReport, ImportSource
from liveapp.domain.jobs import Cancelled, FileImport, Finished, JobEnded, JobEvent, JobOutcome, JobProgressed
from tests.bets import bet
from tests.imports import heartbeat, json_lines, payload
from tests.values import PAIR

HANG_LIMIT_S = 60.0
BETS = 4_000


class Import:
    """One import, watched to its end."""

    def __init__(self, service: Service, path: Path, is_cancelled_early: bool = False) -> None:
        self._service = service
        self._is_cancelled_early = is_cancelled_early
        self._outcomes: list[JobOutcome] = []
        self._is_over = threading.Event()
        self.has_begun = threading.Event()
        self._unsubscribe = service.jobs.subscribe(self._hear)
        self._id = service.jobs.start(FileImport((ImportSource(path),)))

    @property
    def is_over(self) -> bool:
        return self._is_over.is_set()

    def outcome(self) -> JobOutcome:
        assert self._is_over.wait(HANG_LIMIT_S)
        self._unsubscribe()
        return self._outcomes[0]

    def _hear(self, event: JobEvent) -> None:
        if isinstance(event, JobProgressed) and event.progress.done:
            self.has_begun.set()
            if self._is_cancelled_early:
                self._service.jobs.cancel(event.id)
        elif isinstance(event, JobEnded) and isinstance(event.request, FileImport):
            self._outcomes.append(event.outcome)
            self._is_over.set()


def write(path: Path) -> Path:
    path.write_bytes(
        json_lines(*(payload(nonce, note="x" * 200) for nonce in range(1, BETS + 1)), heartbeat(BETS + 3))
    )
    return path


def test_bets_that_arrive_meanwhile_are_stored_too_in_the_same_stream_and_in_others(
    service: Service, client: httpx.Client, tmp_path: Path
) -> None:
    importing = Import(service, write(tmp_path / "bets.jsonl"))
    posted, same = 0, {"clientSeed": PAIR.client_seed, "serverSeedHashed": PAIR.server_seed_hashed}
    while not importing.is_over or posted < 20:
        posted += 1
        for changes in ({}, {"id": str(posted), **same}):
            reply = client.post("/live/ingest", json=bet(posted, **changes))
            assert reply.status_code == 200
    outcome = importing.outcome()
    assert isinstance(outcome, Finished)
    report = outcome.result
    assert isinstance(report, ImportReport)
    assert (report.read, report.refused, report.is_whole) == (BETS + 1, 0, True)
    streams, _ = service.reader.streams()
    totals = {stream.seeds: stream for stream in streams}
    assert totals[PAIR].total_bets == max(BETS, posted)
    assert totals[PAIR].missing_rounds == 2
    assert sorted(stream.total_bets for stream in streams) == sorted([posted, max(BETS, posted)])


def test_a_cancelled_import_is_finished_by_the_next_one(service: Service, tmp_path: Path) -> None:
    path = write(tmp_path / "bets.jsonl")
    cancelled = Import(service, path, is_cancelled_early=True).outcome()
    assert isinstance(cancelled, Cancelled)
    report = cancelled.result
    assert isinstance(report, ImportReport)
    assert not report.is_whole
    assert report.new < BETS
    finished = Import(service, path).outcome()
    assert isinstance(finished, Finished)
    again = finished.result
    assert isinstance(again, ImportReport)
    assert (again.duplicates, again.new) == (report.new, BETS + 1 - report.new)
