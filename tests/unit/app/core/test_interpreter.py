"""Busy threads give way often, and collections are short, while the program runs."""

import gc
import sys

import pytest

from liveapp.app.core.interpreter import TURN_S, collecting_nothing, collecting_what_is_new, short_turns


def test_turns_are_short_until_the_end() -> None:
    before_s = sys.getswitchinterval()
    with short_turns():
        assert sys.getswitchinterval() == pytest.approx(TURN_S)
    assert sys.getswitchinterval() == before_s


def test_turns_are_as_before_after_an_error_too() -> None:
    before_s = sys.getswitchinterval()
    with pytest.raises(ValueError, match="wrong"), short_turns():
        raise ValueError("wrong")
    assert sys.getswitchinterval() == before_s


def test_only_what_is_new_is_collected_until_the_end() -> None:
    old: list[object] = [object]
    assert is_seen(old)
    with collecting_what_is_new():
        new: list[object] = [object]
        assert is_seen(new)
        assert not is_seen(old)
    assert is_seen(old)


def is_seen(one: object) -> bool:
    """Whether the garbage collector looks at it."""
    return any(seen is one for seen in gc.get_objects())


def test_nothing_is_collected_until_the_end_of_the_block_and_then_again() -> None:
    with collecting_nothing():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_at_rest_stays_so() -> None:
    gc.disable()
    try:
        with collecting_nothing():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
