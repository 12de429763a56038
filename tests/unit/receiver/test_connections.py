"""Who is given up first, and where there is too much."""

import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

from liveapp.receiver import connections
from liveapp.receiver.connections import (
    CONNECTION_LIMIT,
    STALLED_AFTER_S,
    connection_limit,
    least_worthy,
    over_budget,
)

NOW_S = 1000.0


@dataclass
class Made:
    """A connection as the test wants it; idle after one request unless told."""

    accepted_s: float = 0.0
    idle_since_s: float = 0.0
    progressed_s: float = 0.0
    begun_s: float | None = None
    served_count: int = 1
    unsent_bytes: int = 0
    requests: list[Any] = field(default_factory=list)
    is_draining: bool = False
    held_bytes: int = 0

    @property
    def is_busy(self) -> bool:
        return bool(self.requests or self.unsent_bytes)


def silent(since_s: float) -> Made:
    return Made(accepted_s=since_s, served_count=0)


def incomplete(since_s: float, served_count: int = 0) -> Made:
    return Made(begun_s=since_s, served_count=served_count)


def idle(since_s: float) -> Made:
    return Made(idle_since_s=since_s)


def under_way() -> Made:
    return Made(requests=["a request"])


def stalled(since_s: float) -> Made:
    return Made(unsent_bytes=5, held_bytes=5, progressed_s=since_s, requests=["an export"])


def sending() -> Made:
    return Made(unsent_bytes=5, progressed_s=NOW_S - STALLED_AFTER_S / 2)


def test_connections_are_given_up_in_the_order_of_what_is_lost_with_them() -> None:
    order = [
        silent(1),
        incomplete(2),
        stalled(3),
        incomplete(4, served_count=9),
        silent(5),
        idle(0.5),
        idle(6),
    ]
    left = [sending(), *reversed(order), under_way()]
    for expected in order:
        chosen = least_worthy(left, NOW_S)
        assert chosen is expected
        left.remove(expected)
    assert least_worthy(left, NOW_S) in left
    assert least_worthy([], NOW_S) is None


def test_who_was_served_and_just_begins_again_is_worth_what_it_was() -> None:
    bot = Made(idle_since_s=999, begun_s=NOW_S - STALLED_AFTER_S / 2)
    assert least_worthy([bot, incomplete(NOW_S), idle(998)], NOW_S) != bot
    assert least_worthy([bot, idle(998)], NOW_S) != bot
    assert least_worthy([bot, idle(999.5)], NOW_S) is bot
    bot.begun_s = NOW_S - 2 * STALLED_AFTER_S
    assert least_worthy([bot, idle(1)], NOW_S) is bot


def test_what_drains_is_given_up_before_what_is_idle() -> None:
    draining = Made(is_draining=True, accepted_s=900)
    assert least_worthy([idle(1), draining], NOW_S) is draining


def test_those_that_stalled_longest_are_closed_until_the_rest_is_within_the_budget() -> None:
    made = [Made(held_bytes=40, progressed_s=since_s) for since_s in (3.0, 1.0, 2.0)]
    assert over_budget(made, 120) == []
    assert over_budget(made, 119) == [made[1]]
    assert over_budget(made, 79) == [made[1], made[2]]
    assert over_budget(made, 0) == [made[1], made[2], made[0]]


def test_a_request_under_way_is_not_cut_off_for_the_budget() -> None:
    busy = Made(held_bytes=100, requests=["a request"])
    other = Made(held_bytes=1, progressed_s=5)
    assert over_budget([busy, other, Made()], 10) == [other]


def test_a_body_that_still_arrives_has_stalled_for_as_long_as_it_has() -> None:
    body = Made(held_bytes=10, progressed_s=0, begun_s=9)
    reply = Made(held_bytes=10, progressed_s=5)
    assert over_budget([body, reply], 10) == [reply]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no files")
@pytest.mark.parametrize(
    ("files", "limit"), [(1024, CONNECTION_LIMIT), (256, 128), (160, 32), (20, 16), (-1, CONNECTION_LIMIT)]
)
def test_connections_leave_files_for_others(monkeypatch: pytest.MonkeyPatch, files: int, limit: int) -> None:
    import resource

    monkeypatch.setattr(resource, "getrlimit", lambda _: (files, files))
    assert connections.connection_limit() == limit


def test_the_limit_of_this_system_can_be_told() -> None:
    assert 16 <= connection_limit() <= CONNECTION_LIMIT
