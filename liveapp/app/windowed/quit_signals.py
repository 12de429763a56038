"""Ctrl-C and SIGTERM close the window as a click would."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier


@contextmanager
def quitting_on_signals(quit_program: Callable[[], object]) -> Iterator[None]:
    """Until the end of the block, have `quit_program` called in the window's thread for either signal.

    Python runs its signal handlers between two of its own instructions, and there are none while Qt
    waits for events: so each signal also writes to a socket that wakes Qt up.
    """
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reading.recv(64))
    handled = (signal.SIGINT, signal.SIGTERM)
    previous = {number: signal.signal(number, lambda *_: quit_program()) for number in handled}
    previous_fd = signal.set_wakeup_fd(writing.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(previous_fd)
        for number, handler in previous.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        reading.close()
        writing.close()
