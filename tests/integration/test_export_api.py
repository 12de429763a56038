"""The CSV of a stream over HTTP."""

import contextlib
import csv
import io
import re
import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpx
import pytest

from liveapp.receiver.routes import MAX_EXPORTS
from tests.bets import HASH, TOKEN, Json, bet, heartbeat
from tests.conftest import ClientFactory
from tests.http_client import ask, port_of, request_bytes
from tests.waiting import wait_until

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

HEADER = "nonce,antebot_bet_id,date_time,received_at,amount,payout,difficulty,round_target,round_result\r\n"


def record(client: httpx.Client, *items: Json) -> str:
    """Record items of one stream; the path of its export."""
    for start in range(0, len(items), 500):
        assert client.post("/live/ingest", json=items[start : start + 500]).json()["rejected"] == []
    stream = client.post("/live/ingest", json=items[-1]).json()["streamId"]
    return f"/live/streams/{stream}/export.csv"


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_an_export_is_an_attachment_of_csv(client: httpx.Client) -> None:
    reply = client.get(record(client, bet(1), bet(2)))
    assert reply.status_code == 200
    assert reply.headers["Content-Type"].replace("; ", ";").lower() == "text/csv;charset=utf-8"
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in reply.headers
    disposition = reply.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    name = f"stream_{HASH[:10]}_my-client_2_bets.csv"
    assert re.search(rf'filename="?{re.escape(name)}"?(;|$)', disposition)
    assert f"filename*=UTF-8''{name}" in disposition


def test_lines_come_by_nonce_with_crlf_and_numbers_as_python_writes_them(
    client: httpx.Client, service: "Service"
) -> None:
    path = record(
        client,
        bet(3, id="c", amount=1e-05, payout=0, roundTarget=None, roundResult=1e22),
        bet(1, id="a", dateTime=None, amount=3, payout=0.1, difficulty="EASY", roundTarget=2, roundResult=1),
        bet(3, id="d", amount=1234567.125, dateTime="rubbish"),
        bet(2, id="b", dateTime="2026-03-01T19:00:00+01:00"),
    )
    text = client.get(path).text
    assert text.startswith(HEADER)
    assert text.count("\r\n") == text.count("\n") == 5
    assert text.endswith("\r\n")
    stored = {stored.antebot_bet_id: stored for stored in service.reader.bets_by_id(range(1, 5))}
    assert len(stored) == 4
    lines = rows(text)[1:]
    received = [line.pop(3) for line in lines]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", moment) for moment in received)
    assert lines == [
        ["1", "a", "", "3.0", "0.1", "easy", "2.0", "1.0"],
        ["2", "b", "2026-03-01T18:00:00.000000Z", "0.5", "1.25", "expert", "1.63", "34.68"],
        ["3", "c", "2026-03-01T18:00:23.870000Z", "1e-05", "0.0", "expert", "", "1e+22"],
        ["3", "d", "", "1234567.125", "1.25", "expert", "1.63", "34.68"],
    ]


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ('=cmd|"/c calc"!A1', '\'=cmd|"/c calc"!A1'),
        ("1=1", "1=1"),
        (" =1", " =1"),
        ("'x", "'x"),
        ("a,b", "a,b"),
        ('a"b', 'a"b'),
        ("a\nb", "a\nb"),
        ("a\r\nb", "a\r\nb"),
        ("é\U0001f600", "é\U0001f600"),
        ('"', '"'),
    ],
    ids=ascii,
)
def test_a_clients_text_is_quoted_and_never_a_formula(client: httpx.Client, sent: str, written: str) -> None:
    reply = client.get(record(client, bet(id=sent)))
    assert rows(reply.content.decode())[1][1] == written
    assert len(rows(reply.content.decode())) == 2


def test_a_stream_without_bets_is_a_header(client: httpx.Client) -> None:
    assert client.get(record(client, heartbeat())).text == HEADER


