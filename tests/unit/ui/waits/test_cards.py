"""All cards, of which one is chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liveapp.ui.waits.card_texts import CardTexts
from liveapp.ui.waits.cards import Cards
from tests.unit.domain.statistics.words.values import hit_figures, stream_figures


@pytest.fixture
def cards(theme, qtbot) -> Cards:
    made = Cards()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def multipliers(cards: Cards) -> list[float]:
    return [card.multiplier for card in cards.cards]


def test_one_is_always_chosen_as_long_as_there_are_any(cards) -> None:
    told: list[float | None] = []
    cards.chosen.connect(told.append)
    cards.show_multipliers((9.08, 73.21, 1066.73))
    assert cards.chosen_multiplier == 9.08
    cards.choose(73.21)
    cards.show_multipliers((9.08, 1066.73))
    assert cards.chosen_multiplier == 9.08
    cards.show_multipliers(())
    assert cards.chosen_multiplier is None
    assert told == [9.08, 73.21, 9.08, None]


def test_a_card_that_was_placed_anew_still_has_room_for_all_that_it_comes_to_say(cards, qtbot) -> None:
    cards.show_multipliers((9.08,))
    qtbot.waitUntil(lambda: cards.widget().columns == 2)
    cards.resize(300, 400)
    qtbot.waitUntil(lambda: cards.widget().columns == 1)
    (card,) = cards.cards
    QApplication.processEvents()
    card.show_texts(CardTexts("Seen", "compared", "since", "moments", "longest", "gaps"))
    qtbot.waitUntil(lambda: card.height() == card.heightForWidth(card.width()))


def test_only_one_is_chosen(cards) -> None:
    cards.show_multipliers((9.08, 73.21))
    cards.choose(73.21)
    assert [card.choice.isChecked() for card in cards.cards] == [False, True]


def test_arrow_keys_choose_the_next_card_and_bring_it_into_view(cards, qtbot) -> None:
    cards.show_multipliers(tuple(float(number) for number in range(2, 40)))
    qtbot.waitUntil(lambda: cards.verticalScrollBar().maximum() > 0)
    cards.activateWindow()
    cards.choose(2.0)
    cards.cards[0].choice.setFocus()
    qtbot.waitUntil(cards.cards[0].choice.hasFocus)
    for _ in range(20):
        qtbot.keyClick(cards.focusWidget(), Qt.Key.Key_Down)
    chosen = next(card for card in cards.cards if card.choice.isChecked())
    assert chosen.multiplier > 20
    assert cards.viewport().rect().contains(chosen.mapTo(cards.viewport(), chosen.rect().center()))


def test_cards_that_stay_keep_what_they_say(cards) -> None:
    cards.show_multipliers((9.08, 73.21))
    cards.show_figures(
        stream_figures(hits=(hit_figures(14, multiplier=73.21), hit_figures(1, multiplier=5.0)))
    )
    kept = cards.cards[1]
    cards.show_multipliers((73.21, 400.02))
    assert cards.cards[0] is kept
    assert kept.words.startswith("14 hits")
    assert cards.cards[1].words == "Counting…"
    cards.forget_figures()
    assert kept.words == "Counting…"


def test_how_many_there_are_is_part_of_the_caution(cards) -> None:
    cards.show_multipliers((9.08, 73.21, 1066.73))
    cards.show_figures(stream_figures(hits=(hit_figures(3),)))
    assert "and 3 multipliers are watched" in cards.cards[2].words


def test_a_removed_card_hands_the_focus_to_its_neighbour(cards, qtbot) -> None:
    cards.show_multipliers((9.08, 73.21, 1066.73))
    cards.choose(73.21)
    cards.activateWindow()
    cards.cards[1].choice.setFocus()
    qtbot.waitUntil(cards.cards[1].choice.hasFocus)
    cards.show_multipliers((9.08, 1066.73))
    qtbot.waitUntil(cards.cards[0].choice.hasFocus)


def test_a_card_asks_to_be_removed_by_its_multiplier(cards, qtbot) -> None:
    cards.show_multipliers((9.08, 73.21))
    with qtbot.waitSignal(cards.remove_requested) as asked:
        cards.cards[1].remove_button.click()
    assert asked.args == [73.21]
    assert multipliers(cards) == [9.08, 73.21]
