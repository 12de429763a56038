"""What each row of the API does with the store; errors are left to the gate."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from bottle import HTTPResponse, request
from waitress.channel import ClientDisconnected

from liveapp import __version__
from liveapp.domain.errors import NotesChangedMeanwhile, StoreClosed, StreamNotFound
from liveapp.domain.export import iso_time
from liveapp.domain.pairing import Pairing
from liveapp.domain.right_of_way import RightOfWay
from liveapp.receiver.body import PARSED_BODY
from liveapp.receiver.lanes import EXPORT_THREADS
from liveapp.receiver.pairing import PairingDesk
from liveapp.receiver.refusals import BECAUSE
from liveapp.receiver.routes import MAX_EXPORTS, Routes, build_application
from liveapp.schemas.ingest import Unprocessable
from liveapp.schemas.requests import OutOfRange
from liveapp.storage import Store
from tests.bets import bet
from tests.values import make_bet
from tests.wsgi import Reply, call

Ask = Callable[..., Reply]


@pytest.fixture
def ask(store: Store) -> Ask:
    """Asks the application as the gate does: with a body that is parsed."""
    desk = PairingDesk(Pairing(print), lambda: None)
    application = build_application(store.writer, store.reader, store.keeper, RightOfWay(), desk)

    def ask(method: str, path: str, body: Any = None, **environ: Any) -> Reply:
        return call(application, method, path, **{PARSED_BODY: body}, **environ)

    return ask


@pytest.fixture
def stream_id(store: Store) -> UUID:
    """The stream of three bets."""
    (recorded, *_) = store.writer.record([make_bet(nonce) for nonce in (1, 2, 3)])
    assert not isinstance(recorded, Exception)
    return recorded.stream_id


def test_health_is_that_of_the_database(ask: Ask, store: Store) -> None:
    well = ask("GET", "/healthz")
    assert well.status == 200
    assert well.json() == {
        "status": "ok",
        "app": "liveapp",
        "version": __version__,
        "writable": True,
        "damaged": False,
        "deletions_pending": 0,
        "log_bytes": well.json()["log_bytes"],
        "last_backup": None,
    }
    made = store.keeper.back_up()
    assert ask("GET", "/healthz").json()["last_backup"] == {
        "made_at": iso_time(made.made_us),
        "streams": 0,
        "bets": 0,
    }
    store.close()
    ill = ask("GET", "/healthz")
    assert (ill.status, ill.json()["status"]) == (503, "degraded")
    assert (ill.json()["writable"], ill.json()["detail"]) == (False, "liveapp is shutting down")
    assert ill.header("Retry-After")


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/", 404, None),
        ("GET", "/live/streams/", 404, None),
        ("GET", "/live/../healthz", 404, None),
        ("DELETE", "/healthz", 405, "GET,HEAD"),
        ("GET", "/live/ingest", 405, "POST"),
        ("POST", "/live/streams/1", 405, "DELETE,GET,HEAD,PUT"),
    ],
)
def test_what_is_no_row_is_not_found_or_names_the_methods(
    ask: Ask, method: str, path: str, status: int, allow: str | None
) -> None:
    reply = ask(method, path)
    assert (reply.status, reply.header("Allow")) == (status, allow)
    assert reply.json() == {"detail": "Method Not Allowed" if allow else "Not Found"}


def test_streams_bets_and_the_tail_come_in_pages(ask: Ask, stream_id: UUID) -> None:
    assert [one["id"] for one in ask("GET", "/live/streams?limit=1").json()["streams"]] == [str(stream_id)]
    assert ask("GET", f"/live/streams?offset={10**30}").json()["streams"] == []
    page = ask("GET", f"/live/streams/{stream_id}/bets?order=id_desc&limit=2").json()
    assert ([one["nonce"] for one in page["bets"]], page["total"]) == ([3, 2], 3)
    tail = ask("GET", f"/live/streams/{stream_id}/tail?since_id=0&limit=2").json()
    assert ([one["nonce"] for one in tail["bets"]], tail["has_more"]) == ([1, 2], True)
    assert ask("GET", f"/live/streams/{stream_id}/tail?since_id={10**30}").json()["last_id"] is None
    with pytest.raises(OutOfRange):
        ask("GET", f"/live/streams/{stream_id}/bets?limit=0")


@pytest.mark.parametrize("row", ["", "/bets", "/tail?since_id=0", "/metrics", "/export.csv"])
def test_a_stream_that_is_not_there_is_left_to_the_gate(ask: Ask, row: str) -> None:
    with pytest.raises(StreamNotFound):
        ask("GET", f"/live/streams/{UUID(int=1)}{row}")
    with pytest.raises(Unprocessable, match="valid UUID"):
        ask("GET", f"/live/streams/no-uuid{row}")


def test_bets_have_gaps_and_the_stream_has_figures_where_they_are_asked_for(
    ask: Ask, stream_id: UUID
) -> None:
    bets = ask("GET", f"/live/streams/{stream_id}/bets?include_gap=true").json()["bets"]
    assert [one["gap"] for one in bets] == [None, 1, 1]
    told = ask(
        "GET", f"/live/streams/{stream_id}/metrics?multipliers=1&bucket_size=2&top_peaks_limit=2"
    ).json()
    assert (told["stream_id"], told["multiplier_stats"][0]["count"]) == (str(stream_id), 3)
    assert told["density_buckets"] == {"0": 1, "1": 2}
    assert [one["nonce"] for one in told["top_peaks"]] == [1, 2]
    with pytest.raises(OutOfRange):
        ask("GET", f"/live/streams/{stream_id}/metrics?bucket_size=0")


def test_notes_are_changed_only_from_the_state_that_was_seen(ask: Ask, stream_id: UUID) -> None:
    path = f"/live/streams/{stream_id}"
    seen = ask("GET", path).header("ETag")
    changed = ask("PUT", path, {"notes": "red"}, HTTP_IF_MATCH=f'"other", {seen}')
    assert changed.json()["notes"] == "red"
    assert changed.header("ETag") != seen
    with pytest.raises(NotesChangedMeanwhile):
        ask("PUT", path, {"notes": "blue"}, HTTP_IF_MATCH=seen)
    with pytest.raises(NotesChangedMeanwhile):
        ask("PUT", path, {"notes": "blue"}, HTTP_IF_MATCH="")
    assert ask("PUT", path, {}, HTTP_IF_MATCH="*").json()["notes"] == "red"
    assert ask("PUT", path, {"notes": None}).json()["notes"] is None


def test_a_deleted_stream_is_gone_and_told_with_its_bets(ask: Ask, stream_id: UUID) -> None:
    told = ask("DELETE", f"/live/streams/{stream_id}").json()
    assert told == {"deleted": True, "stream_id": str(stream_id), "bets_deleted": 3}
    with pytest.raises(StreamNotFound):
        ask("DELETE", f"/live/streams/{stream_id}")


def test_an_export_is_a_file_of_every_bet(ask: Ask, stream_id: UUID) -> None:
    reply = ask("GET", f"/live/streams/{stream_id}/export.csv")
    assert reply.header("Content-Type") == "text/csv; charset=utf-8"
    assert "stream_31e090138d_client_3_bets.csv" in str(reply.header("Content-Disposition"))
    assert [line.split(b",")[0] for line in reply.body.splitlines()] == [b"nonce", b"1", b"2", b"3"]


def test_exports_leave_a_thread_of_their_lane_and_give_theirs_back(store: Store, stream_id: UUID) -> None:
    assert MAX_EXPORTS < EXPORT_THREADS
    routes = Routes(store.writer, store.reader, store.keeper, RightOfWay())
    running = [iter(routes.export(str(stream_id)).body) for _ in range(MAX_EXPORTS)]
    for chunks in running:
        next(chunks)
    with pytest.raises(HTTPResponse) as refused:
        routes.export(str(stream_id))
    assert refused.value.status_code == 503
    assert refused.value.get_header("Retry-After")
    assert request.environ[BECAUSE].reason == "Too many exports at once"
    running[0].close()  # a client that left
    assert list(running[1]) == []  # one that read to the end
    for _ in range(2):
        assert b"nonce" in b"".join(routes.export(str(stream_id)).body)


def test_an_export_that_cannot_go_on_ends_the_connection_and_frees_its_place(
    store: Store, stream_id: UUID
) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(10, 3000)])
    routes = Routes(store.writer, store.reader, store.keeper, RightOfWay())
    chunks: Iterator[bytes] = iter(routes.export(str(stream_id)).body)
    next(chunks)
    store.writer.delete_stream(stream_id)
    with pytest.raises(ClientDisconnected):
        list(chunks)
    assert routes._free_exports._value == MAX_EXPORTS


def test_a_closed_database_is_left_to_the_gate(ask: Ask, store: Store) -> None:
    store.close()
    with pytest.raises(StoreClosed):
        ask("POST", "/live/ingest", json.loads(json.dumps(bet())))
