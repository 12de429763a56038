"""Busy threads give way often, while the program runs."""

import sys

import pytest

from liveapp.app.core.interpreter import TURN_S, short_turns


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
