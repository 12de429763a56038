"""A multiplier, a proof that differs, missed rounds: each told once, nothing of what was before."""

import pytest

from liveapp.domain.alerts.rules import Condition, MultiplierReached, ProofDiffers, RoundsMissed
from liveapp.domain.verdicts import Verdict
from tests.proving import SERVER_SEED, Player
from tests.unit.domain.alerts.evening import OTHER_PAIR, REST_S, Evening

TEN = MultiplierReached(10.0)


# A multiplier


def test_a_bet_that_reaches_the_multiplier_is_told_with_its_nonce(evening: Evening) -> None:
    evening.have(TEN)
    evening.bet(1, round_result=9.99)
    assert evening.told() == []
    evening.bet(2, round_result=10.0)
    (alert,) = evening.told()
    assert (alert.title, alert.stream_id) == ("10.00× reached", evening.stream().id)
    assert alert.text == f"{evening.stream().name}: nonce 2."
    assert evening.told(REST_S) == []


def test_so_is_a_heartbeat_and_a_stand_in_is_not(evening: Evening) -> None:
    evening.have(TEN, rest_s=0)
    evening.beat(1, 12.5)
    assert evening.titles() == ["12.50× reached"]
    evening.beat(2, 12.5, is_stand_in=True)
    evening.bet(3, round_result=12.5, is_stand_in=True)
    assert evening.told() == []


def test_of_several_rounds_the_highest_is_told_with_the_number_of_the_others(evening: Evening) -> None:
    evening.have(TEN)
    evening.bet(1, 2, round_result=10.5)
    evening.bet(1, round_result=24.5, seeds=OTHER_PAIR)
    evening.beat(2, 20.0, seeds=OTHER_PAIR)
    (alert,) = evening.told()
    other, first = evening.stream(OTHER_PAIR), evening.stream()
    assert (alert.title, alert.stream_id) == ("24.50× reached", other.id)
    assert alert.text == (
        f"{other.name}: nonce 1. Also 1 more round of 10.00× or more. Also in {first.name}."
    )


def test_rounds_that_come_while_the_rule_rests_are_told_together_after_it(evening: Evening) -> None:
    evening.have(TEN)
    evening.bet(1, round_result=10.0)
    assert len(evening.told()) == 1
    for nonce in (2, 3, 4):
        evening.bet(nonce, round_result=10.0 + nonce)
        assert evening.told(10) == []
    assert evening.asks_again_in_s == REST_S - 30
    (alert,) = evening.told(REST_S - 30)
    assert "nonce 4." in alert.text
    assert "Also 2 more rounds of 10.00× or more." in alert.text


def test_a_round_that_comes_as_bet_and_as_heartbeat_is_one(evening: Evening) -> None:
    evening.have(TEN, rest_s=0)
    evening.bet(1, round_result=12.5)
    assert len(evening.told()) == 1
    evening.beat(1, 12.5)
    assert evening.told() == []


def test_neither_imports_nor_rounds_before_the_rule_are_told(evening: Evening) -> None:
    evening.bet(1, round_result=12.5)
    evening.have(TEN)
    evening.told()
    evening.set_rules()
    evening.bet(2, round_result=12.5)
    evening.told()
    evening.have(TEN)
    evening.bet(3, round_result=12.5, is_live=False)
    assert evening.told() == []


def test_a_restart_repeats_no_round(evening: Evening) -> None:
    evening.have(TEN)
    evening.bet(1, round_result=12.5)
    assert len(evening.told()) == 1
    evening.start()
    evening.bet(2)
    assert evening.told(REST_S) == []


def test_rounds_of_a_stream_that_is_deleted_before_they_are_told_are_not(evening: Evening) -> None:
    evening.have(TEN)
    evening.bet(1, round_result=12.5)
    evening.store.writer.delete_stream(evening.stream().id)
    assert evening.told() == []


def test_bets_of_a_commit_that_holds_imported_ones_as_well_are_not_told_apart(evening: Evening) -> None:
    evening.have(TEN)
    evening.bet(1, round_result=12.5)
    evening.mix_in(imported=1)
    assert evening.told() == []


# A proof


@pytest.fixture
def player() -> Player:
    return Player()


def play(evening: Evening, player: Player, first: int, last: int, *differing: int) -> None:
    """Bets of these nonces come and get their verdicts; `differing` ones are not what the seeds give."""
    bets = [player.tampered(one) if one in differing else player.bet(one) for one in range(first, last + 1)]
    evening.store.writer.record(bets)
    evening.store.writer.reveal_seed(SERVER_SEED)
    stream = evening.stream(player.seeds)
    verdicts = [
        (bet.id, Verdict.RESULT_DIFFERS if bet.nonce in differing else Verdict.VERIFIED)
        for bet in evening.store.reader.bets_to_prove(stream.key, 0, 100)
    ]
    evening.store.writer.set_verdicts(stream.key, verdicts)


def test_a_bet_that_differs_is_told_with_its_nonce(evening: Evening, player: Player) -> None:
    evening.have(ProofDiffers())
    play(evening, player, 1, 10, 7)
    (alert,) = evening.told()
    name = evening.stream(player.seeds).name
    assert alert.title == "1 bet differs from the proof"
    assert alert.text == f"{name}: 1 bet is not what the revealed server seed gives; it is nonce 7."


