"""The program without a window: receives until it is told to stop. Imports no Qt."""

import json
import logging
import os
import signal
import threading
from types import FrameType

from liveapp.app.core.commands.line import OutputUnwritable
from liveapp.app.core.crash import telling_of_crashes
from liveapp.app.core.demo import DemoPlayer
from liveapp.app.core.folder_lock import holding
from liveapp.app.core.logs import logging_to
from liveapp.app.core.options import Options
from liveapp.app.core.service import Service
from liveapp.domain.errors import StoreDamaged, StoreUnavailable
from liveapp.settings import Settings

logger = logging.getLogger(__name__)

WAKE_S = 0.5
"""How often the wait looks up: on Windows a signal does not interrupt it."""


def run_headless(settings: Settings, options: Options) -> None:
    """Receive until Ctrl-C or SIGTERM, then stop cleanly.

    Prints one line of JSON once the receiver listens.

    Raises:
        DataFolderInUse, StoreUnavailable, PortTaken, OSError: nothing was started.
    """
    is_stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        is_stopping.set()

    with holding(settings.data_dir), logging_to(settings.log_path), telling_of_crashes(_tell_nobody):
        service = Service(settings, on_fault=_TellingOfDamage())
        demo: DemoPlayer | None = None
        try:
            service.start()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, stop)
            _announce(service)
            if options.plays_demo and service.receiver_url:
                demo = DemoPlayer(service.receiver_url, settings.ingest_token, service.writer)
                demo.start()
            while not is_stopping.wait(WAKE_S):
                pass
        finally:
            if demo:
                demo.stop()
            service.shutdown()


class _TellingOfDamage:
    """Logs once that nothing is stored any more, and what helps."""

    def __init__(self) -> None:
        self._is_told = False

    def __call__(self, fault: StoreUnavailable) -> None:
        if isinstance(fault, StoreDamaged) and not self._is_told:
            self._is_told = True
            logger.error("%s. Nothing is stored any more: stop liveapp, then `liveapp restore FILE`", fault)


def _announce(service: Service) -> None:
    started = {"event": "listening", "url": service.receiver_url, "pid": os.getpid()}
    try:
        print(json.dumps(started), flush=True)  # noqa: T201 - what scripts wait for
    except OSError as error:
        raise OutputUnwritable(error) from None


def _tell_nobody(_summary: str, _details: str) -> None:
    """Without a window the log is all; Python's own way to tell would wait for standard error's reader."""
