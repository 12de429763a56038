"""Fixtures of the receiver's tests."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from liveapp.domain.clients import ClientLog
from liveapp.domain.events import RequestRefused
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.gate import Gate, GatePolicy
from liveapp.receiver.server import ReceiverServer, bind
from tests.unit.receiver.serving import Application, Serve


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts receivers in front of an application, and stops them."""
    failures: list[str] = []
    with contextlib.ExitStack() as stack:

        def make(
            application: Application,
            on_refused: Callable[[RequestRefused], None] = lambda _: None,
            **more: Any,
        ) -> ReceiverServer:
            listener = bind(0)
            policy = GatePolicy(listener.getsockname()[1], token=None)
            gate = Gate(application, policy, on_refused, AccessLog(), lambda _: None, ClientLog())
            server = ReceiverServer(gate, listener, failures.append, **more)
            server.start()
            stack.callback(lambda: server.is_serving and server.stop())
            return server

        yield make
    assert not failures, "the receiver's thread ended: something that it uses of Waitress is gone"
