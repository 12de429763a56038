"""No bet for so long: told once a silence, and only where a bot plays."""

from dataclasses import replace

import pytest

from liveapp.domain.alerts.rules import NoBet
from liveapp.domain.alerts.silence import BACK_WITHIN_MINUTES
from liveapp.domain.receiver import ReceiverPhase
from tests.unit.domain.alerts.evening import OTHER_PAIR, Evening

MINUTES = NoBet(5)
LIMIT_S = 300.0


@pytest.fixture
def playing(evening: Evening) -> Evening:
    """A rule for all streams; a bet has just come."""
    evening.have(MINUTES)
    evening.bet(1)
    assert evening.told() == []
    return evening


def test_a_silence_is_told_once_it_is_long_enough_and_once_only(playing: Evening) -> None:
    assert playing.asks_again_in_s == LIMIT_S
    assert playing.told(LIMIT_S - 1) == []
    (alert,) = playing.told(1)
    assert alert.title == "No bet for 5 minutes"
    assert alert.text == (
        "The receiver runs, but no bet and no heartbeat came. "
        f"The last was of {playing.stream().name}, whose highest nonce is 1."
    )
    assert alert.stream_id == playing.stream().id
    assert playing.asks_again_in_s is None
    assert playing.told(3 * LIMIT_S) == []


def test_the_next_silence_is_told_too(playing: Evening) -> None:
    assert len(playing.told(LIMIT_S)) == 1
    playing.bet(2)
    assert playing.told(10) == []
    assert playing.asks_again_in_s == LIMIT_S
    assert len(playing.told(LIMIT_S)) == 1


def test_a_heartbeat_ends_a_silence_and_an_import_does_not(playing: Evening) -> None:
    playing.clock.sleep(200)
    playing.beat(2)
    assert playing.told() == []
    assert playing.asks_again_in_s == LIMIT_S
    playing.clock.sleep(200)
    playing.bet(3, is_live=False)
    assert playing.told() == []
    assert playing.asks_again_in_s == 100


def test_ten_streams_that_fall_silent_are_one_alert_that_names_the_last(playing: Evening) -> None:
    for number in range(2, 11):
        playing.bet(number, seeds=OTHER_PAIR._replace(client_seed=str(number)))
    assert playing.told(10) == []
    (alert,) = playing.told(LIMIT_S)
    assert alert.text.endswith("whose highest nonce is 10.")


def test_a_rule_for_one_stream_hears_of_no_other(evening: Evening) -> None:
    evening.bet(1)
    evening.have(MINUTES, stream_id=evening.stream().id)
    evening.told()
    evening.told(200)
    evening.bet(1, seeds=OTHER_PAIR)
    assert evening.told() == []
    assert evening.asks_again_in_s == 100
    (alert,) = evening.told(100)
    assert alert.stream_id == evening.stream().id


def test_nothing_is_told_where_no_bot_plays(evening: Evening) -> None:
    evening.have(MINUTES)
    assert evening.asks_again_in_s is None
    evening.bet(1, is_live=False)
    assert evening.told() == []
    assert evening.asks_again_in_s is None


def test_who_opens_old_streams_in_the_evening_is_not_told(playing: Evening) -> None:
    playing.clock.sleep((5 + BACK_WITHIN_MINUTES) * 60 + 1)
    playing.start()
    assert playing.asks_again_in_s is None


@pytest.mark.parametrize("clock_set_back_s", [0, 900])
def test_a_bot_that_was_playing_when_the_program_ended_is_expected_back(
    playing: Evening, clock_set_back_s: float
) -> None:
    playing.clock.sleep(600)
    playing.clock.set_wall(-clock_set_back_s)
    playing.start()
    assert playing.asks_again_in_s == LIMIT_S
    assert len(playing.told(LIMIT_S)) == 1


def test_a_restart_amid_a_silence_that_was_told_repeats_nothing(playing: Evening) -> None:
    assert len(playing.told(LIMIT_S)) == 1
    playing.start()
    assert playing.asks_again_in_s is None
    playing.bet(2)
    assert playing.told() == []
    assert playing.book.marks == ()
    playing.start()
    assert len(playing.told(LIMIT_S)) == 1


@pytest.mark.parametrize("phase", [ReceiverPhase.STOPPED, ReceiverPhase.PORT_IN_USE, ReceiverPhase.FAILED])
def test_no_silence_is_measured_while_the_receiver_does_not_listen(
    playing: Evening, phase: ReceiverPhase
) -> None:
    playing.told(200)
    playing.receive(phase)
    assert playing.asks_again_in_s is None
    assert playing.told(1000) == []
    playing.receive()
    assert playing.asks_again_in_s == LIMIT_S
    playing.told(200)
    playing.receive()  # on another port
    assert playing.asks_again_in_s == 100


def test_after_the_computer_slept_the_bot_gets_its_minutes_again(playing: Evening) -> None:
    playing.told(200)
    playing.clock.set_wall(3600)  # the other clock stands still while the computer sleeps
    assert playing.told(100) == []
    assert playing.asks_again_in_s == LIMIT_S
    assert len(playing.told(LIMIT_S)) == 1


def test_so_it_does_where_both_clocks_go_on_while_it_sleeps(playing: Evening) -> None:
    assert playing.told(3600) == []
    assert playing.asks_again_in_s == LIMIT_S
    assert len(playing.told(LIMIT_S)) == 1


def test_a_rule_that_is_switched_on_measures_from_then_on(playing: Evening) -> None:
    (rule,) = playing.book.rules
    playing.set_rules(replace(rule, is_on=False))
    assert playing.asks_again_in_s is None
    playing.clock.sleep(250)
    playing.set_rules(rule)
    assert playing.asks_again_in_s == LIMIT_S


def test_a_stream_that_is_deleted_is_waited_for_no_more(evening: Evening) -> None:
    evening.bet(1)
    evening.have(MINUTES, stream_id=evening.stream().id)
    evening.told()
    evening.store.writer.delete_stream(evening.stream().id)
    assert evening.told() == []
    assert evening.asks_again_in_s is None


def test_the_last_stream_is_not_named_once_it_is_deleted(playing: Evening) -> None:
    playing.store.writer.delete_stream(playing.stream().id)
    playing.told()
    (alert,) = playing.told(LIMIT_S)
    assert (alert.stream_id, alert.text) == (None, "The receiver runs, but no bet and no heartbeat came.")
