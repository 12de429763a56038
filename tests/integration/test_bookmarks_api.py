"""Bookmarks over HTTP: set, listed, removed, refused."""

import json
from typing import Any

import httpx
import pytest

from tests.bets import bet

MISSING = "/live/streams/11111111-2222-3333-4444-555555555555"
TOO_LONG = "A note cannot exceed 1000 characters"


@pytest.fixture
def path(client: httpx.Client) -> str:
    """The path of a stream's bookmarks: it has bets 1 to 3 with nonces 30, 20, 10; bet 4 is another's."""
    for nonce in (30, 20, 10):
        answer = client.post("/live/ingest", json=bet(nonce, roundResult=float(nonce))).json()
    client.post("/live/ingest", json=bet(1, clientSeed="another"))
    return f"/live/streams/{answer['streamId']}/bookmarks"


def marks(client: httpx.Client, path: str) -> list[tuple[int, str | None]]:
    return [(one["bet_id"], one["note"]) for one in client.get(path).json()["bookmarks"]]


def test_a_bet_is_marked_listed_by_nonce_and_unmarked(client: httpx.Client, path: str) -> None:
    assert client.get(path).json() == {"bookmarks": []}
    first = client.put(f"{path}/1", json={"note": " high \n"})
    assert first.status_code == 200
    assert first.json() == {
        "bet_id": 1,
        "nonce": 30,
        "round_result": 30.0,
        "note": "high",
        "created_at": first.json()["created_at"],
    }
    assert first.json()["created_at"].endswith("Z")
    second = client.put(f"{path}/3", json={})
    assert client.get(path).json() == {"bookmarks": [second.json(), first.json()]}
    removed = client.delete(f"{path}/1")
    assert (removed.status_code, removed.json()) == (200, {"deleted": True})
    assert client.get(path).json() == {"bookmarks": [second.json()]}


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({"note": "x" * 1000}, "x" * 1000),
        ({"note": "  " + "\U0001f600" * 1000 + "\n"}, "\U0001f600" * 1000),
        ({"note": "two\nlines <b>"}, "two\nlines <b>"),
        ({"note": " \n"}, None),
        ({"note": None}, None),
        ({}, None),
        ({"notes": "other"}, None),
    ],
    ids=range(7),
)
def test_a_note_is_replaced_and_the_time_stays(
    client: httpx.Client, path: str, body: dict[str, Any], kept: str | None
) -> None:
    before = client.put(f"{path}/2", json={"note": "before"}).json()
    reply = client.put(f"{path}/2", json=body)
    assert (reply.status_code, reply.json()) == (200, {**before, "note": kept})
    assert marks(client, path) == [(2, kept)]


@pytest.mark.parametrize("note", ["x" * 1001, "\U0001f600" * 1001], ids=["x", "astral"])
def test_a_note_that_is_too_long_is_422_in_words_and_changes_nothing(
    client: httpx.Client, path: str, note: str
) -> None:
    client.put(f"{path}/2", json={"note": "before"})
    reply = client.put(f"{path}/2", json={"note": note})
    assert (reply.status_code, reply.json()) == (422, {"detail": TOO_LONG})
    assert marks(client, path) == [(2, "before")]


