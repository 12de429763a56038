"""Work in threads of which there is never more than one thing at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from liveapp.domain.errors import LiveappError
from liveapp.ui.questions import Question, Questions

Work = Callable[[Callable[[], bool]], Any]
"""Is given what says whether it may end early."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What work came to: its answer, or an error that the program does not know."""

    answer: Any = None
    error: Exception | None = None


class LoneWork:
    """Whoever begins something waits until nothing `is_running`.

    `ended` is called first when something has ended, before its answer is taken, or its error raised, or its
    fault told; not for what was dropped.
    """

    def __init__(
        self,
        questions: Questions,
        owner: QObject,
        ended: Callable[[], object],
        tell_fault: Callable[[LiveappError], object],
    ) -> None:
        self._questions = questions
        self._owner = owner
        self._ended = ended
        self._tell_fault = tell_fault
        self._running: Question | None = None
        self._stop = Question()

    @property
    def is_running(self) -> bool:
        """Whether something is being done that was not dropped."""
        return self._running is not None

    def begin(self, work: Work, take: Callable[[Any], object]) -> None:
        """Do this; `take` is given its answer, in the window's thread."""
        self._stop = stop = Question()

        def do(question: Question) -> _Done:
            try:
                return _Done(work(lambda: question.is_cancelled() or stop.is_cancelled()))
            except LiveappError:
                raise
            except Exception as error:  # noqa: BLE001 - raised again in the window's thread
                return _Done(error=error)

        def finish(done: _Done) -> None:
            self._end()
            if done.error is not None:
                raise done.error
            take(done.answer)

        def fail(fault: LiveappError) -> None:
            self._end()
            self._tell_fault(fault)

        self._running = self._questions.ask(self._owner, do, finish, fail)

    def hurry(self) -> None:
        """What is being done may end early; its answer is still taken."""
        self._stop.cancel()

    def drop(self) -> None:
        """Have nothing to do any more with what is being done, which may end early."""
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def _end(self) -> None:
        self._running = None
        self._ended()
