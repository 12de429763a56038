from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.bets.sums_words import sums_details, sums_text


def totals(count: int) -> list[CurrencyTotal]:
    return [CurrencyTotal(f"c{number}", 1, 0.0, float(number)) for number in range(count)]


def test_currencies_stand_side_by_side_with_their_signs() -> None:
    both = [CurrencyTotal("btc", 1204, 5.0, 1.79), CurrencyTotal(None, 1, 0.0, 12.0)]
    assert sums_text(both) == "−3.21 BTC · +12"
    assert sums_details(both) == (
        "Profit −3.21 BTC of 1,204 bets: wagered 5 BTC, paid out 1.79 BTC\n"
        "Profit +12 of 1 bet: wagered 0, paid out 12"
    )


def test_of_many_currencies_the_line_has_the_first_and_says_how_many_there_are_more() -> None:
    assert sums_text(totals(5)) == "0 C0 · +1 C1 · +2 C2 · +2 more"
    assert sums_details(totals(22)).splitlines()[-1] == "and 2 currencies more"
    assert sums_text([]) == sums_details([]) == ""
