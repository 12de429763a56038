"""A log's header and frames, and what SQLite would believe of them."""

import io
from pathlib import Path

import pytest

from liveapp.storage.database_files import log_of
from liveapp.storage.log_frames import (
    FRAME_HEADER_BYTES,
    LOG_HEADER_BYTES,
    frames_of,
    has_lost_its_header,
    log_start,
    start_without_header,
)
from tests.unit.storage.faults import killed_database


@pytest.fixture
def log(tmp_path: Path) -> bytes:
    """A log of several commits."""
    return log_of(killed_database(tmp_path)).read_bytes()


def test_every_frame_of_a_whole_log_is_right_and_some_commit(log: bytes) -> None:
    file = io.BytesIO(log)
    start = log_start(file)
    assert start is not None
    frames = list(frames_of(file, start))
    assert len(frames) == (len(log) - LOG_HEADER_BYTES) // (FRAME_HEADER_BYTES + start.page_size)
    assert all(frame.is_right for frame in frames)
    assert sum(frame.page_count > 0 for frame in frames) >= 2


def test_a_frame_that_was_changed_is_not_right(log: bytes) -> None:
    changed = bytearray(log)
    changed[LOG_HEADER_BYTES + FRAME_HEADER_BYTES + 7] ^= 1
    start = log_start(io.BytesIO(changed))
    assert start is not None
    first, second, *_ = frames_of(io.BytesIO(changed), start)
    assert (first.is_right, second.is_right) == (False, True)


def test_without_its_header_a_log_is_known_by_its_frames(log: bytes) -> None:
    headless = io.BytesIO(bytes(LOG_HEADER_BYTES) + log[LOG_HEADER_BYTES:])
    whole = log_start(io.BytesIO(log))
    found = start_without_header(headless)
    assert log_start(headless) is None
    assert whole is not None
    assert found is not None
    assert (found.page_size, found.salts, found.words) == (whole.page_size, whole.salts, whole.words)
    assert has_lost_its_header(headless)


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 32, bytes(32), bytes(9000), b"x" * 9000])
def test_what_holds_no_commits_has_lost_nothing(content: bytes) -> None:
    assert not has_lost_its_header(io.BytesIO(content))


def test_a_whole_log_has_lost_nothing(log: bytes) -> None:
    assert not has_lost_its_header(io.BytesIO(log))
