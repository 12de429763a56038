"""The book keeps rules and what they told, on disk before anybody hears of it."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from liveapp.app.core.state_file import ALERTS_FILE, MOST_ALERTS_BYTES, StateFile
from liveapp.domain.alerts.book import READY_RULES, AlertBook
from liveapp.domain.alerts.kept import KINDS, MOST_MARKS, TEXT_LENGTH, TITLE_LENGTH, Mark
from liveapp.domain.alerts.rules import MOST_HISTORY, Alert, AlertRule, NoBet, RoundsMissed
from liveapp.domain.errors import RuleRefused
from tests.conftest import LogWatch

STREAM = UUID(int=99)
RULE = AlertRule(UUID(int=21), NoBet(2.5))
OTHER = AlertRule(UUID(int=22), RoundsMissed(1))
ALERT = Alert(RULE.id, STREAM, 1_000, "No bet for 2.5 minutes", "The last one was nonce 7 of abc.")
MARK = Mark(RULE.id, STREAM, 7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ALERTS_FILE


def opened(path: Path) -> AlertBook:
    """The book as a start of the program finds it."""
    return AlertBook(StateFile(path, MOST_ALERTS_BYTES))


def test_a_first_start_finds_one_rule_of_each_kind_switched_off_and_writes_nothing(path: Path) -> None:
    book = opened(path)
    assert [type(rule.condition) for rule in book.rules] == list(KINDS.values())
    assert not any(rule.is_on or rule.notifies or rule.sounds for rule in book.rules)
    assert book.history() == ()
    assert not path.exists()


def test_rules_and_what_they_told_are_there_at_the_next_start(path: Path) -> None:
    book = opened(path)
    book.set_rules((RULE, OTHER))
    book.remember([ALERT, replace(ALERT, title="later")], [MARK], [])
    again = opened(path)
    for one in (book, again):
        assert one.rules == (RULE, OTHER)
        assert [alert.title for alert in one.history()] == ["later", ALERT.title]
        assert one.marks == (MARK,)
        assert one.spoke_us == {RULE.id: 1_000}
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_who_has_removed_all_rules_finds_none_again(path: Path) -> None:
    opened(path).set_rules(())
    assert opened(path).rules == ()


def test_rules_that_make_no_sense_change_nothing(path: Path) -> None:
    book = opened(path)
    with pytest.raises(RuleRefused):
        book.set_rules((replace(RULE, condition=NoBet(0)),))
    assert book.rules == READY_RULES
    assert not path.exists()


def test_a_situation_is_remembered_once_and_until_it_has_ended(path: Path) -> None:
    book = opened(path)
    book.set_rules((RULE,))
    book.remember([], [MARK], [])
    book.remember([], [replace(MARK, at=9), Mark(RULE.id, None)], [])
    assert book.marks == (replace(MARK, at=9), Mark(RULE.id, None))
    book.remember([], [], [MARK])
    assert opened(path).marks == (Mark(RULE.id, None),)


@pytest.mark.parametrize(
    "change", [{"condition": NoBet(3)}, {"stream_id": UUID(int=5)}, {"is_on": False}], ids=str
)
def test_what_a_changed_rule_has_told_is_forgotten(path: Path, change: dict[str, object]) -> None:
    book = opened(path)
    book.set_rules((RULE, OTHER))
    kept = Mark(OTHER.id, STREAM)
    book.remember([ALERT, replace(ALERT, rule_id=OTHER.id)], [MARK, kept], [])
    book.set_rules((replace(RULE, **change), OTHER))  # type: ignore[arg-type]
    assert book.marks == (kept,)
    assert book.spoke_us == {OTHER.id: 1_000}
    assert len(book.history()) == 2


def test_a_rule_that_only_tells_in_another_way_repeats_nothing(path: Path) -> None:
    book = opened(path)
    book.set_rules((RULE,))
    book.remember([ALERT], [MARK], [])
    book.set_rules((OTHER, replace(RULE, rest_s=5, notifies=True, sounds=True)))
    assert book.marks == (MARK,)
    assert book.spoke_us == {RULE.id: 1_000}


def test_a_rule_that_went_while_it_was_judged_leaves_no_mark(path: Path) -> None:
    book = opened(path)
    book.set_rules((OTHER,))
    book.remember([ALERT], [MARK], [])
    assert (book.marks, book.spoke_us, book.history()) == ((), {}, (ALERT,))


def test_the_history_can_be_cleared_and_no_rule_forgets_what_it_told(path: Path) -> None:
    book = opened(path)
    book.set_rules((RULE,))
    book.remember([ALERT], [MARK], [])
    book.clear_history()
    again = opened(path)
    assert (again.history(), again.marks) == ((), (MARK,))


def test_the_oldest_go_where_they_are_too_many_and_the_longest_can_be_read_again(path: Path) -> None:
    book = opened(path)
    book.set_rules((RULE,))
    longest = replace(ALERT, title="\x01" * TITLE_LENGTH, text="\x01" * TEXT_LENGTH)
    alerts = [replace(longest, raised_us=number) for number in range(MOST_HISTORY + 5)]
    book.remember(alerts, [Mark(RULE.id, UUID(int=number), 2**62) for number in range(MOST_MARKS + 5)], [])
    again = opened(path)
    assert [alert.raised_us for alert in again.history()] == list(range(MOST_HISTORY + 4, 4, -1))
    assert [mark.stream_id for mark in again.marks[:1]] == [UUID(int=5)]
    assert len(again.marks) == MOST_MARKS


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b'{"rules": [{"id"', b"[" * 100_000, b'{"rules": ' + b"9" * 5000 + b"}"],
    ids=["empty", "not UTF-8", "list", "cut", "deep", "number"],
)
def test_a_file_that_cannot_be_read_is_told_once_and_left_alone_until_it_is_replaced(
    path: Path, content: bytes, log_watch: LogWatch
) -> None:
    path.write_bytes(content)
    log_watch.expect("what was kept of alerts is not used")
    book = opened(path)
    assert len(log_watch.records) == 1
    assert book.rules == READY_RULES
    assert path.read_bytes() == content
    book.set_rules((RULE,))
    assert opened(path).rules == (RULE,)


def test_rules_of_a_newer_version_are_left_out_with_a_line_in_the_log(
    path: Path, log_watch: LogWatch
) -> None:
    opened(path).set_rules((RULE, OTHER))
    path.write_text(path.read_text("utf-8").replace("missed rounds", "full moon"), "utf-8")
    log_watch.expect("of what was kept of alerts, 1 is not known and left out")
    assert opened(path).rules == (RULE,)
    assert len(log_watch.records) == 1


def test_what_cannot_be_saved_changes_no_rules_but_is_remembered_for_this_run(
    tmp_path: Path, log_watch: LogWatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    book = opened(folder / ALERTS_FILE)
    book.set_rules((RULE,))
    (folder / ALERTS_FILE).unlink()
    folder.rmdir()
    with pytest.raises(OSError, match="data"):
        book.set_rules(())
    log_watch.expect("what alerts told could not be saved")
    book.remember([ALERT], [MARK], [])
    assert log_watch.records
    assert (book.rules, book.history(), book.marks) == ((RULE,), (ALERT,), (MARK,))
    with pytest.raises(OSError, match="data"):
        book.clear_history()
    assert book.history() == (ALERT,)


def test_what_cannot_be_saved_again_and_again_is_told_once_until_something_could(
    tmp_path: Path, log_watch: LogWatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    book = opened(folder / ALERTS_FILE)
    book.set_rules((RULE,))
    log_watch.expect("what alerts told could not be saved")
    for _ in range(2):
        folder.rename(tmp_path / "elsewhere")
        for _ in range(5):
            book.remember([ALERT], [MARK], [])
        (tmp_path / "elsewhere").rename(folder)
        book.remember([ALERT], [MARK], [])
    assert len(log_watch.records) == 2
    assert len(opened(folder / ALERTS_FILE).history()) == 12


def test_who_listens_hears_of_changed_rules_until_it_ends_that(path: Path) -> None:
    book, heard = opened(path), []
    end = book.subscribe(lambda: heard.append(book.rules))
    book.set_rules((RULE,))
    book.remember([ALERT], [MARK], [])
    end()
    end()
    book.set_rules(())
    assert heard == [(RULE,)]
