"""What the window does about clients: connects and installs the extension, and lists who sends."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from liveapp.domain.pairing import PairingTried
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.receiver.address import ReceiverAddress
from liveapp.ui.receiver.clients_dialog import ClientsDialog, ClientWays
from liveapp.ui.receiver.install_dialog import InstallDialog
from liveapp.ui.receiver.pairing_dialog import PairingDialog, PairingSteps
from liveapp.ui.receiver.pairing_words import connected_title, wrong_words
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack

EXTENSION = Path("extension")
"""The extension's folder, among the program's resources."""


class ClientDialogs(QObject):
    """Opens each of its three dialogs once at most, beside the window, which goes on."""

    def __init__(
        self,
        window: QWidget,
        icons: Icons,
        control: ProgramControl,
        address: ReceiverAddress,
        toasts: ToastStack,
        show_requests: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._icons = icons
        self._control = control
        self._address = address
        self._toasts = toasts
        self._show_requests = show_requests
        self._dialogs: dict[type[QDialog], QDialog] = {}
        address.changed.connect(self._show_address)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {
            "connectExtensionAction": self.connect_extension,
            "installExtensionAction": self.install_extension,
            "showClientsAction": self.show_clients,
        }

    def connect_extension(self) -> QDialog:
        """Show a code that an extension can enter."""
        return self._open(PairingDialog, self._make_pairing)

    def install_extension(self) -> QDialog:
        """Show how the extension gets into a browser."""
        return self._open(InstallDialog, self._make_install)

    def show_clients(self) -> QDialog:
        """Show who sends."""
        return self._open(ClientsDialog, self._make_clients)

    def show_tried(self, tried: PairingTried) -> None:
        """A code was entered: tell it where the code is shown, or in a toast where it is not any more."""
        dialog = self._dialogs.get(PairingDialog)
        if isinstance(dialog, PairingDialog):
            dialog.show_tried(tried)
        elif tried.is_right:
            self._toasts.show_toast(connected_title(tried), kind=ToastKind.GOOD)
        else:
            self._toasts.show_toast(wrong_words(tried), kind=ToastKind.TROUBLE)

    def _show_address(self) -> None:
        dialog = self._dialogs.get(PairingDialog)
        if isinstance(dialog, PairingDialog):
            dialog.show_address(self._address.ingest_url)

    def _make_pairing(self) -> QDialog:
        steps = PairingSteps(
            self._control.begin_pairing,
            self._control.end_pairing,
            lambda: self._control.settings.require_token,
            self.install_extension,
            self.show_clients,
        )
        dialog = PairingDialog(steps, self._icons, self._window)
        dialog.show_address(self._address.ingest_url)
        return dialog

    def _make_install(self) -> QDialog:
        dialog = InstallDialog(self._control.resources / EXTENSION, self._icons, self._window)
        dialog.connect_requested.connect(self.connect_extension)
        return dialog

    def _make_clients(self) -> QDialog:
        ways = ClientWays(
            self._address.copy_url,
            self._address.copy_token,
            self._address.copy_script,
            self.connect_extension,
            self._show_requests,
        )
        return ClientsDialog(self._control.clients, lambda: self._address.ingest_url, ways, self._window)

    def _open(self, kind: type[QDialog], make: Callable[[], QDialog]) -> QDialog:
        dialog = self._dialogs.get(kind)
        if dialog is None:
            dialog = self._dialogs[kind] = make()
            dialog.finished.connect(lambda: self._forget(kind))
        dialog.show()
        dialog.activateWindow()
        return dialog

    def _forget(self, kind: type[QDialog]) -> None:
        self._dialogs.pop(kind).deleteLater()
