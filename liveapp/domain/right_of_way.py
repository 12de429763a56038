"""Long replies and long work stand aside for bets."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TypeVar

Item = TypeVar("Item")

PAUSE_S = 0.00005
"""Long enough for the interpreter to let another thread run; it would else do so every 5 ms only."""

LIMIT_S = 0.005
"""Longest wait at a time, so that a flood of bets slows long work down, but never stops it."""

ITEMS_WITHOUT_A_PAUSE = 100

ITEMS_BESIDE_BETS = 10
"""The same while bets arrive: each needs the interpreter several times, and waits so long for it."""

BETS_ARRIVE_FOR_S = 0.25
"""So long after a bet more are expected."""


class RightOfWay:
    """Whoever takes it is let past by whoever gives way. Safe in any thread.

    One instance for the whole program: the receiver takes it, exports over HTTP and jobs give way.
    """

    def __init__(self) -> None:
        self._is_free = threading.Condition()
        self._takers = 0
        self._taken_until_s = 0.0
        self._taking = _Taking(self)

    def taken(self) -> AbstractContextManager[None]:
        """Have others wait meanwhile."""
        return self._taking

    def take(self) -> None:
        """Have others wait until `release`, which must follow."""
        with self._is_free:
            self._takers += 1

    def release(self) -> None:
        """Have them wait no longer, unless others have taken it."""
        with self._is_free:
            self._takers -= 1
            self._taken_until_s = time.monotonic() + BETS_ARRIVE_FOR_S
            if not self._takers:
                self._is_free.notify_all()

    def give_way(self) -> None:
        """Let pass whoever wants to run now, for `LIMIT_S` at most."""
        time.sleep(PAUSE_S)
        with self._is_free:
            self._is_free.wait_for(lambda: not self._takers, LIMIT_S)

    def unhurried(self, items: Iterable[Item]) -> Iterator[Item]:
        """The same items, with pauses that let others pass: more of them while others do pass."""
        for number, item in enumerate(items):
            if number % ITEMS_BESIDE_BETS == 0 and (number % ITEMS_WITHOUT_A_PAUSE == 0 or self.is_used):
                self.give_way()
            yield item

    @property
    def is_used(self) -> bool:
        """Whether bets arrive now, or came a moment ago, so that more are expected."""
        return time.monotonic() < self._taken_until_s


class _Taking(AbstractContextManager[None]):
    """Takes the right of way for a block. It has no state: one serves all threads."""

    def __init__(self, right_of_way: RightOfWay) -> None:
        self._right_of_way = right_of_way

    def __enter__(self) -> None:
        self._right_of_way.take()

    def __exit__(self, *_error: object) -> None:
        self._right_of_way.release()
