"""What is handed over for a code; `tests/integration/test_pairing.py` sees it over sockets."""

from typing import Any

import pytest
from bottle import HTTPResponse, request

from liveapp.domain.pairing import Pairing, PairingTried
from liveapp.receiver.body import PARSED_BODY
from liveapp.receiver.pairing import PairingDesk
from liveapp.receiver.refusals import BECAUSE, Because
from liveapp.schemas.ingest import Unprocessable
from tests.wsgi import Reply

ORIGIN = "chrome-extension://abc"


class Office:
    """A desk, its pairing, and what it told."""

    def __init__(self) -> None:
        self.told: list[PairingTried] = []
        self.token: str | None = "secret"
        self.pairing = Pairing(self.told.append)
        self._desk = PairingDesk(self.pairing, lambda: self.token)

    def ask(self, body: Any, **environ: Any) -> Reply:
        """Asks as the gate lets pass: with a body that is parsed."""
        request.bind({PARSED_BODY: body, "HTTP_ORIGIN": ORIGIN, **environ})
        try:
            reply = self._desk.hand_over()
        except HTTPResponse as refused:
            reply = refused
        return Reply(reply.status_code, dict(reply.headerlist), reply.body)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize("token", ["secret", "tökén-€", None])
def test_the_code_hands_over_the_token_that_is_in_force_then(office: Office, token: str | None) -> None:
    code = office.pairing.begin()
    office.token = token
    reply = office.ask({"code": code})
    assert (reply.status, reply.json()) == (200, {"token": token})
    assert office.ask({"code": code}).status == 409


def test_a_wrong_code_and_one_that_nobody_shows_are_told_apart(office: Office) -> None:
    none = office.ask({"code": "123456"})
    assert (none.status, none.json()) == (409, {"detail": "No pairing is under way"})
    office.pairing.begin()
    wrong = office.ask({"code": "123 456"})
    assert (wrong.status, wrong.json()) == (401, {"detail": "Wrong pairing code"})
    assert request.environ[BECAUSE] == Because("A wrong pairing code was entered")


def test_who_tried_is_told_in_texts_that_can_be_shown(office: Office) -> None:
    office.pairing.begin()
    office.ask(
        {"code": ""}, HTTP_ORIGIN="chrome-extension://\u00e2\u0080\u00ae", HTTP_USER_AGENT="a secret" * 90
    )
    (tried,) = office.told
    assert tried.origin == "chrome-extension://\\u202e"
    assert tried.client is not None
    assert tried.client.startswith("a ••••••")
    assert len(tried.client) == 200
    office.ask({"code": ""})
    assert office.told[-1].client is None


@pytest.mark.parametrize(
    "body", [None, [], "123456", {}, {"code": 123456}, {"code": None}, {"code": "1" * 201}]
)
def test_what_is_no_code_is_no_try(office: Office, body: Any) -> None:
    office.pairing.begin()
    with pytest.raises(Unprocessable):
        office.ask(body)
    assert office.told == []
