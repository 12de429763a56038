"""What is said of amounts wherever currencies stand together."""

from liveapp.ui.widgets.money_words import expected_texts, more_currencies_words


def test_an_expectation_has_the_digits_that_its_deviation_gives_a_meaning() -> None:
    assert expected_texts(-0.02075257, 0.03011499) == ("−0.0208", "0.0301")
    assert expected_texts(-1_234_567.0, 45_678.0) == ("−1,234,600", "45,700")
    assert expected_texts(-0.5, 0.0) == ("−0.5", "0")
    assert expected_texts(-1e300, 2.345e299)[1].startswith("2.3")
    assert expected_texts(-1.797e308, 1.797e308)[1].startswith("1.797")


def test_currencies_that_are_not_shown_are_counted() -> None:
    assert more_currencies_words(1) == "and 1 currency more, with fewer bets"
    assert more_currencies_words(2) == "and 2 currencies more, with fewer bets"
    assert more_currencies_words(0) == more_currencies_words(-3) == ""
