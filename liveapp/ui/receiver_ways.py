"""What the window does about its receiver: its address, who sends to it, and what it refused."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from liveapp.ui.actions import WindowActions
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.receiver.address import ReceiverAddress
from liveapp.ui.receiver.client_dialogs import ClientDialogs
from liveapp.ui.receiver.first_run import FirstRunPage
from liveapp.ui.receiver.notices import ReceiverNotices
from liveapp.ui.receiver.refused_requests import RefusedRequests
from liveapp.ui.receiver.requests_dialog import Remedies
from liveapp.ui.settings.opener import SettingsOpener
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.toast import ToastStack


class ReceiverWays(QObject):
    """Leads from the first page, the notices and the list of refused requests to what helps."""

    def __init__(
        self,
        window: QWidget,
        icons: Icons,
        control: ProgramControl,
        first_run: FirstRunPage,
        notices: ReceiverNotices,
        settings: SettingsOpener,
        toasts: ToastStack,
    ) -> None:
        super().__init__(window)
        self._control = control
        self.address = ReceiverAddress(lambda: control.settings, control.resources, first_run, toasts, window)
        remedies = Remedies(
            self.address.copy_token, self.address.copy_url, settings.allow_site, settings.open_at
        )
        self.refusals = RefusedRequests(window, icons, remedies)
        self.clients = ClientDialogs(window, icons, control, self.address, toasts, self.refusals.open)
        settings.changed.connect(self.address.show_settings)
        first_run.demo_requested.connect(control.play_demo)
        first_run.connect_requested.connect(self.clients.connect_extension)
        for place in (first_run, notices):
            place.retry_requested.connect(control.retry_receiver)
            place.port_change_requested.connect(settings.open_at_port)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        retry = {"retryReceiverAction": self._control.retry_receiver}
        return {**self.address.commands(), **self.refusals.commands(), **self.clients.commands(), **retry}

    def offer(self, actions: WindowActions) -> None:
        """Enable what can be done with the address, from now on as it changes."""

        def offer_now() -> None:
            has_address = bool(self.address.ingest_url)
            for name in ("copyIngestUrlAction", "copyAntebotScriptAction"):
                actions[name].setEnabled(has_address)
            actions["retryReceiverAction"].setEnabled(not has_address)

        self.address.changed.connect(offer_now)
        offer_now()
