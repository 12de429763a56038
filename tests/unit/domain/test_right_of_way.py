"""Long replies stand aside for bets, but never for ever."""

import threading
import time
from collections.abc import Iterator

import pytest

from liveapp.domain import right_of_way
from liveapp.domain.right_of_way import ITEMS_WITHOUT_A_PAUSE, PAUSE_S, RightOfWay

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


@pytest.mark.parametrize("count", [0, 1, 3 * ITEMS_WITHOUT_A_PAUSE + 1])
def test_unhurried_items_are_all_there_and_in_order(count: int) -> None:
    assert list(RightOfWay().unhurried(range(count))) == list(range(count))


def test_others_are_let_pass_before_the_first_item_and_every_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    for _ in RightOfWay().unhurried(range(2 * ITEMS_WITHOUT_A_PAUSE + 1)):
        pass
    assert pauses == [PAUSE_S] * 3


def test_others_are_let_pass_more_often_while_they_do_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    monkeypatch.setattr(right_of_way, "BETS_ARRIVE_FOR_S", HANG_LIMIT_S)
    way = RightOfWay()
    with way.taken():
        pass
    for _ in way.unhurried(range(ITEMS_WITHOUT_A_PAUSE)):
        pass
    assert len(pauses) == ITEMS_WITHOUT_A_PAUSE // right_of_way.ITEMS_BESIDE_BETS


def test_unhurried_items_come_once_the_way_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_of_way, "LIMIT_S", HANG_LIMIT_S)
    way = RightOfWay()
    has_come = threading.Event()

    def take_all() -> None:
        for _ in way.unhurried([1]):
            has_come.set()

    thread = threading.Thread(target=take_all)
    with way.taken():
        thread.start()
        assert not has_come.wait(0.1)
    assert has_come.wait(HANG_LIMIT_S)
    thread.join(HANG_LIMIT_S)


def test_unhurried_items_are_taken_one_at_a_time() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(3):
            taken.append(number)
            yield number

    unhurried = RightOfWay().unhurried(items())
    assert taken == []
    next(unhurried)
    assert taken == [0]
