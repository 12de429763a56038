"""What a client does not take yet is kept, and how long it takes is seen."""

import socket
import threading
from collections.abc import Iterator

import pytest

from liveapp.receiver.outbox import LEAST_BYTES_A_MINUTE, STALLED_TIMEOUT_S, Outbox

LIMIT_S = 20.0
MUCH = b"x" * (16 * 2**20)


class Sending:
    """An outbox, the client at its other end, and a clock that stands until it is set."""

    def __init__(self, ours: socket.socket, client: socket.socket) -> None:
        ours.setblocking(False)
        client.settimeout(LIMIT_S)
        self.ours = ours
        self.client = client
        self.now_s = 100.0
        self.outbox = Outbox(ours, lambda: self.now_s)

    def take(self, count: int) -> None:
        """Have the client read so many bytes, and the outbox send on."""
        taken = 0
        while taken < count:
            taken += len(self.client.recv(min(2**16, count - taken)))
            self.outbox.flush()


@pytest.fixture
def sending() -> Iterator[Sending]:
    ours, client = socket.socketpair()
    with ours, client:
        yield Sending(ours, client)


def test_what_the_system_takes_is_sent_at_once(sending: Sending) -> None:
    sending.outbox.send(b"well")
    assert sending.outbox.unsent_bytes == 0
    assert sending.client.recv(100) == b"well"


def test_the_rest_is_sent_in_order_when_there_is_room(sending: Sending) -> None:
    sending.outbox.send(MUCH)
    sending.outbox.send(b"end")
    assert 0 < sending.outbox.unsent_bytes < len(MUCH) + 3
    sending.take(len(MUCH))
    assert sending.outbox.unsent_bytes == 0
    assert sending.client.recv(100) == b"end"


def test_a_client_that_takes_nothing_is_too_slow_after_a_minute(sending: Sending) -> None:
    sending.outbox.send(MUCH)
    sending.now_s += STALLED_TIMEOUT_S
    assert not sending.outbox.is_too_slow(sending.now_s)
    assert sending.outbox.is_too_slow(sending.now_s + 0.1)


def test_a_client_that_drips_is_too_slow_and_one_that_takes_enough_is_not(sending: Sending) -> None:
    sending.outbox.send(MUCH)
    for _ in range(4):
        sending.now_s += 50
        sending.take(2 * LEAST_BYTES_A_MINUTE + 2**20)
        sending.now_s += 11
        assert not sending.outbox.is_too_slow(sending.now_s)
    sending.outbox.progressed_s = sending.now_s + 30
    assert sending.outbox.is_too_slow(sending.now_s + 61)


def test_a_client_that_has_taken_all_is_never_too_slow(sending: Sending) -> None:
    sending.outbox.send(b"well")
    assert not sending.outbox.is_too_slow(sending.now_s + 1000)
    sending.now_s += 1000
    sending.outbox.send(MUCH)
    assert not sending.outbox.is_too_slow(sending.now_s + 1)


def test_closing_lets_go_whoever_waits_for_room(sending: Sending) -> None:
    sending.outbox.send(MUCH)
    is_there: list[bool] = []

    def wait() -> None:
        with sending.outbox.lock:
            is_there.append(sending.outbox.wait_for_room(0))

    thread = threading.Thread(target=wait)
    thread.start()
    with sending.outbox.lock:
        sending.outbox.close()
    thread.join(LIMIT_S)
    assert is_there == [False]
    assert sending.outbox.unsent_bytes == 0
    sending.outbox.send(b"nobody is there")
    assert sending.outbox.unsent_bytes == 0


def test_a_client_that_left_is_noticed(sending: Sending) -> None:
    sending.outbox.send(MUCH)
    sending.client.close()
    sending.outbox.flush()
    assert sending.outbox.is_broken
    with sending.outbox.lock:
        assert not sending.outbox.wait_for_room(0)
