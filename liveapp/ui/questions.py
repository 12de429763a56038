"""The door for questions: work is done off the window's thread, its answer handed over in it.

The other door into Qt is the bridge, for events that nobody asked for. No other code of the window
starts a thread or is called in one.
"""

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


class Question:
    """A question on its way. Once cancelled, its answer is dropped."""

    def __init__(self) -> None:
        self._cancelled = Event()

    def cancel(self) -> None:
        """Drop the answer; the work is told that it may end early."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Whether the work may end early. Any thread."""
        return self._cancelled.is_set()


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    receiver: QObject
    deliver: Callable[[Any], object]
    tell_fault: Callable[[LiveappError], object] | None


@dataclass(frozen=True, slots=True)
class _Outcome:
    number: int
    answer: object = None
    error: BaseException | None = None


class Questions(QObject):
    """Does work on a few threads of its own; answers arrive in the thread that made it.

    An answer for a destroyed receiver or a cancelled question is dropped. An error that the program
    knows goes to the question's `tell_fault`, or where it has none to the signal `fault_met`; any
    other is raised in the window's thread, where the hook for unexpected errors finds it.
    """

    fault_met = Signal(object)

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count()
        self._asked: dict[int, _Asked] = {}
        self._is_stopped = False
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="liveapp-question")
        self._finished.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        receiver: QObject,
        work: Callable[[Question], Answer],
        deliver: Callable[[Answer], object],
        tell_fault: Callable[[LiveappError], object] | None = None,
    ) -> Question:
        """Have `work` done in a thread and its answer handed to `deliver` while `receiver` lives."""
        question = Question()
        if self._is_stopped:
            question.cancel()
            return question
        number = next(self._numbers)
        self._asked[number] = _Asked(question, receiver, deliver, tell_fault)
        self._threads.submit(self._work, number, question, work)
        return question

    def stop(self) -> None:
        """Cancel what waits, wait for what runs; later questions are dropped. A second call does nothing."""
        self._is_stopped = True
        for asked in self._asked.values():
            asked.question.cancel()
        self._asked.clear()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _work(self, number: int, question: Question, work: Callable[[Question], object]) -> None:
        try:
            outcome = _Outcome(number, None if question.is_cancelled() else work(question))
        except BaseException as error:  # noqa: BLE001 - raised again, or delivered, in the window's thread
            outcome = _Outcome(number, error=error)
        self._finished.emit(outcome)

    @Slot(object)
    def _hand_over(self, outcome: _Outcome) -> None:
        asked = self._asked.pop(outcome.number, None)
        if asked is None or asked.question.is_cancelled() or not isValid(asked.receiver):
            return
        if outcome.error is None:
            asked.deliver(outcome.answer)
        elif not isinstance(outcome.error, LiveappError):
            raise outcome.error
        elif asked.tell_fault:
            asked.tell_fault(outcome.error)
        else:
            self.fault_met.emit(outcome.error)
