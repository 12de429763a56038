"""Many clients at once, running totals, idle connections, and clean starts and stops."""

import contextlib
import gc
import itertools
import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bets import TOKEN, Json, bet, heartbeat
from tests.conftest import ClientFactory, LogWatch, ServiceFactory, count_rows
from tests.http_client import RawConnection, ask, port_of, request_bytes
from tests.waiting import wait_until

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

Database = Callable[..., sqlite3.Connection]
Tables = Callable[[], dict[str, int]]


def at_once(tasks: list[Callable[[], Any]]) -> list[Any]:
    """Results of tasks that all start at the same moment, each in a thread of its own."""
    start = threading.Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        start.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_racing_duplicates_are_accepted_once_each(
    service: "Service", client_factory: ClientFactory, tables: Tables
) -> None:
    clients = [client_factory(service.receiver_url) for _ in range(64)]

    def post(index: int) -> httpx.Response:
        return clients[index].post("/live/ingest", json=bet(index % 4 + 1))

    replies = at_once([lambda index=index: post(index) for index in range(64)])
    assert Counter(reply.status_code for reply in replies) == {200: 64}
    assert len({reply.json()["streamId"] for reply in replies}) == 1
    accepted = [index % 4 for index, reply in enumerate(replies) if reply.json()["accepted"]]
    assert sorted(accepted) == [0, 1, 2, 3]
    assert tables() == {"streams": 1, "bets": 4, "rounds": 4}
    [stream], _ = service.reader.streams()
    assert stream.total_bets == 4


def test_refused_requests_hurt_no_request_that_is_written_with_them(
    service: "Service", client_factory: ClientFactory, tables: Tables
) -> None:
    clients = [client_factory(service.receiver_url) for _ in range(24)]
    bodies: list[Any] = []
    for number in range(8):
        bodies += [
            [bet(number * 20 + offset + 1) for offset in range(20)],
            bet(number + 1, nonce=0),
            heartbeat(1000 + number),
        ]
    replies = at_once(
        [
            lambda which=which, body=body: which.post("/live/ingest", json=body)
            for which, body in zip(clients, bodies, strict=True)
        ]
    )
    assert [reply.status_code for reply in replies] == [200, 422, 200] * 8
    assert tables() == {"streams": 1, "bets": 160, "rounds": 168}


def test_streams_that_begin_at_the_same_moment_stay_apart(
    service: "Service", client_factory: ClientFactory, tables: Tables
) -> None:
    clients = [client_factory(service.receiver_url) for _ in range(16)]

    def post(index: int) -> tuple[str, bool]:
        answer = (
            clients[index].post("/live/ingest", json=bet(index + 1, clientSeed=f"seed-{index % 8}")).json()
        )
        return answer["streamId"], answer["accepted"]

    answers = at_once([lambda index=index: post(index) for index in range(16)])
    assert all(accepted for _, accepted in answers)
    assert len({stream for stream, _ in answers}) == 8
    assert tables() == {"streams": 8, "bets": 16, "rounds": 16}


# Running totals

EIGHTHS = st.integers(0, 8000).map(lambda number: number / 8)


def observations(seed: str) -> st.SearchStrategy[Json]:
    bets = st.builds(
        lambda number, nonce, amount, payout, result: bet(
            nonce, id=f"b{number}", amount=amount, payout=payout, roundResult=result, clientSeed=seed
        ),
        st.integers(0, 30),
        st.integers(-1, 40),
        EIGHTHS,
        EIGHTHS,
        EIGHTHS,
    )
    beats = st.builds(
        lambda nonce, result: heartbeat(nonce, roundResult=result, clientSeed=seed),
        st.integers(0, 40),
        EIGHTHS,
    )
    return bets | beats


ROUNDS_OF_POSTS = st.lists(
    st.lists(observations("a") | observations("b"), min_size=1, max_size=12), min_size=1, max_size=6
)
HISTORY_NUMBERS = itertools.count()


