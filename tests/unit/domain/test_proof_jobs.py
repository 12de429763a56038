"""What requests show of themselves."""

from liveapp.domain.proof_jobs import Exploration


def test_a_request_that_is_written_to_a_log_shows_no_seed() -> None:
    request = Exploration("the-server-seed", "the-client-seed", "easy", 1, 9, 2.0)
    assert "-seed" not in f"{request!r} {request}"
    assert "easy" in repr(request)
