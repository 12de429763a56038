"""One connection: its bytes in, one request at a time, its bytes out.

The receiver's thread reads, parses and closes. A thread of a lane serves the request under way and sends what
the system takes at once; the rest is sent by the receiver's thread. Times are monotonic.
"""

import logging
import socket
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.channel import ClientDisconnected
from waitress.utilities import InternalServerError

from liveapp.receiver.lanes import Lane, lane_of
from liveapp.receiver.outbox import Outbox
from liveapp.receiver.parser import RequestParser, RequestTimeout
from liveapp.receiver.tasks import ApplicationTask, RefusalTask

if TYPE_CHECKING:
    from liveapp.receiver.listener import Listener

logger = logging.getLogger(__name__)

RECV_BYTES = 64 * 1024
MAX_UNSENT_BYTES = 2**20
"""How much of an export may wait for a slow client before the next of it is made."""

IDLE_TIMEOUT_S = 15.0
"""How long a connection is kept without a request."""

WHOLE_TIMEOUT_S = 10.0
"""How long a request may take from its first byte to its last."""

DRAIN_IDLE_S = 0.05
DRAIN_TIMEOUT_S = 0.5
"""How long the last bytes of a client are awaited after the last reply.

A connection that is closed with unread bytes is reset, and its client may lose the reply.
"""

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Channel(wasyncore.dispatcher):
    """A connection. At most one request is under way, and the next begins only once its reply is sent.

    So what it holds is bounded: one reply, one whole request or the beginning of one, and what came with that
    in one read. Only an export waits for its client, in a lane of its own; other replies are made whole.
    """

    # WORKAROUND waitress 3.0: its own `HTTPChannel` lets a client that does not read keep a thread, parses
    # all pipelined requests at once, and goes by the system's clock. This one has what tasks and server use
    # of it: `adj`, `addr`, `server`, `write_soon`, `check_client_disconnected`. Of `dispatcher` it uses the
    # constructor, `add_channel`, `del_channel`, `connected`, `socket`, `close`, and that the loop calls
    # `readable`, `writable`, `handle_read`, `handle_write`, `handle_close`, `handle_expt`.

    def __init__(self, server: "Listener", connection: socket.socket, address: Any, adj: Any) -> None:
        self.server = server
        self.adj = adj
        self._clock_s = server.clock_s
        self.accepted_s = self._clock_s()
        self.begun_s: float | None = None
        """When the first byte of a request arrived that is not whole yet."""
        self.served_count = 0
        self.requests: list[RequestParser] = []
        """The request under way, or none."""
        self._outbox = Outbox(connection, self._clock_s)
        # Guards also what else the thread of a lane and the receiver's both touch: `requests`, `_ends`.
        self._lock = self._outbox.lock
        self._made: list[bytes] = []
        self._ends = False
        self._is_streamed = False
        # The rest is the receiver's thread's own.
        self._unparsed = b""
        self._parsing: RequestParser | None = None
        self._next: RequestParser | None = None
        self._received_s = self.accepted_s
        self._has_client_ended = False
        self._draining_since_s: float | None = None
        super().__init__(connection, server.sockets)
        self.connected = True
        self.addr = address

    # In the receiver's thread

    @property
    def unsent_bytes(self) -> int:
        """Bytes of the reply that its client has not taken yet."""
        return self._outbox.unsent_bytes

    @property
    def progressed_s(self) -> float:
        """When its client last took a byte, or was first expected to."""
        return self._outbox.progressed_s

    @property
    def idle_since_s(self) -> float:
        """When its last reply was sent, or it was accepted."""
        return self._outbox.progressed_s

    @property
    def is_draining(self) -> bool:
        """Whether all is said, and only the client's last bytes are awaited."""
        return self._draining_since_s is not None

    @property
    def is_busy(self) -> bool:
        """Whether a request is under way or about to be, or a reply is not sent yet."""
        return bool(self.requests or self._next or self.unsent_bytes)

    @property
    def held_bytes(self) -> int:
        """Bytes that are kept in memory for this client."""
        requests = [*self.requests, self._parsing, self._next]
        return (
            self.unsent_bytes
            + len(self._unparsed)
            + sum(request.held_bytes for request in requests if request is not None)
        )

    def add_channel(self, map: dict[int, Any] | None = None) -> None:  # noqa: A002 - Waitress's name
        """Be known to the loop and to the server."""
        super().add_channel(map)
        self.server.active_channels[self._fileno] = self

    def del_channel(self, map: dict[int, Any] | None = None) -> None:  # noqa: A002 - Waitress's name
        """Be forgotten by both."""
        self.server.active_channels.pop(self._fileno, None)
        super().del_channel(map)

    def readable(self) -> bool:
        """Whether more may be read: one request is read ahead, not two."""
        return self.is_draining or not (self._has_client_ended or self._ends or self._next)

    def writable(self) -> bool:
        """Whether something waits to be sent."""
        return self.unsent_bytes > 0

    def handle_read(self) -> None:
        """Take what arrived."""
        try:
            data = self.socket.recv(RECV_BYTES)
        except BlockingIOError:
            return
        except OSError:
            self.handle_close()
            return
        self.server.happenings += 1
        self._received_s = self._clock_s()
        if not data:
            self._has_client_ended = True
            if self.is_draining or not self.is_busy:
                self.handle_close()
        elif not self.is_draining:
            self._unparsed += data
            self._go_on()

    def handle_write(self) -> None:
        """Send what waits, as far as the client takes it."""
        with self._lock:
            self._outbox.flush()
            self._lock.notify_all()
        self.resume()

    def handle_expt(self) -> None:
        """Hang up on urgent bytes: HTTP knows none, and the loop would wake for them for ever."""
        self.handle_close()

    def handle_close(self) -> None:
        """Close now. A thread that waits for this client goes on, and finds it gone."""
        with self._lock:
            self.connected = False
            self._outbox.close()
        for request in (self._parsing, self._next):
            if request is not None:
                request.close()
        self._parsing = self._next = None
        self._unparsed = b""
        self.close()

    def resume(self) -> None:
        """Go on after a thread has served the request, or the client has taken its reply."""
        if self._outbox.is_broken:
            self.handle_close()
        elif self.connected and not self.requests and not self.unsent_bytes and not self.is_draining:
            self._go_on()
            if self._ends or (self._has_client_ended and not self.is_busy):
                self._hang_up()

    def look(self, now_s: float) -> None:
        """Close or refuse what takes too long."""
        if self._draining_since_s is not None:
            is_silent = now_s > self._received_s + DRAIN_IDLE_S
            if is_silent or now_s > self._draining_since_s + DRAIN_TIMEOUT_S:
                self.handle_close()
        elif self.unsent_bytes and self._is_too_slow(now_s):
            self.handle_close()
        elif self.begun_s is not None and now_s > self.begun_s + WHOLE_TIMEOUT_S:
            self._give_up()
        elif not self.is_busy and self.begun_s is None and now_s > self.idle_since_s + IDLE_TIMEOUT_S:
            self.handle_close()

    def cut_off(self) -> None:
        """Have the request that is not whole refused, as the receiver stops."""
        if self._parsing is not None:
            self._parsing.cut_off()
            self._parsed(self._parsing)
            self._begin_next()

    def _go_on(self) -> None:
        self._parse()
        while self._begin_next():
            self._parse()
        request = self._parsing
        if request is not None and request.expect_continue and not self.is_busy:
            request.expect_continue = False
            with self._lock:
                self._outbox.send(CONTINUE)
        if self.server.is_stopping:
            self.cut_off()

    def _parse(self) -> None:
        while self._unparsed and self._next is None and not self._ends:
            if self._parsing is None:
                self._parsing = RequestParser(self.adj, self.server.heads)
                self.begun_s = self._clock_s()
            taken = self._parsing.received(self._unparsed)
            self._unparsed = self._unparsed[taken:]
            if self._parsing.completed:
                self._parsed(self._parsing)

    def _parsed(self, request: RequestParser) -> None:
        self._parsing = self.begun_s = None
        if not request.empty:
            # All that was read ahead came in one read, so this holds for pipelined requests too.
            request.arrived_s = self._received_s
            self._next = request

    def _begin_next(self) -> bool:
        """Begin the request that was read ahead, if it is its turn. Returns whether it was."""
        request = self._next
        if request is None or self.requests or self.unsent_bytes or self._ends:
            return False
        self._next = None
        self.requests = [request]
        if request.error:
            self.service()  # a few hundred bytes, which no application makes
        else:
            # Small ones pass: refusing them would free nothing.
            request.is_one_too_many = self.server.holds_too_much and request.held_bytes > RECV_BYTES
            self.server.lanes.add(self, request)
        return True

    def _give_up(self) -> None:
        if self._parsing is not None:
            self._parsing.refuse(RequestTimeout(""))
            self._parsed(self._parsing)
            self._begin_next()

    def _is_too_slow(self, now_s: float) -> bool:
        with self._lock:
            return self._outbox.is_too_slow(now_s)

    def _hang_up(self) -> None:
        """Say that no more will come, and await the client's last bytes."""
        if self._has_client_ended:
            self.handle_close()
            return
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.handle_close()
            return
        self._draining_since_s = self._received_s = self._clock_s()
        self._unparsed = b""

    # In a lane's thread

    def service(self) -> None:
        """Serve the request under way."""
        request = self.requests[0]
        self._is_streamed = not request.error and lane_of(request) is Lane.EXPORT
        task = RefusalTask(self, request) if request.error else ApplicationTask(self, request)
        try:
            if not self.connected:
                raise ClientDisconnected  # noqa: TRY301 - the same end as if it had left a moment later
            task.service()
        except ClientDisconnected:
            logger.info("A client left before its reply was made")
            task.close_on_finish = True
        except Exception:
            logger.exception("A request ended in an unexpected error")
            task.close_on_finish = True
            self._apologize(request)
        self._served(request, task.close_on_finish)

    def write_soon(self, data: bytes) -> int:
        """Take a part of the reply: an export's is sent now, that of others when it is whole.

        Raises:
            ClientDisconnected: nobody is there to read it.
        """
        if not self.connected:
            raise ClientDisconnected
        if not self._is_streamed:
            self._made.append(data)
        elif data:
            self._stream(data)
        return len(data)

    def check_client_disconnected(self) -> bool:
        """Whether the connection is closed."""
        return not self.connected

    def _stream(self, data: bytes) -> None:
        with self._lock:
            if not self._outbox.wait_for_room(MAX_UNSENT_BYTES):
                raise ClientDisconnected
            self._outbox.send(data)
            is_waiting = self.unsent_bytes > 0
        if is_waiting:
            self.server.pull_trigger()

    def _apologize(self, request: RequestParser) -> None:
        """Answer a bug with 500, where nothing of a reply is sent yet."""
        if request.error or self._is_streamed:
            return
        self._made.clear()
        request.error = InternalServerError("")
        RefusalTask(self, request).service()

    def _served(self, request: RequestParser, ends: bool) -> None:
        with self._lock:
            if self._made:
                self._outbox.send(b"".join(self._made))
            self._made.clear()
            self._ends = self._ends or ends
            self.served_count += 1
            # From here on the receiver's thread may begin the next.
            self.requests = []
        request.close()
        # While nothing else has come, the loop needs no waking: it waits for this client's next bytes.
        has_more = self._next or self._parsing or self._has_client_ended
        if has_more or self.unsent_bytes or self._ends or self._outbox.is_broken:
            self.server.wake(self)
