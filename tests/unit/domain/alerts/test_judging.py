"""Rules rest, are judged apart from each other, and repeat nothing, whatever happens to the program."""

import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from liveapp.app.core.state_file import ALERTS_FILE, MOST_ALERTS_BYTES, StateFile
from liveapp.domain.alerts import wording
from liveapp.domain.alerts.book import AlertBook
from liveapp.domain.alerts.judging import MOST_READ, PATIENCE, READ_PAUSE_S
from liveapp.domain.alerts.rules import (
    AlertRule,
    LosingStreak,
    MultiplierReached,
    NoBet,
    NoMultiplier,
    ProfitBeyond,
    ProofDiffers,
    RoundsMissed,
)
from liveapp.domain.bets import SeedPair
from tests.conftest import LogWatch
from tests.unit.domain.alerts.evening import OTHER_PAIR, REST_S, Evening

TEN = MultiplierReached(10.0)
LOSS = ProfitBeyond(None, -2.5, is_above=False)
DAY_S = 24 * 3600


def test_with_all_rules_off_nothing_is_judged_and_the_judge_is_not_to_be_asked(evening: Evening) -> None:
    evening.have(TEN, LOSS, NoBet(5), NoMultiplier(10, 1), LosingStreak(2), ProofDiffers(), RoundsMissed(1))
    evening.set_rules(*(replace(rule, is_on=False) for rule in evening.book.rules))
    evening.bet(1, 2, 3, 9, round_result=12.5)
    assert evening.told() == []
    assert evening.asks_again_in_s is None


def test_each_rule_speaks_for_itself_in_the_users_order_and_as_it_chose(evening: Evening) -> None:
    first, second = evening.have(LOSS, TEN)
    evening.set_rules(replace(second, notifies=True), replace(first, sounds=True))
    evening.bet(1, 2, 3, round_result=12.5)
    assert [(one.rule_id, one.notifies, one.sounds) for one in evening.told()] == [
        (second.id, True, False),
        (first.id, False, True),
    ]


def test_what_is_told_is_in_the_book_by_then(evening: Evening, tmp_path: Path) -> None:
    (rule,) = evening.have(LOSS)
    evening.bet(1, 2, 3)
    alerts = evening.told()
    kept = json.loads((tmp_path / ALERTS_FILE).read_text("utf-8"))
    assert [one["title"] for one in kept["history"]] == [alerts[0].title]
    assert [one["stream_id"] for one in kept["marks"]] == [str(evening.stream().id)]
    assert kept["spoke"] == {str(rule.id): evening.clock.wall_us()}


def test_a_rule_rests_whatever_the_stream_and_on_after_a_restart(evening: Evening) -> None:
    evening.have(TEN)
    evening.bet(1, round_result=12.5)
    assert len(evening.told()) == 1
    evening.clock.sleep(100)
    evening.start()
    evening.bet(1, round_result=12.5, seeds=OTHER_PAIR)
    assert evening.told(100) == []
    assert evening.asks_again_in_s == REST_S - 200
    assert len(evening.told(REST_S - 200)) == 1


@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_rule_that_is_switched_off_and_on_at_once_has_forgotten_what_it_told(
    evening: Evening, is_restarted: bool
) -> None:
    (rule,) = evening.have(LOSS, rest_s=0)
    evening.bet(1, 2, 3)
    assert len(evening.told()) == 1
    evening.book.set_rules((replace(rule, is_on=False),))
    evening.set_rules(rule)
    if is_restarted:
        evening.start()
    evening.bet(4)
    assert len(evening.told()) == 1
    evening.bet(5)
    assert evening.told() == []


@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_clock_that_is_set_back_makes_no_rule_rest_longer(evening: Evening, is_restarted: bool) -> None:
    evening.have(TEN)
    evening.bet(1, round_result=12.5)
    assert len(evening.told()) == 1
    evening.clock.set_wall(-365 * DAY_S)
    if is_restarted:
        evening.start()
    evening.bet(2, round_result=12.5)
    assert evening.told(REST_S - 1) == []
    assert len(evening.told(1)) == 1


def test_a_rule_without_a_rest_speaks_each_time(evening: Evening) -> None:
    evening.have(TEN, rest_s=0)
    for nonce in (1, 2, 3):
        evening.bet(nonce, round_result=12.5)
        assert len(evening.told()) == 1


def test_a_rule_that_is_changed_is_judged_anew_and_the_others_go_on(evening: Evening) -> None:
    loss, ten = evening.have(LOSS, TEN)
    evening.bet(1, 2, 3, round_result=12.5)
    assert len(evening.told()) == 2
    evening.set_rules(replace(loss, condition=ProfitBeyond(None, -2.0, is_above=False)), ten)
    evening.bet(4, round_result=12.5)
    assert evening.titles() == ["Profit below −2"]
    assert evening.titles(REST_S) == ["12.50× reached"]


