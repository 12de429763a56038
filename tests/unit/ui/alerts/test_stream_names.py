"""Streams are called what they are called now."""

from dataclasses import replace
from uuid import UUID

from liveapp.ui.alerts.stream_names import EVERY_STREAM, GONE, NOT_READ, StreamNames
from tests.unit.ui.alerts.values import FIRST, FIRST_NAME, SECOND, SECOND_NAME, Known


def test_a_stream_is_found_and_named_by_its_id(names: StreamNames) -> None:
    name = names.names()
    assert [name(one) for one in (FIRST.id, SECOND.id, None)] == [FIRST_NAME, SECOND_NAME, EVERY_STREAM]
    assert names.find(SECOND.id) == SECOND
    assert names.find(None) is None


def test_a_stream_that_is_gone_is_called_so_but_not_before_all_are_read(names, known: Known) -> None:
    gone = UUID(int=77)
    assert names.names()(gone) == GONE
    assert names.find(gone) is None
    known.streams = None
    assert names.names()(gone) == NOT_READ
    assert names.names()(None) == EVERY_STREAM
    assert names.streams() == []


def test_the_last_seen_stream_and_its_currencies_come_first(names, known: Known) -> None:
    other = replace(SECOND, totals=(replace(FIRST.totals[0], currency="usdt"), FIRST.totals[0]))
    known.streams = (other, FIRST)
    assert names.streams() == [FIRST, other]
    assert names.currencies() == ["btc", "usdt"]
