"""What is known of one stream, whichever column tells it."""

from dataclasses import dataclass

from liveapp.domain.streams import Stream, StreamSpan
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.analysis.many_streams import StreamFigures

MOST_LINES = 10
"""So many currencies of a stream have a line each in its row; a stranger may send thousands."""

NO_TOTAL = CurrencyTotal(None, 0, 0.0, 0.0)
"""Of a stream without bets."""


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A stream, and what is found later: `span` and `figures` are None until they are there."""

    stream: Stream
    span: StreamSpan | None = None
    figures: StreamFigures | None = None

    @property
    def lines(self) -> int:
        """One a currency, at least one, and one more where not all of them have a line."""
        return max(1, min(len(self.stream.totals), MOST_LINES + 1))
