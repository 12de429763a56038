"""What is said of each fault of the database."""

from dataclasses import dataclass

from liveapp.domain.errors import (
    DatabaseMissing,
    LogMismatch,
    StoreDamaged,
    StoreDetached,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreUnavailable,
)


@dataclass(frozen=True, slots=True)
class FaultWords:
    """What is wrong, what it means, and what to do next."""

    what: str
    meaning: str
    next_step: str


_KEEPS = "Choose how to go on. Whatever you choose, no file is overwritten."

_WORDS: dict[type[StoreUnavailable], FaultWords] = {
    StoreLocked: FaultWords(
        "Another program is using the database.",
        "It is locked, so nothing can be stored at the moment. Bots are told to try again.",
        "Close other copies of liveapp and any database browser or backup program that has the file open.",
    ),
    StoreFull: FaultWords(
        "The disk is full.",
        "There is no room left for new bets. What was recorded so far is safe.",
        "Free some space on the disk; bets are taken again as soon as there is room. "
        "Deleting streams does not help: that needs room itself.",
    ),
    StoreReadOnly: FaultWords(
        "The database may not be written.",
        "The file or its folder is read-only for you, so nothing can be stored at the moment.",
        "Give yourself permission to write to the folder, or choose another one with --data-dir.",
    ),
    StoreDamaged: FaultWords(
        "The database is damaged.",
        "It cannot be read as a healthy liveapp database. Nothing was changed: the file is as it was found.",
        _KEEPS,
    ),
    LogMismatch: FaultWords(
        "The log beside the database belongs to another one.",
        "The newest bets are kept in a log until they are moved into the database. The one that is there "
        "does not continue this database; that happens where one of the two files was replaced without the "
        "other. Nothing was changed.",
        _KEEPS,
    ),
    DatabaseMissing: FaultWords(
        "The database is gone.",
        "The file is missing or empty, but what belongs to it is there: its log, or a saved copy. So liveapp "
        "does not begin a new one by itself. Nothing was changed.",
        _KEEPS,
    ),
    StoreTooNew: FaultWords(
        "The database was made by a newer liveapp.",
        "This version does not know its form and has not touched it.",
        "Install the newest liveapp, or choose another folder with --data-dir.",
    ),
}

_OTHER = FaultWords(
    "The database cannot be used at the moment.",
    "What was asked could not be stored or read, or not all of it.",
    "Try again in a moment. If it stays so, the log tells more.",
)


def fault_words(error: StoreUnavailable) -> FaultWords:
    """The words for an error of the store."""
    return _detached_words(error) if isinstance(error, StoreDetached) else _WORDS.get(type(error), _OTHER)


def _detached_words(error: StoreDetached) -> FaultWords:
    refusing = "Nothing is stored now: bots are refused (503) until you start again."
    if error.saved_as is None:
        return FaultWords(
            "The database's files were moved, removed or replaced.",
            f"{refusing} What was recorded so far could not be saved into another file.",
            "Quit before you touch the files again; those that were moved can then be put back, all of them "
            "together. File › Restore a backup… offers the newest backup.",
        )
    return FaultWords(
        "The database's files were moved, removed or replaced.",
        f"{refusing} Everything that was recorded so far was saved as:\n{error.saved_as}",
        "Do not put the files back while liveapp runs: quit, and start again. "
        "File › Restore a backup… offers the saved copy.",
    )
