"""One line a request, written by a thread of its own."""

import logging
import threading

import pytest

from liveapp.receiver.access_log import LINES_AT_ONCE, MAX_PATH, AccessLog


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "liveapp.access")
    return caplog


def written(lines: pytest.LogCaptureFixture) -> list[str]:
    return [line for message in lines.messages for line in message.split("\n")]


def test_what_was_noted_is_written_in_order_before_it_stops(lines: pytest.LogCaptureFixture) -> None:
    log = AccessLog()
    log.start()
    log.note("GET", "/healthz", "200", 0.0012)
    log.note("POST", "/live/ingest", "401", 1.5)
    log.stop()
    assert written(lines) == ["GET /healthz 200 1.2 ms", "POST /live/ingest 401 1500.0 ms"]


class WrittenIn(logging.Handler):
    """Keeps the threads that write."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.threads.append(threading.current_thread().name)


def test_no_request_waits_for_the_file(lines: pytest.LogCaptureFixture) -> None:
    handler = WrittenIn()
    logger = logging.getLogger("liveapp.access")
    logger.addHandler(handler)
    log = AccessLog()
    log.note("GET", "/healthz", "200", 0.0)
    assert handler.threads == []
    log.start()
    log.stop()
    logger.removeHandler(handler)
    assert handler.threads == ["access log"]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/a\r\n2026 ERROR forged", "/a%0D%0A2026%20ERROR%20forged"),
        ("/é\ufffd", "/%C3%A9%EF%BF%BD"),
        ("/%s%d", "/%25s%25d"),
        ("", ""),
        ("/" + "a" * 100_000, "/" + "a" * (MAX_PATH - 1)),
    ],
)
def test_a_path_forges_no_line_and_fills_no_disk(
    lines: pytest.LogCaptureFixture, path: str, shown: str
) -> None:
    log = AccessLog()
    log.start()
    log.note("GET", path, "404", 0.0)
    log.stop()
    assert written(lines) == [f"GET {shown} 404 0.0 ms"]


def test_every_line_of_many_threads_is_written(lines: pytest.LogCaptureFixture) -> None:
    log = AccessLog()
    log.start()

    def note(name: int) -> None:
        for number in range(100):
            log.note("GET", f"/{name}/{number}", "200", 0.0)

    threads = [threading.Thread(target=note, args=(name,)) for name in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log.stop()
    assert len(set(written(lines))) == 500


def test_stopping_twice_or_before_the_start_is_fine() -> None:
    AccessLog().stop()
    log = AccessLog()
    log.start()
    log.stop()
    log.stop()


def test_many_lines_make_few_records(lines: pytest.LogCaptureFixture) -> None:
    log = AccessLog()
    for number in range(2 * LINES_AT_ONCE + 1):
        log.note("GET", f"/{number}", "200", 0.0)
    log.start()
    log.stop()
    assert len(lines.messages) == 3
    assert len(written(lines)) == 2 * LINES_AT_ONCE + 1
