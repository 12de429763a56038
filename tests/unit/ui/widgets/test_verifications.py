"""Which streams are being proven."""

from pathlib import Path

from liveapp.domain.bets import SeedPair
from liveapp.domain.jobs import Cancelled, CsvExport, JobEnded, JobStarted
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.ui.widgets.verifications import Verifications
from tests.unit.ui.streams.values import PLAIN, make_stream

STREAM = make_stream(seeds=SeedPair("AB" * 32, "c"))
REQUEST = SeedVerification("ab" * 32)


def test_a_stream_is_being_proven_from_the_start_of_its_verification_to_its_end() -> None:
    verifications = Verifications()
    assert not verifications.runs(STREAM)
    verifications.apply([JobStarted(3, REQUEST), JobStarted(4, CsvExport(PLAIN, Path("a.csv")))])
    assert verifications.runs(STREAM)
    assert not verifications.runs(PLAIN)
    verifications.apply([JobEnded(4, CsvExport(PLAIN, Path("a.csv")), Cancelled(None))])
    assert verifications.runs(STREAM)
    verifications.apply([JobEnded(3, REQUEST, Cancelled(SeedVerified(())))])
    assert not verifications.runs(STREAM)
