"""Asking before a web site may call the receiver."""

from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.ui import plain
from liveapp.ui.widgets.message_layout import breakable, lay_out_message


class AllowSiteDialog(plain.PlainMessage):
    """Names the site, and what it may do then; Cancel is the default. `accepted` means yes."""

    def __init__(self, origin: str, requires_token: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("allowSiteDialog")
        plain.set_window_title(self, "Allow a site")
        self.setIcon(QMessageBox.Icon.Warning)
        allow = self.addButton("Allow", QMessageBox.ButtonRole.AcceptRole)
        plain.set_tooltip(allow, "Put the site among the allowed ones, from now on")
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        plain.set_tooltip(cancel, "Go on refusing the site")
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)
        key = "with the ingest token" if requires_token else "without any token, as none is required"
        self.say(
            f"Allow {breakable(origin)} to call the receiver?",
            f"Its pages may then post bets, and read and change what is recorded, {key}. Allow only a site "
            "that you know. The settings list the allowed sites.",
        )
        lay_out_message(self)
