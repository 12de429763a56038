"""What every tab of a stream's page can do, so that the page needs to know none of them."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.events import StoreEvent
from liveapp.domain.streams import Stream


class StreamTab(QWidget):
    """One way to look at a stream. `title` stands on the tab, `name` is what its state is kept
    under, beside what the window keeps.

    All tabs are told everything, shown or not: one that has much to do puts it off until it is shown.
    """

    title: str
    name: str

    message = Signal(str)
    """Something to tell in passing."""

    fault_met = Signal(object)
    """A `LiveappError` that kept the tab from doing what it should."""

    state_changed = Signal()
    """What `save_state` gives is other than before."""

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do while this tab is shown, by the actions' names; none unless told."""
        return {}

    def show_stream(self, stream: Stream | None) -> None:
        """Show a stream, or the same one as it is now; None shows none."""
        raise NotImplementedError

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the stream that is shown, which is now as given."""
        raise NotImplementedError

    def save_state(self) -> dict[str, str]:
        """What the user chose here, for the next start: plain texts; nothing unless told."""
        return {}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Show what `save_state` gave before; what cannot be read changes nothing."""
