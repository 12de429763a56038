"""Words about the evidence, and about what comes before it."""

import pytest

from liveapp.domain.statistics.words.evidence import (
    Evidence,
    evidence_level,
    evidence_sentence,
    evidence_text,
    evidence_words,
    is_partial,
    missing_caution,
    ordinary_causes,
)
from tests.unit.domain.statistics.words.values import stream_figures


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        (0.0, "0"),
        (0.059_255, "0.06"),
        (1.0, "1"),
        (2.449, "2.4"),
        (19.999, "19"),
        (99.99, "99"),
        (129.645, "129"),
        (72_345.6, "72,300"),
        (8.1e30, "8.1e+30"),
    ],
)
def test_evidence_is_never_rounded_up_to_a_threshold(evidence: float, text: str) -> None:
    assert evidence_text(evidence) == text


@pytest.mark.parametrize(
    ("highest", "level"),
    [
        (0.0, Evidence.NONE),
        (19.99, Evidence.NONE),
        (20.0, Evidence.WORTH_WATCHING),
        (99.9, Evidence.WORTH_WATCHING),
        (100.0, Evidence.STRONG),
        (1_000.0, Evidence.VERY_STRONG),
        (1e300, Evidence.VERY_STRONG),
    ],
)
def test_each_level_begins_at_its_threshold(highest: float, level: Evidence) -> None:
    assert evidence_level(highest) is level


def test_the_highest_decides_and_both_are_told() -> None:
    assert evidence_words(0.4, 1.3) == "No evidence against a fair game (0.4 now, 1.3 at its highest)."
    assert evidence_words(0.4, 21) == (
        "Worth watching: at most 1 in 20 fair streams ever gets here, however long one looks "
        "(0.4 now, 21 at its highest)."
    )
    assert "at most 1 in 100 fair streams" in evidence_words(130, 130)
    assert "at most 1 in 1,000 fair streams" in evidence_words(130, 2_000)


def test_up_to_one_in_a_hundred_may_be_missing() -> None:
    few = stream_figures(rounds=990, missing=10)
    assert not is_partial(few)
    assert missing_caution(few) == ""
    many = stream_figures(rounds=989, missing=11)
    assert is_partial(many)
    assert missing_caution(many) == (
        "1.1 % of the nonces are missing: these figures are of the recorded rounds, and give no verdict."
    )


def test_rounds_without_a_result_of_the_table_are_missing_too() -> None:
    assert missing_caution(stream_figures(unclassified=300, missing=1_000)) == (
        "50 % of the nonces are missing and 30 % of the rounds have no result of their difficulty’s table: "
        "these figures are of the recorded rounds, and give no verdict."
    )


def test_a_stream_without_rounds_is_not_partial() -> None:
    assert missing_caution(stream_figures(rounds=0, classified=0)) == ""


def test_ordinary_causes_come_before_any_other_and_the_proof_decides() -> None:
    words = ordinary_causes()
    for cause in ("another difficulty", "missing rounds", "table of multipliers", "when to stop"):
        assert cause in words
    assert words.endswith("the proof decides.")


def test_ordinary_causes_stand_before_any_evidence_that_says_something() -> None:
    assert evidence_sentence(stream_figures()).startswith("No evidence against a fair game (0.4 now")
    for highest in (20.0, 150.0, 1e300):
        said = evidence_sentence(stream_figures(highest_evidence=highest))
        assert said.startswith(ordinary_causes())
        assert said.endswith(f"{evidence_text(highest)} at its highest).")


def test_a_selection_has_no_evidence() -> None:
    assert evidence_sentence(stream_figures(missing=300, highest_evidence=5_000.0)) == ""
