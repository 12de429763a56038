"""One job of a kind at a time, and which jobs are of that kind."""

from liveapp.domain.jobs import Backup, DatabaseCheck, Finished, JobEnded, JobRequest
from liveapp.ui.keeping.sole_job import SoleJob


class CountingJobs:
    """Numbers what is started."""

    def __init__(self) -> None:
        self.started: list[JobRequest] = []

    def start(self, request: JobRequest) -> int:
        self.started.append(request)
        return len(self.started)

    def cancel(self, job_id: int) -> None:
        raise AssertionError(job_id)


def ended(job_id: int, request: JobRequest) -> JobEnded:
    return JobEnded(job_id, request, Finished(None))


def test_the_next_one_starts_only_when_the_one_before_is_over() -> None:
    jobs = CountingJobs()
    job = SoleJob(jobs, Backup)
    job.start(Backup())
    job.start(Backup())
    assert len(jobs.started) == 1
    end = ended(1, Backup())
    assert list(job.over([end])) == [(end.request, end)]
    job.start(Backup())
    assert len(jobs.started) == 2


def test_the_end_of_another_one_does_not_count_as_its_own() -> None:
    jobs = CountingJobs()
    job = SoleJob(jobs, Backup)
    job.start(Backup())
    daily, check = ended(7, Backup(is_asked_for=False)), ended(8, DatabaseCheck())
    assert list(job.over([daily, check])) == [(daily.request, daily)]
    job.start(Backup())
    assert len(jobs.started) == 1
