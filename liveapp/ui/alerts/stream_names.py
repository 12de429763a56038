"""What the streams of rules and alerts are called now."""

from collections.abc import Callable, Collection
from uuid import UUID

from liveapp.domain.streams import Stream
from liveapp.ui.widgets.stream_words import stream_words

EVERY_STREAM = "every stream"
GONE = "a deleted stream"
NOT_READ = "…"


class StreamNames:
    """Finds streams among those that `known` gives, which is None while they are not read yet."""

    def __init__(self, known: Callable[[], Collection[Stream] | None]) -> None:
        self._known = known

    def streams(self) -> list[Stream]:
        """All that are known, the last seen first."""
        return sorted(self._known() or (), key=lambda stream: stream.last_seen_us, reverse=True)

    def find(self, stream_id: UUID | None) -> Stream | None:
        """The stream with that id; None where there is none (any more)."""
        return next((one for one in self._known() or () if one.id == stream_id), None)

    def names(self) -> Callable[[UUID | None], str]:
        """What streams are called as of now, by their ids; ask once for many of them."""
        known = self._known()
        missing = NOT_READ if known is None else GONE
        by_id: dict[UUID | None, str] = {one.id: stream_words(one) for one in known or ()}
        by_id[None] = EVERY_STREAM
        return lambda stream_id: by_id.get(stream_id, missing)

    def currencies(self) -> list[str]:
        """The currencies that were played in, each once, as bots spell them."""
        totals = (total for stream in self.streams() for total in stream.totals)
        return list(dict.fromkeys(total.currency for total in totals if total.currency))
