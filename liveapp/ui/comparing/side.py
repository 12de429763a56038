"""A stream among those that are compared: how it is now, and what is known of it by then. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from liveapp.domain.streams import Stream

if TYPE_CHECKING:
    from liveapp.domain.statistics.compared_stream import ComparedStream
    from liveapp.domain.statistics.figures import Figures


@dataclass(slots=True)
class Side:
    """`figures` are those of the last reading, None before the first; they stay when the stream `is_gone`.

    `compared` is used in threads, by one at a time. From `due_s` (monotonic) on it may be read again, where
    it `is_outdated`.
    """

    stream: Stream
    figures: Figures | None = None
    compared: ComparedStream | None = None
    is_gone: bool = False
    is_outdated: bool = True
    due_s: float = 0.0
