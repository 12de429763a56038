"""Rounds get the difficulty of their bet, heartbeat or stream, and the class of their result."""

from liveapp.domain.statistics.columns import UNKNOWN
from liveapp.domain.statistics.rounds import classified, common_difficulty
from tests.unit.domain.statistics.makers import bets_of, rounds_of

EASY, MEDIUM, EXPERT = 0, 1, 3


def test_the_first_bet_of_a_nonce_tells_its_difficulty_before_any_heartbeat() -> None:
    rounds = rounds_of((1, 1.02, "medium", False), (2, 1.11, "medium", False), (9, 1.63, "easy", False))
    bets = bets_of({"nonces": 1}, {"nonces": 9, "difficulties": EXPERT}, {"nonces": 9, "difficulties": EASY})
    found = classified(rounds, bets, None)
    assert found.difficulties.tolist() == [EASY, MEDIUM, EXPERT]
    assert found.classes.tolist() == [1, 1, 1]
    assert rounds.difficulties.tolist() == [MEDIUM, MEDIUM, EASY], "what was read is changed"


def test_what_nobody_told_is_the_difficulty_that_all_bets_have_or_unknown() -> None:
    rounds = rounds_of((1, 1.63, None, False), (2**63 - 1, 1.63, None, False))
    bets = bets_of({"nonces": 1, "difficulties": EXPERT})
    assert classified(rounds, bets, EXPERT).classes.tolist() == [1, 1]
    assert classified(rounds, bets, None).classes.tolist() == [1, UNKNOWN]


def test_neither_stand_ins_nor_results_beside_the_table_have_a_class() -> None:
    rounds = rounds_of((1, 1.63, "expert", True), (2, 1.645, "expert", False), (3, 1.6409, "expert", False))
    found = classified(rounds, bets_of(), None)
    assert found.classes.tolist() == [UNKNOWN, UNKNOWN, 1]
    only = found.only_classified()
    assert (only.nonces.tolist(), only.results.tolist(), only.classes.tolist()) == ([3], [1.6409], [1])
    assert len(only) == 1
    assert only.only_classified() is only


def test_only_what_all_bets_have_is_common() -> None:
    assert [common_difficulty(frozenset(played)) for played in ((), (2,), (1, 2))] == [None, 2, None]
