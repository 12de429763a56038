"""Errors that nobody expected: logged, and told to the user, whichever thread they come from."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

logger = logging.getLogger(__name__)

ErrorListener = Callable[[str, str], None]
"""Gets a one-line summary and the details, in any thread."""


@contextmanager
def telling_of_crashes(tell: ErrorListener) -> Iterator[None]:
    """Until the end of the block, log every error that no code caught and pass it to `tell`.

    Errors in Qt slots come to `sys.excepthook`, those in threads to `threading.excepthook`.
    """

    def handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logger.error("Unexpected error", exc_info=(kind, error, trace))
        details = "".join(traceback.format_exception(kind, error, trace))
        tell(traceback.format_exception_only(kind, error)[-1].strip(), details)

    def handle_in_thread(raised: threading.ExceptHookArgs) -> None:
        handle(raised.exc_type, raised.exc_value or raised.exc_type(), raised.exc_traceback)

    previous = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = handle, handle_in_thread
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = previous
