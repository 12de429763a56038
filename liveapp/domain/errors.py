"""What can go wrong, sorted by whose fault it is.

`Refused`: the input cannot be taken; nothing was changed. `SurroundingsFault`: the disk, the port
or another program is in the way. Anything else that is raised is a bug.
"""

from pathlib import Path
from typing import Final
from uuid import UUID


class LiveappError(Exception):
    """Base of `Refused` and `SurroundingsFault`; its text is for people."""


NOTHING: Final = object()
"""What stood at a place where nothing stood."""


class Refused(LiveappError):
    """Input that cannot be taken. Nothing was changed.

    `place` is where in the input it does not fit, such as `("body", "nonce")`, empty where no single place is
    to blame; `given` is what stood there.
    """

    place: tuple[str | int, ...] = ()
    given: object = NOTHING


class BetRefused(Refused):
    """A bet that the store's constraints do not admit."""


class StreamNotFound(Refused):
    """No stream has that id."""

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(f"Stream with ID {stream_id} not found")
        self.stream_id = stream_id


class BetNotFound(Refused):
    """The stream has no bet with that id."""

    def __init__(self, bet_id: int) -> None:
        super().__init__(f"Bet with ID {bet_id} not found")
        self.bet_id = bet_id


class BookmarkNotFound(Refused):
    """The bet with that id has no bookmark."""

    def __init__(self, bet_id: int) -> None:
        super().__init__(f"Bookmark of the bet with ID {bet_id} not found")
        self.bet_id = bet_id


class SeedOfNobody(Refused):
    """No stream was committed to by the hash of this server seed."""

    place = ("body", "server_seed")

    def __init__(self) -> None:
        super().__init__("No stream has the hash of this seed")


class SeedUnknown(Refused):
    """The stream's server seed is not revealed."""

    def __init__(self) -> None:
        super().__init__("The server seed of this stream is not known")


class NotesTooLong(Refused):
    """Notes over the allowed length."""

    place = ("body", "notes")

    def __init__(self) -> None:
        super().__init__("Notes cannot exceed 1000 characters")


class AliasTooLong(Refused):
    """An alias over the allowed length."""

    def __init__(self) -> None:
        super().__init__("An alias cannot exceed 80 characters")


class BookmarkNoteTooLong(Refused):
    """A bookmark's note over the allowed length."""

    place = ("body", "note")

    def __init__(self) -> None:
        super().__init__("A note cannot exceed 1000 characters")


class NotesChangedMeanwhile(Refused):
    """The notes are not those that the change was made from."""

    def __init__(self) -> None:
        super().__init__("The notes were changed meanwhile")


class RuleRefused(Refused):
    """A rule of the alerts with a value that makes no sense."""


class SurroundingsFault(LiveappError):
    """Something outside the program is in the way: what, why, and what can be done."""


class StoreUnavailable(SurroundingsFault):
    """The database cannot take or give data now. Nothing of the request was stored.

    `what` is what is the matter, without the advice for those who have no window to choose in.
    """

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(f"{what}; {advice}" if advice else what)
        self.what = what


class StoreClosed(StoreUnavailable):
    """The program is stopping."""

    def __init__(self) -> None:
        super().__init__("liveapp is shutting down")


class StoreLocked(StoreUnavailable):
    """Another program holds the database."""


class StoreFull(StoreUnavailable):
    """No space is left for the database."""


class StoreReadOnly(StoreUnavailable):
    """The database or its folder may not be written."""


class StoreDamaged(StoreUnavailable):
    """The file is no healthy liveapp database."""


class LogMismatch(StoreDamaged):
    """The write-ahead log beside the database continues another one."""


class DatabaseMissing(StoreDamaged):
    """The database is gone or empty, but what belongs to it is there: its log, or a saved copy."""


class StoreDetached(StoreUnavailable):
    """The database's files were moved, removed or replaced while the program runs.

    `saved_as` is the file into which all that was recorded was saved, None where that was not possible or,
    while `is_being_saved`, not done yet.
    """

    def __init__(self, saved_as: Path | None = None, is_being_saved: bool = False) -> None:
        super().__init__("The database's files were moved, removed or replaced")
        self.saved_as = saved_as
        self.is_being_saved = is_being_saved


class StoreTooNew(StoreUnavailable):
    """The database was written by a newer liveapp."""


class PortTaken(SurroundingsFault):
    """The receiver's port is in use or may not be used."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"Port {port} on 127.0.0.1 cannot be used: {reason}")
        self.port = port
        self.reason = reason
