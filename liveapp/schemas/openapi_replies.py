"""The refusals and headers that replies of the receiver share, as the OpenAPI document tells them."""

from dataclasses import dataclass
from typing import Any

_REFUSAL = {"$ref": "#/components/schemas/Refusal"}
_TEXT = {"text/plain": {"schema": {"type": "string"}}}

COMMON_HEADERS = (
    "Cache-Control",
    "X-Content-Type-Options",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Vary",
)
_ALWAYS = {"Cache-Control", "X-Content-Type-Options", "Allow", "Retry-After", "ETag", "Content-Disposition"}
_TO_ORIGIN = "Only where the request named an origin that may call."
_WHERE_RATE_LIMITED = "Only where the rate limit of ingest was reached."


def _header(description: str, **schema: Any) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string", **schema}}


HEADERS: dict[str, Any] = {
    "Cache-Control": _header("Nothing is to be kept.", const="no-store"),
    "X-Content-Type-Options": _header("The type is what it says.", const="nosniff"),
    "Access-Control-Allow-Origin": _header(_TO_ORIGIN),
    "Access-Control-Expose-Headers": _header(_TO_ORIGIN),
    "Vary": _header(_TO_ORIGIN),
    "ETag": _header("Names the state of the stream's notes."),
    "Allow": _header("The methods that the path knows."),
    "Content-Disposition": _header("The file's name (RFC 6266)."),
    "Retry-After": _header("Seconds to wait.", pattern="^[0-9]+$"),
    "X-RateLimit-Limit": _header(_WHERE_RATE_LIMITED + " Requests a minute.", pattern="^[0-9]+$"),
    "X-RateLimit-Remaining": _header(_WHERE_RATE_LIMITED, pattern="^[0-9]+$"),
    "X-RateLimit-Reset": _header(_WHERE_RATE_LIMITED + " Seconds to wait.", pattern="^[0-9]+$"),
}
for _name in _ALWAYS:
    HEADERS[_name]["required"] = True


def reply_headers(*names: str) -> dict[str, Any]:
    """What every reply carries, and these."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*COMMON_HEADERS, *names)}


@dataclass(frozen=True, slots=True)
class RefusalReply:
    """An error reply that several operations share. `by_server`: it may come as plain text."""

    name: str
    description: str
    headers: tuple[str, ...] = ()
    by_server: bool = False
    lists_problems: bool = False

    def response(self) -> dict[str, Any]:
        """As OpenAPI's Response Object."""
        misfit = {"$ref": "#/components/schemas/Misfit"}
        schema = {"oneOf": [_REFUSAL, misfit]} if self.lists_problems else _REFUSAL
        content = {"application/json": {"schema": schema}, **(_TEXT if self.by_server else {})}
        return {"description": self.description, "headers": reply_headers(*self.headers), "content": content}


_RATE = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")

REFUSALS = {
    400: RefusalReply(
        "BadRequest",
        "A number is out of its range, the body is not JSON, there is not exactly one `Host`, or the request"
        " is broken.",
        by_server=True,
    ),
    401: RefusalReply("Unauthorized", "The token, or the pairing code, is missing or wrong."),
    403: RefusalReply("Forbidden", "The host, or who calls, is not allowed."),
    404: RefusalReply("NotFound", "There is no such stream, bet or bookmark."),
    405: RefusalReply("MethodNotAllowed", "Another method was used than the path knows.", ("Allow",)),
    409: RefusalReply("Conflict", "No pairing is under way."),
    412: RefusalReply("PreconditionFailed", "The notes were changed meanwhile."),
    413: RefusalReply("TooLarge", "The body is over 1 MiB, or a batch over 500 items.", by_server=True),
    415: RefusalReply("UnsupportedMediaType", "The body is not declared as `application/json`."),
    422: RefusalReply("Unprocessable", "The body, query or path does not fit.", lists_problems=True),
    429: RefusalReply(
        "TooManyRequests",
        "Over the rate limit of ingest, or too many wrong tokens.",
        ("Retry-After", *_RATE),
    ),
    431: RefusalReply("HeadersTooLarge", "The headers are over 16 KiB.", by_server=True),
    503: RefusalReply(
        "Unavailable",
        "The disk is full, the database is locked, or the program is stopping. Nothing was stored.",
        ("Retry-After",),
    ),
}
