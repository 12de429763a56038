"""Reads and commands that run off the window's thread and answer in it."""

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from liveapp.domain.errors import LiveappError

Answer = TypeVar("Answer")

THREADS = 3
"""One for a long read, one for the rows that come into view, one for a command."""


class Query:
    """A question on its way. Once cancelled, its answer is dropped."""

    def __init__(self) -> None:
        self._cancelled = Event()

    def cancel(self) -> None:
        """Nobody wants the answer any more."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Whether the work may end early. Any thread."""
        return self._cancelled.is_set()


@dataclass(frozen=True, slots=True)
class _Asked:
    query: Query
    receiver: QObject
    deliver: Callable[[Any], object]
    fail: Callable[[LiveappError], object] | None


@dataclass(frozen=True, slots=True)
class _Outcome:
    number: int
    answer: object = None
    error: BaseException | None = None


class StoreQueries(QObject):
    """Runs callables on a few threads of its own; answers arrive in the thread that made it.

    An answer for a destroyed receiver or a cancelled query is dropped. An error that the program
    knows goes to the query's `fail`, or where it has none to the signal `failed`; any other is
    raised in the window's thread, where the hook for unexpected errors finds it.
    """

    failed = Signal(object)

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count()
        self._asked: dict[int, _Asked] = {}
        self._is_stopped = False
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="liveapp-query")
        self._finished.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        receiver: QObject,
        work: Callable[[Query], Answer],
        deliver: Callable[[Answer], object],
        fail: Callable[[LiveappError], object] | None = None,
    ) -> Query:
        """Have `work` done in a thread and its answer handed to `deliver` while `receiver` lives."""
        query = Query()
        if self._is_stopped:
            query.cancel()
            return query
        number = next(self._numbers)
        self._asked[number] = _Asked(query, receiver, deliver, fail)
        self._threads.submit(self._work, number, query, work)
        return query

    def stop(self) -> None:
        """Cancel what waits, wait for what runs; later questions are dropped. A second call does nothing."""
        self._is_stopped = True
        for asked in self._asked.values():
            asked.query.cancel()
        self._asked.clear()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _work(self, number: int, query: Query, work: Callable[[Query], object]) -> None:
        try:
            outcome = _Outcome(number, None if query.is_cancelled() else work(query))
        except BaseException as error:  # noqa: BLE001 - raised again, or delivered, in the window's thread
            outcome = _Outcome(number, error=error)
        self._finished.emit(outcome)

    @Slot(object)
    def _hand_over(self, outcome: _Outcome) -> None:
        asked = self._asked.pop(outcome.number, None)
        if asked is None or asked.query.is_cancelled() or not isValid(asked.receiver):
            return
        if outcome.error is None:
            asked.deliver(outcome.answer)
        elif not isinstance(outcome.error, LiveappError):
            raise outcome.error
        elif asked.fail:
            asked.fail(outcome.error)
        else:
            self.failed.emit(outcome.error)
