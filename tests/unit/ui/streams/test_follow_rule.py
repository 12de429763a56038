"""When auto-follow goes to another stream."""

import pytest

from liveapp.domain.streams import Stream
from liveapp.ui.streams.follow_rule import FollowRule
from tests.clock import Clock
from tests.unit.ui.streams.values import make_stream


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rule(clock) -> FollowRule:
    return FollowRule(clock.wall_us)


@pytest.fixture
def streams(clock) -> tuple[Stream, Stream]:
    """Two streams, the second of which played just now."""
    return make_stream(1, last_seen_us=clock.wall_us() - 10**9), make_stream(2, last_seen_us=clock.wall_us())


def test_a_new_stream_is_gone_to_although_the_shown_one_plays(rule, streams) -> None:
    first, shown = streams
    assert rule.wanted([shown, first], [first.key], shown) == first.key


def test_the_latest_of_several_new_streams_is_gone_to_and_never_the_shown_one(rule, streams) -> None:
    _, shown = streams
    played = [make_stream(key) for key in (7, 8)]
    assert rule.wanted([*played, shown], [7, 8, shown.key], shown) == 8


def test_another_stream_is_gone_to_once_the_shown_one_is_silent_for_10_s(rule, streams, clock) -> None:
    other, shown = streams
    clock.sleep(9.9)
    assert rule.wanted([other], [], shown) is None
    clock.sleep(0.1)
    assert rule.wanted([other], [], shown) == other.key


def test_a_stream_that_was_silent_for_long_is_left_at_the_first_bet_elsewhere(rule, streams) -> None:
    shown, other = streams
    assert rule.wanted([other], [], shown) == other.key


def test_the_shown_stream_itself_is_nowhere_to_go(rule, streams) -> None:
    shown, _ = streams
    assert rule.wanted([shown], [], shown) is None
    assert rule.wanted([], [], shown) is None


def test_without_a_shown_stream_the_one_that_plays_is_gone_to(rule, streams) -> None:
    assert rule.wanted([streams[1]], [], None) == streams[1].key


@pytest.mark.parametrize("pause_s", [0.2, 4, 9, 12, 25])
def test_two_bots_at_once_never_take_turns_however_slowly_they_play(rule, clock, streams, pause_s) -> None:
    first, second = streams
    shown, flips = second, 0
    for number in range(60):
        playing = (first, second)[number % 2]
        wanted = rule.wanted([playing], [], shown)
        if wanted is not None:
            shown, flips = playing, flips + 1
        clock.sleep(pause_s / 2)
    assert flips <= 1


def test_a_slow_stream_that_stopped_is_left_after_a_minute_at_most(rule, clock, streams) -> None:
    other, shown = streams
    for _ in range(3):
        rule.wanted([shown], [], shown)
        clock.sleep(40)
    assert rule.wanted([other], [], shown) is None
    clock.sleep(20)
    assert rule.wanted([other], [], shown) == other.key


def test_a_clock_that_was_set_back_does_not_hold_auto_follow_up(rule, clock, streams) -> None:
    other, shown = streams
    clock.set_wall(-3600)
    assert rule.wanted([other], [], shown) == other.key


def test_a_deleted_stream_is_forgotten(rule, clock, streams) -> None:
    _, stream = streams
    rule.wanted([stream], [], stream)
    clock.sleep(5)
    assert not rule.is_silent(stream)
    rule.forget(stream.key)
    assert rule.is_silent(make_stream(stream.key, last_seen_us=0))
