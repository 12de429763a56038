import random
import re
import threading
import time
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from liveapp.domain.bets import SeedPair
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.clock import HOUR_US, MINUTE_US, SECOND_US
from liveapp.domain.events import (
    BetsStored,
    BetsVerified,
    BookmarkRemoved,
    BookmarkSet,
    SeedRevealed,
    StreamChanged,
    StreamDeleted,
    StreamRestored,
)
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.streams.model import (
    ACTIVITY_ROLE,
    AGE_ROLE,
    HEADING_ROLE,
    PLAYING_US,
    SHOWN_ROLE,
    STREAM_ROLE,
    StreamListModel,
)
from liveapp.ui.streams.order import Activity, StreamOrder, stream_sort_key

NOW_US = 1_795_000_000_000_000


class Clock:
    def __init__(self) -> None:
        self.now_us = NOW_US

    def __call__(self) -> int:
        return self.now_us


def stream(key: int, age_us: int = 0, **changes: object) -> Stream:
    values: dict[str, object] = {
        "key": key,
        "id": UUID(int=key),
        "seeds": SeedPair(f"{key:04x}" * 16, f"client-{key}"),
        "created_us": NOW_US - HOUR_US,
        "last_seen_us": NOW_US - age_us,
        "total_bets": key,
        "highest_multiplier": float(key),
        "lowest_multiplier": 1.0,
        "sum_multipliers": float(key),
        "last_nonce": key,
        "rounds": 1,
        "first_round": key,
        "last_round": key,
        "totals": (),
        "notes": None,
        "notes_revision": 0,
        "alias": None,
        "is_pinned": False,
        **changes,
    }
    return Stream(**values)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def model(qapp, clock: Clock) -> StreamListModel:
    return StreamListModel(clock)


def keys(model: StreamListModel) -> list[int]:
    return [model.index(row, 0).data(STREAM_ROLE).key for row in range(model.rowCount())]


def stored(one: Stream) -> BetsStored:
    return BetsStored(one, (), False)


def test_the_most_recent_stream_stands_first(model) -> None:
    model.set_streams([stream(1, 30), stream(2, 10), stream(3, 20)])
    assert keys(model) == [2, 3, 1]


def test_a_stream_that_receives_moves_up_and_a_selection_stays_on_it(model, clock) -> None:
    model.set_streams([stream(key, key * MINUTE_US) for key in range(1, 6)])
    held = {key: QPersistentModelIndex(model.index(row, 0)) for row, key in enumerate(keys(model))}
    clock.now_us += SECOND_US
    model.apply([stored(stream(4, -SECOND_US, total_bets=99))])
    assert keys(model) == [4, 1, 2, 3, 5]
    assert {key: index.data(STREAM_ROLE).key for key, index in held.items()} == {key: key for key in held}
    assert model.stream_at(0).total_bets == 99


def test_two_that_go_on_playing_at_once_do_not_take_turns(model, clock) -> None:
    model.set_streams([stream(1, MINUTE_US), stream(2, 2 * MINUTE_US)])

    def play(key: int, number: int) -> None:
        clock.now_us += SECOND_US
        model.apply([stored(stream(key, NOW_US - clock.now_us, total_bets=number))])
        model.settle()

    for number in range(1, 5):
        play(2 - number % 2, number)
    before = keys(model)
    moves: list[int] = []
    model.rowsMoved.connect(lambda *_: moves.append(0))
    for number in range(5, 41):
        play(2 - number % 2, number)
    assert moves == []
    assert keys(model) == before
    assert {model.stream_at(row).total_bets for row in range(2)} == {39, 40}


def test_one_that_plays_on_passes_one_that_stopped(model, clock) -> None:
    model.set_streams([stream(1), stream(2, 1)])
    for key in (2, 1, 2):
        clock.now_us += SECOND_US
        model.apply([stored(stream(key, NOW_US - clock.now_us))])
        model.settle()
    assert keys(model) == [1, 2]
    clock.now_us += PLAYING_US
    model.apply([stored(stream(2, NOW_US - clock.now_us))])
    assert keys(model) == [2, 1]


def test_one_that_plays_past_midnight_goes_to_the_new_day(model, clock) -> None:
    model.set_streams([stream(1), stream(2, 1)])
    while headings(model) == ["Today", ""]:
        clock.now_us += HOUR_US
        model.tick(0, 1)
    model.apply([stored(stream(1, NOW_US - clock.now_us))])
    model.settle()
    model.apply([stored(stream(2, NOW_US - clock.now_us))])
    model.settle()
    assert headings(model) == ["Today", ""]