@pytest.mark.parametrize("value", [1, True, [], {}, "a\ud800", "a\0b"], ids=range(6))
def test_a_note_of_another_kind_is_422(client: httpx.Client, path: str, value: object) -> None:
    body = json.dumps({"note": value}).encode()
    reply = client.put(f"{path}/2", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert reply.json()["detail"][0]["loc"] == ["body", "note"]
    assert marks(client, path) == []


@pytest.mark.parametrize("body", [b"[]", b"null", b'"x"', b"1"])
def test_a_body_that_is_no_object_is_422(client: httpx.Client, path: str, body: bytes) -> None:
    reply = client.put(f"{path}/2", content=body, headers={"Content-Type": "application/json"})
    assert (reply.status_code, reply.json()["detail"][0]["loc"]) == (422, ["body"])


@pytest.mark.parametrize("bet_id", ["0", "-1", "4", "5", str(2**63 - 1), str(2**63), "9" * 60])
def test_a_bet_that_the_stream_does_not_have_is_404(client: httpx.Client, path: str, bet_id: str) -> None:
    for reply in (client.put(f"{path}/{bet_id}", json={"note": "x"}), client.delete(f"{path}/{bet_id}")):
        assert (reply.status_code, reply.json()) == (404, {"detail": f"Bet with ID {bet_id} not found"})
    assert marks(client, path) == []


@pytest.mark.parametrize("bet_id", ["x", "1.0", "%20", "1e3", "9" * 5000, "%F0%9F%98%80"])
def test_what_is_no_bets_id_is_422(client: httpx.Client, path: str, bet_id: str) -> None:
    for reply in (client.put(f"{path}/{bet_id}", json={}), client.delete(f"{path}/{bet_id}")):
        assert (reply.status_code, reply.json()["detail"][0]["loc"]) == (422, ["path", "bet_id"])


def test_a_bookmark_that_is_not_there_is_404(client: httpx.Client, path: str) -> None:
    reply = client.delete(f"{path}/2")
    assert (reply.status_code, reply.json()) == (404, {"detail": "Bookmark of the bet with ID 2 not found"})


@pytest.mark.parametrize(
    ("method", "rest", "body"), [("GET", "", None), ("PUT", "/1", {}), ("DELETE", "/1", None)]
)
def test_a_stream_that_is_not_there_is_404_and_one_that_is_no_uuid_422(
    client: httpx.Client, method: str, rest: str, body: object
) -> None:
    reply = client.request(method, f"{MISSING}/bookmarks{rest}", json=body)
    assert reply.status_code == 404
    assert reply.json()["detail"].startswith("Stream with ID ")
    assert client.request(method, f"/live/streams/x/bookmarks{rest}", json=body).status_code == 422


def test_other_methods_are_405_with_those_that_there_are(client: httpx.Client, path: str) -> None:
    listed, one = client.post(path, json={}), client.get(f"{path}/1")
    assert (listed.status_code, listed.headers["Allow"]) == (405, "GET,HEAD")
    assert (one.status_code, one.headers["Allow"]) == (405, "DELETE,PUT")
    assert client.head(path).status_code == 200


def test_the_gate_is_before_it(client: httpx.Client, path: str) -> None:
    extension = {"Origin": "chrome-extension://abcdef"}
    allowed = client.put(f"{path}/1", json={}, headers=extension)
    assert (allowed.status_code, allowed.headers["Access-Control-Allow-Origin"]) == (
        200,
        extension["Origin"],
    )
    before = marks(client, path)
    for headers, status in (
        ({"X-Ingest-Token": "wrong"}, 401),
        ({"Origin": "https://evil.com"}, 403),
        ({"Host": "evil.com"}, 403),
    ):
        assert client.delete(f"{path}/1", headers=headers).status_code == status
        assert client.put(f"{path}/2", json={}, headers=headers).status_code == status
        assert client.get(path, headers=headers).status_code == status
    assert client.put(f"{path}/2", content=b"{}").status_code == 415
    assert (
        client.put(f"{path}/2", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    )
    assert marks(client, path) == before


def test_bookmarks_go_with_their_stream_and_the_summary_knows_nothing_of_them(
    client: httpx.Client, path: str
) -> None:
    stream = path.removesuffix("/bookmarks")
    seen = client.get(stream)
    client.put(f"{path}/1", json={"note": "x"})
    assert (client.get(stream).json(), client.get(stream).headers["ETag"]) == (
        seen.json(),
        seen.headers["ETag"],
    )
    client.delete(stream)
    assert client.get(path).status_code == 404
