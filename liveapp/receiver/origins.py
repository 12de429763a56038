"""Which web origins may call the receiver."""

import re
from dataclasses import dataclass

from liveapp.domain.access import normal_origin

_EXTENSION = re.compile(r"(chrome-extension|moz-extension|safari-web-extension)://[^\s,]+", re.IGNORECASE)

_NO_SITE = re.compile(
    r"(chrome-extension|moz-extension|safari-web-extension|app|file)://[^\s,]*", re.IGNORECASE
)
"""Pages that are no web sites: browser extensions, desktop programs, local files."""

_SITE = re.compile(r"https?://[a-z0-9.:\[\]-]+", re.IGNORECASE)

PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
    "Access-Control-Allow-Headers": "Content-Type, X-Ingest-Token, If-Match",
    "Access-Control-Max-Age": "600",
}

EXPOSED_HEADERS = "ETag, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"


@dataclass(frozen=True, slots=True)
class OriginPolicy:
    """Allowed web origins, as browsers send them, and whether requests must carry a token."""

    allowed: frozenset[str]
    requires_token: bool

    def admits(self, origin: str) -> bool:
        """Whether pages of this origin may call: allowed sites, extensions, desktop programs, local files."""
        if origin == "null":
            # Sandboxed pages and local files: any site can make one, so only a token tells them apart.
            return self.requires_token
        return origin.lower() in self.allowed or _NO_SITE.fullmatch(origin) is not None


def is_web_origin(origin: str | None) -> bool:
    """Whether the origin is a web site's, or `null`, which pages send that hide their site."""
    return origin is not None and origin.lower().startswith(("http:", "https:", "null"))


def is_extension(origin: str | None) -> bool:
    """Whether the origin is a browser extension's, which no web page can take on."""
    return origin is not None and _EXTENSION.fullmatch(origin) is not None


def is_allowable(origin: str) -> bool:
    """Whether this origin can be put into the settings as a browser sent it."""
    try:
        return bool(_SITE.fullmatch(origin)) and normal_origin(origin) == origin.lower()
    except ValueError:
        return False


def cors_headers(origin: str) -> dict[str, str]:
    """The headers that let a page of an admitted origin read the reply."""
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": EXPOSED_HEADERS,
        "Vary": "Origin",
    }
