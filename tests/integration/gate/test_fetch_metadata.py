"""The gate's third check: what browsers say of a request where they send no origin."""

import pytest

from tests.http_client import ask
from tests.integration.gate.requests import (
    EXTENSION,
    GOOD_TOKEN,
    PATHS,
    Tables,
    cors_headers,
    nothing_stored,
    post_bet,
)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", PATHS)
def test_a_foreign_page_that_sends_no_origin_is_refused(port: int, path: str, site: str) -> None:
    reply = ask(port, "GET", path, [GOOD_TOKEN, ("Sec-Fetch-Site", site)])
    assert reply.status == 403
    assert not cors_headers(reply)


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_the_address_bar_may_open_a_page(port: int, site: str) -> None:
    headers = [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "navigate")]
    assert ask(port, "GET", "/healthz", headers).status == 200


def test_a_form_that_navigates_here_is_refused(port: int, tables: Tables) -> None:
    assert post_bet(port, ("Sec-Fetch-Mode", "navigate")).status == 403
    assert post_bet(port, ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Site", "none")).status == 403
    assert ask(port, "DELETE", "/nowhere", [GOOD_TOKEN, ("Sec-Fetch-Mode", "navigate")]).status == 403
    assert nothing_stored(tables)


def test_an_extension_may_call_from_a_cross_site_context(port: int) -> None:
    assert post_bet(port, ("Origin", EXTENSION), ("Sec-Fetch-Site", "cross-site")).status == 200
