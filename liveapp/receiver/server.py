"""Waitress, bound to a socket of our own, in a thread of its own; started and stopped.

Waitress's documented way, `waitress.serve`, cannot be stopped and answers some requests by itself. What
is used here instead is not documented: each such place is marked `WORKAROUND`, its version is capped to
the minor in `pyproject.toml`, and `tests/unit/receiver/test_server.py` names what broke.
"""

import errno
import logging
import select
import socket
import sys
import threading
import time
from collections.abc import Callable

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher

from liveapp.domain.errors import PortTaken
from liveapp.receiver.gate import MAX_BODY_BYTES, SECURITY_HEADERS, Gate

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
THREADS = 8
CONNECTION_LIMIT = 1000
STOP_TIMEOUT_S = 2.0
FLUSH_TIMEOUT_S = 0.5

STALLED_TIMEOUT_S = 60.0
"""How long a client may take no byte of a reply that waits for it."""

MAX_HEADER_BYTES = 16 * 1024
MAX_UNSENT_BYTES = 2**20
DRAIN_IDLE_S = 0.05
DRAIN_TIMEOUT_S = 0.5


class _ErrorTask(ErrorTask):
    """The server's own refusals: the same headers as all replies have, and time to read them.

    Requests that are no HTTP, too large or too long in the head are refused here, before the gate.
    """

    # WORKAROUND waitress 3.0: its refusals pass no application, and no setting adds headers to them.
    # Overridden are `execute` and `build_response_header`; used are `status`, `response_headers` and
    # `channel.socket`.

    def execute(self) -> None:
        """Send the refusal; after one for a large body, take what is still being sent of it."""
        super().execute()
        if self.status.startswith("413"):
            self._drain()

    def build_response_header(self) -> bytes:
        """The status line and all headers, those of the gate's replies among them."""
        self.response_headers.extend(SECURITY_HEADERS.items())
        return super().build_response_header()

    def _drain(self) -> None:
        """Read and drop what comes, until it stops or `DRAIN_TIMEOUT_S` is over.

        A connection that is closed with unread bytes is reset, and its client may lose the refusal.
        """
        deadline_s = time.monotonic() + DRAIN_TIMEOUT_S
        connection = self.channel.socket
        while time.monotonic() < deadline_s and select.select([connection], [], [], DRAIN_IDLE_S)[0]:
            if not connection.recv(2**16):
                return


class _Channel(HTTPChannel):
    # WORKAROUND waitress 3.0: the only way to have refusals made by a class of our own.
    error_task_class = _ErrorTask


class _Server(TcpWSGIServer):
    # WORKAROUND waitress 3.0: the only way to have connections of a class of our own.
    channel_class = _Channel

    def maintenance(self, now: float) -> None:
        """Close idle connections, and those of clients that stopped reading: each would hold a thread.

        Called every `cleanup_interval` seconds, in the receiver's thread.
        """
        super().maintenance(now)
        # WORKAROUND waitress 3.0: `channel_timeout` spares connections with a request under way: a client
        # that stops reading its reply would keep a thread for ever. Used are `active_channels`, and of a
        # channel `total_outbufs_len`, `last_activity` (as `time.time`) and `handle_close`, which wakes the
        # thread.
        for channel in list(self.active_channels.values()):
            if channel.total_outbufs_len and channel.last_activity < now - STALLED_TIMEOUT_S:
                channel.handle_close()


