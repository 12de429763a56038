"""What is asked of something that is being read, answered in turn between two readings."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from liveapp.ui.analysis.lone_work import LoneWork
from liveapp.ui.questions import Question


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    receiver: QObject
    work: Callable[[Any], Any]
    deliver: Callable[[Any], object]

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for the answer."""
        return self.question.is_cancelled() or not isValid(self.receiver)


class AskedWork:
    """Waits for `answer`, to be called while nothing else is being done; `go_on` is called after it."""

    def __init__(self, work: LoneWork, go_on: Callable[[], object]) -> None:
        self._work = work
        self._go_on = go_on
        self._waiting: deque[_Asked] = deque()

    @property
    def is_waiting(self) -> bool:
        """Whether somebody waits for an answer."""
        self._waiting = deque(asked for asked in self._waiting if not asked.is_over)
        return bool(self._waiting)

    def add(
        self, receiver: QObject, work: Callable[[Any], Any], deliver: Callable[[Any], object]
    ) -> Question:
        """Have `work` done in a thread, its answer handed to `deliver` here, unless `receiver` is gone."""
        question = Question()
        self._waiting.append(_Asked(question, receiver, work, deliver))
        return question

    def answer(self, of: Callable[[], Any]) -> None:
        """Do what waits longest, on what `of` gives in the thread."""
        asked = self._waiting.popleft()
        # Without the receiver: a thread that held it last would destroy it.
        work, question = asked.work, asked.question

        def do(_is_cancelled: Callable[[], bool]) -> object:
            try:
                return work(of())
            except BaseException:
                question.cancel()  # or who asked would wait for ever
                raise

        def take(answer: object) -> None:
            self._go_on()
            if not asked.is_over:
                asked.deliver(answer)

        self._work.begin(do, take)

    def drop(self) -> None:
        """Cancel all that waits."""
        while self._waiting:
            self._waiting.popleft().question.cancel()


def cancelled_question() -> Question:
    """What is given to who asks while nothing is answered."""
    question = Question()
    question.cancel()
    return question
