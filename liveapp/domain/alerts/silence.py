"""No bet for so long: the bot has stopped, as far as can be told."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from liveapp.domain.alerts import wording
from liveapp.domain.alerts.kept import Mark
from liveapp.domain.alerts.rules import AlertRule, NoBet
from liveapp.domain.alerts.watch import Finding, Moment, Watch
from liveapp.domain.clock import MINUTE_US
from liveapp.domain.events import BetsStored
from liveapp.domain.streams import Stream

BACK_WITHIN_MINUTES = 15
"""So long after a rule's own minutes a program that is back expects the bot to be back, too."""


class SilenceWatch(Watch):
    """Measures the silence of one stream, or of all together, while the receiver listens.

    It begins with the last round that came live, or with what is later: that the receiver listens, that the
    rule was switched on, that the computer woke. It counts only where a bot plays: a live round came in this
    run of the program, or so shortly before it that the bot was at play when the program ended.
    """

    def __init__(self, rule: AlertRule, condition: NoBet, now: Moment, told: Iterable[Mark] = ()) -> None:
        super().__init__(rule, now, told)
        self._condition = condition
        self._last: Stream | None = None
        self._is_playing = False
        self._is_receiving = False
        self._since_s = now.s

    def begin(self, streams: Sequence[Stream]) -> None:
        """Learn of the stream that was played last, and when."""
        watched = [stream for stream in streams if self.watches(stream.id) and stream.rounds]
        self._last = max(watched, key=lambda stream: stream.last_seen_us, default=None)
        if self._last is not None:
            minutes = self._condition.minutes + BACK_WITHIN_MINUTES
            self._is_playing = abs(self._now.us - self._last.last_seen_us) <= minutes * MINUTE_US

    def hear_of_receiver(self, is_receiving: bool) -> None:
        """The silence is measured anew from when the receiver listens again."""
        if is_receiving and not self._is_receiving:
            self._since_s = self._now.s
        self._is_receiving = is_receiving

    def resume(self) -> None:
        """The bot slept as well, and gets its minutes again."""
        self._since_s = self._now.s

    @property
    def has_found(self) -> bool:
        """Whether the silence is long enough, and not told."""
        due_s = self.next_s
        return due_s is not None and due_s <= self._now.s

    @property
    def next_s(self) -> float | None:
        """When the silence will be long enough."""
        is_measured = self._is_receiving and self._is_playing and not self._told
        return self._since_s + self._condition.minutes * 60 if is_measured else None

    def _findings(self) -> list[Finding]:
        words = wording.no_bet_words(self._condition, self._last)
        return [Finding(self._last, 0, *words, Mark(self.rule.id, self.rule.stream_id))]

    def _hear_of_rounds(self, event: BetsStored) -> None:
        self._is_playing = True
        self._since_s = self._now.s
        self._last = event.stream
        self._end(self.rule.stream_id)

    def _forget(self, stream_id: UUID) -> None:
        if self._last is not None and self._last.id == stream_id:
            self._last = None
        if self.rule.stream_id == stream_id:
            self._is_playing = False
        super()._forget(stream_id)
