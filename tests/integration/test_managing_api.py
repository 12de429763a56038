"""Notes and deletion, alone and while bets arrive."""

import json
import sqlite3
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest

from tests.bets import Json, bet, heartbeat
from tests.conftest import ClientFactory

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

Database = Callable[..., sqlite3.Connection]
Tables = Callable[[], dict[str, int]]
TOO_LONG = "Notes cannot exceed 1000 characters"


@pytest.fixture
def path(client: httpx.Client) -> str:
    """The path of a stream with two bets and a heartbeat."""
    for item in (bet(1), bet(2), heartbeat(3)):
        answer = client.post("/live/ingest", json=item).json()
    return f"/live/streams/{answer['streamId']}"


def texts(reply: httpx.Response) -> list[str]:
    detail = reply.json()["detail"]
    entries = [detail] if isinstance(detail, str) else [entry["msg"] for entry in detail]
    return [text.removeprefix("Value error, ") for text in entries]


def notes_of(client: httpx.Client, path: str) -> str | None:
    notes: str | None = client.get(path).json()["notes"]
    return notes


# Notes


def test_notes_are_answered_with_the_whole_detail(client: httpx.Client, path: str) -> None:
    reply = client.put(path, json={"notes": "a good seed"})
    assert reply.status_code == 200
    assert reply.json() == {**client.get(path).json(), "notes": "a good seed"}
    assert reply.headers["ETag"] == client.get(path).headers["ETag"]
    assert client.get("/live/streams").json()["streams"][0]["notes"] == "a good seed"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("x", "x"),
        ("  around \n", "around"),
        ("in  the\n\nmiddle", "in  the\n\nmiddle"),
        ("x" * 1000, "x" * 1000),
        ("\U0001f600" * 1000, "\U0001f600" * 1000),
        (" " * 500 + "x" * 1000 + "\n" * 500, "x" * 1000),
        ("", None),
        ("   \n\t ", None),
        (" " * 5000, None),
        (None, None),
        ("<b>'; DROP TABLE live_streams; --", "<b>'; DROP TABLE live_streams; --"),
    ],
    ids=lambda value: repr(value)[:16],
)
def test_notes_are_kept_trimmed_and_blank_clears_them(
    client: httpx.Client, path: str, sent: str | None, kept: str | None
) -> None:
    client.put(path, json={"notes": "before"})
    reply = client.put(path, json={"notes": sent})
    assert (reply.status_code, reply.json()["notes"]) == (200, kept)
    assert notes_of(client, path) == kept


@pytest.mark.parametrize(
    "notes", ["x" * 1001, "\U0001f600" * 1001, " " + "x" * 1001 + " "], ids=["x", "astral", "blank"]
)
def test_notes_that_are_too_long_are_422_in_exact_words(client: httpx.Client, path: str, notes: str) -> None:
    client.put(path, json={"notes": "before"})
    reply = client.put(path, json={"notes": notes})
    assert (reply.status_code, texts(reply)) == (422, [TOO_LONG])
    assert notes_of(client, path) == "before"


@pytest.mark.parametrize("body", [{}, {"other": 1}, {"Notes": "x"}])
def test_without_the_key_nothing_changes(client: httpx.Client, path: str, body: Json) -> None:
    etag = client.put(path, json={"notes": "before"}).headers["ETag"]
    reply = client.put(path, json=body)
    assert (reply.status_code, reply.json()["notes"], reply.headers["ETag"]) == (200, "before", etag)


