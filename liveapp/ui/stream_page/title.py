"""Which seed pair a page shows."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.formatting import short_text

LONGEST = 200
"""Characters of a client seed that can be seen at most."""

LEAST_WIDTH_PX = 40


class TitleLabel(ElidedLabel):
    """`my-client · 1a2b3c4d5e`; where there is no room the client seed gives way first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._client_seed = self._name = ""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.1)
        font.setBold(True)
        self.setFont(font)

    def show_stream(self, stream: Stream) -> None:
        """Show a stream's seed pair; the tooltip holds all of it."""
        self._client_seed = short_text(stream.seeds.client_seed, LONGEST)
        self._name = stream.name
        plain.set_text(self, f"{self._client_seed} · {self._name}")
        plain.set_tooltip(self, f"{stream.seeds.client_seed}\n{stream.seeds.server_seed_hashed}")

    def elided_text(self, width_px: int) -> str:
        """As much as fits."""
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= width_px:
            return self.text()
        tail = f" · {self._name}"
        seed_px = width_px - metrics.horizontalAdvance(tail)
        seed = metrics.elidedText(self._client_seed, self.elide_mode, seed_px)
        return f"{seed}{tail}" if len(seed) > 1 else metrics.elidedText(self._name, self.elide_mode, width_px)

    def minimumSizeHint(self) -> QSize:
        """The beginning of the name."""
        return QSize(LEAST_WIDTH_PX, super().minimumSizeHint().height())
