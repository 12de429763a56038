"""What a card says."""

from dataclasses import replace

from liveapp.domain.statistics.chi_square import goodness_of_fit
from liveapp.domain.statistics.outcomes import OutcomeFigures
from liveapp.ui.waits.card_texts import INDEPENDENT, card_texts, stream_words
from tests.unit.domain.statistics.words.values import hit_figures, stream_figures

FIGURES = hit_figures(
    12, rounds=12_000, rounds_since=3_410, longest_wait=5_000, mean_gap=1_000.0, median_gap=700.0
)


def outcomes(difficulty: str) -> OutcomeFigures:
    counts = (1, *(0,) * 15)
    return OutcomeFigures(difficulty, 1, counts, goodness_of_fit("expert", counts))


def test_a_card_says_what_was_seen_and_compares_it() -> None:
    texts = card_texts(FIGURES, watched=4, evidence=1.0, is_partial=False)
    assert texts.hits == "12 hits in 12,000 rounds, 11 expected."
    assert texts.compared == "76 of 100 fair streams of this length are at least this far off."
    assert texts.since == "3,410 rounds since the last hit."
    assert texts.moments.startswith(
        "At 4.4 % of all moments a fair game has waited this long or longer; of 4"
    )
    assert texts.moments.endswith("The next round’s chance is 1 in 1,088, as always.")
    assert texts.longest.startswith("Longest wait 5,000 rounds; 7 of 100 fair streams")
    assert texts.gaps.startswith("Mean gap 1,000 nonces (fair: 1,088)")


def test_of_several_difficulties_nothing_is_compared_by_one_chance() -> None:
    mixed = replace(
        FIGURES, difficulty=None, chance=None, p_value=None, chance_of_longer_wait=None, expected_gap=None
    )
    texts = card_texts(mixed, watched=4, evidence=1.0, is_partial=False)
    assert (texts.compared, texts.gaps, texts.longest) == ("", "", "Longest wait 5,000 rounds.")
    assert "next round" not in texts.moments


def test_a_selection_is_not_compared_at_all() -> None:
    texts = card_texts(FIGURES, watched=4, evidence=1.0, is_partial=True)
    assert texts.hits == "12 hits in 12,000 recorded rounds, 11 expected."
    assert texts.moments == "The next round’s chance is 1 in 1,088, as always."
    assert (texts.longest, texts.gaps) == ("Longest wait 5,000 rounds.", "")


def test_without_rounds_a_card_says_only_that() -> None:
    assert "".join(card_texts(hit_figures(0, rounds=0), 1, 1.0, False)) == "No round is known yet."


def test_over_all_cards_stand_the_evidence_and_that_rounds_are_independent() -> None:
    assert stream_words(stream_figures()) == (
        f"No evidence against a fair game (0.4 now, 1.3 at its highest). {INDEPENDENT}"
    )


def test_where_the_evidence_says_anything_ordinary_causes_come_first() -> None:
    words = stream_words(stream_figures(highest_evidence=130.0))
    assert words.index("Ordinary causes come first") < words.index("Strong evidence")


def test_a_selection_comes_first_and_has_no_verdict() -> None:
    words = stream_words(stream_figures(missing=1_000, highest_evidence=130.0))
    assert words.startswith("50 % of the nonces are missing")
    assert "evidence" not in words.lower()


def test_several_difficulties_are_told() -> None:
    words = stream_words(stream_figures(outcomes=(outcomes("easy"), outcomes("expert"))))
    assert words.startswith("The rounds are of several difficulties")
