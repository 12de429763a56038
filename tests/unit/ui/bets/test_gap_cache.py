"""What is missing between rows of bets, read off the window's thread and kept."""

from collections.abc import Callable
from threading import Event

import pytest

from liveapp.domain.bets import Heartbeat, Observation
from liveapp.ui.bets import gap_cache
from liveapp.ui.bets.gap_cache import GapCache, Missing
from tests.window_fixtures import LIMIT_MS, SEEDS, make_bet


@pytest.fixture
def gaps(store, questions, monkeypatch) -> GapCache:
    monkeypatch.setattr(gap_cache, "RETRY_MS", 20)
    monkeypatch.setattr(gap_cache, "LEAST_PAUSE_MS", 20)
    return GapCache(store.reader, questions)


@pytest.fixture
def told(gaps, qtbot) -> Callable[..., list[str]]:
    """What is told of gaps once they were read: words, empty where nothing is missing."""

    def words(*wanted: tuple[int, int]) -> list[str]:
        for gap in wanted:
            gaps.missing_in(gap)
        qtbot.waitUntil(lambda: gaps._question is None and not gaps._is_about_to_ask)
        found = [gaps.missing_in(gap) for gap in wanted]
        assert not gaps._is_about_to_ask, "all was read"
        return [missing.words if missing else "" for missing in found]

    return words


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (Missing((3034, 3038), ((3035, 3037),)), "3 missing: 3,035–3,037"),
        (Missing((3050, 3052), ((3051, 3051),)), "1 missing: 3,051"),
        (Missing((3030, 3041), ((3031, 3033), (3040, 3040))), "4 missing between 3,030 and 3,041"),
        (Missing((1, 9000), ((2, 3), (5, 6)), is_cut=True), "over 4 missing between 1 and 9,000"),
    ],
)
def test_words_name_one_range_and_count_several(missing, words) -> None:
    assert missing.words == words


def test_rounds_that_heartbeats_told_are_not_missing(gaps, told, record, record_heartbeat, stream_of) -> None:
    record(1, 5, 9, 12)
    for nonce in (2, 3, 4, 7):
        record_heartbeat(nonce)
    gaps.show_stream(stream_of().key)
    assert gaps.missing_in((1, 5)) is None
    assert told((1, 5), (5, 9), (9, 12)) == ["", "2 missing between 5 and 9", "2 missing: 10–11"]


def test_nothing_is_told_before_it_was_read_and_each_gap_is_read_once(
    gaps, told, record, stream_of, store, qtbot, monkeypatch
) -> None:
    asked: list[tuple[int, int]] = []
    read = store.reader.missing_between

    def count(key: int, first: int, last: int, limit: int) -> list[tuple[int, int]]:
        asked.append((first, last))
        return read(key, first, last, limit)

    monkeypatch.setattr(store.reader, "missing_between", count)
    record(1, 5, 9)
    gaps.show_stream(stream_of().key)
    with qtbot.waitSignal(gaps.changed, timeout=LIMIT_MS) as changed:
        for _ in range(5):
            assert gaps.missing_in((1, 5)) is None
    assert changed.args == [{(1, 5)}]
    assert told((1, 5)) == ["3 missing: 2–4"]
    assert asked == [(2, 4)]


def test_of_very_many_ranges_the_first_are_counted(gaps, told, record, stream_of, store) -> None:
    record(1, *range(1000, 3000, 2))
    gaps.show_stream(stream_of().key)
    assert told((1, 2998), (2998, 2999)) == [f"over {998 + 99:,} missing between 1 and 2,998", ""]


def test_late_rounds_have_what_is_still_missing_read_anew(
    gaps, told, record, record_heartbeat, stream_of, qtbot
) -> None:
    record(1, 5, 9)
    gaps.show_stream(stream_of().key)
    gaps.note_rounds(stream_of(), ())
    assert told((1, 5), (5, 9)) == ["3 missing: 2–4", "3 missing: 6–8"]
    for nonce in (2, 3, 4, 7):
        with qtbot.waitSignal(gaps.changed, timeout=LIMIT_MS):
            record_heartbeat(nonce)
            gaps.note_rounds(stream_of(), ())
    assert told((1, 5), (5, 9)) == ["", "2 missing between 5 and 9"]


