"""Long replies stand aside for bets, but never for ever."""

import threading

import pytest

from liveapp.domain.right_of_way import RightOfWay

HANG_LIMIT_S = 20.0


def test_nobody_waits_while_the_way_is_free() -> None:
    way = RightOfWay()
    way.give_way()
    with way.taken():
        pass
    way.give_way()


def test_a_flood_that_never_ends_stops_nobody() -> None:
    way = RightOfWay()
    passed = threading.Event()

    def go() -> None:
        for _ in range(3):
            way.give_way()
        passed.set()

    with way.taken():
        thread = threading.Thread(target=go)
        thread.start()
        assert passed.wait(HANG_LIMIT_S)
    thread.join(HANG_LIMIT_S)


def test_an_error_on_the_way_frees_it_again() -> None:
    way = RightOfWay()
    with pytest.raises(ZeroDivisionError), way.taken(), way.taken():
        _ = 1 // 0
    assert way._takers == 0
