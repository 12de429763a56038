"""Words about all outcomes together."""

from liveapp.domain.statistics.chi_square import goodness_of_fit
from liveapp.domain.statistics.outcomes import OutcomeFigures
from liveapp.domain.statistics.words.outcomes import fit_words

COUNTS = (44, 21, 16, 8, 6, 2, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0)


def outcome_figures(counts: tuple[int, ...]) -> OutcomeFigures:
    return OutcomeFigures("expert", sum(counts), counts, goodness_of_fit("expert", counts))


def test_all_outcomes_are_compared_at_once() -> None:
    assert fit_words(outcome_figures(COUNTS)) == (
        "All 16 outcomes of 100 expert rounds together: chi-square 1.4 with 5 degrees of freedom; "
        "92 of 100 fair streams are at least this far off."
    )


def test_what_is_far_off_is_so_at_a_single_look() -> None:
    unusual = fit_words(outcome_figures((27, 38, *COUNTS[2:])))
    assert unusual.endswith(
        "far off: unusual for a single look; looked at all the time, nearly half of all fair streams get "
        "here within 10,000 rounds."
    )
    rare = fit_words(outcome_figures((24, 41, *COUNTS[2:])))
    assert rare.endswith("rare for a single look; the evidence allows for all looks, and decides.")


def test_few_rounds_or_a_selection_are_not_compared() -> None:
    assert fit_words(outcome_figures((1,) + (0,) * 15)) == "1 expert round: too few to compare the outcomes."
    assert fit_words(outcome_figures(COUNTS), is_partial=True) == (
        "100 expert rounds recorded. Too much is missing to compare the outcomes."
    )
