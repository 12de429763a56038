"""A bookmark's note as it is kept."""

import pytest

from liveapp.domain.bookmarks import BOOKMARK_NOTE_MAX_LENGTH, clean_bookmark_note
from liveapp.domain.errors import BookmarkNoteTooLong


@pytest.mark.parametrize("text", [None, "", " ", "\n\t \r", "\u3000", "\0"])
def test_a_blank_note_is_none(text: str | None) -> None:
    assert clean_bookmark_note(text) is None


def test_a_note_is_trimmed_before_it_is_measured_and_keeps_its_lines() -> None:
    longest = "é\n" + "\U0001f600" * (BOOKMARK_NOTE_MAX_LENGTH - 2)
    assert clean_bookmark_note(f" \n{longest}\t") == longest
    with pytest.raises(BookmarkNoteTooLong, match="A note cannot exceed 1000 characters"):
        clean_bookmark_note(longest + "é")


def test_what_no_database_can_hold_is_replaced() -> None:
    assert clean_bookmark_note("half \ud83d and\0NUL") == "half ? and NUL"
