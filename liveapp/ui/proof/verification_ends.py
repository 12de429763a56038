"""How verifications ended, told in toasts."""

from collections.abc import Sequence
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from liveapp.domain.errors import LiveappError
from liveapp.domain.events import BetsStored, SeedRevealed, StoreEvent, StreamDeleted
from liveapp.domain.jobs import (
    Cancelled,
    Failed,
    Finished,
    JobEnded,
    JobEvent,
    JobProgressed,
    JobStarted,
)
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import count_text, counted, reason_text
from liveapp.ui.widgets.message import Message, ToastKind
from liveapp.ui.widgets.proof_words import proof_sentence
from liveapp.ui.widgets.toast import ToastStack

JOIN_MS = 1000
"""While others run or wait for their turn, what ended within this time is told together."""

LONG = 10_000
"""Who sees the progress of so many bets waits for their end, asked for or not."""

HASH_LENGTH = 10


class VerificationEnds(QObject):
    """Tells of those that follow a seed's revealing, and of long ones; of others only new differences.

    `show_requested` carries the stream whose differing bets the user wants to see.
    """

    fault_met = Signal(object)
    show_requested = Signal(object)

    def __init__(self, toasts: ToastStack, join_ms: int = JOIN_MS) -> None:
        super().__init__(toasts)
        self._toasts = toasts
        self._awaited: set[str] = set()
        self._running: dict[int, int] = {}
        self._ended: dict[int, Stream] = {}
        self._known: dict[int, int] = {}
        self._offers: WeakValueDictionary[int, Message] = WeakValueDictionary()
        self._join = QTimer(self)
        self._join.setSingleShot(True)
        self._join.setInterval(join_ms)
        self._join.timeout.connect(self._tell)

    def note(self, events: Sequence[StoreEvent]) -> None:
        """Learn which seeds' verifications are waited for, and what differed before an import."""
        for event in events:
            match event:
                case SeedRevealed(stream) if stream.unjudged_bets:
                    self._awaited.add(stream.seeds.lowercase_hash)
                case BetsStored(stream=stream, is_live=False):
                    self._known.setdefault(stream.key, stream.proof.mismatched)
                case StreamDeleted(key):
                    self._forget(key)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Tell of the verifications that are over."""
        for event in events:
            match event:
                case JobStarted(job_id, SeedVerification()):
                    self._running[job_id] = 0
                case JobProgressed(job_id, progress) if job_id in self._running:
                    self._running[job_id] = progress.total or 0
                case JobEnded(request=SeedVerification() as request):
                    self._take_end(request, event)
        if not self._running and not self._awaited:
            self._tell()
        elif self._ended and not self._join.isActive():
            self._join.start()

    def _take_end(self, request: SeedVerification, end: JobEnded) -> None:
        is_long = self._running.pop(end.id, 0) >= LONG
        hashed = request.server_seed_hashed
        is_awaited = hashed in self._awaited
        self._awaited.discard(hashed)
        match end.outcome:
            case Finished(SeedVerified(streams)):
                for stream in streams:
                    if stream.total_bets and (is_long or is_awaited or self._has_new_differences(stream)):
                        self._ended[stream.key] = stream
                    self._known[stream.key] = stream.proof.mismatched
            case Cancelled(result):
                self._toasts.show_toast(_cancelled_words(hashed, result))
            case Failed(error):
                text = f"The proof of {hashed[:HASH_LENGTH]} could not be finished: {reason_text(error)}"
                self._toasts.show_toast(text, kind=ToastKind.TROUBLE)
                if isinstance(error, LiveappError):
                    self.fault_met.emit(error)

    def _has_new_differences(self, stream: Stream) -> bool:
        return stream.proof.mismatched > self._known.get(stream.key, 0)

    def _tell(self) -> None:
        """Show one toast for all that ended since the last one."""
        self._join.stop()
        streams, self._ended = list(self._ended.values()), {}
        if not streams:
            return
        differing = next((stream for stream in streams if stream.proof.mismatched), None)
        if differing is None:
            is_proven = any(stream.proof.verified for stream in streams)
            self._toasts.show_toast(_words(streams), kind=ToastKind.GOOD if is_proven else ToastKind.NOTE)
            return
        offer = self._toasts.show_toast(_words(streams), "Show", ToastKind.TROUBLE)
        offer.action_triggered.connect(lambda: self.show_requested.emit(differing))
        self._offers[differing.key] = offer

    def _forget(self, key: int) -> None:
        """What a deleted stream has cannot be shown any more."""
        self._ended.pop(key, None)
        self._known.pop(key, None)
        offer = self._offers.pop(key, None)
        if offer is not None:
            offer.end_action()


def _words(streams: Sequence[Stream]) -> str:
    """`my-alias: 12,345 of 12,345 bets proven, 3 cannot be verified`."""
    whose = streams[0].name if len(streams) == 1 else counted(len(streams), "stream", "streams")
    unverifiable = sum(stream.proof.unverifiable for stream in streams)
    more = f", {count_text(unverifiable)} cannot be verified" if unverifiable else ""
    return f"{whose}: {proof_sentence(streams)}{more}"


def _cancelled_words(hashed: str, result: object) -> str:
    stopped = f"Proof of {hashed[:HASH_LENGTH]} stopped"
    if isinstance(result, SeedVerified):
        judged = sum(stream.proof.judged for stream in result.streams)
        bets = counted(sum(stream.total_bets for stream in result.streams), "bet", "bets")
        stopped += f" after {count_text(judged)} of {bets}"
    return f"{stopped}; it goes on at the next start"
