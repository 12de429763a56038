"""One transaction that does the work of many: what they recorded together, and commands by themselves."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from liveapp.domain.bets import Observation, SeedPair
from liveapp.domain.errors import Refused
from liveapp.domain.events import StoreEvent
from liveapp.domain.ports import Recorded
from liveapp.storage.faults import translated_faults
from liveapp.storage.recording import Recording

Result = TypeVar("Result")


@dataclass(slots=True)
class Transaction:
    """What a command works with: the tables as they are after all that was recorded before it.

    `events` are told after the commit, unless the command raises: then nothing of it remains.
    """

    now_us: int
    execute: Callable[..., sqlite3.Cursor]
    events: list[StoreEvent] = field(default_factory=list)


Command = Callable[[Transaction], Result]
"""Work of its own on the tables. It may raise at any point."""


class SharedTransaction:
    """The open transaction of all who waited.

    Observations are collected, and inserted together before a command runs and before the commit.
    A command runs in a savepoint: where it raises, the work of the others is unhurt.
    """

    def __init__(
        self, connection: sqlite3.Connection, now_us: int, known_streams: dict[SeedPair, tuple[int, UUID]]
    ) -> None:
        self.events: list[StoreEvent] = []
        self._connection = connection
        self._now_us = now_us
        self._known_streams = known_streams
        self._recording = Recording(connection, now_us, known_streams)

    def record(self, observations: Sequence[Observation], is_live: bool = True) -> list[Recorded | Refused]:
        """Take observations; what came of them stands in the returned list after `settle`."""
        return self._recording.collect(observations, is_live)

    def settle(self) -> None:
        """Insert what was taken."""
        self.events += self._recording.finish()

    def run(self, command: Command[Result]) -> Result:
        """Run a command after what was taken before it.

        Raises:
            Undone: the command failed and nothing of it is left.
            Exception: it failed, and the transaction with it.
        """
        self.settle()
        transaction = Transaction(self._now_us, self._connection.execute)
        self._connection.execute("SAVEPOINT command")
        try:
            with translated_faults():
                result = command(transaction)
        except Exception as error:
            if self._is_undone():
                raise Undone(error) from error
            raise
        finally:
            # A command may hide streams.
            self._known_streams.clear()
        self._connection.execute("RELEASE command")
        self.events += transaction.events
        return result

    def _is_undone(self) -> bool:
        """Go back to before the command; False where a fault has ended the whole transaction."""
        try:
            self._connection.execute("ROLLBACK TO command")
            self._connection.execute("RELEASE command")
        except sqlite3.Error:
            return False
        return True


class Undone(Exception):
    """A command raised `error`; the transaction goes on without it."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error
