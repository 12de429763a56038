"""Lines come one by one, and none is held that is too long."""

import io

import pytest

from liveapp.schemas.files.items import MAX_ITEM_BYTES
from liveapp.schemas.files.lines import lines


def read(content: bytes) -> list[tuple[int, bytes | None]]:
    return list(lines(io.BufferedReader(io.BytesIO(content))))


def test_lines_come_with_their_numbers_and_ends() -> None:
    assert read(b"a\r\n\nb") == [(1, b"a\r\n"), (2, b"\n"), (3, b"b")]
    assert read(b"") == []


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_line_of_the_longest_length_is_read_and_one_byte_more_is_not(end: bytes) -> None:
    longest = b"x" * MAX_ITEM_BYTES
    assert read(longest + end) == [(1, longest + end)]
    assert read(longest + b"x" + end) == [(1, None)]


def test_behind_a_line_that_is_too_long_all_goes_on() -> None:
    assert read(b"x" * (3 * MAX_ITEM_BYTES) + b"\nb\n") == [(1, None), (2, b"b\n")]
