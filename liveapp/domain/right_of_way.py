"""Long replies and long work stand aside for bets."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Have others wait meanwhile."""
        with self._is_free:
            self._takers += 1
        try:
            yield
        finally:
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
            if number % ITEMS_BESIDE_BETS == 0 and (number % ITEMS_WITHOUT_A_PAUSE == 0 or self._is_used()):
                self.give_way()
            yield item

    def _is_used(self) -> bool:
        return time.monotonic() < self._taken_until_s
