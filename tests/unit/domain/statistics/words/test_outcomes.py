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
    words = fit_words(outcome_figures((25, 40, *COUNTS[2:])))
    assert "at least this far off at a single look. Looked at all the time, 40 of 100" in words


def test_few_rounds_or_a_selection_are_not_compared() -> None:
    assert fit_words(outcome_figures((1,) + (0,) * 15)) == "1 expert round: too few to compare the outcomes."
    assert fit_words(outcome_figures(COUNTS), is_partial=True) == (
        "100 expert rounds recorded. Too much is missing to compare the outcomes."
    )
