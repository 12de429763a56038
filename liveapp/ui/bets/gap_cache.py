"""What is missing between rows of bets: rounds of which neither a bet nor a heartbeat is known."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal

from liveapp.domain.bets import StoredBet
from liveapp.domain.errors import LiveappError
from liveapp.domain.gaps import NonceRange
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.missing_words import range_text

KEPT_GAPS = 2000
MOST_ASKED = 100
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
        self._stream: Stream | None = None
        self._told: OrderedDict[Gap, Missing | None] = OrderedDict()
        self._wanted: OrderedDict[Gap, None] = OrderedDict()
        self._asked: frozenset[Gap] = frozenset()
        self._question: Question | None = None
        self._is_about_to_ask = False
        self._has_late_rounds = False
        self._is_pausing = False

    def show_stream(self, stream_key: int | None) -> None:
        """Forget everything, and answer for this stream from now on."""
        self._stream_key = stream_key
        self._stream = None
        self._told.clear()
        self._wanted.clear()
        self._has_late_rounds = False
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

    def note_rounds(self, stream: Stream, bets: Iterable[StoredBet]) -> None:
        """The stream is so now: since it was told of last these bets came to it, and any heartbeats."""
        before, self._stream = self._stream, stream
        if before is not None and _came_last(bets, before, stream):
            return
        self._has_late_rounds = True
        if not self._is_pausing:
            self._read_anew()

    def _read_anew(self) -> None:
        """Read the gaps that were looked at last and that rounds can still have come into."""
        self._is_pausing = self._has_late_rounds
        if not self._has_late_rounds:
            return
        self._has_late_rounds = False
        QTimer.singleShot(LEAST_PAUSE_MS, self, self._read_anew)
        open_gaps = (gap for gap in reversed(self._told) if self._told[gap] is not None)
        looked_at = set(islice(open_gaps, MOST_ASKED))
        for gap in [gap for gap, missing in self._told.items() if missing is not None]:
            if gap not in looked_at:
                del self._told[gap]
        # What is being read may have been read before they came.
        self._want(looked_at | self._asked)

    def _want(self, gaps: Iterable[Gap]) -> None:
        for gap in gaps:
            self._wanted[gap] = None
        while len(self._wanted) > MOST_ASKED:
            self._wanted.popitem(last=False)
        if self._question is None:
            self._ask_in(0)

    def _ask_in(self, ms: int) -> None:
        """Ask for all that is wanted by then, unless that is about to be done."""
        if not self._is_about_to_ask:
            self._is_about_to_ask = True
            QTimer.singleShot(ms, self, self._ask)

    def _ask(self) -> None:
        self._is_about_to_ask = False
        key, wanted, reader = self._stream_key, list(self._wanted), self._reader
        if key is None or not wanted or self._question is not None:
            return
        self._wanted.clear()
        self._asked = frozenset(wanted)
        self._question = self._questions.ask(
            self,
            lambda question: _read(reader, key, wanted, question),
            self._take,
            partial(self._put_off, wanted),
        )

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
        self._ask_in(RETRY_MS)
        self._want(wanted)
        self.fault_met.emit(error)


def _read(
    reader: BetReader, stream_key: int, gaps: Iterable[Gap], question: Question
) -> dict[Gap, Missing | None]:
    """What is missing in each gap. Another thread's."""
    read: dict[Gap, Missing | None] = {}
    for lower, upper in gaps:
        if question.is_cancelled():
            break
        ranges = reader.missing_between(stream_key, lower + 1, upper - 1, MOST_RANGES + 1)
        is_cut = len(ranges) > MOST_RANGES
        read[lower, upper] = Missing((lower, upper), tuple(ranges[:MOST_RANGES]), is_cut) if ranges else None
    return read


def _came_last(bets: Iterable[StoredBet], before: Stream, now: Stream) -> bool:
    """Whether the rounds that a stream has more than before are all those of bets behind its last one."""
    if now.rounds == before.rounds:
        return True
    last = before.last_round or 0
    return len({bet.nonce for bet in bets if bet.nonce > last}) == now.rounds - before.rounds
