"""What is done in threads for an analysis: read what is new, and seldom all."""

from collections.abc import Callable

import pytest

from liveapp.domain.bets import Heartbeat
from liveapp.domain.queries import BetFilter
from liveapp.domain.statistics.stream_analysis import StreamAnalysis
from liveapp.ui.analysis import analysed_stream
from liveapp.ui.analysis.analysed_stream import AnalysedStream, Refreshed
from liveapp.ui.analysis.wanted import ReadingProgress, Wanted
from tests.window_fixtures import SEEDS

ALL = Wanted()
SOME = Wanted((), BetFilter(nonce_from=2, nonce_to=3))
PATIENT = 1e9


def never() -> bool:
    return False


@pytest.fixture
def progress() -> ReadingProgress:
    return ReadingProgress()


@pytest.fixture
def analysed(store, record, stream_of, progress, monkeypatch) -> AnalysedStream:
    """Three rounds of a stream, read; it would read all again only after a long time."""
    monkeypatch.setattr(analysed_stream, "PATIENCE", PATIENT)
    record(2, 3, 4)
    made = AnalysedStream(store.reader, stream_of(), progress)
    assert made.refresh(ALL, True, never).figures.total_bets == 3
    return made


@pytest.fixture
def refreshed(analysed) -> Callable[..., Refreshed]:
    return lambda wanted=ALL, with_figures=True: analysed.refresh(wanted, with_figures, never)


def test_figures_are_computed_where_they_are_asked_for(record, refreshed) -> None:
    record(5)
    without = refreshed(with_figures=False)
    assert (without.has_grown, without.figures, without.is_behind) == (True, None, False)
    later = refreshed()
    assert (later.has_grown, later.figures.total_bets) == (False, 4)


def test_hits_are_counted_as_rounds_are_read_and_not_once_more_afterwards(
    store, record, stream_of, progress, monkeypatch
) -> None:
    were_read = []
    choose = StreamAnalysis.set_multipliers

    def chosen(analysis: StreamAnalysis, multipliers) -> None:
        were_read.append(analysis.is_read)
        choose(analysis, multipliers)

    monkeypatch.setattr(StreamAnalysis, "set_multipliers", chosen)
    record(2, 3, 4)
    first = AnalysedStream(store.reader, stream_of(), progress).refresh(Wanted((24.5,)), True, never)
    assert [hits.multiplier for hits in first.figures.hits] == [24.5]
    assert were_read == [False]


def test_all_is_read_anew_only_long_after_the_last_time(record, refreshed, analysed) -> None:
    record(1)
    behind = refreshed()
    assert (behind.is_behind, behind.has_grown, behind.figures.total_bets) == (True, False, 3)
    analysed._reading_all._again_s = 0.0
    again = refreshed()
    assert (again.is_behind, again.has_grown, again.figures.total_bets) == (False, True, 4)


def test_a_filters_bets_are_picked_anew_only_long_after_the_last_time(record, refreshed, analysed) -> None:
    assert refreshed(SOME).figures.total_bets == 2
    record(5)
    assert refreshed(SOME).is_behind
    analysed._filtering._again_s = 0.0
    assert not refreshed(SOME).is_behind
    assert refreshed(ALL).figures.total_bets == 4


def test_another_filter_is_not_waited_for(refreshed) -> None:
    refreshed(SOME)
    other = refreshed(Wanted((), BetFilter(nonce_from=4)))
    assert (other.is_behind, other.figures.total_bets) == (False, 1)


def test_nothing_comes_of_what_is_cancelled(record, analysed, store, stream_of, progress) -> None:
    record(5)
    assert analysed.refresh(ALL, True, lambda: True) is None
    assert analysed.refresh(SOME, True, lambda: True) is None
    assert analysed.shown.figures.total_bets == 3
    fresh = AnalysedStream(store.reader, stream_of(), progress)
    assert fresh.refresh(ALL, True, lambda: True) is None
    assert not fresh.is_read
    assert analysed.refresh(ALL, True, never).figures.total_bets == 4


def test_how_much_is_read_is_told(analysed, progress) -> None:
    assert progress.share == 1


def test_a_result_in_the_place_of_a_stand_in_is_noticed_where_there_are_to_be_figures(
    record, refreshed, analysed, store
) -> None:
    analysed._reading_all._again_s = 0.0
    record(5, round_result=7.0, is_stand_in=True)
    record(6)
    assert refreshed().figures.unclassified == 1
    store.writer.record([Heartbeat(SEEDS, 5, 1.02)])
    analysed._reading_all._again_s = 0.0
    assert not refreshed(with_figures=False).has_grown
    assert refreshed().figures.unclassified == 0
