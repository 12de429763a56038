"""Where a server seed is entered: whose it is stands below, as one types."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from liveapp.domain.bets import SeedPair
from liveapp.domain.pump import hash_server_seed
from liveapp.ui.proof.seed_entry import EMPTY, SeedEntry
from liveapp.ui.proof.seed_words import NOBODYS
from tests.shell import visible_words

SEED = "0f1e2d3c4b5a6978" * 4
OTHER_SEED = "77" * 32
OWN = SeedPair(hash_server_seed(SEED), "my-client")
OTHER = SeedPair(hash_server_seed(OTHER_SEED).upper(), "other-client")


@pytest.fixture
def entry(theme, store, record, stream_of, questions, qtbot) -> SeedEntry:
    record(1, seeds=OWN)
    record(2, seeds=OTHER)
    made = SeedEntry(store.reader, questions)
    qtbot.addWidget(made)
    made.show_stream(stream_of(OWN))
    made.resize(600, 120)
    made.show()
    return made


def paste(entry: SeedEntry, text: str, qtbot, part: str) -> None:
    entry.edit.setText(text)
    qtbot.waitUntil(lambda: part in entry.words)


def test_its_hash_is_there_at_once_and_whose_seed_it_is_soon_after(entry, qtbot) -> None:
    entry.edit.setText(SEED)
    assert hash_server_seed(SEED) in visible_words(entry)
    qtbot.waitUntil(lambda: entry.words == "This is the server seed of this stream.")
    assert entry.can_be_revealed
    assert entry.edit.accessibleDescription() == entry.words


@pytest.mark.parametrize("text", [f"  {SEED}\n", f"\u200b“{SEED}”\t"])
def test_what_stands_around_a_pasted_seed_is_left_out(entry, text, qtbot) -> None:
    paste(entry, text, qtbot, "of this stream")
    assert entry.seed == SEED


def test_another_stream_s_seed_is_told_by_its_name_and_can_be_revealed(entry, stream_of, qtbot) -> None:
    paste(entry, OTHER_SEED, qtbot, f"another stream: {stream_of(OTHER).name} · other-client")
    assert entry.can_be_revealed


def test_nobody_s_cannot_be_revealed_by_enter_either(entry, qtbot) -> None:
    paste(entry, "nobody's", qtbot, NOBODYS)
    assert not entry.can_be_revealed
    with qtbot.assertNotEmitted(entry.submitted):
        qtbot.keyClick(entry.edit, Qt.Key.Key_Return)


def test_enter_submits_only_what_is_known_to_be_a_stream_s(entry, qtbot) -> None:
    entry.edit.setText(SEED)
    with qtbot.assertNotEmitted(entry.submitted):
        qtbot.keyClick(entry.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: entry.can_be_revealed)
    with qtbot.waitSignal(entry.submitted):
        qtbot.keyClick(entry.edit, Qt.Key.Key_Return)


def test_what_is_probably_meant_is_put_into_the_field_by_a_button(entry, qtbot) -> None:
    (button,) = entry.findChildren(QPushButton)
    assert not button.isVisible()
    paste(entry, SEED.upper(), qtbot, "In lower case")
    assert not entry.can_be_revealed
    button.click()
    qtbot.waitUntil(lambda: entry.can_be_revealed)
    assert entry.seed == SEED
    assert not button.isVisible()


def test_only_the_last_of_what_was_typed_is_told(entry, qtbot) -> None:
    for length in range(1, len(SEED) + 1):
        entry.edit.setText(SEED[:length])
    qtbot.waitUntil(lambda: entry.can_be_revealed)
    entry.edit.clear()
    assert entry.words == EMPTY
    assert not entry.can_be_revealed


@pytest.mark.parametrize("text", ["x" * 201, "y" * 5_000_000])
def test_what_is_too_long_is_refused_without_a_look(entry, text) -> None:
    entry.edit.setText(text)
    assert entry.words == "A server seed has at most 200 characters."
    assert not entry.can_be_revealed


@pytest.mark.parametrize("text", ["a\0b", "<img src=x>", "' OR 1=1 --", "\u202eabc"])
def test_whatever_is_pasted_is_only_text(entry, text, qtbot) -> None:
    paste(entry, text, qtbot, NOBODYS)


def test_a_stream_that_comes_while_its_seed_is_entered_is_found(entry, record, qtbot) -> None:
    paste(entry, "late", qtbot, NOBODYS)
    record(3, seeds=SeedPair(hash_server_seed("late"), "third"))
    entry.read_again()
    qtbot.waitUntil(lambda: entry.can_be_revealed)


def test_what_is_entered_stays_with_its_stream(entry, stream_of, qtbot) -> None:
    entry.edit.setText(SEED)
    entry.show_stream(stream_of(OWN))
    assert entry.seed == SEED
    entry.show_stream(stream_of(OTHER))
    assert entry.seed == ""


def test_while_it_waits_nothing_is_changed_or_submitted_and_a_fault_lets_go_of_it(entry, qtbot) -> None:
    paste(entry, SEED, qtbot, "of this stream")
    entry.set_waiting(True)
    assert entry.edit.isReadOnly()
    assert not entry.can_be_revealed
    entry.show_fault("No room.")
    assert entry.words == "No room."
    assert entry.seed == SEED
    assert entry.can_be_revealed


def test_a_store_that_cannot_be_read_is_told(entry, store, qtbot) -> None:
    store.close()
    paste(entry, SEED, qtbot, "could not be read")
    assert not entry.can_be_revealed