@given(posts=ROUNDS_OF_POSTS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_running_totals_agree_with_a_recount_after_any_history(
    client: httpx.Client, service: "Service", database: Database, posts: list[list[Json]]
) -> None:
    # Each history gets seed pairs of its own, so that all of them can share one receiver.
    server_hash = f"{next(HISTORY_NUMBERS):064x}"
    for items in posts:
        own = [{**item, "serverSeedHashed": server_hash} for item in items]
        assert client.post("/live/ingest", json=own if len(own) > 1 else own[0]).status_code in (200, 422)
    connection = database(service)
    for stream in service.reader.streams()[0]:
        if stream.seeds.server_seed_hashed == server_hash:
            recount = connection.execute(
                "SELECT count(*), max(round_result), min(round_result), coalesce(sum(round_result), 0),"
                " coalesce(sum(amount), 0), coalesce(sum(payout), 0), max(nonce)"
                " FROM live_bets WHERE stream_id = ?",
                [stream.key],
            ).fetchone()
            assert tuple(recount) == (
                stream.total_bets,
                stream.highest_multiplier,
                stream.lowest_multiplier,
                stream.sum_multipliers,
                sum(total.wagered for total in stream.totals),
                sum(total.paid_out for total in stream.totals),
                stream.last_nonce,
            )


def test_running_totals_are_right_after_a_concurrent_load(
    service: "Service", client_factory: ClientFactory, database: Database
) -> None:
    clients = [client_factory(service.receiver_url) for _ in range(6)]

    def load(index: int) -> None:
        for number in range(1, 41):
            item = bet(number, id=f"{index}-{number}", amount=0.25, payout=0.5, roundResult=number / 4)
            assert clients[index].post("/live/ingest", json=item).status_code == 200

    at_once([lambda index=index: load(index) for index in range(6)])
    [stream], _ = service.reader.streams()
    assert stream.total_bets == 240
    (total,) = stream.totals
    assert (total.bets, total.wagered, total.paid_out) == (240, 60.0, 120.0)
    assert (stream.sum_multipliers, stream.last_nonce) == (6 * 205.0, 40)


def test_every_reply_shows_one_state_while_bets_arrive(
    service: "Service", client: httpx.Client, client_factory: ClientFactory
) -> None:
    stream = client.post("/live/ingest", json=bet(1)).json()["streamId"]
    done = threading.Event()

    def load() -> None:
        other = client_factory(service.receiver_url)
        for number in range(2, 800):
            if done.is_set():
                return
            other.post("/live/ingest", json=bet(number, roundResult=number))

    thread = threading.Thread(target=load)
    thread.start()
    try:
        for _ in range(60):
            page = client.get(f"/live/streams/{stream}/bets", params={"limit": 1000}).json()
            assert page["total"] == len(page["bets"])
            detail = client.get(f"/live/streams/{stream}").json()
            assert detail["recent_bets"][0]["nonce"] == detail["total_bets"]
            tail = client.get(f"/live/streams/{stream}/tail", params={"since_id": 0, "limit": 5}).json()
            assert tail["has_more"] == (detail["total_bets"] > 5) or len(tail["bets"]) == 5
    finally:
        done.set()
        thread.join(20)


def test_a_detail_adds_up_at_every_moment_while_bets_arrive(
    service: "Service", client: httpx.Client, client_factory: ClientFactory
) -> None:
    stream = client.post("/live/ingest", json=bet(1, roundResult=1)).json()["streamId"]
    done = threading.Event()

    def load() -> None:
        other = client_factory(service.receiver_url)
        for start in range(2, 10_000, 3):
            if done.is_set():
                return
            items = [bet(number, roundResult=number) for number in range(start, start + 3)]
            other.post("/live/ingest", json=items)

    thread = threading.Thread(target=load)
    thread.start()
    try:
        for _ in range(100):
            detail = client.get(f"/live/streams/{stream}").json()
            count = detail["total_bets"]
            # Three at a time: no reply sees a part of a batch.
            assert count % 3 == 1
            assert (detail["highest_multiplier"], detail["lowest_multiplier"]) == (count, 1)
            assert detail["average_multiplier"] == (count + 1) / 2
            assert [item["nonce"] for item in detail["recent_bets"]] == list(range(count, 0, -1))[:10]
    finally:
        done.set()
        thread.join(20)


def test_a_client_that_follows_the_tail_gets_every_bet_once_and_in_order(
    service: "Service", client: httpx.Client, client_factory: ClientFactory
) -> None:
    stream = client.post("/live/ingest", json=bet(1, id="first")).json()["streamId"]

    def load(index: int) -> None:
        other = client_factory(service.receiver_url)
        for number in range(1, 101):
            item = bet(number, id=f"{index}-{number}")
            assert other.post("/live/ingest", json=item).json()["accepted"] is True

    threads = [threading.Thread(target=load, args=[index]) for index in range(4)]
    for thread in threads:
        thread.start()
    seen: list[Json] = []
    since = 0
    while True:
        is_last = not any(thread.is_alive() for thread in threads)
        tail = client.get(f"/live/streams/{stream}/tail", params={"since_id": since, "limit": 7}).json()
        seen += tail["bets"]
        since = tail["last_id"] or since
        if is_last and not tail["has_more"]:
            break
    ids = [item["id"] for item in seen]
    assert ids == sorted(set(ids))
    expected = {"first"} | {f"{index}-{number}" for index in range(4) for number in range(1, 101)}
    assert {item["antebot_bet_id"] for item in seen} == expected
    assert len(seen) == 401


# Connections


def test_150_idle_connections_do_not_keep_a_post_from_being_answered(
    service: "Service", client: httpx.Client
) -> None:
    port = port_of(service.receiver_url)
    connections = [RawConnection(port) for _ in range(150)]
    try:
        for connection in connections[:50]:
            connection.send(b"POST /live/ingest HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{")
        reply = client.post("/live/ingest", json=bet())
        assert (reply.status_code, reply.json()["accepted"]) == (200, True)
    finally:
        for connection in connections:
            connection.close()


def test_a_kept_alive_connection_serves_many_requests(service: "Service") -> None:
    port = port_of(service.receiver_url)
    host = ("Host", f"127.0.0.1:{port}")
    with RawConnection(port) as connection:
        for _ in range(50):
            connection.send(request_bytes("GET", "/healthz", [host]))
            assert connection.reply().status == 200


def test_a_client_that_hangs_up_in_the_middle_leaves_nothing(
    service: "Service", client: httpx.Client, tables: Tables
) -> None:
    port = port_of(service.receiver_url)
    for cut in (10, 60, 150):
        with RawConnection(port) as connection:
            headers = [
                ("Host", f"127.0.0.1:{port}"),
                ("X-Ingest-Token", TOKEN),
                ("Content-Type", "application/json"),
            ]
            whole = request_bytes(
                "POST", "/live/ingest", [*headers, ("Content-Length", "500")], b'{"id": "x"'
            )
            connection.send(whole[:cut])
    assert client.post("/live/ingest", json=bet()).status_code == 200
    assert tables() == {"streams": 1, "bets": 1, "rounds": 1}


# Starts and stops


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_fifty_starts_and_stops_leak_no_thread_and_no_file(
    tmp_path: Path, service_factory: ServiceFactory
) -> None:
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")

    def cycle() -> None:
        service = service_factory(data_dir=tmp_path / "data")
        headers = [("X-Ingest-Token", TOKEN), ("Content-Type", "application/json")]
        body = json.dumps(bet()).encode()
        assert ask(port_of(service.receiver_url), "POST", "/live/ingest", headers, body).status == 200
        service.shutdown()

    cycle()
    gc.collect()
    threads, files = set(threading.enumerate()), open_files()
    for _ in range(50):
        cycle()
    gc.collect()
    wait_until(lambda: set(threading.enumerate()) <= threads, "a thread goes on")
    assert open_files() <= files


def test_stopping_twice_is_fine_and_the_port_is_free_afterwards(
    service_factory: ServiceFactory, client_factory: ClientFactory
) -> None:
    first = service_factory()
    port = port_of(first.receiver_url)
    first.shutdown()
    first.shutdown()
    second = service_factory(port=port)
    assert client_factory(second.receiver_url).get("/healthz").status_code == 200


def test_stopping_waits_for_no_client_that_is_still_connected(
    service_factory: ServiceFactory, database: Database
) -> None:
    service = service_factory()
    port = port_of(service.receiver_url)
    host = ("Host", f"127.0.0.1:{port}")
    with RawConnection(port) as alive, RawConnection(port) as half, RawConnection(port):
        alive.send(request_bytes("GET", "/healthz", [host]))
        assert alive.reply().status == 200
        half.send(request_bytes("POST", "/live/ingest", [host, ("Content-Length", "1000")], b"{"))
        begun = time.monotonic()
        service.shutdown()
        assert time.monotonic() - begun < 3
        assert alive.is_closed_by_peer()


def test_stopping_amid_a_load_loses_nothing_that_was_acknowledged(
    service_factory: ServiceFactory, client_factory: ClientFactory, database: Database, log_watch: LogWatch
) -> None:
    log_watch.expect("shutting down|503")
    service = service_factory()
    acknowledged: list[str] = []
    statuses: Counter[int] = Counter()

    def load(index: int) -> None:
        client = client_factory(service.receiver_url)
        for number in range(1, 100_000):
            try:
                reply = client.post("/live/ingest", json=bet(number, id=f"{index}-{number}"))
            except httpx.TransportError:
                return
            statuses[reply.status_code] += 1
            if reply.status_code == 200:
                acknowledged.append(f"{index}-{number}")

    threads = [threading.Thread(target=load, args=[index]) for index in range(4)]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(acknowledged) >= 100)
    service.shutdown()
    for thread in threads:
        thread.join(20)
    assert set(statuses) <= {200, 503}
    connection = database(service.settings.database_path)
    stored = [row[0] for row in connection.execute("SELECT antebot_bet_id FROM live_bets")]
    assert len(stored) == len(set(stored))
    assert set(acknowledged) <= set(stored)
    assert count_rows(connection)["streams"] == 1


