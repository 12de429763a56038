"""Refused requests are told to the window: every kind, in words, and nothing that is secret or could harm."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveapp.app.core.service import Service
from liveapp.domain.errors import StoreDamaged
from liveapp.domain.events import Remedy, RequestRefused
from liveapp.receiver.gate import WRONG_TOKENS_ALLOWED
from liveapp.settings import Settings, changed
from tests.bets import TOKEN, bet
from tests.conftest import LogWatch
from tests.http_client import RawConnection, RawReply, ask, ask_exactly, port_of, request_bytes
from tests.integration.gate.requests import GOOD_BET, GOOD_TOKEN, JSON_TYPE, MIB, padded

SITE = "https://site.example"


class Told:
    """A running receiver and what it told."""

    def __init__(self, service: Service, refused: list[RequestRefused]) -> None:
        self.service = service
        self.refused = refused
        self.port = port_of(service.receiver_url or "")

    def ask(self, method: str, target: str, *headers: tuple[str, str], body: bytes | None = None) -> RawReply:
        return ask(self.port, method, target, headers, body)

    def post(self, body: object, *headers: tuple[str, str], target: str = "/live/ingest") -> RawReply:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.ask("POST", target, GOOD_TOKEN, JSON_TYPE, *headers, body=sent)

    @property
    def only(self) -> RequestRefused:
        (refusal,) = self.refused
        return refusal


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    refused: list[RequestRefused] = []
    values = {"data_dir": tmp_path, "port": 0, "ingest_token": TOKEN}
    service = Service(Settings.model_validate(values), refused.append)
    service.start()
    yield Told(service, refused)
    service.shutdown()
    assert TOKEN not in repr(refused)


def test_what_is_answered_well_is_not_told(told: Told) -> None:
    assert told.post(bet()).status == 200
    assert told.post([bet(), bet(2)]).status == 200
    assert told.ask("GET", "/live/streams", GOOD_TOKEN).status == 200
    assert told.ask("GET", "/healthz").status == 200
    assert told.refused == []


def test_who_sent_what_is_told(told: Told) -> None:
    told.ask("GET", "/live/streams?limit=1", ("User-Agent", "a-bot/1"), ("Origin", "app://bot"))
    refusal = told.only
    assert (refusal.method, refusal.path) == ("GET", "/live/streams")
    assert (refusal.origin, refusal.client) == ("app://bot", "a-bot/1")
    told.ask("GET", "/live/streams")
    assert (told.refused[1].origin, told.refused[1].client) == (None, None)
    assert told.refused[1].refused_us >= refusal.refused_us > 1_700_000_000_000_000


@pytest.mark.parametrize(
    ("headers", "status", "field", "value", "remedy"),
    [
        ([], 400, "Host", None, Remedy.NONE),
        ([("Host", "evil.example")], 403, "Host", "evil.example", Remedy.COPY_URL),
        ([("Host", "me:secret@evil.example")], 403, "Host", "evil.example", Remedy.COPY_URL),
        ([("Host", "{host}"), ("Origin", SITE)], 403, "Origin", SITE, Remedy.ALLOW_SITE),
        ([("Host", "{host}"), ("Origin", "mailto:x")], 403, "Origin", "mailto:x", Remedy.NONE),
        (
            [("Host", "{host}"), ("Sec-Fetch-Site", "cross-site")],
            403,
            "Sec-Fetch-Site",
            "cross-site",
            Remedy.NONE,
        ),
        ([("Host", "{host}")], 401, "X-Ingest-Token", None, Remedy.COPY_TOKEN),
        (
            [("Host", "{host}"), ("X-Ingest-Token", "wrong")],
            401,
            "X-Ingest-Token",
            None,
            Remedy.COPY_TOKEN,
        ),
    ],
)
def test_who_is_not_let_in_is_told_with_the_header_and_the_way_in(
    told: Told, headers: list[tuple[str, str]], status: int, field: str, value: str | None, remedy: Remedy
) -> None:
    sent = [(name, text.replace("{host}", f"127.0.0.1:{told.port}")) for name, text in headers]
    assert ask_exactly(told.port, "GET", "/live/streams", sent).status == status
    refusal = told.only
    assert (refusal.status, refusal.field, refusal.value) == (status, field, value)
    assert refusal.remedy is remedy
    assert refusal.reason
    assert "wrong" not in (refusal.value or "")


def test_a_page_that_hides_its_site_needs_that_a_token_is_required(told: Told) -> None:
    told.service.apply_settings(changed(told.service.settings, {"require_token": False}))
    assert told.ask("GET", "/live/streams", ("Origin", "null")).status == 403
    assert told.only.remedy is Remedy.REQUIRE_TOKEN


def test_a_flood_of_wrong_tokens_is_told_without_one_of_them(told: Told) -> None:
    for number in range(WRONG_TOKENS_ALLOWED + 1):
        told.ask("GET", "/live/streams", ("X-Ingest-Token", f"guess-{number}"))
    assert [one.status for one in told.refused] == [401] * WRONG_TOKENS_ALLOWED + [429]
    assert told.refused[-1].remedy is Remedy.COPY_TOKEN
    assert "guess" not in repr(told.refused)


def test_bets_over_the_rate_limit_lead_to_the_limit(told: Told) -> None:
    told.service.apply_settings(changed(told.service.settings, {"rate_limit": 1}))
    assert [told.post(bet()).status for _ in range(2)] == [200, 429]
    assert (told.only.status, told.only.remedy) == (429, Remedy.RAISE_RATE_LIMIT)


@pytest.mark.parametrize(
    ("content_type", "value"), [("text/plain", "text/plain"), (None, None), ("te\xe9", "te�")]
)
def test_a_body_of_another_type_is_told_with_the_type(
    told: Told, content_type: str | None, value: str | None
) -> None:
    typed = [] if content_type is None else [("Content-Type", content_type)]
    assert told.ask("POST", "/live/ingest", GOOD_TOKEN, *typed, body=GOOD_BET).status == 415
    assert (told.only.status, told.only.field, told.only.value) == (415, "Content-Type", value)
    assert "application/json" in told.only.reason


@pytest.mark.parametrize("body", [b"", b"{", b'"\xff"', b'{"amount": NaN}', b"[" * 100_000])
def test_a_body_that_is_no_json_is_told_with_where_it_ends_to_be_any(told: Told, body: bytes) -> None:
    assert told.post(body).status == 400
    assert told.only.status == 400
    assert told.only.reason.startswith("The body is not JSON: ")
    assert told.only.field is None


@pytest.mark.parametrize(
    ("changes", "field", "value", "reason"),
    [
        ({"difficulty": "brutal"}, "difficulty", '"brutal"', "'easy', 'medium', 'hard' or 'expert'"),
        ({"nonce": 0}, "nonce", "0", "Nonce must be greater than or equal to 1"),
        ({"nonce": "7"}, "nonce", '"7"', "valid integer"),
        ({"amount": -1}, "amount", "-1.0", "Amount must be greater than or equal to 0"),
        ({"payout": -0.5}, "payout", "-0.5", "Payout must be greater than or equal to 0"),
        ({"amount": None}, "amount", "null", "valid number"),
        ({"clientSeed": ""}, "clientSeed", '""', "at least 1"),
        ({"clientSeed": {"a": TOKEN}}, "clientSeed", "an object", "valid string"),
        ({"roundResult": None}, "roundResult", None, "a required field is missing"),
        ({"type": "spin"}, "type", '"spin"', "'bet' or 'heartbeat'"),
    ],
)
def test_a_bet_that_does_not_fit_is_told_with_its_field_and_value(
    told: Told, changes: dict[str, object], field: str, value: str | None, reason: str
) -> None:
    assert told.post(bet(**changes)).status == 422
    refusal = told.only
    assert (refusal.status, refusal.field, refusal.value) == (422, field, value)
    assert reason in refusal.reason
    assert refusal.remedy is Remedy.NONE


def test_of_many_misfits_the_first_is_told_and_how_many_more(told: Told) -> None:
    wrong = bet(amount="a", payout="b")
    del wrong["id"]
    told.post(wrong)
    assert (told.only.field, told.only.value) == ("id", None)
    assert told.only.reason == "The body does not fit: a required field is missing, and 2 more problems"


def test_items_that_a_batch_leaves_out_are_one_event_with_the_first_of_them(told: Told) -> None:
    items = [bet(1), bet(2), bet(3, amount="much"), 5, bet(4, nonce=0)]
    reply = told.post(items)
    assert reply.status == 200
    assert len(reply.json()["rejected"]) == 3
    refusal = told.only
    assert (refusal.status, refusal.field, refusal.value) == (200, "item 3 of the batch: amount", '"much"')
    assert refusal.reason.startswith(
        "3 of 5 items of a batch were refused. The first: The body does not fit:"
    )
    told.post([5])
    assert told.refused[1].field == "item 1 of the batch"


def test_a_batch_that_is_empty_or_too_long_is_told(told: Told) -> None:
    assert told.post([]).status == 422
    assert told.post([{}] * 501).status == 413
    assert [one.status for one in told.refused] == [422, 413]
    assert told.refused[1].reason == "A batch cannot have more than 500 items: this one has 501"


@pytest.mark.parametrize(
    ("target", "status", "field", "value"),
    [
        ("/live/streams?limit=0", 400, "limit in the query", "0"),
        ("/live/streams?limit=101", 400, "limit in the query", "101"),
        ("/live/streams?offset=-1", 400, "offset in the query", "-1"),
        ("/live/streams?limit=x", 422, "limit in the query", '"x"'),
        ("/live/streams/5", 422, "id in the path", '"5"'),
        ("/live/streams/00000000-0000-0000-0000-000000000000/tail", 422, "since_id in the query", None),
        ("/live/streams/00000000-0000-0000-0000-000000000000", 404, None, None),
    ],
)
def test_a_question_that_cannot_be_answered_is_told(
    told: Told, target: str, status: int, field: str | None, value: str | None
) -> None:
    assert told.ask("GET", target, GOOD_TOKEN).status == status
    assert (told.only.status, told.only.field, told.only.value) == (status, field, value)


@pytest.mark.parametrize(
    ("bet_id", "body", "status", "field", "value"),
    [
        ("x", b"{}", 422, "bet_id in the path", '"x"'),
        ("1", b'{"note": 5}', 422, "note", "5"),
        ("1", b"{}", 404, None, None),
    ],
)
def test_a_bookmark_that_cannot_be_set_is_told(
    told: Told, bet_id: str, body: bytes, status: int, field: str | None, value: str | None
) -> None:
    path = f"/live/streams/00000000-0000-0000-0000-000000000000/bookmarks/{bet_id}"
    assert told.ask("PUT", path, GOOD_TOKEN, JSON_TYPE, body=body).status == status
    assert (told.only.status, told.only.field, told.only.value) == (status, field, value)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("POST", "/ingest", 404),
        ("GET", "/%FF", 404),
        ("GET", "/live/ingest", 405),
        ("OPTIONS", "/live/ingest", 405),
    ],
)
def test_a_wrong_path_or_method_leads_to_the_right_url(
    told: Told, method: str, path: str, status: int
) -> None:
    body = GOOD_BET if method == "POST" else None
    assert told.ask(method, path, GOOD_TOKEN, JSON_TYPE, body=body).status == status
    assert (told.only.status, told.only.method, told.only.remedy) == (status, method, Remedy.COPY_URL)


def test_what_the_server_itself_refuses_is_told_as_far_as_it_could_be_read(told: Told) -> None:
    host = ("Host", f"127.0.0.1:{told.port}")
    too_large = request_bytes("POST", "/live/ingest", [host, ("Content-Length", str(2 * MIB))])
    too_much_head = request_bytes("GET", "/healthz", [host, ("X-Padding", "x" * 20_000)])
    chunks = request_bytes("POST", "/live/ingest", [host, ("Transfer-Encoding", "chunked")], b"zz\r\n\r\n")
    for data in (b"rubbish\r\n\r\n", too_large, too_much_head, chunks):
        with RawConnection(told.port) as connection:
            connection.send(data)
            connection.reply()
    assert [(one.status, one.method, one.path) for one in told.refused] == [
        (400, "", ""),
        (413, "POST", "/live/ingest"),
        (431, "", ""),
        (400, "POST", "/live/ingest"),
    ]
    assert all(one.reason for one in told.refused)


def test_a_body_over_the_limit_in_chunks_is_told(told: Told) -> None:
    assert told.post(padded(MIB + 1)).status == 413
    assert told.only.status == 413


def test_what_the_database_cannot_take_is_told_too(told: Told, log_watch: LogWatch) -> None:
    log_watch.expect("malformed")
    told.service.writer.halt_on_damage(StoreDamaged("malformed"))
    assert told.post(bet()).status == 503
    assert (told.only.status, told.only.reason, told.only.field) == (503, "malformed", None)
    assert told.ask("GET", "/healthz").status == 503
    assert len(told.refused) == 1


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ("<img src=/dev/zero>", '"<img src=/dev/zero>"'),
        ("a\0b", '"a\\x00b"'),
        ("\ud800", '"\\ud800"'),
        ("\u202egnp.exe\u2066", '"\\u202egnp.exe\\u2066"'),
        ("line\nline", '"line\\nline"'),
        ("x" * (MIB - 1000), '"' + "x" * 78 + "…"),
        ("\u202e" * 200, '"' + "\\u202e" * 13 + "…"),
        ("é漢" * 20, '"' + "é漢" * 20 + '"'),
    ],
)
def test_a_hostile_value_comes_out_cut_and_all_of_it_can_be_seen(told: Told, sent: str, value: str) -> None:
    told.post(bet(type=sent))
    assert told.only.field == "type"
    assert told.only.value == value
    assert len(told.only.value) <= 80
    assert value.isprintable()


def test_hostile_headers_and_paths_come_out_cut_too(told: Told) -> None:
    hostile = b"https://evil.example/<b>\xe2\x80\xae\xff" + b"x" * 5000
    headers = [("Host", f"127.0.0.1:{told.port}"), ("Origin", hostile), ("User-Agent", hostile)]
    path = "/live/%3Cimg%20src=x%3E%E2%80%AE%00" + "y" * 5000
    assert ask_exactly(told.port, "GET", path, headers).status == 403
    refusal = told.only
    assert refusal.path.startswith("/live/<img src=x>\\u202e\\x00yyy")
    assert refusal.client == "https://evil.example/<b>\\u202e�xxxxxxxxxxxxxxxxxxxxxxxxxxxx…"
    texts = (refusal.method, refusal.path, refusal.origin, refusal.client, refusal.value)
    assert all(text and len(text) <= 300 and text.isprintable() for text in texts)
    assert refusal.remedy is Remedy.NONE


def test_the_token_is_told_nowhere_wherever_a_client_puts_it(told: Told) -> None:
    told.ask("GET", f"/live/{TOKEN}?token={TOKEN}", ("Origin", f"https://{TOKEN}"), ("User-Agent", TOKEN))
    told.post(bet(difficulty=TOKEN))
    told.post(bet(difficulty="x" * 70 + TOKEN))
    told.post([bet(difficulty=f"{TOKEN}{TOKEN}")])
    told.ask("POST", "/live/ingest", GOOD_TOKEN, ("Content-Type", TOKEN), body=GOOD_BET)
    assert len(told.refused) == 5
    assert not any(TOKEN[:8] in repr(refusal) for refusal in told.refused)
    assert told.refused[0].remedy is Remedy.NONE
    assert told.refused[1].value == '"' + "•" * len(TOKEN) + '"'
