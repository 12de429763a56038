"""Asking before a stream is deleted."""

from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import counted, short_text
from liveapp.ui.widgets.message_layout import lay_out_message


class DeleteStreamDialog(plain.PlainMessage):
    """Names what would go; Cancel is the default. `accepted` means that the user said yes."""

    def __init__(self, stream: Stream, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deleteStreamDialog")
        plain.set_window_title(self, "Delete stream")
        self.setIcon(QMessageBox.Icon.Warning)
        self.stream_key = stream.key
        self.stream_id = stream.id
        self._delete = self.addButton("Delete", QMessageBox.ButtonRole.AcceptRole)
        plain.set_tooltip(self._delete, "Delete the stream for good")
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        plain.set_tooltip(cancel, "Keep the stream")
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)
        self.show_stream(stream)
        lay_out_message(self)

    def show_stream(self, stream: Stream) -> None:
        """Name the stream as it is now: bets may go on arriving while the question stands."""
        what = counted(stream.total_bets, "bet", "bets")
        self.say(
            f"Delete stream {stream.short_hash} · {short_text(stream.seeds.client_seed, 40)}?",
            f"Its {what}, its rounds and its notes are removed from this computer. This cannot be undone.\n\n"
            f"Server seed hash: {short_text(stream.seeds.server_seed_hashed, 72)}\n"
            f"Client seed: {short_text(stream.seeds.client_seed, 72)}",
        )
