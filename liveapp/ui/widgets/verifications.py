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
                    self._hashes[job_id] = hashed
                case JobEnded(job_id):
                    self._hashes.pop(job_id, None)

    @property
    def are_under_way(self) -> bool:
        """Whether any runs, so that others wait for their turn."""
        return bool(self._hashes)

    def runs(self, stream: Stream) -> bool:
        """Whether this stream's bets are being compared."""
        return stream.seeds.lowercase_hash in self._hashes.values()