def test_a_round_that_comes_while_a_gap_is_read_is_not_overlooked(
    gaps, told, record, record_heartbeat, stream_of, store, qtbot, monkeypatch
) -> None:
    was_read, was_noted = Event(), Event()
    read = store.reader.missing_between

    def answer_late(*wanted: int) -> list[tuple[int, int]]:
        ranges = read(*wanted)
        was_read.set()
        assert was_noted.wait(LIMIT_MS / 1000)
        return ranges

    record(1, 5)
    gaps.show_stream(stream_of().key)
    monkeypatch.setattr(store.reader, "missing_between", answer_late)
    gaps.missing_in((1, 5))
    qtbot.waitUntil(was_read.is_set)
    record_heartbeat(3)
    gaps.note_rounds(stream_of(), ())
    was_noted.set()
    qtbot.waitUntil(lambda: told((1, 5)) == ["2 missing between 1 and 5"])


@pytest.fixture
def reads_anew(gaps, told, record, store, stream_of, qtbot) -> Callable[..., bool]:
    """Whether a gap that was told is read anew for what comes to a stream of the nonces 1, 5 and 9."""
    record(1, 5, 9)
    gaps.show_stream(stream_of().key)
    gaps.note_rounds(stream_of(), ())
    assert told((1, 5)) == ["3 missing: 2–4"]
    qtbot.waitUntil(lambda: not gaps._is_pausing)

    def record_and_note(*observations: Observation) -> bool:
        last_id = store.reader.tail(stream_of().id, 0, 100, False).bets[-1].id
        store.writer.record(observations)
        gaps.note_rounds(stream_of(), store.reader.tail(stream_of().id, last_id, 100, False).bets)
        return gaps._is_pausing

    return record_and_note


def test_rounds_that_come_last_leave_gaps_as_they_are(reads_anew) -> None:
    assert not reads_anew(make_bet(10))
    assert not reads_anew(make_bet(14), make_bet(12), make_bet(12, antebot_bet_id="again"))
    assert not reads_anew(make_bet(15), Heartbeat(SEEDS, 15, 1.0))
    assert not reads_anew(make_bet(5, antebot_bet_id="again"))


@pytest.mark.parametrize(
    "late",
    [
        [make_bet(3)],
        [make_bet(3), make_bet(10)],
        [make_bet(10), Heartbeat(SEEDS, 3, 1.0)],
        [Heartbeat(SEEDS, 10, 1.0)],  # what a heartbeat was of is not told
    ],
)
def test_rounds_that_may_have_come_late_have_gaps_read_anew(reads_anew, late) -> None:
    assert reads_anew(*late)


def test_another_stream_is_answered_for_alone(gaps, told, record, stream_of) -> None:
    record(1, 5)
    record(1, 3, 5, seeds=SEEDS._replace(client_seed="other"))
    gaps.show_stream(stream_of().key)
    gaps.missing_in((1, 5))
    gaps.show_stream(stream_of(SEEDS._replace(client_seed="other")).key)
    assert told((1, 5)) == ["2 missing between 1 and 5"]
    gaps.show_stream(None)
    assert gaps.missing_in((1, 5)) is None


def test_only_the_gaps_that_were_looked_at_last_are_kept_and_asked_for(
    gaps, told, record, stream_of, monkeypatch
) -> None:
    monkeypatch.setattr(gap_cache, "KEPT_GAPS", 3)
    monkeypatch.setattr(gap_cache, "MOST_ASKED", 2)
    record(*range(1, 21, 2))
    gaps.show_stream(stream_of().key)
    assert told((1, 3), (3, 5)) == ["1 missing: 2", "1 missing: 4"]
    assert told((1, 3), (5, 7)) == ["1 missing: 2", "1 missing: 6"]
    for gap in ((7, 9), (9, 11), (11, 13)):
        gaps.missing_in(gap)
    assert list(gaps._wanted) == [(9, 11), (11, 13)]
    assert told((1, 3)) == ["1 missing: 2"]
    assert len(gaps._told) == 3


def test_what_could_not_be_read_is_told_and_asked_for_again(gaps, store, qtbot) -> None:
    gaps.show_stream(1)
    store.close()
    with qtbot.waitSignals([gaps.fault_met, gaps.fault_met], timeout=LIMIT_MS):
        gaps.missing_in((1, 5))
