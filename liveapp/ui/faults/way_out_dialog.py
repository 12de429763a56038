"""How a way out of a database that could not be used ended, or that a backup was restored."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.domain.errors import LiveappError, StoreUnavailable
from liveapp.domain.keeping import Restored, Salvaged, StartedOver, WentOut
from liveapp.ui import plain
from liveapp.ui.faults.folder_message import FolderMessage
from liveapp.ui.faults.words import fault_words
from liveapp.ui.widgets.formatting import counted


def way_out_words(outcome: WentOut | LiveappError) -> tuple[str, Sequence[str]]:
    """What happened, and what is to be known of it, a line each."""
    match outcome:
        case Restored(streams, bets, kept):
            held = f"{_bets(bets)} in {counted(streams, 'stream', 'streams')}"
            return f"Restored {held}.", _kept("The former database", kept)
        case Salvaged():
            return f"Saved {_bets(outcome.bets_read + outcome.bets_from_backup)}.", _salvaged_lines(outcome)
        case StartedOver(kept):
            return "The database can be used again.", _kept("What was set aside", kept)
        case _:
            lines = [f"Reason given: {outcome}", "No file was overwritten."]
            if isinstance(outcome, StoreUnavailable):
                words = fault_words(outcome)
                lines = [f"{words.what} {words.meaning}", *lines]
            return "That did not succeed.", lines


class WayOutDialog(FolderMessage):
    """Tells it once, with the way to the files that were kept."""

    def __init__(
        self, outcome: WentOut | LiveappError, data_dir: Path, parent: QWidget | None = None
    ) -> None:
        what, lines = way_out_words(outcome)
        super().__init__(what, "\n\n".join(lines), data_dir, parent)
        self.setObjectName("wayOutDialog")
        plain.set_window_title(self, "Database")
        is_fault = isinstance(outcome, LiveappError)
        self.setIcon(QMessageBox.Icon.Warning if is_fault else QMessageBox.Icon.Information)


def _salvaged_lines(salvaged: Salvaged) -> list[str]:
    lines = [f"{_bets(salvaged.bets_read)} could be read of the damaged database."]
    if salvaged.backup is None:
        lines.append("There was no backup to take more from.")
    elif not salvaged.bets_from_backup:
        lines.append("The newest backup had no more.")
    else:
        lines.append(f"{_bets(salvaged.bets_from_backup)} came from the backup\n{salvaged.backup}")
    if salvaged.bets_missing:
        lines.append(f"Known to have been there and not found: {_bets(salvaged.bets_missing)}.")
    else:
        lines.append("None are known to be missing.")
    return [*lines, *_kept("The damaged database", salvaged.kept)]


def _kept(what: str, name: str | None) -> list[str]:
    return [f"{what} is kept as:\n{name}"] if name else []


def _bets(count: int) -> str:
    return counted(count, "bet", "bets")
