"""Which streams are being proven."""

from collections.abc import Sequence

from liveapp.domain.jobs import JobEnded, JobEvent, JobStarted
from liveapp.domain.proof_jobs import SeedVerification
from liveapp.domain.streams import Stream


class Verifications:
    """The verifications that run, as jobs tell of them."""

    def __init__(self) -> None:
        self._hashes: dict[int, str] = {}

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Follow what became of jobs."""
        for event in events:
            match event:
                case JobStarted(job_id, SeedVerification(hashed)):
                    self._hashes[job_id] = hashed.lower()
                case JobEnded(job_id):
                    self._hashes.pop(job_id, None)

    def runs(self, stream: Stream) -> bool:
        """Whether this stream's bets are being compared."""
        return stream.seeds.server_seed_hashed.lower() in self._hashes.values()
