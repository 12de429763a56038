"""What is chosen from lists in the form of a rule."""

from uuid import UUID

from liveapp.ui.alerts.rule_choices import CurrencyChoice, RestChoice, StreamChoice
from tests.unit.ui.alerts.values import FIRST, FIRST_NAME, SECOND, SECOND_NAME


def words(choice) -> list[str]:
    return [choice.itemText(place) for place in range(choice.count())]


def test_every_stream_the_shown_one_and_each_other_can_be_chosen(names, window) -> None:
    choice = StreamChoice("Every one", names, FIRST, None, window)
    assert words(choice) == ["Every one", f"The shown one: {FIRST_NAME}", SECOND_NAME]
    assert choice.stream_id is None
    for place, stream in enumerate((FIRST, SECOND), start=1):
        choice.setCurrentIndex(place)
        assert choice.stream_id == stream.id


def test_a_stream_that_is_gone_stays_chosen_and_is_called_so(names, window) -> None:
    gone = UUID(int=77)
    choice = StreamChoice("Every one", names, None, gone, window)
    assert (choice.currentText(), choice.stream_id) == ("A deleted stream", gone)
    assert words(choice)[1:3] == [FIRST_NAME, SECOND_NAME]


def test_a_rest_of_ones_own_stands_among_the_usual_ones(theme, window) -> None:
    choice = RestChoice(77, window)
    assert (choice.currentText(), choice.rest_s) == ("1 min 17 s", 77)
    choice.setCurrentIndex(0)
    assert (choice.currentText(), choice.rest_s) == ("None", 0)
    assert "1 day" in words(choice)


def test_a_currency_is_taken_as_bots_spell_it_and_none_where_none_is_named(theme, window) -> None:
    choice = CurrencyChoice(["btc", "usdt"], None, window)
    assert (words(choice), choice.currency) == (["BTC", "USDT"], None)
    choice.setEditText("Btc ")
    assert choice.currency == "btc"
    choice.setEditText("eth")
    assert choice.currency == "eth"
    choice.setCurrentIndex(1)
    assert choice.currency == "usdt"
    assert CurrencyChoice([], "doge", window).currency == "doge"


def test_a_currency_that_looks_like_markup_is_only_a_name(theme, window) -> None:
    choice = CurrencyChoice(["<b>x</b>"], "<b>x</b>", window)
    assert choice.currency == "<b>x</b>"
