"""Writing explored rounds to a CSV file, which is whole or not there."""

from collections.abc import Generator

from liveapp.domain.exploring import distance_at, multiplier_at
from liveapp.domain.jobs import JobControl, Progress
from liveapp.domain.proof_jobs import Explored, ExploredExport
from liveapp.domain.right_of_way import RightOfWay
from liveapp.files import PUBLIC_FILE, replacing
from liveapp.jobs.csv_export import write_lines

EXPLORED_HEADER = "nonce,safe_pumps,multiplier,distance\r\n"


def export_explored(right_of_way: RightOfWay, request: ExploredExport, control: JobControl) -> int:
    """Write all of them, in order; returns how many they are. Gives way to bets that arrive.

    Raises:
        JobCancelled, OSError: there is no new file, and an older one of that name is as it was.
    """
    explored = request.explored
    total = len(explored.nonces)
    with replacing(request.target, PUBLIC_FILE) as temporary:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            written = write_lines(
                file,
                explored_lines(explored),
                1,
                right_of_way,
                lambda done: control.report(Progress(done, total)),
            )
        control.report(Progress(written, total))
    return written


def explored_lines(explored: Explored) -> Generator[str]:
    """The header, then one line a round, each with its CRLF."""
    yield EXPLORED_HEADER
    for row, nonce in enumerate(explored.nonces):
        distance = distance_at(explored, row)
        yield (
            f"{nonce},{explored.safe_pumps[row]},{multiplier_at(explored, row)!r},"
            f"{'' if distance is None else distance}\r\n"
        )
