"""The program without a window: the store, the jobs and the receiver in front of it."""

import threading
from collections.abc import Callable
from contextlib import ExitStack

from liveapp.app.core.interpreter import collecting_what_is_new, short_turns
from liveapp.app.core.proving import Proving
from liveapp.app.core.resources import resources_folder
from liveapp.app.core.upkeep import Upkeep
from liveapp.domain.clients import ClientLog
from liveapp.domain.errors import PortTaken, StoreUnavailable
from liveapp.domain.events import RequestRefused
from liveapp.domain.keeping import StoreKeeper
from liveapp.domain.pairing import Pairing, PairingTried
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.runner import JobRunner
from liveapp.jobs.works import works_on
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.gate import Gate, GatePolicy
from liveapp.receiver.pairing import PairingDesk
from liveapp.receiver.routes import build_application
from liveapp.receiver.server import ReceiverServer, bind
from liveapp.settings import Settings
from liveapp.storage import open_store


class Service:
    """Opens the store when made; receives between `start` and `shutdown`.

    Store, jobs and receiver, in this order, and stopped in reverse: what the receiver accepted is
    finished, then jobs are cancelled and joined, then the database is closed. `on_refused`,
    `on_state`, `on_fault` and `on_pairing_tried` are called in any thread and must return quickly.

    Raises:
        StoreUnavailable: the database cannot be opened; nothing was changed.
    """

    def __init__(
        self,
        settings: Settings,
        on_refused: Callable[[RequestRefused], None] = lambda _refused: None,
        on_state: Callable[[ReceiverState], None] = lambda _state: None,
        on_fault: Callable[[StoreUnavailable], None] = lambda _fault: None,
        on_pairing_tried: Callable[[PairingTried], None] = lambda _tried: None,
    ) -> None:
        self.settings = settings
        self._on_refused = on_refused
        self._on_state = on_state
        self._on_fault = on_fault
        self.pairing = Pairing(on_pairing_tried)
        self.clients = ClientLog()
        self._gate: Gate | None = None
        self._server: ReceiverServer | None = None
        self._has_received = False
        self._retiring: list[threading.Thread] = []
        self._clean_up = ExitStack()
        store = open_store(settings.database_path, on_fault=on_fault)
        self._clean_up.enter_context(short_turns())
        self._clean_up.callback(store.close)
        self.writer: BetWriter = store.writer
        self.reader: BetReader = store.reader
        self.keeper: StoreKeeper = store.keeper
        self.right_of_way = right_of_way = RightOfWay()
        works = works_on(self.reader, self.writer, self.keeper, right_of_way, resources_folder())
        self.jobs = JobRunner(works)
        self._clean_up.callback(self.jobs.stop)
        self._upkeep = Upkeep(self.jobs, self.writer, self.keeper, store.needs_check)
        self._clean_up.callback(self.writer.subscribe(self._upkeep.hear_of_store))
        self._clean_up.callback(self.jobs.subscribe(self._upkeep.hear_of_job))
        self._clean_up.callback(self._upkeep.stop)
        self._proving = Proving(self.jobs, self.reader, self.writer, right_of_way)
        self._clean_up.callback(self.writer.subscribe(self._proving.hear_of_store))
        self._clean_up.callback(self.jobs.subscribe(self._proving.hear_of_job))
        self._clean_up.callback(self._proving.stop)
        desk = PairingDesk(self.pairing, self._token_in_force)
        self._application = build_application(self.writer, self.reader, self.keeper, right_of_way, desk)
        self._access_log = AccessLog()
        self._clean_up.callback(self._access_log.stop)
        self._clean_up.callback(self._stop_receiving)
        # First of all, so that those who wait for a lock get an answer before the receiver is gone.
        self._clean_up.callback(self.writer.stop_waiting)

    @property
    def receiver_url(self) -> str | None:
        """Base URL of the receiver, None while it does not listen."""
        return self._server.url if self._server and self._server.is_serving else None

    def start(self) -> None:
        """Begin to receive, for the first time or after the receiver failed.

        Raises:
            PortTaken: nothing was started; the store stays usable, and `start` may be called again.
        """
        self._announce(ReceiverPhase.STARTING)
        if self._server:
            self._server.stop()
            self._server = None
        try:
            self._receive_on(self.settings.port)
        except PortTaken as error:
            self._announce(ReceiverPhase.PORT_IN_USE, error.reason)
            raise
        self._announce(ReceiverPhase.RECEIVING)

    def apply_settings(self, settings: Settings) -> None:
        """Go on with other settings. Another port is opened before the old one is closed.

        The old one finishes what it had accepted in the background.

        Raises:
            PortTaken: the new port cannot be used; the old settings are still in force.
        """
        if settings.port == self.settings.port:
            self.settings = settings
            if self._gate and self._server:
                self._gate.apply_policy(_policy(settings, self._server.port))
            return
        before, self.settings = self.settings, settings
        old_server = self._server
        try:
            self._receive_on(settings.port)
        except PortTaken:
            self.settings = before
            raise
        self._announce(ReceiverPhase.RECEIVING)
        if old_server:
            retirement = threading.Thread(target=old_server.stop, name="old receiver")
            retirement.start()
            self._retiring.append(retirement)

    def shutdown(self) -> None:
        """Stop receiving, finish what was accepted, close the database. A second call does nothing."""
        self._clean_up.close()

    def _token_in_force(self) -> str | None:
        return self.settings.ingest_token if self.settings.require_token else None

    def _receive_on(self, port: int) -> None:
        listener = bind(port)
        policy = _policy(self.settings, listener.getsockname()[1])
        self._gate = Gate(
            self._application, policy, self._on_refused, self._access_log, self._on_fault, self.clients
        )
        self._server = ReceiverServer(self._gate, listener, self._tell_failed)
        self._server.start()
        if not self._has_received:
            self._has_received = True
            # By now all is built, the window too.
            self._clean_up.enter_context(collecting_what_is_new())
            self._access_log.start()
            self._upkeep.start()
            self._proving.start()

    def _stop_receiving(self) -> None:
        if self._server:
            self._server.stop()
            self._server = None
            self._announce(ReceiverPhase.STOPPED)
        for thread in self._retiring:
            thread.join()

    def _tell_failed(self, detail: str) -> None:
        self._announce(ReceiverPhase.FAILED, detail)

    def _announce(self, phase: ReceiverPhase, detail: str = "") -> None:
        port = self._server.port if self._server else self.settings.port
        self._on_state(ReceiverState(phase, port, self.receiver_url, detail))


def _policy(settings: Settings, port: int) -> GatePolicy:
    return GatePolicy(
        port=port,
        token=settings.ingest_token.encode() if settings.require_token else None,
        allowed_origins=frozenset(settings.allowed_origins),
        rate_limit=settings.rate_limit,
    )
