"""Waitress, bound to a socket of our own, in a thread of its own; started and stopped."""

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
    """The server's own refusals: the same headers as all replies have, and time to read them."""

    def execute(self) -> None:
        """Send the refusal."""
        super().execute()
        if self.status.startswith("413"):
            self._drain()

    def build_response_header(self) -> bytes:
        """The header block."""
        self.response_headers.extend(SECURITY_HEADERS.items())
        return super().build_response_header()

    def _drain(self) -> None:
        """Read on for a moment: closed while it sends its body, a client might never see the refusal."""
        deadline_s = time.monotonic() + DRAIN_TIMEOUT_S
        connection = self.channel.socket
        while time.monotonic() < deadline_s and select.select([connection], [], [], DRAIN_IDLE_S)[0]:
            if not connection.recv(2**16):
                return


class _Channel(HTTPChannel):
    error_task_class = _ErrorTask


class _Server(TcpWSGIServer):
    channel_class = _Channel

    def maintenance(self, now: float) -> None:
        """Close idle connections, and those of clients that stopped reading: each would hold a thread."""
        super().maintenance(now)
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
        self._dispatcher.set_thread_count(THREADS)
        self._thread.start()

    def stop(self) -> None:
        """Finish the requests under way, send their replies, close every connection.

        Takes `STOP_TIMEOUT_S` and `FLUSH_TIMEOUT_S` at most, however slow the clients are.
        """
        self._gate.is_stopping = True
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
                wasyncore.loop(timeout=1.0, use_poll=True, map=self._map, count=1)
            self._flush()
        except Exception as error:
            logger.exception("The receiver's thread ended in an unexpected error")
            self._has_failed = True
            self._on_failed(f"{type(error).__name__}: {error}")

    def _flush(self) -> None:
        """Send what the finished requests have to say."""
        deadline_s = time.monotonic() + FLUSH_TIMEOUT_S
        while time.monotonic() < deadline_s:
            channels = list(self._server.active_channels.values())
            if not any(channel.total_outbufs_len for channel in channels):
                return
            wasyncore.loop(timeout=0.05, use_poll=True, map=self._map, count=1)