def test_stopping_waits_for_no_client_that_reads_an_export_slowly(
    service_factory: ServiceFactory, client_factory: ClientFactory, log_watch: LogWatch
) -> None:
    log_watch.expect("export|503|stopp|closed|shutting down")
    service = service_factory()
    client = client_factory(service.receiver_url)
    for start in range(1, 10_000, 500):
        items = [bet(number, id=f"{number:0200}") for number in range(start, start + 500)]
        assert client.post("/live/ingest", json=items).json()["accepted"] == 500
    [stream], _ = service.reader.streams()
    port = port_of(service.receiver_url)
    with RawConnection(port) as slow:
        headers = [("Host", f"127.0.0.1:{port}"), ("X-Ingest-Token", TOKEN)]
        slow.send(request_bytes("GET", f"/live/streams/{stream.id}/export.csv", headers))
        assert client.get("/healthz").status_code == 200
        begun = time.monotonic()
        service.shutdown()
        assert time.monotonic() - begun < 4


def test_stopping_while_the_database_is_locked_ends_and_acknowledges_nothing_that_is_lost(
    service_factory: ServiceFactory, client_factory: ClientFactory, database: Database, log_watch: LogWatch
) -> None:
    log_watch.expect("lock|busy|503|shutting down|stored")
    service = service_factory()
    client = client_factory(service.receiver_url)
    assert client.post("/live/ingest", json=bet(1)).status_code == 200
    other = database(service, writable=True)
    other.execute("BEGIN IMMEDIATE")
    statuses: list[int] = []

    def post() -> None:
        with contextlib.suppress(httpx.TransportError):
            statuses.append(client.post("/live/ingest", json=bet(2)).status_code)

    thread = threading.Thread(target=post)
    thread.start()
    time.sleep(0.3)
    begun = time.monotonic()
    service.shutdown()
    assert time.monotonic() - begun < 10
    thread.join(20)
    other.execute("ROLLBACK")
    assert set(statuses) <= {503}
    assert other.execute("SELECT count(*) FROM live_bets").fetchone()[0] == 1


def test_a_port_that_is_taken_is_an_error_and_leaves_nothing_running(
    service: "Service", service_factory: ServiceFactory
) -> None:
    from liveapp.domain.errors import PortTaken

    before = set(threading.enumerate())
    with pytest.raises(PortTaken, match=str(port_of(service.receiver_url))):
        service_factory(port=port_of(service.receiver_url))
    # What was started before the port turned out to be taken is stopped again.
    left = [thread for thread in set(threading.enumerate()) - before if not thread.daemon]
    assert not left
