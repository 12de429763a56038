"""Reports that are killed or fail at any call: every page that has its name is whole."""

import signal
import sys
from pathlib import Path

from liveapp.files import is_unfinished
from liveapp.storage import open_store
from tests.faults import report_writer
from tests.faults.calls import Call
from tests.faults.conftest import spread
from tests.faults.lab import Command, Ended, Lab
from tests.faults.strace import needs_strace
from tests.proving import SERVER_SEED, Player

PAGES = 3
BETS = PAGES * report_writer.ROWS_PER_PAGE
CALLS = 2
OLD = "an older report"


def prepare(home: Path) -> None:
    folder = home / "data" / "reports"
    folder.mkdir(parents=True)
    (folder / "proof.html").write_text(OLD, encoding="utf-8")
    store = open_store(home / "data" / "liveapp.sqlite3")
    store.writer.record(Player().bets(1, BETS))
    store.writer.reveal_seed(SERVER_SEED)
    store.close()


REPORT = Command((sys.executable, report_writer.__file__, "{data}"), prepare=prepare)


def calls_for_reports(lab: Lab) -> list[Call]:
    return [call for call in lab.calls(REPORT) if "/reports" in call.path]


def pages_of(ended: Ended) -> dict[str, str]:
    files = (path for path in (ended.data / "reports").iterdir() if not is_unfinished(path.name))
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def is_as_before(ended: Ended) -> bool:
    return pages_of(ended) == {"proof.html": OLD}


def is_written(ended: Ended) -> bool:
    pages = pages_of(ended)
    return len(pages) == PAGES and all(is_whole(page) for page in pages.values())


def is_whole(page: str) -> bool:
    return page.endswith("</html>\n") and page.count("✓ verified\n") == report_writer.ROWS_PER_PAGE


@needs_strace
def test_a_report_killed_at_any_call_has_only_whole_pages_under_their_names(lab: Lab) -> None:
    for call in spread(calls_for_reports(lab), CALLS):
        ended = lab.killed_at(REPORT, call)
        assert ended.status == -signal.SIGKILL, f"never came to {call}"
        pages = pages_of(ended)
        assert is_written(ended) or pages.pop("proof.html") == OLD, call
        assert all(is_whole(page) for page in pages.values()), call
        lab.forget(ended)


@needs_strace
def test_a_report_in_which_any_call_fails_leaves_all_pages_or_the_older_one_alone(lab: Lab) -> None:
    for call in spread(calls_for_reports(lab), CALLS):
        ended = lab.failed_at(REPORT, call)
        assert "Traceback" not in ended.errors
        assert len(list((ended.data / "reports").iterdir())) == len(pages_of(ended)), call
        # All are in their places where what fails is to have the last name on disk.
        assert is_as_before(ended) or is_written(ended), call
        assert ended.status == 1 or is_written(ended), call
        lab.forget(ended)
