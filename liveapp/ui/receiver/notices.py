"""What the window says about the receiver: its state, why it cannot receive, what it refused."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from liveapp.domain.events import BetsStored, RequestRefused, StoreEvent
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.receiver.status import ReceiverStatus
from liveapp.ui.widgets.banner import Banner, BannerLevel
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.icons import Icons

REFUSALS_TOLD_EVERY_MS = 500
REFUSALS_FORGOTTEN_AFTER_MS = 60_000
MOST_REASONS = 100


class ReceiverNotices(QObject):
    """Owns no layout: the window places `status` and `banners` where they belong."""

    retry_requested = Signal()
    port_change_requested = Signal()
    sites_change_requested = Signal()

    def __init__(self, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status = ReceiverStatus()
        self.fault_banner = self._build_fault_banner(icons)
        self.refusals = self._build_refusals_banner(icons)
        self._reasons: dict[str, None] = {}
        self._telling = _single_shot(self, REFUSALS_TOLD_EVERY_MS, self._tell_refusals)
        self._forgetting = _single_shot(self, REFUSALS_FORGOTTEN_AFTER_MS, self._forget_refusals)

    @property
    def state(self) -> ReceiverState:
        """The receiver's state as it was last told."""
        return self.status.state

    @property
    def banners(self) -> tuple[Banner, ...]:
        """The lines across the window, from top to bottom; each is hidden while it has nothing to say."""
        return (self.fault_banner, self.refusals)

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Count the bets that arrived."""
        self.status.count_bets(sum(len(event.bets) for event in events if isinstance(event, BetsStored)))

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

    def show_refusal(self, refusal: RequestRefused) -> None:
        """Note a refused request; the banner tells of it soon, together with others."""
        reason = refusal.reason.strip().rstrip(".")
        self._reasons.pop(reason, None)
        self._reasons[reason] = None
        if len(self._reasons) > MOST_REASONS:
            self._reasons.pop(next(iter(self._reasons)))
        if not self._telling.isActive():
            self._telling.start()
        self._forgetting.start()

    def _tell_refusals(self) -> None:
        *earlier, latest = self._reasons
        also = f" · and {counted(len(earlier), 'other refusal', 'other refusals')}" if earlier else ""
        self.refusals.show_message(BannerLevel.WARNING, latest + also)

    def _forget_refusals(self) -> None:
        self._telling.stop()
        self._reasons.clear()
        self.refusals.hide()

    def _build_fault_banner(self, icons: Icons) -> Banner:
        banner = Banner(icons, "receiverBanner")
        retry = banner.add_action("Retry", "Try to open the port again now")
        retry.clicked.connect(self.retry_requested)
        choose = banner.add_action("Choose another port…", "Open the settings at the port")
        choose.clicked.connect(self.port_change_requested)
        return banner

    def _build_refusals_banner(self, icons: Icons) -> Banner:
        banner = Banner(icons, "refusalBanner")
        sites = banner.add_action("Allowed sites…", "Open the settings at the allowed sites")
        sites.clicked.connect(self.sites_change_requested)
        banner.add_dismiss()
        banner.dismissed.connect(self._forget_refusals)
        return banner


def _single_shot(parent: QObject, interval_ms: int, slot: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    timer.timeout.connect(slot)
    return timer


def _sentence(detail: str) -> str:
    """`detail` as a sentence of its own with a blank after it, nothing where there is none."""
    text = detail.strip().rstrip(".")
    return f"{text[0].upper()}{text[1:]}. " if text else ""
