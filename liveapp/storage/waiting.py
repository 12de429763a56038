"""Work that waits for a transaction, and whoever asked for it with it."""

import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from liveapp.storage.shared_transaction import SharedTransaction, Undone

Result = TypeVar("Result")


class Job(Generic[Result]):
    """Work that waits for a transaction, then its result or its error. `is_over` once it has either.

    Until `deadline_s` (monotonic) it may wait for another program's lock.
    """

    def __init__(self, work: Callable[[SharedTransaction], Result], deadline_s: float) -> None:
        self.deadline_s = deadline_s
        self.is_over = False
        self._work = work
        self._result: Result | None = None
        self.error: Exception | None = None
        self._turn = threading.Lock()
        self._turn.acquire()

    def run(self, shared: SharedTransaction) -> None:
        """Do the work in the open transaction; what came of it counts once that is committed."""
        self.error = None
        try:
            self._result = self._work(shared)
        except Undone as undone:
            self.error = undone.error

    def succeed(self) -> None:
        """The transaction is on disk."""
        self.is_over = True

    def fail(self, error: Exception) -> None:
        """The transaction came to nothing."""
        self.error = error
        self.is_over = True

    def wait(self) -> bool:
        """Wait until the work is over (True) or it is this job's turn to lead (False)."""
        self._turn.acquire()
        return self.is_over

    def let_lead(self) -> None:
        """Wake whoever waits, to lead."""
        self._turn.release()

    def finish(self) -> None:
        """Wake whoever waits, to take the outcome. Once at most."""
        self._turn.release()

    def outcome(self) -> Result:
        """What the work returned; raises what it, or the transaction, failed with."""
        if self.error is not None:
            raise self.error
        return self._result  # type: ignore[return-value]  # it ran: no error


def fail_all(jobs: Sequence[Job[Any]], error: Exception) -> None:
    """Have every job end with the same error."""
    for job in jobs:
        job.fail(error)
