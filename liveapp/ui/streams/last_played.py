"""When streams were last played on, which imports are not."""

from liveapp.domain.events import BetsStored
from liveapp.domain.streams import Stream


class LastPlayed:
    """When each stream was last seen, but for what was imported since the list was read."""

    def __init__(self) -> None:
        self._imports: dict[
            int, tuple[int, int]
        ] = {}  # last seen as the import left it, last played before it

    def note(self, event: BetsStored, before: Stream | None) -> None:
        """Bets came for a stream, which was `before` in the list."""
        key = event.stream.key
        if event.is_live:
            self._imports.pop(key, None)
        else:
            self._imports[key] = (event.stream.last_seen_us, 0 if before is None else self.of(before))

    def of(self, stream: Stream) -> int:
        """When a stream was last played on; 0 where all of it was imported."""
        seen_us, played_us = self._imports.get(stream.key, (None, 0))
        return played_us if seen_us == stream.last_seen_us else stream.last_seen_us
