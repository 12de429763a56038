"""Growth told from noise."""

import random

import pytest

from tests.growth import Allowance, Sample, growth


def run(*values: float, step_s: float = 1.0) -> list[Sample]:
    return [Sample(number * step_s, value, work=number * 10) for number, value in enumerate(values)]


def test_noise_and_single_bad_moments_are_no_growth() -> None:
    chance = random.Random(1)
    noisy = [10 + chance.random() + (100 if number % 17 == 0 else 0) for number in range(200)]
    assert growth(run(*noisy), Allowance(amount=1)) == ""


def test_what_rises_all_the_time_grows() -> None:
    words = growth(run(*range(200)), Allowance(share=0.2, amount=10))
    assert words == "medians of thirds 74.5, 124.5, 174.5; at most 99.4 is allowed"


def test_what_fills_during_the_warm_up_does_not_grow() -> None:
    assert growth(run(*range(50), *[50] * 150), Allowance()) == ""


@pytest.mark.parametrize("per_work", [0.1, 0.2])
def test_so_much_is_allowed_for_the_work_done(per_work: float) -> None:
    assert growth(run(*range(200)), Allowance(per_work=per_work)) == ""
    assert growth(run(*range(200)), Allowance(per_work=0.09)) != ""


def test_what_was_lower_in_the_middle_did_not_grow() -> None:
    assert growth(run(*[5] * 50, *[10] * 50, *[1] * 50, *[20] * 50), Allowance()) == ""


def test_few_samples_say_nothing() -> None:
    assert growth(run(*range(9)), Allowance()) == ""
    assert growth([], Allowance()) == ""