def test_those_that_differ_later_are_told_after_the_rest_with_the_first_of_them(
    evening: Evening, player: Player
) -> None:
    evening.have(ProofDiffers())
    play(evening, player, 1, 3, 1)
    assert len(evening.told()) == 1
    for first in (4, 7):
        play(evening, player, first, first + 2, first + 1, first + 2)
        assert evening.told() == []
    (alert,) = evening.told(REST_S)
    assert alert.title == "4 bets differ from the proof"
    assert alert.text.endswith("4 bets are not what the revealed server seed gives; the first is nonce 5.")


def test_what_differed_before_the_program_or_the_rule_began_is_not_told(
    evening: Evening, player: Player
) -> None:
    play(evening, player, 1, 3, 1)
    evening.have(ProofDiffers())
    evening.told()
    play(evening, player, 4, 6)
    assert evening.told() == []
    evening.start()
    play(evening, player, 7, 8)
    assert evening.told() == []
    play(evening, player, 9, 9, 9)
    assert len(evening.told()) == 1


def test_a_proof_of_a_stream_that_is_brought_back_is_no_news(evening: Evening, player: Player) -> None:
    evening.have(ProofDiffers())
    play(evening, player, 1, 3, 1)
    assert len(evening.told()) == 1
    stream_id = evening.stream(player.seeds).id
    evening.store.writer.delete_stream(stream_id, can_be_undone=True)
    evening.store.writer.undelete_stream(stream_id)
    assert evening.told(REST_S) == []
    play(evening, player, 4, 5)
    assert evening.told() == []


def test_a_stream_that_is_gone_names_no_nonce(evening: Evening, player: Player) -> None:
    evening.have(ProofDiffers())
    play(evening, player, 1, 3, 1)
    evening.hear()
    evening.store.writer.delete_stream(evening.stream(player.seeds).id)
    (alert,) = evening.judge.judge(evening.now)
    assert alert.text.endswith("1 bet is not what the revealed server seed gives.")


# Missed rounds


def test_rounds_that_are_missing_are_told_from_the_rules_number_on(evening: Evening) -> None:
    evening.have(RoundsMissed(3))
    evening.bet(1)
    evening.bet(4)
    assert evening.told() == []
    evening.bet(6)
    (alert,) = evening.told()
    name = evening.stream().name
    assert alert.title == "3 rounds missed"
    assert alert.text == f"{name}: nothing is known of 3 more nonces. 3 rounds are missing in all."
    evening.bet(8)
    assert evening.told(REST_S) == []
    evening.bet(12)
    assert evening.titles() == ["4 rounds missed"]


def test_a_bot_that_joins_in_the_middle_has_missed_nothing(evening: Evening) -> None:
    evening.have(RoundsMissed(1))
    evening.bet(5_000)
    assert evening.told() == []


def test_what_comes_late_and_fills_the_gap_is_missing_no_more(evening: Evening) -> None:
    evening.have(RoundsMissed(2))
    evening.bet(1)
    evening.bet(3)
    evening.bet(2)
    evening.bet(5)
    assert evening.told() == []
    evening.bet(7)
    assert evening.titles() == ["2 rounds missed"]
    evening.bet(10)
    assert evening.told() == []
    evening.bet(8, 9)
    assert evening.told(REST_S) == []


def test_rounds_that_were_missed_while_the_program_was_away_are_told(evening: Evening) -> None:
    evening.have(RoundsMissed(1))
    evening.bet(1)
    evening.bet(3)
    assert len(evening.told()) == 1
    evening.start()
    evening.bet(4)
    assert evening.told(REST_S) == []
    evening.start()
    evening.bet(9)
    assert evening.titles(REST_S) == ["4 rounds missed"]


def test_what_an_import_leaves_missing_is_no_news(evening: Evening) -> None:
    evening.have(RoundsMissed(1))
    evening.bet(1)
    evening.bet(100, is_live=False)
    assert evening.told() == []
    evening.bet(101)
    assert evening.told() == []
    evening.bet(103)
    assert evening.titles() == ["1 round missed"]


def test_a_stream_that_is_deleted_or_brought_back_misses_nothing_new(evening: Evening) -> None:
    evening.have(RoundsMissed(1))
    evening.bet(1)
    evening.bet(3)
    stream_id = evening.stream().id
    evening.store.writer.delete_stream(stream_id, can_be_undone=True)
    assert evening.told() == []
    assert evening.store.writer.undelete_stream(stream_id).missing_rounds == 1
    evening.bet(4)
    assert evening.told() == []


@pytest.mark.parametrize("condition", [TEN, RoundsMissed(1)])
def test_a_rule_for_one_stream_is_about_no_other(evening: Evening, condition: Condition) -> None:
    evening.bet(1)
    evening.have(condition, stream_id=evening.stream().id)
    evening.bet(1, 3, round_result=12.5, seeds=OTHER_PAIR)
    assert evening.told() == []
    evening.bet(4, round_result=12.5)
    assert len(evening.told()) == 1
