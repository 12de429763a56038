"""Exports that are killed or fail at any call: every file that has its name is whole."""

import signal

from liveapp.domain.export import INDEX_LINE, INDEX_NAME
from liveapp.files import is_unfinished
from tests.faults.conftest import spread
from tests.faults.lab import Command, Ended, Lab, liveapp_command
from tests.faults.strace import needs_strace
from tests.unit.storage.faults import killed_database

BETS = 300
CALLS = 2

EXPORT = Command(
    liveapp_command("export", "--output", "{data}/exports"),
    prepare=lambda home: killed_database(home, BETS).parent.rename(home / "data"),
)


def files_of(ended: Ended) -> dict[str, str]:
    """What was exported, without what is not finished."""
    files = (path for path in (ended.data / "exports").glob("*") if not is_unfinished(path.name))
    return {path.name: path.read_bytes().decode() for path in files}


def assert_whole(ended: Ended) -> None:
    for name, text in files_of(ended).items():
        if name == INDEX_NAME:
            assert text.startswith(INDEX_LINE)
            assert len(files_of(ended)) == 2
        assert text.endswith("\r\n")
        assert text.count("\r\n") == (3 if name == INDEX_NAME else BETS + 2)


@needs_strace
def test_an_export_killed_at_any_call_has_only_whole_files_under_their_names(lab: Lab) -> None:
    calls = lab.calls(EXPORT)
    assert len(calls) > 10
    for call in spread(calls, CALLS):
        ended = lab.killed_at(EXPORT, call)
        assert ended.status == -signal.SIGKILL, f"never came to {call}"
        assert_whole(ended)
        lab.forget(ended)


@needs_strace
def test_an_export_in_which_any_call_fails_ends_in_one_line_and_leaves_no_half_file(
    lab: Lab,
) -> None:
    for call in spread(lab.calls(EXPORT), CALLS):
        ended = lab.failed_at(EXPORT, call)
        assert "Traceback" not in ended.errors
        if ended.status:
            assert (ended.status, ended.output) == (1, ""), call
            assert len(ended.errors.splitlines()) == 1, call
        assert_whole(ended)
        lab.forget(ended)
