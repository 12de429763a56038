"""What goes on while something else is measured."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def meanwhile(act: Callable[[], object], times_a_second: float) -> Iterator[None]:
    """Another thread acts so many times a second until the block ends; what is late is caught up with."""
    is_over = threading.Event()

    def go_on() -> None:
        next_s = time.monotonic()
        while not is_over.is_set():
            act()
            next_s += 1 / times_a_second
            time.sleep(max(0.0, next_s - time.monotonic()))

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