@pytest.mark.parametrize(
    ("server", "seed"),
    [
        (HASH, 'my seed/é"x'),
        (HASH, "../../etc/passwd"),
        (HASH, "a\r\nSet-Cookie: x=1"),
        (HASH, "\U0001f600" * 200),
        (HASH, ";filename=evil.exe"),
        (HASH, "CON"),
        (HASH, " "),
        ('../..\\x"é\r\n;y', "seed"),
        ("x", "y"),
    ],
    ids=range(9),
)
def test_file_names_hold_safe_characters_only(
    service: "Service", client: httpx.Client, server: str, seed: str
) -> None:
    path = record(client, bet(serverSeedHashed=server, clientSeed=seed))
    reply = ask(
        port_of(service.receiver_url), "GET", path, [("X-Ingest-Token", client.headers["X-Ingest-Token"])]
    )
    assert reply.status == 200
    assert reply.header("Set-Cookie") is None
    disposition = reply.header("Content-Disposition") or ""
    match = re.fullmatch(r'attachment; filename="?([^";]+)"?; filename\*=UTF-8\'\'(\S+)', disposition)
    assert match
    plain, extended = match[1], unquote(match[2])
    assert re.fullmatch(r"stream_[A-Za-z0-9._-]*_1_bets\.csv", plain)
    assert not re.search(r'[\x00-\x1f/\\:*?"<>|;]', extended)
    assert extended.startswith("stream_")
    assert extended.endswith("_1_bets.csv")
    assert len(plain) <= 150


def test_a_first_line_names_the_seeds_where_that_is_asked_for(client: httpx.Client) -> None:
    path = record(client, bet(1, id="'=1", clientSeed="a b,=", payoutMultiplier=2.5, currency="btc"))
    plain, seeded = (client.get(path, params=params) for params in ({}, {"header": "seeds"}))
    assert seeded.headers["Content-Disposition"] == plain.headers["Content-Disposition"]
    first, header, line, rest = seeded.content.decode().split("\r\n")
    assert first == f"# liveapp server_seed_hashed={HASH} client_seed=a%20b%2C%3D"
    assert header + "\r\n" == HEADER.replace("\r\n", ",payout_multiplier,currency\r\n")
    _, shown = rows(plain.text)
    assert shown[1] == "'=1"
    assert rows(line) == [[shown[0], "''=1", *shown[2:], "2.5", "btc"]]
    assert rest == ""


@pytest.mark.parametrize("value", ["", "Seeds", "1", "none"])
def test_any_other_first_line_is_refused(client: httpx.Client, value: str) -> None:
    reply = client.get(record(client, bet()), params={"header": value})
    assert reply.status_code == 422
    (problem,) = reply.json()["detail"]
    assert (problem["loc"], problem["input"]) == (["query", "header"], value)


def test_unknown_parameters_change_nothing(client: httpx.Client) -> None:
    path = record(client, bet())
    assert client.get(path, params={"head": "seeds"}).content == client.get(path).content


def test_a_large_export_is_complete_and_in_order(client: httpx.Client) -> None:
    path = record(client, *(bet(number * 7 % 5003 + 1) for number in range(5003)))
    lines = rows(client.get(path).text)
    assert [int(line[0]) for line in lines[1:]] == list(range(1, 5004))


def test_a_large_export_is_not_sent_whole(client: httpx.Client, service: "Service") -> None:
    path = record(client, *(bet(number) for number in range(1, 1001)))
    reply = ask(
        port_of(service.receiver_url), "GET", path, [("X-Ingest-Token", client.headers["X-Ingest-Token"])]
    )
    assert reply.header("Content-Length") is None
    assert len(rows(reply.body.decode())) == 1001


