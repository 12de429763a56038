"""What the window is told of refused requests: short, harmless texts, and never the token.

Who refuses puts a `Because` into the environment under `BECAUSE`; the gate, which sees every reply leave,
tells of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from liveapp.domain.access import MAX_TOKEN_LENGTH
from liveapp.domain.errors import NOTHING, Refused, StoreUnavailable
from liveapp.domain.events import Remedy, RequestRefused
from liveapp.receiver.origins import is_allowable
from liveapp.schemas.ingest import Unprocessable

BECAUSE = "liveapp.refused_because"
"""Key of the WSGI environment under which stands why the request, or a part of it, is refused."""

MAX_REASON = 300
MAX_FIELD = 80
MAX_VALUE = 80
MAX_PATH = 100
MAX_CLIENT = 60
MAX_AGENT = 200
"""A user agent where it stands for itself: browsers put their name at its end."""

MAX_ORIGIN = 300
MAX_METHOD = 20

SECRET_FIELDS = frozenset({"server_seed", "code"})
"""Fields whose value is nobody's business, not even where it does not fit."""

_LOOKED_AT = 1_000
"""How much of a text is looked at: what is shown, and a token that begins in it."""

_HIDDEN = "•"

_SENTENCES = {
    HTTPStatus.NOT_FOUND: "The receiver has nothing at this path",
    HTTPStatus.METHOD_NOT_ALLOWED: "The receiver does not take this method at this path",
}
"""Why a request was refused of which nobody said more."""

_REMEDIES = {HTTPStatus.NOT_FOUND: Remedy.COPY_URL, HTTPStatus.METHOD_NOT_ALLOWED: Remedy.COPY_URL}


@dataclass(frozen=True, slots=True)
class Because:
    """Why a request is refused. `reason` repeats nothing of it; `value` is as it was sent, but not longer."""

    reason: str
    field: str | None = None
    value: str | None = None
    remedy: Remedy = Remedy.NONE


@dataclass(frozen=True, slots=True)
class Sender:
    """A request as its client sent it; headers as the server reads them, bytes as Latin-1."""

    method: str
    path: str
    origin: str | None
    client: str | None


class RefusalTeller:
    """Turns refusals into events. `token` is what no event may hold, None where there is none."""

    def __init__(self, on_refused: Callable[[RequestRefused], None], clock_us: Callable[[], int]) -> None:
        self._on_refused = on_refused
        self._clock_us = clock_us
        self.token: bytes | None = None

    def shown(self, origin: str | None, client: str | None) -> tuple[str | None, str | None]:
        """Origin and user agent of a request, as they can be shown."""
        return shown_sender(origin, client, self._secret)

    def tell(self, status: int, because: Because, sender: Sender) -> RequestRefused:
        """A request was answered so, because of that; returns what was told."""
        token = self._secret

        def shown(text: str | None, limit: int) -> str | None:
            return None if text is None else harmless(text, limit, token)

        origin = shown(header_text(sender.origin), MAX_ORIGIN)
        remedy = because.remedy
        if remedy is Remedy.ALLOW_SITE and not (origin == sender.origin and is_allowable(origin or "")):
            remedy = Remedy.NONE
        refusal = RequestRefused(
            status,
            harmless(because.reason, MAX_REASON, token),
            self._clock_us(),
            shown(sender.method, MAX_METHOD) or "",
            shown(sender.path, MAX_PATH) or "",
            origin,
            shown(header_text(sender.client), MAX_CLIENT),
            shown(because.field, MAX_FIELD),
            shown(because.value, MAX_VALUE),
            remedy,
        )
        self._on_refused(refusal)
        return refusal

    @property
    def _secret(self) -> str:
        return self.token.decode("utf-8", "replace") if self.token else ""


def shown_sender(origin: str | None, client: str | None, secret: str) -> tuple[str | None, str | None]:
    """Origin and user agent, as the server reads them, in texts that can be shown; None stays None."""
    return (
        None if origin is None else harmless(header_text(origin) or "", MAX_ORIGIN, secret),
        None if client is None else harmless(header_text(client) or "", MAX_AGENT, secret),
    )


def because_of_status(status: int) -> Because | None:
    """Why, where nobody said; None for a reply that is no refusal."""
    if not HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    known = HTTPStatus(status)
    reason = _SENTENCES.get(known, f"The request was refused: {known.phrase}")
    return Because(reason, remedy=_REMEDIES.get(known, Remedy.NONE))


def because_of_error(error: Exception) -> Because | None:
    """Why, where the domain refused or could not do it; None for a bug."""
    if isinstance(error, StoreUnavailable):
        return Because(error.what)
    return _because_of_refused(error) if isinstance(error, Refused) else None


def because_of_items(items: int, refused: Mapping[int, Refused]) -> Because:
    """Why some items of a batch, given by index, were refused; at least one was."""
    index = min(refused)
    first = _because_of_refused(refused[index])
    item = f"item {index + 1} of the batch"
    return Because(
        f"{len(refused)} of {items} items of a batch were refused. The first: {first.reason}",
        f"{item}: {first.field}" if first.field else item,
        first.value,
    )


def value_text(value: object) -> str:
    """A refused value as JSON would write it, or in words where that could be long; strings not whole."""
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= _LOOKED_AT else f'"{value[:_LOOKED_AT]}'
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    return str(value)


def header_text(value: str | None) -> str | None:
    """A header's value as text: what the server read as Latin-1 is UTF-8 where it is anything."""
    if value is None or value.isascii():
        return value
    return value[:_LOOKED_AT].encode("latin-1", "replace").decode("utf-8", "replace")


def harmless(text: str, limit: int, secret: str) -> str:
    """At most `limit` characters of a text, all of them to be seen, and none of them the secret's.

    What has no look of its own, such as a control character or one that turns the direction of writing, is
    written as its number. Markup stays what it is: text.
    """
    if len(text) <= limit and text.isprintable() and not (secret and secret in text):
        return text
    text = text[: limit + MAX_TOKEN_LENGTH]
    if secret:
        # By as many characters, so that nothing comes nearer that was to be cut off.
        text = text.replace(secret, _HIDDEN * len(secret))
    if not text.isprintable():
        text = "".join(one if one.isprintable() else _number_of(one) for one in text[: limit + 1])
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _because_of_refused(error: Refused) -> Because:
    name = error.place[-1] if error.place else None
    value = None if name in SECRET_FIELDS or error.given is NOTHING else value_text(error.given)
    return Because(_reason(error), _place_text(error), value)


def _number_of(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _reason(error: Refused) -> str:
    if not isinstance(error, Unprocessable) or isinstance(error.detail, str):
        return str(error)
    first, *others = error.detail
    what = "a required field is missing" if first["type"] == "missing" else first["msg"]
    more = f", and {len(others)} more {'problem' if len(others) == 1 else 'problems'}" if others else ""
    return f"{_WHOLES.get(error.place[0], 'The request')} does not fit: {what}{more}"


_WHOLES: dict[Any, str] = {"body": "The body", "query": "The query", "path": "The path"}


def _place_text(error: Refused) -> str | None:
    """`clientSeed` for a field of the body, `limit in the query` for others; None for the whole."""
    whole, *steps = error.place or ("body",)
    if not steps:
        return None
    name = ".".join(str(step) for step in steps)
    return name if whole == "body" else f"{name} in the {whole}"