def test_rows_that_move_rest_for_a_second(model, clock, qtbot) -> None:
    model.set_streams([stream(1, MINUTE_US), stream(2, 2 * MINUTE_US), stream(3, 3 * MINUTE_US)])
    model.apply([stored(stream(3))])
    clock.now_us += PLAYING_US
    model.apply([stored(stream(2, NOW_US - clock.now_us))])
    assert keys(model) == [3, 1, 2]
    qtbot.waitUntil(lambda: keys(model) == [2, 3, 1])


def test_rows_stand_still_while_the_user_is_about_to_point_at_one(model, clock) -> None:
    model.set_streams([stream(1, MINUTE_US), stream(2, 2 * MINUTE_US)])
    model.hold_order()
    clock.now_us += SECOND_US
    model.apply([stored(stream(2, -SECOND_US)), stored(stream(3, -SECOND_US - 1))])
    assert keys(model) == [3, 1, 2]
    model.settle()
    assert keys(model) == [3, 2, 1]


def test_a_held_row_can_be_deleted_and_leave_the_search(model) -> None:
    model.set_streams([stream(1, 10), stream(2, 20), stream(3, 30)])
    model.hold_order()
    model.apply([stored(stream(3)), stored(stream(2)), StreamDeleted(3, uuid4())])
    assert keys(model) == [1, 2]
    model.set_search("client-2")
    assert keys(model) == [2]
    model.settle()
    assert keys(model) == [2]


@pytest.mark.parametrize("order", list(StreamOrder))
def test_the_list_stays_in_order_whatever_happens(model, clock, order, qtmodeltester) -> None:
    chance = random.Random(1)
    model.set_streams([stream(key, key * SECOND_US) for key in range(1, 15)])
    model.set_order(order)
    qtmodeltester.check(model)
    for _ in range(300):
        key = chance.randrange(1, 25)
        clock.now_us += PLAYING_US + chance.randrange(SECOND_US)
        if chance.random() < 0.15:
            model.apply([StreamDeleted(key, uuid4())])
        else:
            changed = stream(
                key,
                NOW_US - clock.now_us,
                total_bets=chance.randrange(5),
                highest_multiplier=chance.choice([None, 2.0, 9.0]),
            )
            model.apply([stored(changed)])
        model.settle()
        shown = [model.stream_at(row) for row in range(model.rowCount())]
        assert shown == sorted(shown, key=lambda one: stream_sort_key(one, order))
        assert model.rowCount() == model.total
    qtmodeltester.check(model)


def test_changing_the_order_keeps_selections_on_their_streams(model) -> None:
    model.set_streams([stream(1, 10), stream(2, 20), stream(3, 30)])
    held = QPersistentModelIndex(model.index(0, 0))
    model.set_order(StreamOrder.BETS)
    assert keys(model) == [3, 2, 1]
    assert held.data(STREAM_ROLE).key == 1


def headings(model: StreamListModel) -> list[str]:
    return [model.index(row, 0).data(HEADING_ROLE) for row in range(model.rowCount())]


DAYS_US = 24 * HOUR_US


def test_groups_of_days_begin_at_rows_and_are_none(model) -> None:
    ages = [0, MINUTE_US, DAYS_US, 9 * DAYS_US]
    model.set_streams([stream(key, age_us) for key, age_us in enumerate(ages, 1)])
    model.apply([StreamChanged(stream(5, 20 * DAYS_US)), stored(stream(6, 3 * DAYS_US, is_pinned=True))])
    assert keys(model) == [6, 1, 2, 3, 4]
    told = headings(model)
    assert told[:4] == ["Pinned", "Today", "", "Yesterday"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told[4])
    model.set_order(StreamOrder.BETS)
    assert headings(model) == [""] * 5
    assert keys(model)[0] == 6


def test_headings_follow_a_pin_a_bet_and_midnight(model, clock) -> None:
    model.set_streams([stream(1, DAYS_US), stream(2, 2 * DAYS_US)])
    told: list[bool] = []
    model.headings_changed.connect(lambda: told.append(True))
    model.apply([stored(stream(1, 0))])
    assert (len(told), headings(model)[0]) == (1, "Today")
    model.apply([StreamChanged(stream(1, 0, is_pinned=True))])
    assert (len(told), headings(model)[0]) == (2, "Pinned")
    model.apply([StreamChanged(stream(1, 0))])
    clock.now_us += DAYS_US
    model.tick(0, 1)
    assert (len(told), headings(model)[0]) == (4, "Yesterday")


