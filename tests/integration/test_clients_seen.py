"""Who posts bets is known, over sockets: what came, what was refused, and why."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from liveapp.domain.clients import MOST_KEPT, ClientSeen
from tests.bets import TOKEN, bet, heartbeat
from tests.conftest import ServiceFactory
from tests.http_client import RawConnection, RawReply, ask, port_of, request_bytes
from tests.integration.gate.requests import EXTENSION, GOOD_BET, GOOD_TOKEN, JSON_TYPE, MIB

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

BOT = ("User-Agent", "a-bot/1")


def post(port: int, body: object, *headers: tuple[str, str]) -> RawReply:
    return ask(port, "POST", "/live/ingest", [GOOD_TOKEN, JSON_TYPE, *headers], json.dumps(body).encode())


def only(service: "Service") -> ClientSeen:
    (seen,) = service.clients.seen()
    return seen


def test_what_a_bot_sent_is_counted_by_what_was_new(service: "Service", port: int) -> None:
    post(port, bet(1), BOT)
    post(port, bet(1), BOT)
    post(port, heartbeat(2), BOT)
    post(port, [bet(1), bet(3), bet(4), heartbeat(5), 7], BOT)
    seen = only(service)
    assert (seen.bets, seen.heartbeats, seen.duplicates, seen.refused) == (3, 2, 2, 1)
    assert seen.last_refusal is not None
    assert seen.last_refusal.status == 200
    assert seen.first_us <= (seen.last_bet_us or 0) <= seen.last_us


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ([JSON_TYPE], GOOD_BET, 401),
        ([("X-Ingest-Token", "wrong"), JSON_TYPE], GOOD_BET, 401),
        ([GOOD_TOKEN, JSON_TYPE, ("Origin", "https://evil.example")], GOOD_BET, 403),
        ([GOOD_TOKEN], GOOD_BET, 415),
        ([GOOD_TOKEN, JSON_TYPE], b"{", 400),
        ([GOOD_TOKEN, JSON_TYPE], b"{}", 422),
        ([GOOD_TOKEN, JSON_TYPE], b"[]", 422),
        ([GOOD_TOKEN, JSON_TYPE], b" " * (MIB + 1), 413),
    ],
)
def test_who_is_refused_is_known_with_the_reason(
    service: "Service", port: int, headers: list[tuple[str, str]], body: bytes, status: int
) -> None:
    assert ask(port, "POST", "/live/ingest", [*headers, BOT], body).status == status
    seen = only(service)
    assert (seen.client, seen.bets, seen.last_bet_us, seen.refused) == ("a-bot/1", 0, None, 1)
    assert seen.last_refusal is not None
    assert seen.last_refusal.status == status


def test_the_rate_limit_is_a_refusal_of_who_met_it(service_factory: ServiceFactory) -> None:
    service = service_factory(rate_limit=1)
    port = port_of(service.receiver_url)
    post(port, bet(1), BOT)
    post(port, bet(2), ("User-Agent", "another"))
    another, bot = service.clients.seen()
    assert (bot.bets, bot.refused) == (1, 0)
    assert another.last_refusal is not None
    assert (another.bets, another.last_refusal.status) == (0, 429)


def test_who_only_reads_is_no_sender(service: "Service", port: int) -> None:
    ask(port, "GET", "/live/streams", [GOOD_TOKEN, BOT])
    ask(port, "GET", "/live/ingest", [GOOD_TOKEN, BOT])
    ask(port, "POST", "/live/pair", [JSON_TYPE, ("Origin", EXTENSION)], b"{}")
    with RawConnection(port) as connection:
        connection.send(b"rubbish\r\n\r\n")
        connection.reply()
    assert service.clients.seen() == ()


def test_a_request_that_ends_early_is_noted_as_far_as_it_was_read(service: "Service", port: int) -> None:
    headers = [("Host", f"127.0.0.1:{port}"), GOOD_TOKEN, JSON_TYPE, BOT, ("Transfer-Encoding", "chunked")]
    with RawConnection(port) as connection:
        connection.send(request_bytes("POST", "/live/ingest", headers, b"zz\r\n\r\n"))
        assert connection.reply().status == 400
    assert (only(service).client, only(service).refused) == ("a-bot/1", 1)


def test_texts_of_strangers_come_out_cut_and_without_the_token(service: "Service", port: int) -> None:
    hostile = "<img src=/dev/zero>" + "\u202e".encode().decode("latin-1") + TOKEN + "x" * 3000
    post(port, bet(), ("User-Agent", hostile), ("Origin", f"app://{hostile}".replace(" ", "")))
    seen = only(service)
    assert seen.bets == 1
    for text in (seen.client, seen.origin):
        assert text is not None
        assert text.isprintable()
        assert len(text) <= 300
        assert TOKEN not in text
        assert "/dev/zero>\\u202e" in text


def test_strangers_push_no_bot_out_of_the_list(service: "Service", port: int) -> None:
    post(port, bet(), BOT)
    for number in range(MOST_KEPT + 10):
        post(port, bet(), ("Origin", f"https://{number}.evil.example"))
    seen = service.clients.seen()
    assert len(seen) == MOST_KEPT
    assert (seen[-1].client, seen[-1].bets) == ("a-bot/1", 1)


def test_clients_that_post_at_once_are_counted_exactly(service: "Service", port: int) -> None:
    def play(bot: int) -> None:
        for number in range(25):
            post(port, bet(number + 1, id=f"{bot}-{number}"), ("User-Agent", f"bot-{bot % 4}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(play, range(8)))
    assert sorted((one.client, one.bets) for one in service.clients.seen()) == [
        (f"bot-{number}", 50) for number in range(4)
    ]
