"""The OpenAPI document: up to date, complete, and true of the running receiver."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from liveapp.domain.pump import hash_server_seed
from liveapp.schemas.ingest import MAX_BATCH
from liveapp.schemas.openapi import as_text, build_document
from tests.bets import TOKEN, Json, bet, heartbeat
from tests.conftest import ClientFactory, ServiceFactory
from tests.samples import histories

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

PATH = Path(__file__).parents[2] / "resources" / "openapi.json"
DOCUMENT: Json = json.loads(PATH.read_text(encoding="utf-8"))
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
STREAM = "/live/streams/{id}"
BOOKMARK = f"{STREAM}/bookmarks/{{bet_id}}"
PAIR = "/live/pair"
SEEDS = "/live/seeds"
FITS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXTENSION = {"Origin": "chrome-extension://abcdef"}
HEADERS = {"X-Ingest-Token": TOKEN, **EXTENSION}
# Shrinking a failure would take minutes: every try is a request.
EXAMPLES = settings(
    max_examples=histories(10),
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


# The file


def test_the_file_is_what_the_models_make_of_it() -> None:
    told = (
        "resources/openapi.json is out of date: run python -m liveapp.schemas.openapi resources/openapi.json"
    )
    assert PATH.read_text(encoding="utf-8") == as_text(build_document()), told


def test_the_command_prints_the_document_or_writes_it_to_a_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "liveapp.schemas.openapi"]
    printed = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    assert json.loads(printed) == DOCUMENT
    written = tmp_path / "openapi.json"
    assert subprocess.run([*command, written], capture_output=True, check=True, timeout=60).stdout == b""
    assert written.read_bytes() == PATH.read_bytes()


def test_it_is_openapi_3_1_and_every_reference_leads_somewhere() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    SCHEMA.validate()
    for reference in re.findall(r'"#/([^"]+)"', PATH.read_text(encoding="utf-8")):
        target: Any = DOCUMENT
        for step in reference.split("/"):
            target = target[step]


def test_every_route_and_method_is_in_the_document_and_no_other(service: "Service") -> None:
    routes = service._application.routes
    served = {(re.sub(r"<path_(\w+)>", r"{\1}", route.rule), route.method.lower()) for route in routes}
    told = {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert told == served


def test_what_is_checked_outside_of_the_models_stands_in_the_document_too() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    for name in ("BetIn", "HeartbeatIn"):
        nonce = schemas[name]["properties"]["nonce"]
        assert (nonce["minimum"], nonce["maximum"]) == (1, 2**63 - 1)
        assert [one["required"] for one in schemas[name]["anyOf"]] == [["roundResult"], ["payoutMultiplier"]]
    assert schemas["BetIn"]["properties"]["amount"]["minimum"] == 0
    assert schemas["BetIn"]["properties"]["payout"]["minimum"] == 0
    assert schemas["NotesIn"]["properties"]["notes"]["maxLength"] == 1000
    assert schemas["BookmarkIn"]["properties"]["note"]["maxLength"] == 1000
    assert schemas["PairingIn"]["properties"]["code"]["maxLength"] == 200
    limits = {
        path: [one["schema"] for one in methods["get"]["parameters"] if one["name"] == "limit"]
        for path, methods in DOCUMENT["paths"].items()
        if "get" in methods
    }
    assert [(one["minimum"], one["maximum"]) for one in limits["/live/streams"]] == [(1, 100)]
    assert [(one["minimum"], one["maximum"]) for one in limits[f"{STREAM}/bets"]] == [(1, 1000)]
    assert [(one["minimum"], one["maximum"]) for one in limits[f"{STREAM}/tail"]] == [(1, 1000)]


def test_everything_under_live_but_pairing_is_behind_the_token_and_nothing_else() -> None:
    for path, methods in DOCUMENT["paths"].items():
        for operation in methods.values():
            assert ("security" in operation) == (path.startswith("/live/") and path != PAIR)
            assert ("401" in operation["responses"]) == path.startswith("/live/")
    scheme = DOCUMENT["components"]["securitySchemes"]["ingestToken"]
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "X-Ingest-Token")


# The running receiver


class Target:
    """A running receiver with one stream in it, and a session that keeps its connection."""

    def __init__(self, url: str, session: requests.Session) -> None:
        self.url = url
        self.session = session
        items = [bet(1), bet(2), heartbeat(3)]
        session.post(f"{url}/live/ingest", json=items, headers=HEADERS).raise_for_status()
        streams = session.get(f"{url}/live/streams", headers=HEADERS).json()["streams"]
        bets = session.get(f"{url}/live/streams/{streams[0]['id']}/bets", headers=HEADERS).json()["bets"]
        self._path_parameters = {"id": streams[0]["id"], "bet_id": bets[0]["id"]}

    def path_parameters(self, path: str) -> dict[str, Any] | None:
        """The stream and the bet that are there, as far as the path names them."""
        named = {name: value for name, value in self._path_parameters.items() if f"{{{name}}}" in path}
        return named or None

    def answer(self, case: Case) -> requests.Response:
        """What the receiver says to a generated request; it has to fit the document."""
        reply = case.call(base_url=self.url, session=self.session)
        case.validate_response(reply, checks=FITS)
        return reply


@pytest.fixture
def target(service_factory: ServiceFactory) -> Iterator[Target]:
    service = service_factory(rate_limit=0)
    with requests.Session() as session:
        session.trust_env = False
        yield Target(str(service.receiver_url), session)


def whole(value: Any) -> Any:
    """JSON as its common writers write it: JSON Schema counts 5.0 as an integer, they never write one so."""
    if isinstance(value, list):
        return [whole(one) for one in value]
    if isinstance(value, dict) and isinstance(value.get("nonce"), float) and value["nonce"].is_integer():
        return {**value, "nonce": int(value["nonce"])}
    return value


def fits_once_trimmed(body: Any) -> bool:
    """Notes are measured without the blanks at their ends, which no schema can say."""
    notes = body.get("notes", body.get("note")) if isinstance(body, dict) else None
    return isinstance(notes, str) and len(notes) > 1000 >= len(notes.strip())


def fits_once_written(url: str) -> bool:
    """What a query cannot write, such as an empty object, becomes an empty value, which is no filter."""
    return ("min_multiplier", "") in parse_qsl(urlsplit(url).query, keep_blank_values=True)


@pytest.mark.parametrize("label", OPERATIONS)
def test_requests_that_fit_the_document_are_accepted(target: Target, label: str) -> None:
    operation = OPERATIONS[label]
    given_path = target.path_parameters(operation.path)
    cases = operation.as_strategy(GenerationMode.POSITIVE, headers=dict(HEADERS), path_parameters=given_path)

    @EXAMPLES
    @given(case=cases)
    def accept(case: Case) -> None:
        case.body = whole(case.body)
        reply = target.answer(case)
        if label.startswith("DELETE") and reply.status_code == 404:
            return  # an earlier example has deleted it
        if label == f"POST {PAIR}":
            assert reply.status_code == 409  # no window shows a code
        elif label == f"POST {SEEDS}":
            assert reply.json() == {"detail": "No stream has the hash of this seed"}
        elif "If-Match" in case.headers:
            assert reply.status_code in (200, 412)
        else:
            assert reply.status_code == 200, reply.text
        if label == "POST /live/ingest" and isinstance(case.body, list):
            assert reply.json()["rejected"] == []

    accept()


@pytest.mark.parametrize("label", [label for label in OPERATIONS if label != "GET /healthz"])
def test_requests_that_do_not_fit_the_document_are_refused_as_it_says(target: Target, label: str) -> None:
    operation = OPERATIONS[label]
    has_input = operation.query or operation.body
    # Where nothing else can be wrong, the id is.
    given_path = target.path_parameters(operation.path) if has_input else None
    cases = operation.as_strategy(GenerationMode.NEGATIVE, headers=dict(HEADERS), path_parameters=given_path)

    @EXAMPLES
    @given(case=cases)
    def refuse(case: Case) -> None:
        case.body = whole(case.body)
        reply = target.answer(case)
        is_right = fits_once_trimmed(case.body) or fits_once_written(str(reply.request.url))
        if label == "POST /live/ingest" and isinstance(case.body, list) and 1 <= len(case.body) <= MAX_BATCH:
            assert reply.status_code == 200
            assert reply.json()["rejected"]
        elif label == "POST /live/ingest" and isinstance(case.body, list) and len(case.body) > MAX_BATCH:
            assert reply.status_code == 413
        elif reply.status_code != 412 and not is_right:
            case.validate_response(reply, checks=[negative_data_rejection])

    refuse()


def refused_requests(stream: str) -> list[tuple[int, str, str, dict[str, Any]]]:
    """Requests and the status of their refusal, for every one that the document knows but 429 and 503."""
    ingest, one = "POST /live/ingest", f"/live/streams/{stream}"
    unknown = "/live/streams/11111111-2222-3333-4444-555555555555"
    return [
        (400, "GET /live/streams", "/live/streams?limit=0", {}),
        (400, "GET /healthz", "/healthz", {"headers": {"Host": ""}}),
        (400, ingest, "/live/ingest", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
        (401, "GET /live/streams", "/live/streams", {"headers": {"X-Ingest-Token": ""}}),
        (401, ingest, "/live/ingest", {"json": bet(), "headers": {"X-Ingest-Token": "wrong"}}),
        (403, "GET /healthz", "/healthz", {"headers": {"Origin": "https://evil.com"}}),
        (403, f"DELETE {STREAM}", one, {"headers": {"Host": "evil.com"}}),
        (404, f"GET {STREAM}", unknown, {}),
        (404, f"PUT {STREAM}", unknown, {"json": {}}),
        (404, f"GET {STREAM}/export.csv", f"{unknown}/export.csv", {}),
        (404, f"GET {STREAM}/bookmarks", f"{unknown}/bookmarks", {}),
        (404, f"PUT {BOOKMARK}", f"{one}/bookmarks/999", {"json": {}}),
        (404, f"DELETE {BOOKMARK}", f"{one}/bookmarks/1", {}),
        (405, "GET /healthz", "/healthz", {"method": "DELETE"}),
        (405, f"PUT {STREAM}", one, {"method": "PATCH"}),
        (403, f"POST {PAIR}", PAIR, {"json": {"code": "1"}}),
        (409, f"POST {PAIR}", PAIR, {"json": {"code": "1"}, "headers": EXTENSION}),
        (412, f"PUT {STREAM}", one, {"json": {"notes": "x"}, "headers": {"If-Match": '"old"'}}),
        (413, ingest, "/live/ingest", {"json": [bet()] * 501}),
        (413, f"PUT {STREAM}", one, {"json": {"notes": "x" * 2**20}}),
        (415, ingest, "/live/ingest", {"content": b"x", "headers": {"Content-Type": "text/plain"}}),
        (415, f"PUT {STREAM}", one, {"content": b"x"}),
        (422, ingest, "/live/ingest", {"json": bet(nonce=0)}),
        (422, ingest, "/live/ingest", {"json": {}}),
        (422, f"PUT {STREAM}", one, {"json": {"notes": "x" * 1001}}),
        (415, f"POST {PAIR}", PAIR, {"content": b"x", "headers": EXTENSION}),
        (422, f"POST {PAIR}", PAIR, {"json": {"code": 1}, "headers": EXTENSION}),
        (404, f"GET {STREAM}/verification", f"{unknown}/verification", {}),
        (415, f"POST {SEEDS}", SEEDS, {"content": b"x"}),
        (422, f"POST {SEEDS}", SEEDS, {"json": {"server_seed": "of nobody"}}),
        (422, f"POST {SEEDS}", SEEDS, {"json": {"server_seed": ""}}),
        (422, "GET /live/verify", "/live/verify?nonce=x", {}),
        (422, f"GET {STREAM}/bets", f"{one}/bets?order=x", {}),
        (422, f"GET {STREAM}/tail", f"{one}/tail", {}),
        (422, f"GET {STREAM}", "/live/streams/1", {}),
        (422, f"PUT {BOOKMARK}", f"{one}/bookmarks/1", {"json": {"note": "x" * 1001}}),
        (422, f"DELETE {BOOKMARK}", f"{one}/bookmarks/x", {}),
        (431, "GET /healthz", "/healthz", {"headers": {"X-Long": "x" * 20_000}}),
    ]


def check(label: str, reply: httpx.Response, status: int) -> None:
    assert reply.status_code == status, reply.text
    assert str(status) in DOCUMENT["paths"][label.split()[1]][label.split()[0].lower()]["responses"]
    OPERATIONS[label].validate_response(reply)


def test_every_refusal_fits_the_document(client: httpx.Client) -> None:
    told = {
        int(status)
        for methods in DOCUMENT["paths"].values()
        for operation in methods.values()
        for status in operation["responses"]
    }
    requests_ = refused_requests(client.post("/live/ingest", json=bet()).json()["streamId"])
    assert {status for status, *_ in requests_} | {200, 429, 503} == told
    for status, label, path, options in requests_:
        method = options.pop("method", label.split()[0])
        check(label, client.request(method, path, **options), status)


def test_refusals_by_a_limit_fit_the_document(
    service_factory: ServiceFactory, client_factory: ClientFactory
) -> None:
    client = client_factory(service_factory(rate_limit=1).receiver_url)
    assert client.post("/live/ingest", json=bet()).status_code == 200
    check("POST /live/ingest", client.post("/live/ingest", json=bet()), 429)
    for _ in range(20):
        client.get("/live/streams", headers={"X-Ingest-Token": "wrong"})
    check("GET /live/streams", client.get("/live/streams", headers={"X-Ingest-Token": "wrong"}), 429)


def test_refusals_of_a_database_that_is_closed_fit_the_document(
    client: httpx.Client, service: "Service"
) -> None:
    stream = client.post("/live/ingest", json=bet()).json()["streamId"]
    service.writer.close()
    service.reader.close()
    check("POST /live/ingest", client.post("/live/ingest", json=bet()), 503)
    check("GET /healthz", client.get("/healthz"), 503)
    for path in ("", "/bets", "/tail?since_id=0", "/export.csv", "/bookmarks", "/verification"):
        label = f"GET {STREAM}{path.partition('?')[0]}"
        check(label, client.get(f"/live/streams/{stream}{path}"), 503)
    check(f"PUT {STREAM}", client.put(f"/live/streams/{stream}", json={"notes": "x"}), 503)
    check(f"DELETE {STREAM}", client.delete(f"/live/streams/{stream}"), 503)
    marked = f"/live/streams/{stream}/bookmarks/1"
    check(f"PUT {BOOKMARK}", client.put(marked, json={}), 503)
    check(f"DELETE {BOOKMARK}", client.delete(marked), 503)
    check(f"POST {SEEDS}", client.post(SEEDS, json={"server_seed": "s"}), 503)


def test_the_check_itself_finds_a_reply_that_does_not_fit(client: httpx.Client) -> None:
    reply = client.get("/healthz")
    with pytest.raises(FailureGroup):
        OPERATIONS["GET /live/streams"].validate_response(reply)


def test_a_pairing_fits_the_document(client: httpx.Client, service: "Service") -> None:
    code = service.pairing.begin()
    check(f"POST {PAIR}", client.post(PAIR, json={"code": "no"}, headers=EXTENSION), 401)
    check(f"POST {PAIR}", client.post(PAIR, json={"code": code}, headers=EXTENSION), 200)


def test_a_seed_that_is_revealed_and_what_it_proves_fit_the_document(client: httpx.Client) -> None:
    posted = [bet(number, serverSeedHashed=hash_server_seed("a seed")) for number in range(1, 102)]
    client.post("/live/ingest", json=posted).raise_for_status()
    stream = client.get("/live/streams").json()["streams"][0]["id"]
    check(f"POST {SEEDS}", client.post(SEEDS, json={"server_seed": "a seed"}), 200)
    check(f"GET {STREAM}/verification", client.get(f"/live/streams/{stream}/verification"), 200)
