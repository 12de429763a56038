"""Clients that cost little, so that what is measured is the server's time."""

import json
import selectors
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import closing

TOKEN = "benchmark"


def request(address: str, items: object) -> bytes:
    """A whole request that posts a bet, or a batch."""
    body = json.dumps(items).encode()
    head = (
        f"POST /live/ingest HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: identity\r\n"
        f"Content-Type: application/json\r\nX-Ingest-Token: {TOKEN}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def connected(address: str) -> socket.socket:
    """A connection to a server at `host:port`."""
    host, _, port = address.rpartition(":")
    connection = socket.create_connection((host, int(port)), timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def post(connection: socket.socket, whole_request: bytes) -> float:
    """Post and read the reply; the seconds it took."""
    begun_s = time.perf_counter()
    connection.sendall(whole_request)
    read_reply(connection)
    return time.perf_counter() - begun_s


def read_reply(connection: socket.socket) -> None:
    """Read one reply, which must be a 200."""
    reply = b""
    while not is_whole(reply):
        part = connection.recv(65536)
        assert part, "the server hung up"
        reply += part
    assert reply.startswith(b"HTTP/1.1 200 "), reply


def is_whole(reply: bytes) -> bool:
    head, found, body = reply.partition(b"\r\n\r\n")
    if not found:
        return False
    length = head.lower().partition(b"\ncontent-length:")[2].partition(b"\r")[0]
    return len(body) >= int(length)


def post_for(seconds: float, address: str, connections: int, requests: Iterator[bytes]) -> float:
    """Requests a second that so many kept-alive clients got answered; each sends its next at once.

    All of them in one thread: threads would wait for each other's turn, and take the server's processor.
    """
    done = 0
    with selectors.DefaultSelector() as selector:
        clients = [connected(address) for _ in range(connections)]
        started_s = time.perf_counter()
        deadline_s = started_s + seconds
        for client in clients:
            selector.register(client, selectors.EVENT_READ)
            client.sendall(next(requests))
        while selector.get_map():
            for key, _ in selector.select():
                client = key.fileobj
                assert isinstance(client, socket.socket)
                read_reply(client)
                done += 1
                if time.perf_counter() < deadline_s:
                    client.sendall(next(requests))
                else:
                    selector.unregister(client)
        elapsed_s = time.perf_counter() - started_s
        for client in clients:
            client.close()
    return done / elapsed_s


def post_all(address: str, requests: Iterable[bytes]) -> float:
    """Post these one after the other; the seconds it took."""
    with closing(connected(address)) as connection:
        return sum(post(connection, one) for one in requests)
