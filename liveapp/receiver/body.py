"""The gate's checks of the body: its type, its size, and that it is JSON."""

from liveapp.receiver.incoming import IncomingRequest
from liveapp.receiver.refusals import Because, header_text
from liveapp.schemas.json_text import NotJsonError, parse

MAX_BODY_BYTES = 2**20
PARSED_BODY = "liveapp.json"
"""Key of the WSGI environment under which a route finds the parsed body."""


def check_content_type(request: IncomingRequest) -> None:
    """Refuse a body that is not declared as JSON in UTF-8."""
    content_type = request.environ.get("CONTENT_TYPE", "")
    if request.has_json_body and not _is_json_type(content_type):
        because = Because(
            "The body is not declared as application/json",
            "Content-Type",
            header_text(content_type) or None,
        )
        raise request.refused(415, "Content-Type must be application/json", because)


def read_body(request: IncomingRequest) -> None:
    """Parse the body, and leave it under `PARSED_BODY`; refuse what is too large or no JSON."""
    length = int(request.environ.get("CONTENT_LENGTH") or 0)
    if length > MAX_BODY_BYTES:
        because = Because("The body is over 1 MiB", "Content-Length", str(length))
        raise request.refused(413, f"The body is over {MAX_BODY_BYTES} bytes", because)
    if not request.has_json_body:
        return
    body = request.environ["wsgi.input"].read(length)
    try:
        request.environ[PARSED_BODY] = parse(body)
    except NotJsonError as error:
        detail = f"The body is not JSON: {error}"
        raise request.refused(400, detail, Because(detail)) from None


def _is_json_type(content_type: str) -> bool:
    media_type, _, parameter = content_type.partition(";")
    charset = parameter.strip().lower().replace('"', "")
    return media_type.strip().lower() == "application/json" and charset in ("", "charset=utf-8")
