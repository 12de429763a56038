"""Lines get to whoever reads them, and wait for nobody who does not."""

import io
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, TextIO

import pytest

from liveapp.app.core.standard_error import MOST_LINES, StandardErrorHandler

HANG_LIMIT_S = 20.0
MANY = MOST_LINES * 3


def record(text: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("liveapp.test", logging.ERROR, __file__, 1, text, values, None)


@pytest.fixture
def pipe() -> Iterator[tuple[TextIO, IO[bytes]]]:
    """Where to write, and where to read it."""
    reading, writing = os.pipe()
    stream, reader = os.fdopen(writing, "w", encoding="ascii"), os.fdopen(reading, "rb")
    yield stream, reader
    for end in (reader, stream):
        with suppress(OSError):
            end.close()


def read_in_the_background(reader: IO[bytes]) -> tuple[threading.Thread, list[bytes]]:
    lines: list[bytes] = []
    thread = threading.Thread(target=lambda: lines.extend(reader))
    thread.start()
    return thread, lines


def test_what_is_read_gets_out_whole_and_in_order_before_the_end(pipe: tuple[TextIO, IO[bytes]]) -> None:
    stream, reader = pipe
    handler = StandardErrorHandler(stream)
    for number in range(MOST_LINES):
        handler.handle(record("line %d", number))
    thread, lines = read_in_the_background(reader)
    handler.close()
    stream.close()
    thread.join(HANG_LIMIT_S)
    assert lines == [b"line %d\n" % number for number in range(MOST_LINES)]


def test_nobody_who_reads_costs_lines_and_one_line_says_how_many(pipe: tuple[TextIO, IO[bytes]]) -> None:
    stream, reader = pipe
    handler = StandardErrorHandler(stream)
    for number in range(MANY):
        handler.handle(record("%0100d", number))
    thread, lines = read_in_the_background(reader)
    handler.close()
    stream.close()
    thread.join(HANG_LIMIT_S)
    *kept, last = lines
    told = re.fullmatch(rb"(\d+) log lines were left out here: nobody read them\n", last)
    assert told
    assert len(kept) + int(told.group(1)) == MANY
    assert [int(line) for line in kept] == list(range(len(kept)))


def test_once_it_flows_again_later_lines_come_after_the_count(pipe: tuple[TextIO, IO[bytes]]) -> None:
    stream, reader = pipe
    handler = StandardErrorHandler(stream)
    for _ in range(MANY):
        handler.handle(record("x" * 100))
    while b"left out" not in reader.readline():
        pass
    handler.handle(record("later"))
    assert reader.readline() == b"later\n"
    handler.close()


def test_the_end_does_not_wait_for_a_reader_who_never_comes(pipe: tuple[TextIO, IO[bytes]]) -> None:
    stream, reader = pipe
    handler = StandardErrorHandler(stream)
    for _ in range(MANY):
        handler.handle(record("x" * 100))
    closing = threading.Thread(target=handler.close)
    closing.start()
    closing.join(HANG_LIMIT_S)
    assert not closing.is_alive()
    handler.handle(record("after the end"))
    handler.close()
    reader.close()


def test_a_reader_who_left_stops_nothing(pipe: tuple[TextIO, IO[bytes]]) -> None:
    stream, reader = pipe
    reader.close()
    handler = StandardErrorHandler(stream)
    for _ in range(MANY):
        handler.handle(record("x" * 100))
    handler.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "standard error"]


@pytest.mark.skipif(os.name != "posix", reason="needs pipes that do not wait")
def test_a_pipe_that_never_waits_is_waited_for(pipe: tuple[TextIO, IO[bytes]]) -> None:
    stream, reader = pipe
    os.set_blocking(stream.fileno(), False)
    handler = StandardErrorHandler(stream)
    for _ in range(1500):
        handler.handle(record("x" * 100))
    assert [reader.readline() for _ in range(1500)] == [b"x" * 100 + b"\n"] * 1500
    handler.close()


def test_a_letter_that_the_stream_lacks_and_a_wrong_log_call_are_told(
    pipe: tuple[TextIO, IO[bytes]],
) -> None:
    stream, reader = pipe
    handler = StandardErrorHandler(stream)
    handler.handle(record("ü \ud800"))
    handler.handle(record("%d", "no number"))
    handler.close()
    stream.close()
    first, *others = reader.read().decode().splitlines()
    assert first == r"\xfc \ud800"
    assert others[0] == "A log line of liveapp.test could not be formed:"
    assert "TypeError" in "\n".join(others)


def test_a_stream_without_a_file_is_written_like_any_other() -> None:
    stream = io.StringIO()
    handler = StandardErrorHandler(stream)
    handler.handle(record("began"))
    handler.close()
    assert stream.getvalue() == "began\n"
    stream.close()


STUCK = """
import logging, sys
from pathlib import Path
from liveapp.app.core.logs import logging_to
with logging_to(Path(sys.argv[1])):
    for number in range(5000):
        logging.getLogger("liveapp").error("%d: nothing works", number)
print("done", flush=True)
"""


def test_a_process_ends_though_its_standard_error_is_stuck(tmp_path: object) -> None:
    command = [sys.executable, "-c", STUCK, f"{tmp_path}/liveapp.log"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.wait(HANG_LIMIT_S) == 0
        assert process.stdout
        assert process.stdout.read() == b"done\n"
        assert process.stderr
        assert b"Fatal" not in process.stderr.read()
