"""Asking before streams are deleted."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.domain.streams import UNDO_S, Stream
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import counted, short_text
from liveapp.ui.widgets.message_layout import lay_out_message

MOST_NAMED = 8
SEED_GOES = "A revealed server seed goes with the last stream that has its hash."


class DeleteStreamDialog(plain.PlainMessage):
    """Names what would go; Cancel is the default. `accepted` means that the user said yes to `streams`."""

    def __init__(self, streams: Sequence[Stream], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deleteStreamDialog")
        self.setIcon(QMessageBox.Icon.Warning)
        self._streams = {stream.key: stream for stream in streams}
        self._delete = self.addButton("Delete", QMessageBox.ButtonRole.AcceptRole)
        plain.set_tooltip(self._delete, f"Delete; can be undone for {UNDO_S:g} s")
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        plain.set_tooltip(cancel, "Delete nothing")
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)
        self._show()
        lay_out_message(self)

    @property
    def streams(self) -> list[Stream]:
        """What would be deleted, as it is now."""
        return list(self._streams.values())

    def show_stream(self, stream: Stream) -> None:
        """Name a stream as it is now: bets may go on arriving while the question stands."""
        if stream.key in self._streams:
            self._streams[stream.key] = stream
            self._show()

    def leave_out(self, key: int) -> None:
        """A stream is gone already; without any left there is nothing to ask."""
        self._streams.pop(key, None)
        if self._streams:
            self._show()
        else:
            self.reject()

    def _show(self) -> None:
        streams = self.streams
        bets = counted(sum(stream.total_bets for stream in streams), "bet", "bets")
        if len(streams) == 1:
            (stream,) = streams
            plain.set_window_title(self, "Delete stream")
            question = (
                f"Delete stream {short_text(stream.name, 40)} · {short_text(stream.seeds.client_seed, 40)}?"
            )
            what = f"Its {bets}, its rounds and its notes are removed from this computer."
            named = (
                f"Server seed hash: {short_text(stream.seeds.server_seed_hashed, 72)}\n"
                f"Client seed: {short_text(stream.seeds.client_seed, 72)}"
            )
        else:
            plain.set_window_title(self, f"Delete {len(streams):,} streams")
            question = f"Delete {len(streams):,} streams with {bets}?"
            what = "Their bets, rounds and notes are removed from this computer."
            named = _named(streams)
        if any(stream.proof.is_revealed for stream in streams):
            what += f" {SEED_GOES}"
        self.say(question, f"{what} You can undo this for {UNDO_S:g} seconds.\n\n{named}")


def _named(streams: Sequence[Stream]) -> str:
    lines = [
        f"{short_text(stream.name, 40)} · {short_text(stream.seeds.client_seed, 40)}"
        f" · {counted(stream.total_bets, 'bet', 'bets')}"
        for stream in streams[:MOST_NAMED]
    ]
    more = len(streams) - MOST_NAMED
    return "\n".join([*lines, f"and {more:,} more"] if more > 0 else lines)
