"""What a watch that is told nothing of has, and what it gives away once."""

from uuid import UUID

import pytest

from liveapp.domain.alerts.kept import Mark
from liveapp.domain.alerts.levels import ProfitWatch
from liveapp.domain.alerts.rules import AlertRule, ProfitBeyond
from liveapp.domain.alerts.watch import Moment
from liveapp.domain.events import BetsStored, StreamDeleted
from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal
from tests.values import make_stream

CONDITION = ProfitBeyond(None, 0.0, is_above=False)
NOW = Moment(5.0, 1_000)


def stream(number: int) -> Stream:
    totals = (CurrencyTotal(None, 1, 2.0, 1.0),)
    return make_stream(key=number, id=UUID(int=number), totals=totals, total_bets=1)


def watch(stream_id: UUID | None = None, *told: Mark) -> ProfitWatch:
    return ProfitWatch(AlertRule(UUID(int=9), CONDITION, stream_id=stream_id), CONDITION, NOW, told)


@pytest.mark.parametrize(("only", "found"), [(None, [1, 2]), (UUID(int=2), [2])])
def test_a_rule_is_about_all_streams_or_about_one(only: UUID | None, found: list[int]) -> None:
    one = watch(only)
    for number in (1, 2):
        one.hear(BetsStored(stream(number), (), is_new_stream=False))
    assert one.next_s == NOW.s
    assert [finding.stream.key for finding in one.take_findings() if finding.stream] == found
    assert (one.next_s, one.take_findings()) == (None, [])


def test_what_was_told_has_ended_where_its_stream_is_gone_which_is_said_once() -> None:
    mark = Mark(UUID(int=9), UUID(int=1))
    one = watch(None, mark)
    one.hear(StreamDeleted(1, UUID(int=1)))
    assert one.take_ended() == [mark]
    assert one.take_ended() == []


def test_what_is_imported_is_not_heard_of() -> None:
    one = watch()
    one.hear(BetsStored(stream(1), (), is_new_stream=True, is_live=False))
    assert not one.has_found
