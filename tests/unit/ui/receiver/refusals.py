"""Refused requests as the receiver would tell of them."""

from liveapp.domain.events import RequestRefused

NOW_US = 1_764_000_000_000_000
SITE = "https://site.example"


def refusal(value: str | None = None, age_s: int = 0, status: int = 422, **more: object) -> RequestRefused:
    """A bet that did not fit, so long ago, but for the changes."""
    fields = {"reason": "The body does not fit: odd", "field": "amount", **more}
    return RequestRefused(
        status=status,
        refused_us=NOW_US - age_s * 1_000_000,
        method="POST",
        path="/live/ingest",
        value=value,
        **fields,
    )
