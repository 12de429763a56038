"""The tab *Waits* on a real store: what is recorded is counted on its cards."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from liveapp.domain.events import StoreEvent
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.waits.tab import WaitsTab
from tests.window_fixtures import OTHER_SEEDS


@pytest.fixture
def charts() -> list[QLabel]:
    return []


@pytest.fixture
def tab(theme, store, questions, bridge, qtbot, charts) -> WaitsTab:
    """On the screen, following the store, as the page has it follow."""

    def make_chart() -> QLabel:
        charts.append(QLabel("chart"))
        return charts[-1]

    analysis = LiveAnalysis(store.reader, questions)
    made = WaitsTab(analysis, make_chart)
    analysis.setParent(made)
    qtbot.addWidget(made)

    def follow(events: list[StoreEvent]) -> None:
        for event in events:
            if event.stream.key == made._stream_key:
                analysis.apply(event.stream, [event])

    bridge.store_changed.connect(follow)
    made.resize(1_000, 600)
    made.show()
    return made


@pytest.fixture
def show(tab, stream_of):
    def show_stream(*seeds) -> None:
        stream = stream_of(*seeds)
        tab.analysis.show_stream(stream)
        tab.show_stream(stream)

    return show_stream


def multipliers(tab: WaitsTab) -> list[float]:
    return [card.multiplier for card in tab.cards.cards]


def counts(tab: WaitsTab, *hits: str) -> bool:
    """Whether the cards say these numbers of hits."""
    return [card.words.split(",")[0] for card in tab.cards.cards] == list(hits)


def test_cards_count_the_hits_of_the_difficulty_that_is_played(tab, show, record, qtbot) -> None:
    record(1, 2, 3, difficulty="expert", round_result=9.08)
    record(4, difficulty="expert", round_result=1066.73)
    show()
    one_in_4 = ("4 hits in 4 rounds", *["1 hit in 4 rounds"] * 2, "0 hits in 4 rounds")
    qtbot.waitUntil(lambda: counts(tab, *one_in_4))
    assert multipliers(tab) == [9.08, 73.21, 1066.73, 11200.65]
    assert tab.chooser.about.text() == "Kept for expert"
    assert "Rounds are independent" in tab.about.text()
    qtbot.waitUntil(lambda: tab.hits.model.rowCount() == 4)
    record(5, difficulty="expert", round_result=9.08)
    qtbot.waitUntil(
        lambda: counts(tab, "5 hits in 5 rounds", *["1 hit in 5 rounds"] * 2, "0 hits in 5 rounds")
    )
    qtbot.waitUntil(lambda: tab.hits.model.rowCount() == 5)


def test_another_stream_begins_with_the_cards_of_its_own_difficulty(tab, show, record, qtbot) -> None:
    record(1, difficulty="expert", round_result=1.63)
    record(1, 2, seeds=OTHER_SEEDS)
    show()
    qtbot.waitUntil(lambda: len(multipliers(tab)) == 4)
    show(OTHER_SEEDS)
    assert {card.words for card in tab.cards.cards} == {"Counting…"}
    assert tab.hits.model.rowCount() == 0
    assert not tab.chooser.field.isEnabled()
    qtbot.waitUntil(lambda: counts(tab, *["0 hits in 2 rounds"] * 2))
    assert multipliers(tab) == [8.17, 24.5]
    tab.analysis.show_stream(None)
    tab.show_stream(None)
    assert multipliers(tab) == []


def test_another_stream_of_the_same_difficulty_keeps_the_cards(tab, show, record, qtbot) -> None:
    record(1)
    record(1, 2, seeds=OTHER_SEEDS)
    show()
    qtbot.waitUntil(lambda: counts(tab, *["0 hits in 1 round"] * 2))
    tab.cards.choose(24.5)
    before = tab.cards.cards
    show(OTHER_SEEDS)
    qtbot.waitUntil(lambda: counts(tab, *["0 hits in 2 rounds"] * 2))
    assert tab.cards.cards == before
    assert tab.cards.chosen_multiplier == 24.5
    assert tab.chooser.field.isEnabled()


def test_without_a_result_of_its_table_there_is_nothing_to_wait_for(tab, show, record, qtbot) -> None:
    record(1, difficulty="expert", round_result=1.02)
    show()
    qtbot.waitUntil(lambda: tab.about.text().startswith("100 % of the rounds have no result"))
    assert multipliers(tab) == []
    assert not tab.chooser.field.isEnabled()


def test_a_typed_multiplier_gets_a_card_which_is_chosen_and_kept(tab, show, record, qtbot, charts) -> None:
    told: list[float | None] = []
    tab.multiplier_chosen.connect(told.append)
    record(1, 2)
    show()
    qtbot.waitUntil(lambda: counts(tab, *["0 hits in 2 rounds"] * 2))
    qtbot.keyClicks(tab.chooser.field, "1,02")
    with qtbot.waitSignal(tab.state_changed):
        qtbot.keyClick(tab.chooser.field, Qt.Key.Key_Return)
    assert tab.chooser.field.text() == ""
    assert multipliers(tab) == [1.02, 8.17, 24.5]
    assert told == [8.17, 1.02]
    qtbot.waitUntil(lambda: counts(tab, "2 hits in 2 rounds", *["0 hits in 2 rounds"] * 2))
    qtbot.waitUntil(lambda: tab.hits.model.rowCount() == 2)
    with qtbot.waitSignal(tab.state_changed):
        tab.cards.cards[2].remove_button.click()
    again = WaitsTab(tab.analysis, QLabel)
    qtbot.addWidget(again)
    again.restore_state(tab.save_state())
    again._show_difficulty("easy")
    assert multipliers(again) == [1.02, 8.17]


def test_what_gets_no_card_is_told_and_stays_to_be_changed(tab, show, record, qtbot) -> None:
    record(1)
    show()
    qtbot.waitUntil(lambda: len(multipliers(tab)) == 2)
    qtbot.keyClicks(tab.chooser.field, "25")
    tab.chooser.add_button.click()
    assert tab.chooser.problem.text() == "The highest of easy is 24.50×."
    assert tab.chooser.field.text() == "25"
    assert multipliers(tab) == [8.17, 24.5]


def test_a_hit_that_is_opened_leads_to_its_bet(tab, show, record, qtbot) -> None:
    record(7, round_result=24.5)
    show()
    qtbot.waitUntil(lambda: tab.hits.model.rowCount() == 1)
    tab.hits.view.selectRow(0)
    with qtbot.waitSignal(tab.bet_requested) as wanted:
        qtbot.keyClick(tab.hits.view, Qt.Key.Key_Return)
    assert wanted.args == [7]


def test_nothing_is_counted_and_no_picture_made_before_it_is_shown(tab, show, record, qtbot, charts) -> None:
    assert len(charts) == 1
    tab.hide()
    record(1)
    show()
    with qtbot.assertNotEmitted(tab.analysis.changed, wait=50):
        pass
    tab.show()
    qtbot.waitUntil(lambda: counts(tab, *["0 hits in 1 round"] * 2))
    assert len(charts) == 1


def test_while_hidden_it_has_the_multipliers_counted_for_other_watchers(tab, show, record, qtbot) -> None:
    tab.hide()
    record(1)
    show()
    other = QLabel()
    qtbot.addWidget(other)
    tab.analysis.watch(other)
    qtbot.waitUntil(lambda: tab.analysis.figures is not None and len(tab.analysis.figures.hits) == 2)


def test_new_figures_that_are_still_to_come_leave_no_old_ones(tab, show, record, qtbot) -> None:
    record(1)
    show()
    qtbot.waitUntil(lambda: counts(tab, *["0 hits in 1 round"] * 2))
    tab.analysis._forget()
    assert [card.words for card in tab.cards.cards] == ["Counting…"] * 2


def test_in_a_small_window_the_hits_scroll_and_nothing_overlaps(tab, show, record, qtbot, charts) -> None:
    charts[0].setMinimumHeight(240)
    record(1)
    show()
    tab.resize(660, 360)
    qtbot.waitUntil(lambda: tab.hits.view.height() >= 90)
    assert charts[0].height() >= 240
    assert charts[0].geometry().bottom() < tab.hits.heading.y() < tab.hits.view.y()
    assert tab.height() == 360


def test_once_the_seed_is_revealed_the_proof_stands_over_the_statistics(
    tab, record, stream_of, qtbot
) -> None:
    record(1)
    stream = stream_of()
    tab.show_stream(stream)
    assert not tab.proof.isVisible()
    tab.apply(replace(stream, proof=StreamProof(is_revealed=True, verified=1)), [])
    assert tab.proof.text() == "1 of 1 bet proven"
    with qtbot.waitSignal(tab.proof_requested):
        tab.proof.click()
    tab.show_stream(None)
    assert not tab.proof.isVisible()
