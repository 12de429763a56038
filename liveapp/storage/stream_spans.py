"""What of each stream's bets is cheap to find: the first one, the last one, and how many are bookmarked."""

from collections.abc import Callable
from typing import Any

from liveapp.domain.streams import BetMoment, StreamSpan

_ENDS = """
SELECT streams.id,
    first.nonce, coalesce(first.date_time, first.received_at),
    last.nonce, coalesce(last.date_time, last.received_at)
FROM live_streams AS streams
LEFT JOIN live_bets AS first ON first.id = (
    SELECT id FROM live_bets INDEXED BY ix_live_bets_nonce
    WHERE stream_id = streams.id ORDER BY nonce, id LIMIT 1
)
LEFT JOIN live_bets AS last ON last.id = (
    SELECT id FROM live_bets INDEXED BY ix_live_bets_nonce
    WHERE stream_id = streams.id ORDER BY nonce DESC, id DESC LIMIT 1
)
WHERE streams.deleted_at IS NULL
"""
"""Four looks into an index a stream, however many bets it has."""

# A cross join is not reordered: it begins with the bookmarks, which are few.
_BOOKMARKS = """
SELECT bets.stream_id, count(*) FROM bookmarks CROSS JOIN live_bets AS bets ON bets.id = bookmarks.bet_id
GROUP BY bets.stream_id
"""


def read_spans(ask: Callable[[str], list[tuple[Any, ...]]]) -> dict[int, StreamSpan]:
    """The span of every stream, by its key; `ask` runs a query."""
    bookmarks: dict[int, int] = dict(ask(_BOOKMARKS))
    return {
        key: StreamSpan(_moment(*first), _moment(*last), bookmarks.get(key, 0))
        for key, *ends in ask(_ENDS)
        for first, last in [(ends[:2], ends[2:])]
    }


def _moment(nonce: int | None, time_us: int) -> BetMoment | None:
    return None if nonce is None else BetMoment(nonce, time_us)
