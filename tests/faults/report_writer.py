"""Writes the report of the one stream of a data folder, in several pages: `report_writer.py DATA_FOLDER`."""

import sys
from pathlib import Path

from liveapp.app.core.resources import resources_folder
from liveapp.domain.jobs import Progress
from liveapp.domain.proof_jobs import ProofReport
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs import report_rows
from liveapp.jobs.proof_report import write_report
from liveapp.storage import open_store

ROWS_PER_PAGE = 100


class Control:
    def report(self, progress: Progress) -> None:
        pass

    def pause(self, duration_s: float) -> None:
        pass


def main(data: Path) -> int:
    report_rows.MOST_REPORT_ROWS = ROWS_PER_PAGE
    store = open_store(data / "liveapp.sqlite3")
    try:
        (stream,), _ = store.reader.streams()
        request = ProofReport(stream, data / "reports" / "proof.html")
        write_report(store.reader, RightOfWay(), resources_folder(), request, Control())
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
