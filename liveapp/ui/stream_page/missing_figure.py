"""How many rounds of a stream are missing, and the way to which."""

from PySide6.QtWidgets import QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.stream_page.figure_button import FigureButton
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.missing_words import missing_text, rounds_text


class MissingFigure(FigureButton):
    """`8,812 of nonces 1 to 8,830 · 18 missing`, or only its end; gone where nothing is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("missingFigure", parent)

    def show_stream(self, stream: Stream) -> None:
        """Tell what is missing of this stream, as it is now."""
        first, last, missing = stream.first_round, stream.last_round, stream.missing_rounds
        if first is None or last is None or not missing:
            self.hide()
            return
        told = rounds_text(stream.rounds, first, last, missing)
        self.set_words(told, missing_text(missing))
        plain.set_tooltip(self, f"{told}\nShow which (Stream › Missed rounds)")
        plain.set_accessible_name(self, counted(missing, "missing round", "missing rounds"))
        plain.set_accessible_description(self, told)
        self.show()