def test_a_pinned_stream_stands_above_more_recent_ones(model) -> None:
    model.set_streams([stream(1), stream(2, 5 * SECOND_US)])
    model.hold_order()
    model.apply([StreamChanged(stream(2, 5 * SECOND_US, is_pinned=True))])
    assert keys(model) == [2, 1]  # what the user did is not held up


def test_a_bookmark_changes_nothing_of_the_list(model) -> None:
    model.set_streams([stream(1), stream(2, 10)])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    mark = Bookmark(1, 1, 1.0, None, 5)
    model.apply([BookmarkSet(2, UUID(int=2), mark), BookmarkRemoved(2, UUID(int=2), 1)])
    assert (keys(model), changed) == ([1, 2], [])


def test_the_stream_that_is_shown_is_marked_and_no_other(model) -> None:
    model.set_streams([stream(1), stream(2, 10)])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.set_shown(1)
    model.set_shown(2)
    assert [model.index(row, 0).data(SHOWN_ROLE) for row in range(2)] == [False, True]
    assert sorted(changed) == [0, 0, 1]
    model.set_shown(None)
    assert not model.index(1, 0).data(SHOWN_ROLE)


def test_the_tooltip_tells_what_a_row_has_no_room_for(model) -> None:
    model.set_streams([stream(0xAB, alias="evening", notes="stop at 50")])
    told = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert told.startswith("evening\nServer seed hash 00ab00ab")
    assert "Client seed client-171" in told
    assert "171 bets, highest 171.00×" in told
    assert told.endswith("stop at 50")


def test_a_row_follows_what_is_revealed_and_verified_and_stays_where_it_is(model) -> None:
    model.set_streams([stream(3), stream(2, HOUR_US), stream(1, 2 * HOUR_US)])
    old = QPersistentModelIndex(model.index(1, 0))
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    revealed = stream(2, HOUR_US, proof=StreamProof(True))
    model.apply([SeedRevealed(revealed)])
    assert "Proof: 0 proven · 0 differ · 2 not compared yet" in old.data(Qt.ItemDataRole.ToolTipRole)
    model.apply([BetsVerified(stream(2, HOUR_US, proof=StreamProof(True, 1, 1)), 1, 2)])
    assert "Proof: 1 proven · 1 differ" in old.data(Qt.ItemDataRole.ToolTipRole)
    assert "1 of 2 bets differs" in old.data(Qt.ItemDataRole.AccessibleTextRole)
    assert changed == [1, 1]
    assert old.row() == 1


def test_verified_bets_of_a_stream_that_is_not_listed_list_none(model) -> None:
    model.set_streams([stream(1)])
    model.apply([BetsVerified(stream(9, proof=StreamProof(True, 9)), 1, 9)])
    assert model.rowCount() == 1


def test_search_finds_hash_client_seed_and_notes_in_any_case(model) -> None:
    model.set_streams(
        [stream(1, 1, alias="Evening"), stream(0xABCD, 2), stream(3, 3, notes="Friday's long Run")]
    )
    for text, found in (
        ("ABCD", [0xABCD]),
        ("client-3", [3]),
        ("run friday", [3]),
        ("run client-1", []),
        ("evenin", [1]),
        ("  ", [1, 0xABCD, 3]),
    ):
        model.set_search(text)
        assert keys(model) == found
        assert model.total == 3


def test_a_stream_enters_and_leaves_a_search_with_its_notes(model) -> None:
    model.set_streams([stream(1), stream(2)])
    model.set_search("mark")
    assert keys(model) == []
    model.apply([StreamChanged(stream(2, notes="marked"))])
    assert keys(model) == [2]
    model.apply([StreamChanged(stream(2))])
    assert keys(model) == []


def test_verified_bets_bring_new_totals_and_no_stream_that_is_not_listed(model) -> None:
    model.set_streams([stream(1), stream(2)])
    model.apply([BetsVerified(stream(2, sum_multipliers=9.0), 1, 2), BetsVerified(stream(3), 1, 2)])
    assert model.stream(2).sum_multipliers == 9.0
    assert model.total == 2
    model.apply([StreamDeleted(2, uuid4()), BetsVerified(stream(2), 1, 2)])
    assert keys(model) == [1]


