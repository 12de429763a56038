"""Takes connections, and keeps their number and what they hold within bounds."""

import errno
import logging
import socket
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from liveapp.receiver.body import MAX_BODY_BYTES
from liveapp.receiver.channel import Channel
from liveapp.receiver.connections import BUDGET_BYTES, connection_limit, least_worthy, over_budget
from liveapp.receiver.gate import Gate
from liveapp.receiver.heads import Heads
from liveapp.receiver.lanes import Lanes

logger = logging.getLogger(__name__)

MAX_HEADER_BYTES = 16 * 1024
ACCEPTED_AT_A_TIME = 64
LOOK_EVERY_S = 0.1

NO_FILES_PAUSE_S = 0.25
"""How long no connection is accepted where the system has no file left for one and none can be closed."""

_NO_FILES = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})


def _adjustments(listener: socket.socket) -> Adjustments:
    return Adjustments(
        sockets=[listener],
        max_request_header_size=MAX_HEADER_BYTES,
        # Waitress refuses from this size on.
        max_request_body_size=MAX_BODY_BYTES + 1,
        # Beyond it a body goes to a temporary file, which the receiver's thread would have to wait for.
        inbuf_overflow=2 * MAX_BODY_BYTES,
        ident=None,
        log_socket_errors=False,
        clear_untrusted_proxy_headers=False,
    )


class Listener(TcpWSGIServer):
    """The listening socket and all connections from it. In the receiver's thread but for `wake`.

    There are never more connections than `connection_limit`: a new one is taken, the least worthy is closed.
    """

    # WORKAROUND waitress 3.0: `create_server` makes servers of its own class only, so this does what it does.
    # A wrong name among the constructor's arguments would be swallowed by `**kw`. Overridden are `readable`
    # (which goes by the system's clock, and logs), `handle_accept` (which spins where there are no files),
    # `pull_trigger` and `close`; used are `active_channels`, `accepting`, `accept`, `fix_addr`, `adj`,
    # `set_socket_options` and `trigger`.

    def __init__(
        self,
        gate: Gate,
        listener: socket.socket,
        sockets: dict[int, Any],
        lanes: Lanes,
        clock_s: Callable[[], float],
    ) -> None:
        self.tell_refused = gate.tell_refused
        self.sockets = sockets
        self.lanes = lanes
        self.clock_s = clock_s
        self.heads = Heads()
        self.limit = connection_limit()
        self.is_stopping = False
        self.happenings = 0
        """Rises with everything that is accepted or read."""
        self.holds_too_much = False
        """Whether requests under way alone hold more than the budget: large ones are refused meanwhile."""
        self._has_arrivals = False
        self._accepts_again_s = 0.0
        self._looks_again_s = 0.0
        self._woken: deque[Channel] = deque()
        self._trigger_lock = threading.Lock()
        self._is_closed = False
        super().__init__(
            gate,
            map=sockets,
            dispatcher=lanes,
            adj=_adjustments(listener),
            _sock=listener,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        )

    @property
    def channels(self) -> list[Channel]:
        """The open connections."""
        return list(self.active_channels.values())

    def wake(self, channel: Channel) -> None:
        """Have the receiver's thread go on with this connection. In any thread."""
        self._woken.append(channel)
        self.pull_trigger()

    def pull_trigger(self) -> None:
        """Wake the loop. In any thread, and also once it is closed, when its file may be another's."""
        with self._trigger_lock:
            if not self._is_closed:
                super().pull_trigger()

    def close(self) -> None:
        """Close the listening socket and the trigger."""
        with self._trigger_lock:
            self._is_closed = True
            super().close()

    def readable(self) -> bool:
        """Whether connections are accepted now."""
        return bool(self.accepting) and self.clock_s() >= self._accepts_again_s

    def handle_accept(self) -> None:
        """Connections wait: `go_on` takes them.

        Not within a round of the loop: what it still has to tell of a connection that is closed for a new one
        would be told to the new one, which has its number.
        """
        self._has_arrivals = True

    def go_on(self) -> None:
        """Whatever is to be done between two rounds of the loop."""
        if self._has_arrivals:
            self._accept()
        while self._woken:
            channel = self._woken.popleft()
            self._guarded(channel, channel.resume)
        now_s = self.clock_s()
        if now_s >= self._looks_again_s:
            self._looks_again_s = now_s + LOOK_EVERY_S
            self.look(now_s)

    def look(self, now_s: float) -> None:
        """Close connections that take too long, or hold too much."""
        for channel in self.channels:
            self._guarded(channel, partial(channel.look, now_s))
        for channel in over_budget(self.channels, BUDGET_BYTES):
            channel.handle_close()
        self.holds_too_much = sum(channel.held_bytes for channel in self.channels) > BUDGET_BYTES

    def _accept(self) -> None:
        """Take the connections that wait, but not so many that those who are here wait for it."""
        self._has_arrivals = False
        # So few that those who come together do not close each other before their requests are read.
        for _ in range(min(ACCEPTED_AT_A_TIME, max(1, self.limit // 4))):
            try:
                accepted = self.accept()
            except OSError as error:
                if error.errno in _NO_FILES and not self._close_least_worthy(None):
                    self._accepts_again_s = self.clock_s() + NO_FILES_PAUSE_S
                return
            if accepted is None:
                return
            self.happenings += 1
            self._take(*accepted)

    def _guarded(self, channel: Channel, action: Callable[[], None]) -> None:
        """Do this for a connection. A bug that shows costs that connection, and not the receiver."""
        try:
            action()
        except Exception:
            logger.exception("A connection ended in an unexpected error")
            channel.handle_close()

    def _take(self, connection: socket.socket, address: Any) -> None:
        try:
            self.set_socket_options(connection)
            channel = Channel(self, connection, self.fix_addr(address), self.adj)
        except OSError:
            connection.close()  # hung up on meanwhile
            return
        if len(self.active_channels) > self.limit:
            self._close_least_worthy(channel)

    def _close_least_worthy(self, newcomer: Channel | None) -> bool:
        chosen = least_worthy((one for one in self.channels if one is not newcomer), self.clock_s())
        if chosen is None:
            return False
        chosen.handle_close()
        return True
