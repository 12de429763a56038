"""Asking whose rounds a file's are."""

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from liveapp.domain.bets import SeedPair
from liveapp.ui.importing.seeds_form import SeedsForm
from tests.shell import FIRST_SEEDS, SECOND_SEEDS, visible_words
from tests.unit.ui.streams.values import make_stream

NOTHING = SeedPair("", "")
FIRST = make_stream(1, seeds=FIRST_SEEDS)
SECOND = make_stream(2, seeds=SECOND_SEEDS, alias="<b>night</b>")


@pytest.fixture
def form(theme, qtbot) -> SeedsForm:
    made = SeedsForm()
    qtbot.addWidget(made)
    made.offer([FIRST, SECOND])
    made.ask_about("bets.csv", NOTHING)
    made.show()
    return made


def edits(form: SeedsForm) -> tuple[QLineEdit, QLineEdit]:
    first, second = form.findChildren(QLineEdit)
    return first, second


def choose(form: SeedsForm, place: int) -> None:
    box = form.findChild(QComboBox)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_it_says_which_file_it_asks_about_and_gives_nothing_by_itself(form) -> None:
    assert "bets.csv does not name its seeds. Whose rounds are in it?" in visible_words(form)
    assert form.seeds == NOTHING


def test_a_stream_that_is_chosen_gives_its_seeds(form, qtbot) -> None:
    with qtbot.waitSignal(form.changed):
        choose(form, 2)
    assert form.seeds == SECOND_SEEDS
    choose(form, 0)
    assert form.seeds == NOTHING


@pytest.mark.parametrize(
    "seeds", [SeedPair(" a hash ", "line\nend"), SeedPair("h", "  "), SeedPair("h", "😀" * 200)]
)
def test_a_stream_gives_its_seeds_as_they_are_where_a_field_cannot_hold_them(form, seeds) -> None:
    form.offer([FIRST, make_stream(3, seeds=seeds)])
    choose(form, 2)
    assert form.seeds == seeds
    form.offer([make_stream(3, seeds=seeds), FIRST])
    assert form.seeds == seeds
    form.ask_about("other.csv", NOTHING)
    assert form.seeds == NOTHING
    form.ask_about("other.csv", seeds)
    assert form.seeds == seeds


def test_what_is_typed_is_taken_and_the_stream_that_it_is_of_is_named(form, qtbot) -> None:
    seed_hash, client = edits(form)
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(seed_hash, f" {FIRST_SEEDS.server_seed_hashed} ")
    qtbot.keyClicks(client, "my-clien")
    assert form.findChild(QComboBox).currentIndex() == 0
    qtbot.keyClicks(client, "t")
    assert form.seeds == FIRST_SEEDS
    assert form.findChild(QComboBox).currentText().startswith("1a2b3c4d5e · my-client · 1,234 bets")


def test_blanks_are_no_seed_but_belong_to_one(form, qtbot) -> None:
    _, client = edits(form)
    qtbot.keyClicks(client, "  ")
    assert form.seeds == NOTHING
    qtbot.keyClicks(client, "x")
    assert form.seeds == SeedPair("", "  x")


def test_another_file_shows_its_own_seeds(form) -> None:
    form.ask_about("other.csv", FIRST_SEEDS)
    assert form.seeds == FIRST_SEEDS
    assert form.findChild(QComboBox).currentIndex() == 1


def test_streams_that_come_later_do_not_change_what_is_given(form) -> None:
    form.ask_about("bets.csv", SECOND_SEEDS)
    form.offer([SECOND])
    assert form.seeds == SECOND_SEEDS
    assert form.findChild(QComboBox).currentIndex() == 1
    assert form.findChild(QComboBox).count() == 2
