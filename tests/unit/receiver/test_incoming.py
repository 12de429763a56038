"""A request as the checks see it."""

from liveapp.receiver.incoming import IncomingRequest, host_of, told_path
from liveapp.receiver.refusals import BECAUSE, Because


def incoming(method: str = "POST", path: str = "/live/ingest", **environ: str) -> IncomingRequest:
    return IncomingRequest({"REQUEST_METHOD": method, "PATH_INFO": path, **environ})


def test_a_path_is_text_and_what_is_no_utf8_means_no_route() -> None:
    assert incoming(path="/caf\xc3\xa9").path == "/café"
    assert incoming(path="/\xff").path == "/\ufffd"


def test_of_a_path_below_a_place_of_server_seeds_only_that_place_is_told() -> None:
    assert told_path("/live/seeds/5ecre7") == "/live/seeds/"
    assert incoming(path="/live/verify/5ecre7/1").sender.path == "/live/verify/"
    for other in ("/live/seeds", "/live/verify", "/live/streams/5ecre7", "/"):
        assert told_path(other) == other


def test_what_is_asked_for_is_told_by_method_and_path() -> None:
    assert (incoming().is_ingest, incoming().needs_token, incoming().has_json_body) == (True, True, True)
    read = incoming("GET", "/live")
    assert (read.is_ingest, read.needs_token, read.has_json_body) == (False, True, False)
    assert not incoming("GET", "/lives").needs_token


def test_only_who_posts_a_pairing_code_needs_no_token_below_live() -> None:
    pairing = incoming(path="/live/pair")
    assert (pairing.is_pairing, pairing.needs_token, pairing.is_ingest) == (True, False, False)
    for other in (incoming("GET", "/live/pair"), incoming(path="/live/pair/"), incoming(path="/live/pairs")):
        assert (other.is_pairing, other.needs_token) == (False, True)


def test_who_sent_it_is_in_its_headers() -> None:
    sender = incoming(HTTP_ORIGIN="app://x", HTTP_USER_AGENT="bot/1").sender
    assert (sender.method, sender.path, sender.origin, sender.client) == (
        "POST",
        "/live/ingest",
        "app://x",
        "bot/1",
    )
    assert incoming().sender.origin is incoming().sender.client is None


def test_a_refusal_leaves_behind_why() -> None:
    request = incoming()
    reply = request.refused(403, "No", Because("A reason"), {"Retry-After": "1"})
    assert (reply.status_code, reply.get_header("Retry-After")) == (403, "1")
    assert request.environ[BECAUSE].reason == "A reason"


def test_a_target_that_is_no_url_names_no_host() -> None:
    assert host_of("http://a.example/x") == "a.example"
    assert host_of("http://[") == ""
