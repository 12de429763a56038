"""Who may call the receiver: web origins and tokens, in the form in which they are compared."""

from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_TOKEN_LENGTH = 200


def parse_origins(value: object) -> object:
    """Origins from a comma-separated string; anything else is passed on."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def normal_origin(text: str) -> str:
    """A web origin as browsers send it: lower case, without a default port or trailing slash.

    Raises:
        ValueError: not `http(s)://host[:port]`.
    """
    parts = urlsplit(text.strip().lower())
    is_origin = parts.scheme in DEFAULT_PORTS and parts.hostname and parts.path in ("", "/")
    if not is_origin or parts.query or parts.fragment or parts.username is not None:
        raise ValueError(f"{text!r} is not a web origin such as https://example.com")
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    if parts.port is None or parts.port == DEFAULT_PORTS[parts.scheme]:
        return f"{parts.scheme}://{host}"
    return f"{parts.scheme}://{host}:{parts.port}"


def usable_token(token: str) -> str:
    """The token, if a client can send it in a header.

    Raises:
        ValueError: empty, over 200 characters, or with blanks at its ends or control characters.
    """
    if not token or token != token.strip() or len(token) > MAX_TOKEN_LENGTH or not token.isprintable():
        raise ValueError("a token has 1 to 200 printable characters and no blank at either end")
    return token
