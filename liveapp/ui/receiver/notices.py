"""What the window says about the receiver: its state, and why it cannot receive."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.receiver.status import ReceiverStatus
from liveapp.ui.widgets.banner import Banner, BannerLevel
from liveapp.ui.widgets.icons import Icons


class ReceiverNotices(QObject):
    """Owns no layout: the window places `status`, and `fault_banner`, which is hidden while all is well."""

    retry_requested = Signal()
    port_change_requested = Signal()

    def __init__(self, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status = ReceiverStatus()
        self.fault_banner = self._build_fault_banner(icons)

    @property
    def state(self) -> ReceiverState:
        """The receiver's state as it was last told."""
        return self.status.state

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Count the bets that arrived, imported ones left out."""
        stored = (event for event in events if isinstance(event, BetsStored))
        self.status.count_bets(sum(len(event.bets) - event.imported for event in stored))

    def show_state(self, state: ReceiverState) -> None:
        """Show the receiver's new state."""
        self.status.show_state(state)
        if state.phase is ReceiverPhase.PORT_IN_USE:
            self.fault_banner.show_message(
                BannerLevel.WARNING,
                f"Nothing can be received: port {state.port} is in use. {_sentence(state.detail)}"
                "All that was recorded stays usable, and the port is tried again by itself.",
            )
        elif state.phase is ReceiverPhase.FAILED:
            self.fault_banner.show_message(
                BannerLevel.ERROR,
                f"The receiver failed. {_sentence(state.detail)}All that was recorded stays usable.",
            )
        elif state.phase is not ReceiverPhase.STARTING:
            # While a retry starts, the banner stays, so that it does not flicker.
            self.fault_banner.hide()

    def _build_fault_banner(self, icons: Icons) -> Banner:
        banner = Banner(icons, "receiverBanner")
        retry = banner.add_action("Retry", "Try to open the port again now")
        retry.clicked.connect(self.retry_requested)
        choose = banner.add_action("Choose another port…", "Open the settings at the port")
        choose.clicked.connect(self.port_change_requested)
        return banner


def _sentence(detail: str) -> str:
    """`detail` as a sentence of its own with a blank after it, nothing where there is none."""
    text = detail.strip().rstrip(".")
    return f"{text[0].upper()}{text[1:]}. " if text else ""
