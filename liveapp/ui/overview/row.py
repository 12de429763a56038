"""What is known of one stream, whichever column tells it."""

from dataclasses import dataclass

from liveapp.domain.streams import Stream, StreamSpan
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.analysis.many_streams import StreamFigures

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
        """One a currency, at least one."""
        return max(1, len(self.stream.totals))
