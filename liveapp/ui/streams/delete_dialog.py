"""Asking before a stream is deleted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import counted, short_text
from liveapp.ui.widgets.message_layout import lay_out_message


class DeleteStreamDialog(QMessageBox):
    """Names what would go; Cancel is the default. `accepted` means that the user said yes."""

    def __init__(self, stream: Stream, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deleteStreamDialog")
        self.setWindowTitle("Delete stream")
        self.setIcon(QMessageBox.Icon.Warning)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.stream_key = stream.key
        self.stream_id = stream.id
        self._delete = self.addButton("Delete", QMessageBox.ButtonRole.AcceptRole)
        self._delete.setToolTip("Delete the stream for good")
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        cancel.setToolTip("Keep the stream")
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)
        self.show_stream(stream)
        lay_out_message(self)

    def show_stream(self, stream: Stream) -> None:
        """Name the stream as it is now: bets may go on arriving while the question stands."""
        self.setText(f"Delete stream {stream.short_hash} · {short_text(stream.seeds.client_seed, 40)}?")
        what = counted(stream.total_bets, "bet", "bets")
        self.setInformativeText(
            f"Its {what}, its rounds and its notes are removed from this computer. This cannot be undone.\n\n"
            f"Server seed hash: {short_text(stream.seeds.server_seed_hashed, 72)}\n"
            f"Client seed: {short_text(stream.seeds.client_seed, 72)}"
        )
