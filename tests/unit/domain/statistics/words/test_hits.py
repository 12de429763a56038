"""Words about the hits, waits and gaps of a multiplier."""

from dataclasses import replace

import pytest

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.statistics.words.hits import (
    gap_text,
    gaps_words,
    hits_words,
    longest_wait_words,
    median_gap,
    next_round_words,
    wait_text,
    wait_words,
)
from tests.unit.domain.statistics.words.values import hit_figures

SEEN = "1,066.73× or more: {} hits in 10,000 rounds, 9.2 expected."
WATCHED = "differ as much at a single look, and 15 multipliers are watched: somewhere that is ordinary."
EVIDENCE = "The evidence, which allows for all looks, is 2.1."


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (9, "Nothing could be more ordinary."),
        (14, "13 of 100 fair streams of this length are at least this far off."),
        (3, f"Fewer than expected: 4 of 100 fair streams {WATCHED}"),
        (19, f"More than expected: 4 of 1,000 fair streams {WATCHED} {EVIDENCE}"),
        (
            24,
            (
                "More than expected: 1 in 30,000 fair streams differ as much: rare for a single "
                f"look, also among 15 multipliers. {EVIDENCE}"
            ),
        ),
    ],
)
def test_hits_are_compared_with_fair_streams_and_with_caution(count: int, said: str) -> None:
    assert hits_words(hit_figures(count), watched=15, evidence=2.14) == f"{SEEN.format(count)} {said}"


def test_also_one_figure_is_looked_at_again_and_again() -> None:
    assert hits_words(hit_figures(3), watched=1).endswith(
        "differ as much: unusual for a single look, and met now and then by who looks all evening."
    )


def test_a_selection_is_not_compared() -> None:
    assert hits_words(hit_figures(24), watched=1, is_partial=True) == (
        "1,066.73× or more: 24 hits in 10,000 recorded rounds, 9.2 expected. "
        "Too much is missing to compare them."
    )


def test_of_several_difficulties_only_the_expected_number_is_told() -> None:
    mixed = replace(hit_figures(1), difficulty=None, chance=None, p_value=None, expected_gap=None)
    assert hits_words(mixed, watched=1) == (
        "1,066.73× or more: 1 hit in 10,000 rounds, 9.2 expected. "
        "The rounds are of several difficulties: only the expected number can be told."
    )
    assert next_round_words(mixed) == ""


def test_without_rounds_nothing_is_compared() -> None:
    assert hits_words(hit_figures(0, rounds=0), watched=3).endswith("0 hits in 0 rounds, 0 expected.")
    assert wait_words(hit_figures(0, rounds=0)) == "No round is known yet."


def test_a_wait_is_compared_with_all_moments_and_changes_nothing() -> None:
    figures = hit_figures(7, rounds_since=3_410)
    assert wait_words(figures) == (
        "3,410 rounds since the last hit. At 4.4 % of all moments a fair game has waited this long or longer."
    )
    assert next_round_words(figures) == "The next round’s chance is 1 in 1,088, as always."


def test_of_several_multipliers_one_or_another_has_waited_long() -> None:
    assert wait_words(hit_figures(7, rounds_since=3_410), watched=5) == (
        "3,410 rounds since the last hit. At 4.4 % of all moments a fair game has waited this long or "
        "longer; of 5 multipliers one or another does more often."
    )
    assert wait_words(hit_figures(7, rounds_since=500), watched=5).endswith("waited this long or longer.")


def test_before_the_first_hit_and_right_after_one() -> None:
    assert wait_words(hit_figures(0, rounds=1, rounds_since=1)).startswith("No hit in 1 round. At 99.9 %")
    assert wait_words(hit_figures(1, rounds_since=0)) == "The last round was a hit."


def test_what_no_round_can_reach_is_not_waited_for() -> None:
    beyond = hit_figures(0, rounds_since=9, expected=0.0, expected_gap=None)
    assert wait_words(beyond) == "No hit in 9 rounds."
    assert next_round_words(beyond) == ""


def test_the_longest_wait_is_judged_by_its_own_chance() -> None:
    figures = hit_figures(90, rounds=100_000, longest_wait=6_200)
    assert longest_wait_words(figures) == (
        "Longest wait 6,200 rounds; 26 of 100 fair streams of 100,000 rounds have one at least as long."
    )
    assert longest_wait_words(figures, is_partial=True) == "Longest wait 6,200 rounds."
    assert longest_wait_words(hit_figures(3, rounds=3, longest_wait=0)) == "Longest wait 0 rounds."


def test_gaps_are_compared_from_ten_expected_hits_on() -> None:
    gaps = {"mean_gap": 1_020.4, "median_gap": 760.5}
    assert gaps_words(hit_figures(12, rounds=12_000, **gaps)) == (
        "Mean gap 1,020 nonces (fair: 1,088), median 760 (fair: 755)."
    )
    assert gaps_words(hit_figures(9, **gaps)).startswith("Too early to compare gaps")
    assert gaps_words(hit_figures(1, rounds=12_000)) == ""


def test_half_of_the_gaps_of_a_fair_game_are_no_longer_than_the_median() -> None:
    for chance in (0.9, 0.5, 0.48, 0.04, 1 / 1088):
        median = median_gap(chance)
        assert 1 - (1 - chance) ** median >= 0.5
        assert 1 - (1 - chance) ** (median - 1) < 0.5
    assert median_gap(1.0) == 1


def test_short_gaps_have_a_decimal() -> None:
    assert gap_text(2.083) == "2.1"
    assert gap_text(2.0) == "2"
    assert gap_text(1_087.6) == "1,088"


def test_a_range_of_waits_may_have_no_end() -> None:
    assert wait_text(1, 1) == "1"
    assert wait_text(14, 70) == "14 to 70"
    assert wait_text(3_071, MAX_NONCE) == "3,071 and more"
