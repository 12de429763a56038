"""Where bots send to, and the token that they send along: shown on the first page, copied on command."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from liveapp.domain.antebot_script import TEMPLATE, filled
from liveapp.domain.receiver import INGEST_PATH, ReceiverState
from liveapp.settings import Settings
from liveapp.ui import plain
from liveapp.ui.receiver.first_run import FirstRunPage
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack

SCRIPT_COPIED = "Antebot script copied: paste it at the top of your script in Antebot"


class ReceiverAddress(QObject):
    """Keeps the first page true to the receiver's state and the settings in force."""

    changed = Signal()
    """The address is another one, or there is one at all, or none any more."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        resources: Path,
        first_run: FirstRunPage,
        toasts: ToastStack,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._script = resources / TEMPLATE
        self._first_run = first_run
        self._toasts = toasts
        self._base_url: str | None = None
        first_run.script_requested.connect(self.copy_script)
        self.show_settings()

    @property
    def ingest_url(self) -> str:
        """Where bots post to; empty while the receiver has no address."""
        return f"{self._base_url}{INGEST_PATH}" if self._base_url else ""

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {
            "copyIngestUrlAction": self.copy_url,
            "copyTokenAction": self.copy_token,
            "copyAntebotScriptAction": self.copy_script,
        }

    def show_state(self, state: ReceiverState) -> None:
        """Take the address that the receiver has now."""
        self._base_url = state.url
        self._first_run.show_state(state)
        self.show_settings()

    def show_settings(self) -> None:
        """Show address and token as they are in force."""
        settings = self._settings()
        self._first_run.show_address(self.ingest_url)
        self._first_run.show_token(settings.ingest_token, settings.require_token)
        self.changed.emit()

    def copy_url(self) -> bool:
        """Put the address on the clipboard; returns whether there is one."""
        if not self.ingest_url:
            return False
        plain.copy_text(self.ingest_url)
        self._toasts.show_toast("Ingest URL copied", kind=ToastKind.GOOD)
        return True

    def copy_token(self) -> bool:
        """Put the token on the clipboard; returns that it is there."""
        plain.copy_text(self._settings().ingest_token)
        self._toasts.show_toast("Ingest token copied", kind=ToastKind.GOOD)
        return True

    def copy_script(self) -> bool:
        """Put the script for Antebot on the clipboard; returns whether there is an address to fill in."""
        if not self.ingest_url:
            return False
        settings = self._settings()
        token = settings.ingest_token if settings.require_token else ""
        plain.copy_text(filled(self._script.read_text(encoding="utf-8"), self.ingest_url, token))
        self._toasts.show_toast(SCRIPT_COPIED, kind=ToastKind.GOOD)
        return True