def test_an_export_is_one_state_of_the_stream_while_bets_arrive(
    service: "Service", client: httpx.Client, client_factory: ClientFactory
) -> None:
    path = record(client, *(bet(number) for number in range(1, 2001)))
    done = threading.Event()
    statuses = []

    def load() -> None:
        other = client_factory(service.receiver_url)
        number = 2000
        while not done.is_set():
            number += 1
            statuses.append(other.post("/live/ingest", json=bet(number)).status_code)

    thread = threading.Thread(target=load)
    thread.start()
    try:
        for _ in range(5):
            reply = client.get(path)
            nonces = [int(line[0]) for line in rows(reply.text)[1:]]
            assert nonces == list(range(1, len(nonces) + 1))
            assert len(nonces) >= 2000
            assert f"_{len(nonces)}_bets.csv" in reply.headers["Content-Disposition"]
    finally:
        done.set()
        thread.join(20)
    assert set(statuses) == {200}


def test_a_client_that_hangs_up_in_an_export_does_no_harm(client: httpx.Client) -> None:
    path = record(client, *(bet(number) for number in range(1, 3001)))
    for _ in range(5):
        with client.stream("GET", path) as reply:
            next(reply.iter_raw(100))
    assert client.post("/live/ingest", json=bet(4000)).status_code == 200
    deadline_s = time.monotonic() + 20
    # Until the receiver has noticed, those who hung up count among the exports that run at once.
    while (reply := client.get(path)).status_code == 503 and time.monotonic() < deadline_s:
        time.sleep(0.01)
    assert len(rows(reply.text)) == 3002


def test_an_export_whose_stream_is_deleted_meanwhile_is_whole_or_visibly_cut_off(
    client: httpx.Client,
) -> None:
    path = record(client, *(bet(number, id=f"{number:0200}") for number in range(1, 5001)))
    text = ""
    is_cut_off = False
    with client.stream("GET", path) as reply:
        parts = reply.iter_text()
        text += next(parts)
        deleted = client.delete(path.removesuffix("/export.csv"))
        assert (deleted.status_code, deleted.json()["bets_deleted"]) == (200, 5000)
        try:
            text += "".join(parts)
        except httpx.RemoteProtocolError:
            is_cut_off = True
    assert is_cut_off or len(rows(text)) == 5001
    assert client.get(path).status_code == 404


def test_an_export_needs_the_token_and_a_known_stream(client: httpx.Client) -> None:
    path = record(client, bet())
    assert client.get(path, headers={"X-Ingest-Token": "wrong"}).status_code == 401
    unknown = "11111111-2222-3333-4444-555555555555"
    reply = client.get(f"/live/streams/{unknown}/export.csv")
    assert (reply.status_code, reply.json()["detail"]) == (404, f"Stream with ID {unknown} not found")
    assert client.get(path.replace(".csv", ".xls")).status_code == 404


def test_clients_that_stop_reading_hold_up_no_bets_and_are_cut_off(
    service: "Service", client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = record(client, *(bet(number, id=f"{number:0200}") for number in range(1, 25_001)))
    assert service._server
    server = service._server._server
    port = port_of(str(service.receiver_url))
    headers = [("Host", f"127.0.0.1:{port}"), ("X-Ingest-Token", TOKEN)]

    def stalled_count() -> int:
        return sum(channel.unsent_bytes > 0 for channel in server.channels)

    with contextlib.ExitStack() as stack:
        for _ in range(MAX_EXPORTS):
            connection = stack.enter_context(socket.socket())
            # A small window, so that the reply does not fit into what the system keeps for a reader.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", port))
            connection.sendall(request_bytes("GET", path, headers))
        wait_until(lambda: stalled_count() == MAX_EXPORTS)
        one_too_many = client.get(path)
        assert (one_too_many.status_code, one_too_many.json()) == (
            503,
            {"detail": "Too many exports at once"},
        )
        assert int(one_too_many.headers["Retry-After"]) > 0
        assert client.post("/live/ingest", json=bet(30_000)).status_code == 200
        monkeypatch.setattr("liveapp.receiver.outbox.STALLED_TIMEOUT_S", 0.5)
        wait_until(lambda: stalled_count() == 0)
        wait_until(lambda: client.get(path).status_code == 200)
