"""A process that computes for this one.

It gets parts of the work through a pipe and sends what they come to through another; nothing else is shared.
So whatever ends the program ends its workers too: the pipe is closed, by the system if need be. They load the
domain, and neither the program nor a window.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from queue import SimpleQueue
from types import ModuleType
from typing import Any, Generic, TypeVar, cast

Part = TypeVar("Part")
Answer = TypeVar("Answer")

NICENESS = 10
"""How far workers stand back behind the program, which receives bets and paints meanwhile."""

TURN_S = 0.0002
"""How long a part that comes waits for the computing to give way to it, and the program with it."""


class Task(Generic[Part, Answer]):
    """One part, and in time what came of it."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.is_done = False
        self._answer: Answer | None = None
        self._error: Exception | None = None

    def end(self, answer: Answer | None, error: Exception | None = None) -> None:
        """Keep what came of it."""
        self._answer, self._error, self.is_done = answer, error, True

    def answer(self) -> Answer:
        """The answer; raises the error that there was in its place."""
        if self._error is not None:
            raise self._error
        return cast("Answer", self._answer)


class Worker:
    """One process and its two pipes. It answers in the order in which it is handed tasks."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        # One for both ways is used for one: it takes in more, before whoever sends has to wait.
        parts_out, self._parts = multiprocessing.Pipe()
        self.answers, answers_in = multiprocessing.Pipe(duplex=False)
        self.tasks: deque[Task[Any, Any]] = deque()
        self._process = _CONTEXT.Process(
            target=_work, args=(function, parts_out, answers_in), name="worker", daemon=True
        )
        with parts_out, answers_in:
            try:
                self._process.start()
            except BaseException:
                self._close_pipes()
                raise

    def hand(self, task: Task[Any, Any]) -> None:
        """Have it compute a part.

        Raises:
            OSError: it has ended.
        """
        self._parts.send(task.part)
        self.tasks.append(task)

    def take_answer(self) -> None:
        """Take the answer that is there.

        Raises:
            OSError, EOFError: it has ended.
        """
        answer, error = self.answers.recv()
        self.tasks.popleft().end(answer, error)

    def end(self) -> None:
        """End it, whatever it does: it has nothing to lose."""
        self._close_pipes()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _close_pipes(self) -> None:
        self._parts.close()
        self.answers.close()


class _WorkerProcess(SpawnProcess):
    """A new interpreter that loads what it is sent, and not `__main__`.

    That is the program, or a script that has it in itself and may not be guarded against being run again.
    """

    def start(self) -> None:
        # Before signals are held back: it lets them through again when it begins.
        _ensure_tracker()
        with _STARTING, _without_main(), _without_interrupts():
            super().start()
        # From here, since to begin takes it longer than a window may stand still.
        if self.pid is not None and can_stand_back():
            niceness = os.getpriority(os.PRIO_PROCESS, 0) + NICENESS
            with suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, self.pid, niceness)


def can_stand_back() -> bool:
    """Whether the system lets workers stand back."""
    return hasattr(os, "setpriority")


class _WorkerContext(SpawnContext):
    Process = _WorkerProcess


_CONTEXT = _WorkerContext()
_STARTING = threading.Lock()


def _ensure_tracker() -> None:
    """Have the process that Python puts beside spawned ones where there is one."""
    if sys.platform != "win32":
        resource_tracker.ensure_running()


@contextmanager
def _without_main() -> Iterator[None]:
    """What `multiprocessing` has new processes load as `__main__` is empty until the end of the block."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back from this thread, and for good from the processes that begin in the block.

    A terminal sends it to the whole group, and the program ends its workers itself.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    function: Callable[[Any], Any], parts: "Connection[Any, Any]", answers: "Connection[Any, Any]"
) -> None:
    """What a worker does, until the program ends it or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setswitchinterval(TURN_S)
    received: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(parts, received), daemon=True).start()
    while True:
        answer, failure = None, None
        try:
            answer = function(received.get())
        except Exception as error:  # noqa: BLE001 - handed on
            failure = error
        try:
            answers.send((answer, failure))
        except OSError:
            return  # the program is gone


def _receive(parts: "Connection[Any, Any]", received: "SimpleQueue[Any]") -> None:
    """Take every part at once, so that the program never waits to send one; end the process with the pipe."""
    while True:
        try:
            received.put(parts.recv())
        except (EOFError, OSError):
            os._exit(0)
