"""When auto-follow goes to another stream. Plain rules without Qt."""

from collections.abc import Callable, Sequence

from liveapp.domain.clock import SECOND_US
from liveapp.domain.streams import Stream

SILENCE_US = 10 * SECOND_US
"""A stream that is shown is left once nothing came for it so long, and another plays."""

SLOW_SILENCE_US = 60 * SECOND_US
"""The longest that one which plays more slowly than that is waited for."""


class FollowRule:
    """Remembers how each stream plays, and says which one is to be shown.

    A new stream is shown when it begins. Another one is shown only when it plays while the shown one is
    silent: two that play at once never take turns, not even where each pauses longer than `SILENCE_US`.
    """

    def __init__(self, clock_us: Callable[[], int]) -> None:
        self._clock_us = clock_us
        self._last_us: dict[int, int] = {}
        self._pause_us: dict[int, int] = {}

    def wanted(self, played: Sequence[Stream], new_keys: Sequence[int], shown: Stream | None) -> int | None:
        """The key of the stream to go to, after these received bets or heartbeats, the latest last.

        Those of `new_keys` have just begun. None where the shown one is to stay.
        """
        for stream in played:
            self._note_play(stream)
        shown_key = None if shown is None else shown.key
        begun = [key for key in new_keys if key != shown_key]
        if begun:
            return begun[-1]
        if played and played[-1].key != shown_key and (shown is None or self.is_silent(shown)):
            return played[-1].key
        return None

    def is_silent(self, stream: Stream) -> bool:
        """Whether a stream has stopped playing, as far as one can tell."""
        silence_us = self._clock_us() - self._last_us.get(stream.key, stream.last_seen_us)
        # A negative one tells of a clock that was set back, and of nothing that plays.
        return silence_us < 0 or silence_us >= self._patience_us(stream.key)

    def forget(self, key: int) -> None:
        """A stream was deleted."""
        self._last_us.pop(key, None)
        self._pause_us.pop(key, None)

    def _note_play(self, stream: Stream) -> None:
        now_us = self._clock_us()
        last_us = self._last_us.get(stream.key)
        if last_us is not None:
            self._pause_us[stream.key] = now_us - last_us
        self._last_us[stream.key] = now_us

    def _patience_us(self, key: int) -> int:
        pause_us = self._pause_us.get(key, 0)
        return SILENCE_US if pause_us < SILENCE_US else min(2 * pause_us, SLOW_SILENCE_US)
