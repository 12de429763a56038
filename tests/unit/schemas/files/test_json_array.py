"""The items of an array are told apart without parsing it whole, wherever the bytes are parted."""

import io
import json
import resource
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import Bet
from liveapp.schemas.files import json_array
from liveapp.schemas.files.items import CUT, MAX_ITEM_BYTES, TOO_LONG, Item, LeftOut
from liveapp.schemas.files.json_array import holds_array, json_array_items
from tests.imports import payload, record

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text('ab{}[],":\\é\n ', max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('a{}"\\', max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


class Pieces(io.BytesIO):
    """Gives a few bytes at a time: the last number of them again and again."""

    def __init__(self, content: bytes, *sizes: int) -> None:
        super().__init__(content)
        self._sizes = list(sizes)

    def read(self, _size: int | None = -1, /) -> bytes:
        return super().read(self._sizes.pop(0) if len(self._sizes) > 1 else self._sizes[0])


def read(content: bytes, size: int = 1 << 17) -> list[Item]:
    return list(json_array_items(Pieces(content, size)))


def texts_of(content: bytes, size: int) -> list[Any]:
    """What the items of an array are parsed to, by the slow way alone."""
    bytes_ = json_array._Bytes(Pieces(content, size))
    texts = []
    for _ in json_array._arrays(bytes_):
        while bytes_.next_byte(json_array._SPACE_AND_COMMAS) != b"]":
            text = bytes_.take_value()
            assert text is not None
            texts.append(json.loads(text))
        bytes_.skip()
    return texts


@given(st.lists(VALUES, max_size=5), st.integers(1, 40), st.sampled_from([None, 1]), st.booleans())
def test_items_are_what_a_parser_of_the_whole_finds(
    values: list[Any], size: int, indent: int | None, is_ascii: bool
) -> None:
    for whole in (values, {"x": [values], "data": values, "y": {"data": [1]}}):
        content = json.dumps(whole, indent=indent, ensure_ascii=is_ascii).encode()
        assert texts_of(content, size) == values


@settings(max_examples=50)
@given(st.lists(VALUES, max_size=3), st.integers(1, 64))
def test_what_is_seen_at_a_glance_is_what_is_found_byte_by_byte(values: list[Any], size: int) -> None:
    content = json.dumps(values).encode()
    bets = json.dumps([payload(1, note=value) for value in values]).encode()
    assert [type(found) for _, found in read(bets, size)] == [Bet] * len(values)
    assert read(content, size) == read(content)


def test_bytes_may_be_parted_unevenly() -> None:
    content = b'{"n": 12, "bets": [  null, true ]}'
    for first in range(1, len(content)):
        for second in range(1, len(content) - first):
            items = json_array_items(Pieces(content, first, second, len(content)))
            assert [(place, found.detail) for place, found in items if isinstance(found, LeftOut)] == [
                (1, "Input should be an object"),
                (2, "Input should be an object"),
            ], (first, second)


def test_items_come_with_their_numbers() -> None:
    items = read(json.dumps([payload(5), record(6), payload(0)]).encode())
    assert [place for place, _ in items] == [1, 2, 3]
    assert [type(found) for _, found in items] == [Bet, Bet, LeftOut]


def test_an_object_may_hold_two_arrays_and_much_else() -> None:
    whole = {"count": 2, "data": [payload(1)], "more": {"bets": [payload(9)]}, "bets": [payload(2)]}
    nonces = [found.nonce for _, found in read(json.dumps(whole).encode()) if isinstance(found, Bet)]
    assert nonces == [1, 2]


@pytest.mark.parametrize(
    "item", [b"NaN", b'{"id": NaN}', b"1" * 5_000, b"[" * 3_000 + b"]" * 3_000, b'"\xff"', b"tru"]
)
def test_what_is_wrong_with_one_item_does_the_others_no_harm(item: bytes) -> None:
    good = json.dumps(payload(1)).encode()
    (_, first), (_, bad), (_, last) = read(b"[" + good + b",\n" + item + b" , " + good + b"]")
    assert isinstance(first, Bet)
    assert isinstance(bad, LeftOut)
    assert isinstance(last, Bet)


@pytest.mark.parametrize(
    "item",
    [
        b'"' + b"x" * (2 * MAX_ITEM_BYTES) + b'"',
        b'{"a": "' + b"\\\\" * (MAX_ITEM_BYTES // 2) + b'"}',
        b"[" * (2 * MAX_ITEM_BYTES) + b"]" * (2 * MAX_ITEM_BYTES),
        b"1" * (2 * MAX_ITEM_BYTES),
        b'{"a":' + b'{},"a":' * (MAX_ITEM_BYTES // 2) + b"1}",
        b'{"a": "' + b"}" * (2 * MAX_ITEM_BYTES) + b'"}',
    ],
    ids=["string", "escapes", "nesting", "number", "objects", "brackets"],
)
def test_what_is_too_long_is_passed_over(item: bytes) -> None:
    good = json.dumps(payload(1)).encode()
    (_, first), second, (_, last) = read(b"[" + good + b"," + item + b"," + good + b"]")
    assert second == (2, TOO_LONG)
    assert isinstance(first, Bet)
    assert isinstance(last, Bet)


def test_an_item_of_the_longest_length_is_read_and_one_byte_more_is_not() -> None:
    empty = len(json.dumps(payload(1, note="")))
    for surplus, expected in ((0, Bet), (1, LeftOut)):
        item = json.dumps(payload(1, note="x" * (MAX_ITEM_BYTES - empty + surplus)))
        ((_, found),) = read(f"[{item}]".encode())
        assert type(found) is expected


def test_a_text_that_is_cut_gives_what_was_whole_and_one_refusal_wherever_that_is() -> None:
    item = json.dumps(payload(1, note='a"b')).encode()
    content = b'{"data": [' + item + b", " + item + b"]}"
    for end in range(len(b'{"data": ['), len(content)):
        *whole, last = read(content[:end])
        assert [type(found) for _, found in whole] == [Bet] * content[:end].count(b"}")
        assert last == (len(whole) + 1, CUT)


@pytest.mark.parametrize("content", [b"[1}", b"[}", b'{"data" []}', b"{1: []}", b"[] []", b"[]x", b"{]"])
def test_what_is_no_json_is_told_once(content: bytes) -> None:
    last = read(content)[-1][1]
    assert isinstance(last, LeftOut)


def test_nesting_without_end_costs_no_memory() -> None:
    class Brackets(io.RawIOBase):
        left = 200

        def read(self, size: int = -1, /) -> bytes:
            self.left -= 1
            return b'["' if self.left == 199 else b"[" * size if self.left > 0 else b""

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ((_, found),) = json_array_items(Brackets())  # type: ignore[arg-type]
    assert found == CUT
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        (b'{"data": [', True),
        (b'{"a": {"data": [1]}, "bets" : [{"x', True),
        (b'{"data": {"bets": [', False),
        (b'{"a": "data: [', False),
        (b'{"data"', False),
        (b'{"a": 1}', False),
        (b"{x", False),
    ],
)
def test_an_array_is_seen_from_the_beginning(beginning: bytes, expected: bool) -> None:
    assert holds_array(beginning) is expected