@pytest.mark.parametrize("value", [1, 1.5, True, [], {}, ["x"], "a\ud800", "\x00", "a\x00b"], ids=range(9))
def test_notes_of_another_kind_are_422_and_change_nothing(
    client: httpx.Client, path: str, value: Any
) -> None:
    client.put(path, json={"notes": "before"})
    body = json.dumps({"notes": value}).encode()
    reply = client.put(path, content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert reply.json()["detail"][0]["loc"] == ["body", "notes"]
    assert notes_of(client, path) == "before"


@pytest.mark.parametrize("body", [b"[]", b"null", b"1", b'"x"', b"true"])
def test_a_body_that_is_no_object_is_422(client: httpx.Client, path: str, body: bytes) -> None:
    reply = client.put(path, content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert reply.json()["detail"][0]["loc"][0] == "body"


@pytest.mark.parametrize("body", [b"", b"{", b'{"notes": NaN}', b'{"notes": "\xff"}'])
def test_notes_that_are_not_json_are_400(client: httpx.Client, path: str, body: bytes) -> None:
    assert client.put(path, content=body, headers={"Content-Type": "application/json"}).status_code == 400


def test_notes_of_an_unknown_stream_are_404(client: httpx.Client) -> None:
    unknown = uuid4()
    for body in ({"notes": "x"}, {}):
        reply = client.put(f"/live/streams/{unknown}", json=body)
        assert (reply.status_code, reply.json()["detail"]) == (404, f"Stream with ID {unknown} not found")
    assert client.put("/live/streams/no-uuid", json={"notes": "x"}).status_code == 422


def test_notes_do_not_count_as_seeing_the_stream(client: httpx.Client, path: str) -> None:
    before = client.get(path).json()
    client.put(path, json={"notes": "x"})
    assert client.get(path).json() == {**before, "notes": "x"}


def test_a_change_made_from_an_old_state_is_412(client: httpx.Client, path: str) -> None:
    old = client.get(path).headers["ETag"]
    first = client.put(path, json={"notes": "first"}, headers={"If-Match": old})
    assert first.status_code == 200
    assert first.headers["ETag"] != old
    second = client.put(path, json={"notes": "second"}, headers={"If-Match": old})
    assert second.status_code == 412
    assert isinstance(second.json()["detail"], str)
    assert notes_of(client, path) == "first"
    third = client.put(path, json={"notes": "third"}, headers={"If-Match": first.headers["ETag"]})
    assert (third.status_code, third.json()["notes"]) == (200, "third")


@pytest.mark.parametrize("value", ['"nonsense"', "nonsense", '""', '"', ",", 'W/"x"', "é".encode(), b"\xff"])
def test_any_other_if_match_is_412(client: httpx.Client, path: str, value: str | bytes) -> None:
    reply = client.put(path, json={"notes": "x"}, headers={"If-Match": value})
    assert reply.status_code == 412
    assert notes_of(client, path) is None


def test_if_match_takes_a_list_and_a_star(client: httpx.Client, path: str) -> None:
    etag = client.get(path).headers["ETag"]
    assert client.put(path, json={"notes": "x"}, headers={"If-Match": f'"other", {etag}'}).status_code == 200
    assert client.put(path, json={"notes": "y"}, headers={"If-Match": "*"}).status_code == 200
    assert notes_of(client, path) == "y"


def test_one_of_two_racing_edits_wins_and_the_other_is_told(
    service: "Service", client_factory: ClientFactory, path: str
) -> None:
    clients = [client_factory(service.receiver_url) for _ in range(8)]
    etag = clients[0].get(path).headers["ETag"]
    start = threading.Barrier(8)
    statuses: dict[int, int] = {}

    def edit(index: int) -> None:
        start.wait()
        reply = clients[index].put(path, json={"notes": str(index)}, headers={"If-Match": etag})
        statuses[index] = reply.status_code

    threads = [threading.Thread(target=edit, args=[index]) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(statuses.values()) == [200] + [412] * 7
    [winner] = [index for index, status in statuses.items() if status == 200]
    assert notes_of(clients[0], path) == str(winner)


# Deletion


def test_a_deleted_stream_is_gone_with_its_bets_and_rounds(
    client: httpx.Client, service: "Service", path: str, tables: Tables
) -> None:
    other = client.post("/live/ingest", json=bet(1, clientSeed="other")).json()["streamId"]
    reply = client.delete(path)
    assert reply.status_code == 200
    assert reply.json() == {"deleted": True, "stream_id": path.rpartition("/")[2], "bets_deleted": 2}
    for gone in (path, f"{path}/bets", f"{path}/tail?since_id=0", f"{path}/export.csv"):
        assert client.get(gone).status_code == 404
    assert client.put(path, json={"notes": "x"}).status_code == 404
    again = client.delete(path)
    assert again.status_code == 404
    assert again.json()["detail"] == f"Stream with ID {path.rpartition('/')[2]} not found"
    listed = client.get("/live/streams").json()
    assert ([stream["id"] for stream in listed["streams"]], listed["total"]) == ([other], 1)


def test_the_rows_of_a_deleted_stream_leave_the_database(
    client: httpx.Client, service: "Service", path: str, database: Database
) -> None:
    client.delete(path)
    service.shutdown()
    connection = database(service.settings.database_path)
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    assert orphans == []


def test_a_stream_of_heartbeats_deletes_no_bets(client: httpx.Client) -> None:
    stream = client.post("/live/ingest", json=heartbeat()).json()["streamId"]
    assert client.delete(f"/live/streams/{stream}").json()["bets_deleted"] == 0


def test_the_same_seeds_begin_a_new_stream_afterwards(client: httpx.Client, path: str) -> None:
    client.put(path, json={"notes": "old"})
    client.delete(path)
    answer = client.post("/live/ingest", json=bet(1)).json()
    assert answer["accepted"] is True
    assert answer["streamId"] != path.rpartition("/")[2]
    detail = client.get(f"/live/streams/{answer['streamId']}").json()
    assert (detail["total_bets"], detail["notes"], detail["highest_multiplier"]) == (1, None, 34.68)
    bets = client.get(f"/live/streams/{answer['streamId']}/bets").json()
    assert bets["total"] == 1


@pytest.mark.parametrize("bad", ["1", "x", "..", "%00"])
def test_deleting_what_is_no_id_is_refused(client: httpx.Client, path: str, bad: str, tables: Tables) -> None:
    assert client.delete(f"/live/streams/{bad}").status_code in (400, 404, 405, 422)
    assert tables()["bets"] == 2


def test_bet_ids_are_never_used_again(client: httpx.Client) -> None:
    def add(number: int) -> tuple[str, int]:
        stream = client.post("/live/ingest", json=bet(number)).json()["streamId"]
        return stream, client.get(f"/live/streams/{stream}/bets").json()["bets"][-1]["id"]

    stream, first = add(1)
    client.delete(f"/live/streams/{stream}")
    _, second = add(2)
    assert second > first


def test_deleting_while_bets_arrive_fails_no_post_and_leaves_no_orphan(
    service: "Service", client_factory: ClientFactory, database: Database
) -> None:
    statuses: list[int] = []
    done = threading.Event()

    def load(index: int) -> None:
        client = client_factory(service.receiver_url)
        for number in range(1, 101):
            item = bet(number, id=f"{index}-{number}", roundResult=number / 4, clientSeed=f"s{number % 2}")
            statuses.append(client.post("/live/ingest", json=item).status_code)
            statuses.append(client.post("/live/ingest", json=heartbeat(1000 + number)).status_code)

    def remove() -> None:
        client = client_factory(service.receiver_url)
        while not done.is_set():
            for stream in client.get("/live/streams").json()["streams"]:
                status = client.delete(f"/live/streams/{stream['id']}").status_code
                statuses.append(200 if status == 404 else status)
                read = client.get(f"/live/streams/{stream['id']}/bets").status_code
                statuses.append(200 if read == 404 else read)

    loaders = [threading.Thread(target=load, args=[index]) for index in range(3)]
    removers = [threading.Thread(target=remove) for _ in range(2)]
    for thread in loaders + removers:
        thread.start()
    for thread in loaders:
        thread.join(60)
    done.set()
    for thread in removers:
        thread.join(60)
    assert set(statuses) == {200}
    connection = database(service)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for stream in service.reader.streams()[0]:
        recount = connection.execute(
            "SELECT count(*), max(round_result), coalesce(sum(round_result), 0)"
            " FROM live_bets WHERE stream_id = ?",
            [stream.key],
        ).fetchone()
        assert tuple(recount) == (stream.total_bets, stream.highest_multiplier, stream.sum_multipliers)
