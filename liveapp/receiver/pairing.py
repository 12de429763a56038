"""How a browser extension gets the token: for the code that the window shows."""

from collections.abc import Callable

from bottle import HTTPResponse, request

from liveapp.domain.pairing import Pairing, PairingOutcome
from liveapp.receiver.body import PARSED_BODY
from liveapp.receiver.refusals import BECAUSE, Because, shown_sender
from liveapp.receiver.replies import refusal, reply_of
from liveapp.schemas.replies import Paired
from liveapp.schemas.requests import parse_pairing

_REFUSALS = {
    PairingOutcome.WRONG: (401, "Wrong pairing code", "A wrong pairing code was entered"),
    PairingOutcome.NONE_UNDER_WAY: (
        409,
        "No pairing is under way",
        "A pairing code was entered while none was shown",
    ),
}
"""Status and detail of the reply, and the reason that the window is told."""


class PairingDesk:
    """Hands over the token that is in force then, None where none is required."""

    def __init__(self, pairing: Pairing, token_in_force: Callable[[], str | None]) -> None:
        self._pairing = pairing
        self._token_in_force = token_in_force

    def hand_over(self) -> HTTPResponse:
        """The token, for the right code."""
        environ = request.environ
        code = parse_pairing(environ[PARSED_BODY]).code
        secret = self._token_in_force() or ""
        sender = shown_sender(environ.get("HTTP_ORIGIN"), environ.get("HTTP_USER_AGENT"), secret)
        outcome = self._pairing.attempt(code, *sender)
        if outcome is PairingOutcome.RIGHT:
            return reply_of(Paired(token=self._token_in_force()))
        status, detail, reason = _REFUSALS[outcome]
        environ[BECAUSE] = Because(reason)
        raise refusal(status, detail)
