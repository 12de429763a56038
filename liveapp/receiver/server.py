"""The receiver: bound to a socket of our own, in a thread of its own; started and stopped.

Waitress's documented way, `waitress.serve`, cannot be stopped, answers some requests by itself, and lets one
client keep others waiting. What is used here instead is not documented: each such place is marked
`WORKAROUND`, its version is capped to the minor in `pyproject.toml`, and `tests/unit/receiver/test_server.py`
names what broke. docs/decisions/0008 tells how the parts work together.
"""

import errno
import logging
import socket
import sys
import threading
import time
from collections.abc import Callable

from waitress import wasyncore

from liveapp.domain.errors import PortTaken
from liveapp.receiver.gate import Gate
from liveapp.receiver.lanes import Lanes
from liveapp.receiver.listener import LOOK_EVERY_S, Listener

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
STOP_TIMEOUT_S = 2.0
FLUSH_TIMEOUT_S = 0.5
THREADS_TIMEOUT_S = 0.2


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

    `on_failed` is called, in the receiver's thread, if that thread ends before its time. `clock_s` is
    monotonic: nothing here depends on the time of day.
    """

    def __init__(
        self,
        gate: Gate,
        listener: socket.socket,
        on_failed: Callable[[str], None],
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gate = gate
        self._on_failed = on_failed
        self._is_stopping = threading.Event()
        self.port: int = listener.getsockname()[1]
        self._map: dict[int, wasyncore.dispatcher] = {}
        self._lanes = Lanes()
        self._server = Listener(gate, listener, self._map, self._lanes, clock_s)
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
        self._lanes.start()
        self._thread.start()

    def stop(self) -> None:
        """Finish the requests under way, refuse all others that have arrived, close every connection.

        Takes `STOP_TIMEOUT_S`, `FLUSH_TIMEOUT_S` and `THREADS_TIMEOUT_S` at most, however slow the clients.
        """
        self._gate.is_stopping = True
        self._is_stopping.set()
        self._server.pull_trigger()
        self._thread.join()
        # Not before the loop has ended: until then it, and the trigger just pulled, use what is closed here.
        for channel in self._server.channels:
            channel.handle_close()
        self._server.close()
        self._map.clear()
        self._lanes.stop(THREADS_TIMEOUT_S)

    def _serve(self) -> None:
        try:
            while not self._is_stopping.is_set():
                self._round(LOOK_EVERY_S if self._server.active_channels else 1.0)
            self._finish()
            self._flush()
        except Exception as error:
            logger.exception("The receiver's thread ended in an unexpected error")
            self._has_failed = True
            self._on_failed(f"{type(error).__name__}: {error}")

    def _round(self, timeout_s: float) -> None:
        # WORKAROUND waitress 3.0: `run` loops until an exception; `count` gives one round at a time.
        wasyncore.loop(timeout=timeout_s, use_poll=True, map=self._map, count=1)
        self._server.go_on()

    def _finish(self) -> None:
        """Have all that arrived refused and all that is under way finished, for `STOP_TIMEOUT_S` at most.

        Connections are accepted meanwhile: those that wait in the system's queue would else be reset.
        """
        deadline_s = time.monotonic() + STOP_TIMEOUT_S
        self._server.is_stopping = True
        self._lanes.refuse_waiting()
        for channel in self._server.channels:
            channel.cut_off()
        while time.monotonic() < deadline_s:
            happenings = self._server.happenings
            is_busy = any(channel.requests for channel in self._server.channels)
            self._round(LOOK_EVERY_S if is_busy else 0.0)
            if not is_busy and self._server.happenings == happenings:
                return

    def _flush(self) -> None:
        """Send what is left of finished replies, for `FLUSH_TIMEOUT_S` at most."""
        deadline_s = time.monotonic() + FLUSH_TIMEOUT_S
        while time.monotonic() < deadline_s:
            if not any(channel.is_busy or channel.is_draining for channel in self._server.channels):
                return
            self._round(0.02)
