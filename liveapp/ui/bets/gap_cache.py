"""What is missing between rows of bets: rounds of which neither a bet nor a heartbeat is known."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal

from liveapp.domain.errors import LiveappError
from liveapp.domain.gaps import NonceRange
from liveapp.domain.ports import BetReader
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.missing_words import range_text

KEPT_GAPS = 2000
MOST_ASKED = 200
"""More gaps than a screen has: of those that were scrolled past only the last are asked for."""

MOST_RANGES = 100
"""So many ranges of missing nonces within one gap are counted."""

LEAST_PAUSE_MS = 1000
"""Late rounds have gaps read anew, not twice within this time."""

RETRY_MS = 2000

Gap = tuple[int, int]
"""The nonces of two neighbouring bets, the lower first."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The ranges of nonces that are missing in a gap, at least one; `is_cut` where there are more."""

    gap: Gap
    ranges: tuple[NonceRange, ...]
    is_cut: bool = False

    @property
    def words(self) -> str:
        """`3 missing: 3,035–3,037`; of several ranges `4 missing between 3,030 and 3,041`."""
        missing = count_text(sum(last - first + 1 for first, last in self.ranges))
        if len(self.ranges) == 1:
            return f"{missing} missing: {range_text(*self.ranges[0])}"
        lower, upper = self.gap
        more = "over " if self.is_cut else ""
        return f"{more}{missing} missing between {count_text(lower)} and {count_text(upper)}"


class GapCache(QObject):
    """Answers at once from what was read; what was not is read, and `changed` tells of it.

    So nothing is ever told missing that is not known to be. Only gaps that somebody asks about are
    read, and again where rounds may have come into them; where nothing is missing any more nothing
    ever will be.
    """

    changed = Signal(object)  # set of gaps of which other things are told than before
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._stream_key: int | None = None
        self._rounds: int | None = None
        self._told: OrderedDict[Gap, Missing | None] = OrderedDict()
        self._wanted: OrderedDict[Gap, None] = OrderedDict()
        self._asked: frozenset[Gap] = frozenset()
        self._question: Question | None = None
        self._has_late_rounds = False
        self._start = self._timer(0, self._ask)
        self._retry = self._timer(RETRY_MS, self._ask)
        self._pause = self._timer(LEAST_PAUSE_MS, self._read_anew)

    def show_stream(self, stream_key: int | None) -> None:
        """Forget everything, and answer for this stream from now on."""
        self._stream_key = stream_key
        self._rounds = None
        self._told.clear()
        self._wanted.clear()
        self._has_late_rounds = False
        for timer in (self._start, self._retry, self._pause):
            timer.stop()
        if self._question is not None:
            self._question.cancel()
            self._end_question()

    def missing_in(self, gap: Gap) -> Missing | None:
        """What is missing there; None where nothing is, or where it is still to be read."""
        if gap in self._told:
            self._told.move_to_end(gap)
            return self._told[gap]
        if gap not in self._asked:
            self._want([gap])
        return None

    def note_rounds(self, rounds: int) -> None:
        """The stream has so many rounds now."""
        if rounds != self._rounds:
            self._rounds = rounds
            self._has_late_rounds = True
            if not self._pause.isActive():
                self._read_anew()

    def _read_anew(self) -> None:
        """Read the gaps that were looked at last and that rounds can still have come into."""
        if not self._has_late_rounds:
            return
        self._has_late_rounds = False
        self._pause.start()
        open_gaps = (gap for gap in reversed(self._told) if self._told[gap] is not None)
        looked_at = set(islice(open_gaps, MOST_ASKED))
        for gap in [gap for gap, missing in self._told.items() if missing is not None]:
            if gap not in looked_at:
                del self._told[gap]
        self._want(looked_at)

    def _want(self, gaps: Iterable[Gap]) -> None:
        for gap in gaps:
            self._wanted[gap] = None
        while len(self._wanted) > MOST_ASKED:
            self._wanted.popitem(last=False)
        if self._question is None and not self._retry.isActive():
            self._start.start()

    def _ask(self) -> None:
        key, wanted = self._stream_key, list(self._wanted)
        if key is None or not wanted:
            return
        self._wanted.clear()
        self._asked = frozenset(wanted)
        self._question = self._questions.ask(
            self,
            lambda question: self._read(key, wanted, question),
            self._take,
            partial(self._put_off, wanted),
        )

    def _read(self, stream_key: int, gaps: Sequence[Gap], question: Question) -> dict[Gap, Missing | None]:
        """What is missing in each gap. Another thread's."""
        read: dict[Gap, Missing | None] = {}
        for lower, upper in gaps:
            if question.is_cancelled():
                break
            ranges = self._reader.missing_between(stream_key, lower + 1, upper - 1, MOST_RANGES + 1)
            is_cut = len(ranges) > MOST_RANGES
            told = Missing((lower, upper), tuple(ranges[:MOST_RANGES]), is_cut) if ranges else None
            read[lower, upper] = told
        return read

    def _end_question(self) -> None:
        self._question = None
        self._asked = frozenset()

    def _take(self, read: dict[Gap, Missing | None]) -> None:
        self._end_question()
        changed = {gap for gap, missing in read.items() if self._told.get(gap) != missing}
        self._told.update(read)
        while len(self._told) > KEPT_GAPS:
            self._told.popitem(last=False)
        if changed:
            self.changed.emit(changed)
        self._ask()

    def _put_off(self, wanted: Sequence[Gap], error: LiveappError) -> None:
        self._end_question()
        self._retry.start()
        self._want(wanted)
        self.fault_met.emit(error)

    def _timer(self, ms: int, act: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(act)
        return timer