def test_a_stream_that_is_brought_back_is_listed_again(model) -> None:
    model.set_streams([stream(1), stream(2)])
    model.apply([StreamDeleted(2, uuid4())])
    assert keys(model) == [1]
    model.apply([StreamRestored(stream(2))])
    assert set(keys(model)) == {1, 2}


def test_a_stream_is_live_for_5_minutes_and_recent_for_30(model) -> None:
    ages = {1: 0, 2: 5 * MINUTE_US - 1, 3: 5 * MINUTE_US, 4: 30 * MINUTE_US - 1, 5: 30 * MINUTE_US}
    model.set_streams([stream(key, age_us) for key, age_us in ages.items()])
    told = [model.index(row, 0).data(ACTIVITY_ROLE) for row in range(5)]
    assert told == [Activity.LIVE, Activity.LIVE, Activity.RECENT, Activity.RECENT, Activity.IDLE]


def test_an_import_makes_no_stream_live_and_the_next_bet_does(model, clock) -> None:
    model.set_streams([stream(1, 10 * MINUTE_US)])
    for one in (stream(1), stream(2)):
        model.apply([BetsStored(one, (), False, is_live=False)])
    told = lambda: [model.index(model.row_of(key), 0).data(ACTIVITY_ROLE) for key in (1, 2)]  # noqa: E731
    assert told() == [Activity.RECENT, Activity.IDLE]
    assert "idle" in model.index(model.row_of(2), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.apply([stored(stream(2, -SECOND_US))])
    assert told() == [Activity.RECENT, Activity.LIVE]


def test_time_repaints_only_rows_that_read_differently(model, clock) -> None:
    model.set_streams(
        [
            stream(1, 3 * SECOND_US),
            stream(2, 5 * MINUTE_US - SECOND_US),
            stream(3, 90 * MINUTE_US),
            stream(4, 90 * HOUR_US),
        ]
    )
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.extend(range(first.row(), last.row() + 1)))
    ages = lambda: [model.index(row, 0).data(AGE_ROLE) for row in range(4)]  # noqa: E731
    assert ages() == ["3 s ago", "4 min ago", "1 h ago", "3 days ago"]
    clock.now_us += SECOND_US
    model.tick(0, 3)
    assert changed == [0, 1]
    assert ages() == ["4 s ago", "5 min ago", "1 h ago", "3 days ago"]
    assert model.index(1, 0).data(ACTIVITY_ROLE) is Activity.RECENT
    changed.clear()
    model.tick(0, 3)
    assert changed == []
    clock.now_us += SECOND_US
    model.tick(1, 1)
    assert changed == []


def test_bets_between_two_ticks_do_not_hide_that_other_words_changed(model, clock) -> None:
    model.set_streams([stream(1), stream(2, 3 * SECOND_US)])
    clock.now_us += SECOND_US
    model.apply([stored(stream(1, -SECOND_US))])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.tick(0, 1)
    assert 1 in changed


def test_everything_a_row_shows_is_told_to_screen_readers(model) -> None:
    model.set_streams([stream(0xAB, 3 * SECOND_US, total_bets=12_345, highest_multiplier=11_200.65)])
    told = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == (
        "Stream 00ab00ab00, client seed client-171, live, last seen 3 s ago, 12,345 bets,"
        " highest multiplier 11,200.65×"
    )


def test_it_passes_qts_tests_while_a_thread_records(store, bridge, qtbot, qtmodeltester) -> None:
    from tests.window_fixtures import LIMIT_MS, make_bet

    model = StreamListModel()
    qtmodeltester.check(model)
    bridge.store_changed.connect(model.apply)

    def go_on() -> None:
        for number in range(100):
            store.writer.record([make_bet(number + 1, SeedPair(f"{number % 7:x}" * 64, "client"))])
            time.sleep(0.005)

    thread = threading.Thread(target=go_on)
    thread.start()
    qtbot.waitUntil(
        lambda: sum(model.stream_at(row).total_bets for row in range(model.rowCount())) == 100,
        timeout=LIMIT_MS,
    )
    thread.join()
    model.settle()
    qtmodeltester.check(model)
    stored_streams = {one.key: one for one in store.reader.streams()[0]}
    assert {one.key: one for one in map(model.stream_at, range(7))} == stored_streams
