"""Ctrl-C and SIGTERM close the window as a click would."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier, QTimer


@contextmanager
def quitting_on_signals(quit_program: Callable[[], object]) -> Iterator[None]:
    """Until the end of the block, have Qt's event loop call `quit_program` for either signal.

    One that comes before the loop runs waits for it: Qt forgets whoever quits before, and the program would
    go on without a window.

    Python runs its signal handlers between two of its own instructions, and there are none while Qt
    waits for events: so each signal also writes to a socket that wakes Qt up.
    """
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reading.recv(64))
    handled = (signal.SIGINT, signal.SIGTERM)

    def quit_soon(*_: object) -> None:
        QTimer.singleShot(0, notifier, quit_program)

    previous = {number: signal.signal(number, quit_soon) for number in handled}
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