def test_a_rule_that_only_rests_longer_forgets_nothing(evening: Evening) -> None:
    (loss,) = evening.have(LOSS)
    evening.bet(1, 2, 3)
    assert len(evening.told()) == 1
    evening.set_rules(replace(loss, rest_s=0))
    evening.bet(4)
    assert evening.told() == []


def test_a_rule_that_is_removed_tells_nothing_any_more(evening: Evening) -> None:
    evening.have(TEN)
    evening.bet(1, round_result=12.5)
    evening.hear()
    evening.set_rules()
    assert evening.told() == []


def test_many_streams_at_once_are_one_alert_that_names_some(evening: Evening) -> None:
    evening.have(LOSS)
    for number in range(6):
        evening.bet(1, 2, 3, seeds=OTHER_PAIR._replace(server_seed_hashed=f"{number}" * 64))
    (alert,) = evening.told()
    assert alert.text.endswith("Also in 1111111111, 2222222222, 3333333333 and 2 more.")
    assert len(evening.book.marks) == 6
    assert evening.told(REST_S) == []


def test_a_mistake_in_one_rule_ends_no_other_and_is_logged_once(
    evening: Evening, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    evening.have(LOSS, TEN, rest_s=0)
    log_watch.expect("a rule of the alerts could not be judged")
    with monkeypatch.context() as patch:
        patch.delattr(wording, "profit_words")
        for nonce in range(1, 8):
            evening.bet(nonce, round_result=12.5)
            assert evening.titles() == ["12.50× reached"]
    assert len(log_watch.records) == 1
    evening.bet(8)
    assert evening.titles() == ["Profit below −2.5"]


def test_a_book_that_cannot_be_saved_keeps_no_alert_back_and_repeats_none(
    evening: Evening, tmp_path: Path, log_watch: LogWatch
) -> None:
    evening.have(LOSS, rest_s=0)
    (tmp_path / ALERTS_FILE).unlink()
    (tmp_path / ALERTS_FILE).mkdir()
    log_watch.expect("what alerts told could not be saved")
    evening.bet(1, 2, 3)
    assert len(evening.told()) == 1
    evening.bet(4)
    assert evening.told() == []
    assert len(evening.book.history()) == 1


def test_a_rule_that_is_added_beside_others_forgets_nothing_that_they_told(
    evening: Evening, tmp_path: Path
) -> None:
    evening.have(LOSS)
    evening.bet(1, 2, 3)
    assert len(evening.told()) == 1
    marks = AlertBook(StateFile(tmp_path / ALERTS_FILE, MOST_ALERTS_BYTES)).marks
    evening.set_rules(*evening.book.rules, AlertRule(UUID(int=7), TEN))
    assert evening.book.marks == marks
    evening.bet(4, payout=9.0)
    assert evening.told() == []
    assert evening.book.marks == ()


def test_a_store_that_cannot_be_read_is_asked_again_later(evening: Evening) -> None:
    evening.have(LosingStreak(3), TEN)
    evening.bet(1, 2, 3, round_result=12.5)
    evening.hear()
    evening.store.close()
    assert evening.titles() == ["12.50× reached"]
    assert evening.asks_again_in_s == 1
    evening.have(RoundsMissed(1))
    assert evening.told(1) == []
    assert evening.asks_again_in_s == 1


def test_a_name_turns_nothing_around_that_an_alert_says(evening: Evening) -> None:
    evening.have(LOSS)
    evening.bet(1, 2, 3, seeds=SeedPair("\u202eevil\u2067", "client"))
    (alert,) = evening.told()
    assert alert.text.startswith("evil: the profit is")


def test_of_a_hundred_streams_that_are_played_at_once_some_are_read_at_a_time_and_none_is_forgotten(
    evening: Evening,
) -> None:
    evening.have(LosingStreak(2))
    pairs = [SeedPair(f"{number:064x}", "client") for number in range(2 * MOST_READ + 5)]
    for pair in pairs:
        evening.bet(1, 2, seeds=pair)
    assert len(evening.told()) == 1
    assert len(evening.book.marks) == MOST_READ
    assert evening.asks_again_in_s == READ_PAUSE_S
    for _ in range(2):
        assert evening.told(READ_PAUSE_S) == []
    assert len(evening.told(REST_S)) == 1
    assert len(evening.book.marks) == len(pairs)


def test_figures_that_took_long_to_read_are_left_alone_for_ten_times_as_long(evening: Evening) -> None:
    def take_long() -> bool:
        evening.clock.sleep(3)
        return False

    evening.start(take_long)
    evening.have(LosingStreak(2))
    evening.bet(1)
    begun_s = evening.clock.monotonic_s()
    assert evening.told() == []
    took_s = evening.clock.monotonic_s() - begun_s
    assert took_s >= 3
    evening.bet(2)
    evening.hear()
    assert evening.asks_again_in_s == PATIENCE * took_s
    assert len(evening.told(PATIENCE * took_s)) == 1
