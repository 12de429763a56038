"""How jobs end that are not finished."""

import pytest

from liveapp.domain.errors import LiveappError, SurroundingsFault
from liveapp.domain.jobs import JobCancelled, JobsStopped


@pytest.mark.parametrize("result", [None, 0, "half", ["a"]])
def test_a_cancelled_job_brings_what_it_did_until_then(result: object) -> None:
    assert JobCancelled(result).result == result


def test_a_job_that_did_nothing_has_no_result() -> None:
    with pytest.raises(JobCancelled) as raised:
        raise JobCancelled
    assert raised.value.result is None


def test_being_cancelled_is_no_bug() -> None:
    assert isinstance(JobCancelled(), LiveappError)
    assert str(JobCancelled()) == "The job was cancelled"


def test_a_program_that_stops_is_in_the_way_of_new_jobs() -> None:
    assert isinstance(JobsStopped(), SurroundingsFault)
    assert "shutting down" in str(JobsStopped())
