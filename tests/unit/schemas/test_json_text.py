"""JSON as it is read and written: strictly both ways."""

import json
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.schemas.json_text import MAX_DIGITS, MAX_ECHO_DEPTH, NotJsonError, dump, parse, quotable

FINITE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=20,
)


@given(value=FINITE)
def test_what_is_written_reads_back_and_is_ascii(value: Any) -> None:
    text = dump(value)
    assert text.isascii()
    assert parse(text) == value


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "line 1"),
        (b"{", "line 1"),
        (b'{"a": 1,}', "line 1"),
        (b"[1]\n]", "line 2, column 1"),
        (b"NaN", "NaN is not"),
        (b"[-Infinity]", "-Infinity is not"),
        (b'"\xff"', "not UTF-8"),
        (b"\xef\xbb\xbf{}", ""),
        (b"[" * 200_000, "nested too deeply"),
        (b"9" * (MAX_DIGITS + 1), "a number"),
        (b"0." + b"9" * MAX_DIGITS, "a number"),
    ],
)
def test_what_is_not_json_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(NotJsonError) as refused:
        parse(body)
    assert reason in str(refused.value)


@given(body=st.binary())
def test_any_bytes_are_json_or_refused(body: bytes) -> None:
    try:
        value = parse(body)
    except NotJsonError:
        return
    assert value == json.loads(body)


def test_a_number_of_the_longest_length_is_read() -> None:
    assert parse(b"9" * MAX_DIGITS) == int("9" * MAX_DIGITS)
    assert parse(b"0." + b"9" * (MAX_DIGITS - 2)) == 1.0
    assert parse(b"1e999") == inf


@pytest.mark.parametrize("value", [nan, inf, -inf, [nan], {"a": inf}])
def test_a_number_that_is_not_finite_is_never_written(value: object) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump(value)
    assert dump(quotable(value))


def test_a_quoted_input_is_the_same_but_for_what_json_cannot_say() -> None:
    assert quotable({"a": [1, nan, "x"], "b": (inf, None)}) == {"a": [1, "nan", "x"], "b": ["inf", None]}


def test_a_deep_input_is_not_quoted_to_its_end() -> None:
    deep: list[Any] = []
    for _ in range(500):
        deep = [deep]
    text = dump(quotable(deep)).decode()
    assert text == "[" * MAX_ECHO_DEPTH + '"\\u2026"' + "]" * MAX_ECHO_DEPTH
