"""Classes are counted by difficulty, and compared with a fair game."""

from liveapp.domain.statistics.chi_square import goodness_of_fit
from liveapp.domain.statistics.outcomes import OutcomeFigures, RunningOutcomes
from tests.unit.domain.statistics.makers import classes_of_rounds, joined


def test_counts_of_each_difficulty_reach_from_0_to_its_tables_end() -> None:
    outcomes = RunningOutcomes()
    outcomes.extend(joined(classes_of_rounds("expert", (1, 15), (2, 0)), classes_of_rounds("easy", (3, 24))))
    outcomes.extend(classes_of_rounds("expert", (9, 0)))
    easy, expert = (0,) * 24 + (1,), (2, *(0,) * 14, 1)
    assert outcomes.figures() == (
        OutcomeFigures("easy", 1, easy, goodness_of_fit("easy", easy)),
        OutcomeFigures("expert", 3, expert, goodness_of_fit("expert", expert)),
    )
    assert outcomes.rounds.tolist() == [1, 0, 0, 3]


def test_without_rounds_there_are_no_outcomes() -> None:
    outcomes = RunningOutcomes()
    outcomes.extend(classes_of_rounds("easy"))
    assert (outcomes.figures(), outcomes.rounds.tolist()) == ((), [0, 0, 0, 0])


def test_a_copy_counts_on_by_itself() -> None:
    outcomes = RunningOutcomes()
    outcomes.extend(classes_of_rounds("hard", (1, 3)))
    other = outcomes.copy()
    other.extend(classes_of_rounds("hard", (2, 3)))
    assert (outcomes.rounds.tolist(), other.rounds.tolist()) == ([0, 0, 1, 0], [0, 0, 2, 0])
