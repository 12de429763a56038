"""The gallery's pictures of refused requests."""

import time
from pathlib import Path

from liveapp.domain.events import Remedy, RequestRefused, RequestsRefused
from tests.gallery_tools import Gallery, wait
from tests.hostile import hostile_texts
from tests.shell import Shell

SITE = "https://casino-of-a-very-long-name.example:8443"
INGEST = {"method": "POST", "path": "/live/ingest"}


def refusals() -> list[RequestRefused]:
    """One of each kind, the oldest first."""
    moment_us = time.time_ns() // 1000

    def one(age_s: int, status: int, reason: str, **more: object) -> RequestRefused:
        return RequestRefused(status, reason, moment_us - age_s * 1_000_000, **{**INGEST, **more})

    return [
        one(100_000, 400, "The request is not valid HTTP", method="", path=""),
        one(900, 404, "The receiver has nothing at this path", path="/ingest", remedy=Remedy.COPY_URL),
        one(800, 413, "A batch cannot have more than 500 items: this one has 2000", client="bot/2.1"),
        one(
            700,
            429,
            "Bets came faster than the rate limit allows",
            client="python-httpx/0.27.2",
            remedy=Remedy.RAISE_RATE_LIMIT,
            times=12_345,
        ),
        one(
            600,
            415,
            "The body is not declared as application/json",
            field="Content-Type",
            value="text/plain;charset=UTF-8",
        ),
        one(
            500,
            422,
            "The body does not fit: Input should be 'easy', 'medium', 'hard' or 'expert', "
            "and 2 more problems",
            field="difficulty",
            value='"brutal"',
            client="antebot",
        ),
        one(
            400,
            200,
            "3 of 500 items of a batch were refused. The first: Nonce must be greater than or equal to 1",
            field="item 137 of the batch: nonce",
            value="0",
        ),
        one(
            300,
            403,
            "The page's site is not an allowed one",
            origin=SITE,
            field="Origin",
            value=SITE,
            remedy=Remedy.ALLOW_SITE,
        ),
        one(
            2,
            401,
            "The ingest token is wrong",
            client="curl/8.5.0",
            field="X-Ingest-Token",
            remedy=Remedy.COPY_TOKEN,
            times=3,
        ),
    ]


def show_requests(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    window.actions_by_name["showRequestsAction"].trigger()
    dialog = window.receiver.refusals.open()
    gallery.take("requests-none", dialog)
    dialog.reject()
    told = refusals()
    window.show_refusals(RequestsRefused(tuple(told), 12_356))
    gallery.take_themes("requests-in-the-status-bar", window)
    size = window.size()
    window.resize(window.minimumSize())
    gallery.take("requests-in-the-least-status-bar", window)
    window.resize(size)
    dialog = window.receiver.refusals.open()
    for row, kind in ((0, "token"), (1, "site"), (3, "field")):
        dialog.view.selectRow(row)
        gallery.take_themes(f"requests-{kind}", dialog)
    size = dialog.size()
    dialog.resize(680, 480)
    gallery.take_themes("requests-smallest", dialog)
    dialog.resize(size)
    asking = window.settings_opener.allow_site(SITE)
    gallery.take_themes("requests-allow-site", asking)
    asking.reject()
    texts = [text.replace("\n", " ")[:80] for text in hostile_texts(Path("x.png"))]
    when_us = told[-1].refused_us
    hostile = [
        RequestRefused(422, "Odd", when_us, origin=text, field="id", value=f"{row} {text}")
        for row, text in enumerate(texts * 25)
    ]
    window.show_refusals(RequestsRefused(tuple(hostile[-200:]), 250))
    wait(300)
    dialog.view.scrollToTop()
    gallery.take_themes("requests-hostile-200", dialog)
    dialog.reject()
    wait(50)