def bind(port: int) -> socket.socket:
    """A socket that listens on 127.0.0.1; port 0 takes a free one.

    Raises:
        PortTaken: the port is in use or not allowed.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There SO_REUSEADDR would let two programs share the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        # On Linux two sockets may bind one port until one of them listens: so find out now.
        listener.listen(1024)
    except OSError as error:
        listener.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            taken = error.errno == errno.EADDRINUSE
            reason = "another program uses it" if taken else "this user may not use it"
            raise PortTaken(port, reason) from error
        raise PortTaken(port, error.strerror or str(error)) from error
    return listener


class ReceiverServer:
    """Serves a gate on a bound socket from `start` to `stop`. Not to be started twice.

    `on_failed` is called, in the receiver's thread, if that thread ends before its time.
    """

    def __init__(self, gate: Gate, listener: socket.socket, on_failed: Callable[[str], None]) -> None:
        self._gate = gate
        self._on_failed = on_failed
        self._is_stopping = threading.Event()
        self.port: int = listener.getsockname()[1]
        adjustments = Adjustments(
            sockets=[listener],
            threads=THREADS,
            connection_limit=CONNECTION_LIMIT,
            channel_timeout=15,
            cleanup_interval=5,
            max_request_header_size=MAX_HEADER_BYTES,
            # Waitress refuses from this size on.
            max_request_body_size=MAX_BODY_BYTES + 1,
            recv_bytes=64 * 1024,
            # How much of a reply may wait for a slow client before the next of it is made.
            outbuf_high_watermark=MAX_UNSENT_BYTES,
            ident=None,
            asyncore_use_poll=True,
            log_socket_errors=False,
            clear_untrusted_proxy_headers=False,
        )
        # WORKAROUND waitress 3.0: `create_server` makes servers of its own class only, so this does what it
        # does. A wrong name among these arguments would be swallowed by `**kw`.
        self._map: dict[int, wasyncore.dispatcher] = {}
        self._dispatcher = ThreadedTaskDispatcher()
        self._server = _Server(
            gate,
            map=self._map,
            dispatcher=self._dispatcher,
            adj=adjustments,
            _sock=listener,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        )
        self._has_failed = False
        self._thread = threading.Thread(target=self._serve, name="receiver", daemon=True)

    @property
    def url(self) -> str:
        """Base URL, without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    @property
    def is_serving(self) -> bool:
        """Whether requests are answered."""
        return self._thread.is_alive() and not self._has_failed

    def start(self) -> None:
        """Begin to answer."""
        # WORKAROUND waitress 3.0: a dispatcher that was handed over has no threads yet.
        self._dispatcher.set_thread_count(THREADS)
        self._thread.start()

    def stop(self) -> None:
        """Finish the requests under way, send their replies, close every connection.

        Takes `STOP_TIMEOUT_S` and `FLUSH_TIMEOUT_S` at most, however slow the clients are.
        """
        self._gate.is_stopping = True
        # WORKAROUND waitress 3.0: only an exception in its thread stops a server, and drops what is under
        # way. So: take no new connection, end the threads, wake and end the loop, close what is left.
        self._server.accepting = False
        self._dispatcher.shutdown(timeout=STOP_TIMEOUT_S)
        self._is_stopping.set()
        self._server.pull_trigger()
        self._thread.join()
        # Not before the loop has ended: until then it, and the trigger just pulled, use what is closed here.
        wasyncore.close_all(self._map, ignore_all=True)

    def _serve(self) -> None:
        try:
            while not self._is_stopping.is_set():
                # WORKAROUND waitress 3.0: `run` loops until an exception; `count` gives one round at a time.
                wasyncore.loop(timeout=1.0, use_poll=True, map=self._map, count=1)
            self._flush()
        except Exception as error:
            logger.exception("The receiver's thread ended in an unexpected error")
            self._has_failed = True
            self._on_failed(f"{type(error).__name__}: {error}")

    def _flush(self) -> None:
        """Send what is left of finished replies, for `FLUSH_TIMEOUT_S` at most."""
        deadline_s = time.monotonic() + FLUSH_TIMEOUT_S
        while time.monotonic() < deadline_s:
            channels = list(self._server.active_channels.values())
            if not any(channel.total_outbufs_len for channel in channels):
                return
            wasyncore.loop(timeout=0.05, use_poll=True, map=self._map, count=1)
