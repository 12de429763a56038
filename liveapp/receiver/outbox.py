"""What waits to be sent to one client."""

import socket
import threading
from collections import deque
from collections.abc import Callable

STALLED_TIMEOUT_S = 60.0
"""How long a client may take no byte of a reply that waits for it."""

LEAST_BYTES_A_MINUTE = 64 * 1024
"""What a client must take of a reply that waits for it, or else a drip would hold a thread for ever."""


class Outbox:
    """Sends what the system takes at once, and keeps the rest. Times are monotonic.

    The thread of a lane and the receiver's both use it: with `lock` held, but for a look at its numbers.
    """

    def __init__(self, connection: socket.socket, clock_s: Callable[[], float]) -> None:
        self.lock = threading.Condition()
        self.unsent_bytes = 0
        self.progressed_s = clock_s()
        """When the client last took a byte, or a reply began to wait for it."""
        self.is_broken = False
        """Whether sending failed: the client is gone."""
        self._connection = connection
        self._clock_s = clock_s
        self._parts: deque[memoryview] = deque()
        self._minute_since_s = self.progressed_s
        self._taken_bytes = 0
        self._is_closed = False

    def send(self, data: bytes) -> None:
        """Send it, or what is left of it later."""
        if self._is_closed:
            return
        if not self.unsent_bytes:
            self.progressed_s = self._minute_since_s = self._clock_s()
            self._taken_bytes = 0
        self._parts.append(memoryview(data))
        self.unsent_bytes += len(data)
        self.flush()

    def flush(self) -> None:
        """Send what the system takes now."""
        try:
            while self._parts:
                part = self._parts[0]
                # Before: once it is sent, its client may do more before this thread comes to its next line.
                now_s = self._clock_s()
                sent = self._connection.send(part)
                self.unsent_bytes -= sent
                self._taken_bytes += sent
                self.progressed_s = now_s
                if sent < len(part):
                    self._parts[0] = part[sent:]
                    return
                self._parts.popleft()
        except BlockingIOError:
            return
        except OSError:
            self.is_broken = True

    def wait_for_room(self, most_bytes: int) -> bool:
        """Wait until no more than this waits. Returns whether the client is still there.

        Whoever closes the outboxes of clients that are too slow ends this wait.
        """
        self.lock.wait_for(lambda: self._is_closed or self.is_broken or self.unsent_bytes <= most_bytes)
        return not (self._is_closed or self.is_broken)

    def close(self) -> None:
        """Drop what waits, and let go whoever waits."""
        self._is_closed = True
        self._parts.clear()
        self.unsent_bytes = 0
        self.lock.notify_all()

    def is_too_slow(self, now_s: float) -> bool:
        """Whether the client took nothing for long, or too little in a minute, of what waits for it."""
        if not self.unsent_bytes:
            return False
        is_drip = False
        if now_s > self._minute_since_s + 60.0:
            is_drip = self._taken_bytes < LEAST_BYTES_A_MINUTE
            self._minute_since_s, self._taken_bytes = now_s, 0
        return is_drip or now_s > self.progressed_s + STALLED_TIMEOUT_S
