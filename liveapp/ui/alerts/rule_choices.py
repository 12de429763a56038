"""What is chosen from lists in the form of a rule: the stream, the rest, the currency."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.alerts.stream_names import StreamNames
from liveapp.ui.alerts.words import rest_words
from liveapp.ui.widgets.formatting import currency_text
from liveapp.ui.widgets.stream_words import stream_words

RESTS_S = (0, 10, 30, 60, 300, 900, 1_800, 3_600, 6 * 3_600, 12 * 3_600, 86_400)
LEAST_CHARACTERS = 20


class StreamChoice(QComboBox):
    """Every stream, in the words of `every`, the shown one, or any other.

    One that is gone stays chosen until another is.
    """

    def __init__(
        self,
        every: str,
        names: StreamNames,
        shown: Stream | None,
        chosen: UUID | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        plain.set_accessible_name(self, "Stream")
        plain.set_tooltip(self, "Whose rounds are watched")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_CHARACTERS)
        self._add(every, None)
        if shown is not None:
            self._add(f"The shown one: {stream_words(shown)}", shown.id)
        for stream in names.streams():
            if shown is None or stream.id != shown.id:
                self._add(stream_words(stream), stream.id)
        if self._place_of(chosen) < 0:
            self._add(names.names()(chosen).capitalize(), chosen)
        self.setCurrentIndex(self._place_of(chosen))

    @property
    def stream_id(self) -> UUID | None:
        """The stream that is chosen; None for every one."""
        text = self.currentData()
        return UUID(text) if text else None

    def _add(self, words: str, stream_id: UUID | None) -> None:
        self.addItem(plain.not_markup(words), _text_of(stream_id))

    def _place_of(self, stream_id: UUID | None) -> int:
        return self.findData(_text_of(stream_id))


class RestChoice(QComboBox):
    """For how long a rule is silent after it spoke; a length of its own stands among the usual ones."""

    def __init__(self, rest_s: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain.set_accessible_name(self, "Rest")
        plain.set_tooltip(self, "For how long it is silent after it told something")
        for seconds in sorted({*RESTS_S, rest_s}):
            self.addItem(rest_words(seconds).capitalize(), seconds)
        self.setCurrentIndex(self.findData(rest_s))

    @property
    def rest_s(self) -> int:
        """The seconds that are chosen."""
        return int(self.currentData())


class CurrencyChoice(QComboBox):
    """A currency that was played in, or any other that is typed; empty is for bets that name none."""

    def __init__(self, known: Sequence[str], currency: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # None takes it away, which the stubs do not say
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_CHARACTERS // 2)
        plain.set_accessible_name(self, "Currency")
        plain.set_tooltip(self, "The currency as bots name it; empty for bets that name none")
        line = self.lineEdit()
        if line is not None:
            plain.set_placeholder(line, "none is named")
        spelled = dict.fromkeys([*known, *([currency] if currency else [])])
        self._by_words = {_currency_words(one).casefold(): one for one in reversed(spelled)}
        for one in spelled:
            self.addItem(_currency_words(one))
        self.setEditText(_currency_words(currency) if currency else "")

    @property
    def currency(self) -> str | None:
        """What is chosen or typed, as bots spell it where one does."""
        typed = " ".join(self.currentText().split())
        return self._by_words.get(typed.casefold(), typed) or None


def _currency_words(currency: str) -> str:
    return plain.not_markup(currency_text(currency))


def _text_of(stream_id: UUID | None) -> str:
    return "" if stream_id is None else str(stream_id)
