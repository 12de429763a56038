"""The rows of a proof's report: bets computed again, and where their texts wait for their pages."""

from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import IO

from liveapp.domain.bets import StoredBet
from liveapp.domain.proof import judge, to_prove
from liveapp.domain.proof_jobs import MOST_REPORT_ROWS
from liveapp.domain.pump import MULTIPLIERS, SeedPairOutcomes
from liveapp.domain.verdicts import DIFFERING, StreamProof, Verdict
from liveapp.jobs.report_page import ReportPart, row

ROWS_PER_GROUP = 200
"""What a browser lays out at once, when it comes into view."""

COPIED_BYTES = 1 << 20


def judged_rows(
    server_seed: str, client_seed: str, bets: Iterable[StoredBet]
) -> Generator[tuple[Verdict, str]]:
    """The verdict and the row of each bet."""
    outcomes = SeedPairOutcomes(server_seed, client_seed)
    draws = {difficulty: outcomes.of(difficulty) for difficulty in MULTIPLIERS}
    for bet in bets:
        safe_pumps = draws[bet.difficulty](bet.nonce)
        judgement = judge(to_prove(bet), safe_pumps)
        yield judgement.verdict, row(bet, MULTIPLIERS[bet.difficulty][safe_pumps], judgement)


@dataclass(slots=True)
class PageRows:
    """The rows of one page, from `begin` to `end` (bytes) of where they wait."""

    begin: int
    end: int
    rows: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)


class RowSpool:
    """Rows one after the other in a file, cut into pages, and what all bets come to, listed or not."""

    def __init__(self, file: IO[bytes], *, only_differing: bool) -> None:
        self._file = file
        self._only_differing = only_differing
        self._verdicts: Counter[Verdict] = Counter()
        self.pages = [PageRows(0, 0)]

    @property
    def proof(self) -> StreamProof:
        """What all bets come to that were added."""
        return _proof(self._verdicts)

    @property
    def rows(self) -> int:
        """How many of them are listed."""
        return sum(page.rows for page in self.pages)

    def add(self, verdict: Verdict, text: str) -> None:
        """Count a bet, and list it where it belongs there.

        Raises:
            OSError: the disk is full.
        """
        self._verdicts[verdict] += 1
        if self._only_differing and verdict not in DIFFERING:
            return
        page = self.pages[-1]
        if page.rows == MOST_REPORT_ROWS:
            page = PageRows(page.end, page.end)
            self.pages.append(page)
        if page.rows and page.rows % ROWS_PER_GROUP == 0:
            text = f"<tbody>\n{text}"
        page.end += self._file.write(text.encode())
        page.rows += 1
        page.verdicts[verdict] += 1

    def parts(self, paths: Sequence[Path]) -> list[ReportPart]:
        """What each page shows, given the path of each."""
        befores = accumulate((page.rows for page in self.pages), initial=0)
        return [
            ReportPart(path, before, page.rows, _proof(page.verdicts))
            for path, before, page in zip(paths, befores, self.pages, strict=False)
        ]

    def copy(self, place: int, target: IO[bytes]) -> None:
        """Write the rows of the page at that place.

        Raises:
            OSError: the disk is full.
        """
        page = self.pages[place]
        self._file.seek(page.begin)
        left = page.end - page.begin
        while left:
            data = self._file.read(min(left, COPIED_BYTES))
            target.write(data)
            left -= len(data)


def _proof(verdicts: Counter[Verdict]) -> StreamProof:
    differing = sum(verdicts[verdict] for verdict in DIFFERING)
    return StreamProof(True, verdicts[Verdict.VERIFIED], differing, verdicts[Verdict.UNVERIFIABLE])
