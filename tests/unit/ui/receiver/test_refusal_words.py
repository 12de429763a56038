"""Refused requests in words."""

from http import HTTPStatus

import pytest

from liveapp.domain.clock import DAY_US
from liveapp.domain.events import Remedy
from liveapp.ui.receiver.refusal_words import (
    COPIED,
    advice_text,
    copied_text,
    detail_rows,
    request_text,
    sender_text,
    status_text,
    time_text,
)
from liveapp.ui.widgets.formatting import local_time_text
from tests.unit.ui.receiver.refusals import NOW_US, SITE, refusal


def test_of_today_only_the_time_is_told_and_of_other_days_the_date_too() -> None:
    date, time = local_time_text(NOW_US).split()
    assert time_text(NOW_US, NOW_US) == time
    assert time_text(NOW_US, NOW_US + DAY_US) == f"{date[5:]} {time[:5]}"


def test_the_sender_is_the_page_or_else_the_program() -> None:
    assert sender_text(refusal(origin=SITE, client="Browser/5")) == SITE
    assert sender_text(refusal(client="bot/1")) == "bot/1"
    assert sender_text(refusal()) == "unnamed"


def test_a_request_that_could_not_be_read_is_told_so() -> None:
    assert request_text(refusal()) == "POST /live/ingest"
    assert request_text(refusal().__class__(400, "no", 0)) == "–"


@pytest.mark.parametrize(
    ("status", "words"),
    [(415, "415 Unsupported Media Type"), (200, "200 OK, for the rest of the batch"), (799, "799")],
)
def test_a_status_has_its_words(status: int, words: str) -> None:
    assert status_text(status) == words


@pytest.mark.parametrize("remedy", [one for one in Remedy if one is not Remedy.NONE])
def test_every_remedy_comes_with_advice(remedy: Remedy) -> None:
    assert advice_text(refusal(status=403, remedy=remedy)) != advice_text(refusal(status=403))


@pytest.mark.parametrize("status", [200, 400, 403, 408, 413, 415, 422, 503])
def test_what_the_client_has_to_do_is_told_where_the_window_can_do_nothing(status: int) -> None:
    assert advice_text(refusal(status=status))


def test_nothing_is_advised_where_nothing_is_known() -> None:
    assert advice_text(refusal(status=HTTPStatus.CONFLICT)) == ""


def test_the_details_hold_everything_that_is_known() -> None:
    rows = dict(detail_rows(refusal('"x"', origin=SITE, times=1_234)))
    assert rows["Why"] == "The body does not fit: odd"
    assert (rows["Field"], rows["Value"]) == ("amount", '"x"')
    assert (rows["Request"], rows["From"]) == ("POST /live/ingest", SITE)
    assert rows["Answer"].startswith("422 ")
    assert rows["Time"].endswith("UTC)")
    assert rows["Times"].startswith("1,234 in a row")
    assert "Times" not in dict(detail_rows(refusal()))


def test_what_is_copied_pastes_into_a_spreadsheet_and_runs_nothing_there() -> None:
    lines = copied_text([refusal("=1+1", field=None), refusal('"x"', client="@bot")]).splitlines()
    assert lines[0].split("\t") == list(COPIED)
    cells = lines[1].split("\t")
    assert len(cells) == len(COPIED)
    assert cells[1:5] == ["422", "The body does not fit: odd", "", "'=1+1"]
    assert lines[2].split("\t")[6] == "'@bot"
