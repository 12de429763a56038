"""Reports of a stream that its server seed proves, written and read back."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from liveapp.app.core.resources import resources_folder
from liveapp.domain.bets import Bet
from liveapp.domain.jobs import Progress
from liveapp.domain.proof_jobs import ProofReport, ProofWritten, ReportRows
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.proof_report import write_report
from liveapp.storage import Store
from tests.proving import SERVER_SEED

WRITTEN_US = 1_772_388_023_870_001
CELLS = 11


class Control:
    """Notes what is reported, and has something done at each report."""

    def __init__(self, at_report: Callable[[Progress], object] = lambda _progress: None) -> None:
        self.reports: list[Progress] = []
        self._at_report = at_report

    def report(self, progress: Progress) -> None:
        self.reports.append(progress)
        self._at_report(progress)

    def pause(self, duration_s: float) -> None:
        raise AssertionError("a report does not pause")


def record(store: Store, bets: list[Bet], server_seed: str = SERVER_SEED) -> None:
    """Record the bets of one stream and reveal its seed."""
    store.writer.record(bets)
    store.writer.reveal_seed(server_seed)


def write(
    store: Store, target: Path, rows: ReportRows = ReportRows.ALL, control: Control | None = None
) -> ProofWritten:
    """Write the report of the store's one stream."""
    (stream,), _ = store.reader.streams()
    request = ProofReport(stream, target, rows)
    return write_report(
        store.reader, RightOfWay(), resources_folder(), request, control or Control(), lambda: WRITTEN_US
    )


class ReadPage(HTMLParser):
    """A page as a browser reads it: its tags, the text of what has an id, and its rows."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.by_id: dict[str, str] = {}
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self._id: str | None = None
        self._is_in_cell = False
        self.source = path.read_bytes().decode()
        self.feed(self.source)
        self.close()

    @property
    def words(self) -> str:
        """All that a reader sees before the table."""
        head = self.source.partition("<table>")[0].partition("</style>")[2]
        return " ".join(re.sub(r"<[^>]*>", "", head).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._is_in_cell = self._is_in_cell and tag == "i"
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self._is_in_cell = True
        elif tag == "a":
            self.links.append(dict(attrs)["href"] or "")
        elif "id" in dict(attrs):
            self._id = dict(attrs)["id"]

    def handle_endtag(self, tag: str) -> None:
        if tag != "i":
            self._id = None
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.rows[-1][-1] += data
        elif self._id is not None:
            self.by_id[self._id] = self.by_id.get(self._id, "") + data

    def bets(self) -> list[list[str]]:
        """The cells of each bet."""
        return [[cell.removesuffix("\n") for cell in row] for row in self.rows if row]
