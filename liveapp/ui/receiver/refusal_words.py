"""A refused request in words: for the table, for the lines below it, and for the clipboard."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus

from liveapp.domain.events import Remedy, RequestRefused
from liveapp.domain.export import no_formula
from liveapp.ui.widgets.formatting import MISSING, count_text, local_time_text, utc_time_text

UNNAMED = "unnamed"

COPIED = ("Time (UTC)", "Status", "Why", "Field", "Value", "Request", "From", "Times")
"""The columns of what is copied."""

_ADVICE = {
    Remedy.COPY_TOKEN: "Give it the ingest token, which it has to send in the header X-Ingest-Token.",
    Remedy.COPY_URL: "Give it the URL that bots send to.",
    Remedy.ALLOW_SITE: "Allow the site if you know it: its pages may call the receiver then.",
    Remedy.RAISE_RATE_LIMIT: "Have it send several bets at once, or raise the limit in the settings.",
    Remedy.REQUIRE_TOKEN: "Require a token in the settings, and give it to the page.",
}

_ADVICE_BY_STATUS = {
    HTTPStatus.OK: "Everything else of the batch was stored. What it sends in this field has to change.",
    HTTPStatus.BAD_REQUEST: "What it sends has to change.",
    HTTPStatus.FORBIDDEN: "Only pages of allowed sites may call the receiver.",
    HTTPStatus.REQUEST_TIMEOUT: "Nothing was stored. It may send the request again.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "It has to send fewer bets at once: at most 500, and 1 MiB.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "It has to send the header Content-Type: application/json.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Nothing of it was stored. What it sends in this field has to change.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Nothing of it was stored. It may send the same again later.",
}

SETTINGS = {
    Remedy.COPY_TOKEN: "ingest_token",
    Remedy.ALLOW_SITE: "allowed_origins",
    Remedy.RAISE_RATE_LIMIT: "rate_limit",
    Remedy.REQUIRE_TOKEN: "require_token",
}
"""The setting that a remedy has to do with."""


def time_text(time_us: int, now_us: int) -> str:
    """The time of day; where it was not today, month and day and the time to the minute."""
    whole = local_time_text(time_us)
    date, _, time_of_day = whole.partition(" ")
    return time_of_day if local_time_text(now_us).startswith(date) else whole[5:16]


def sender_text(refusal: RequestRefused) -> str:
    """Who sent it: the page's site, else what the program calls itself."""
    return refusal.origin or refusal.client or UNNAMED


def request_text(refusal: RequestRefused) -> str:
    """Method and path, as far as they could be read."""
    return f"{refusal.method} {refusal.path}".strip() or MISSING


def status_text(status: int) -> str:
    """A status with its words."""
    try:
        words = HTTPStatus(status).phrase
    except ValueError:
        return str(status)
    return f"{status} {words}{', for the rest of the batch' if status == HTTPStatus.OK else ''}"


def advice_text(refusal: RequestRefused) -> str:
    """What can be done about it; nothing where there is nothing to say."""
    return _ADVICE.get(refusal.remedy) or _ADVICE_BY_STATUS.get(HTTPStatus(refusal.status), "")


def detail_rows(refusal: RequestRefused) -> Sequence[tuple[str, str]]:
    """All that is known, as names and values."""
    rows = [
        ("Why", refusal.reason),
        ("Field", refusal.field or MISSING),
        ("Value", MISSING if refusal.value is None else refusal.value),
        ("Request", request_text(refusal)),
        ("From", sender_text(refusal)),
        ("Answer", status_text(refusal.status)),
        ("Time", f"{local_time_text(refusal.refused_us)} ({utc_time_text(refusal.refused_us)})"),
    ]
    if refusal.times > 1:
        rows.append(("Times", f"{count_text(refusal.times)} in a row, the last of them then"))
    return rows


def copied_text(refusals: Iterable[RequestRefused]) -> str:
    """Lines that paste into a spreadsheet, with a line of titles."""
    lines = [COPIED, *(_copied_cells(refusal) for refusal in refusals)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _copied_cells(refusal: RequestRefused) -> Sequence[str]:
    cells = (
        utc_time_text(refusal.refused_us),
        str(refusal.status),
        refusal.reason,
        refusal.field or "",
        refusal.value or "",
        request_text(refusal),
        sender_text(refusal),
        str(refusal.times),
    )
    return [no_formula(cell) for cell in cells]
