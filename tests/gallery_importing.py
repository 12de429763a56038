"""The gallery's pictures of imports: what files hold, what became of them, closing while one runs."""

from dataclasses import replace
from pathlib import Path

from liveapp.domain.bets import SeedPair
from liveapp.domain.importing import (
    FileFormat,
    FilePreview,
    ImportReport,
    ImportSource,
    RefusedItem,
    UnreadableFile,
)
from liveapp.domain.jobs import (
    Cancelled,
    FileImport,
    Finished,
    JobEnded,
    JobProgressed,
    JobStarted,
    Progress,
)
from liveapp.ui.importing.dialog import ImportDialog
from liveapp.ui.importing.report_dialog import ImportReportDialog
from tests.gallery_tools import Gallery, opened_dialog, take_dialog
from tests.shell import Shell, delete_what_waits

FOLDER = Path("/home/ada/Downloads")
EXPORT = "stream_1a2b3c4d5e_my-client_3105_bets.csv"
SEEDS = (SeedPair("1a2b3c4d5e" + "f0" * 27, "my-client"), SeedPair("77aa001122" + "0c" * 27, "other-client"))
DAY_US = 86_400_000_000
BEGUN_US = 1_769_000_000_000_000
PREVIEWS = (
    FilePreview(
        FOLDER / EXPORT,
        FileFormat.CSV,
        items=3_105,
        bets=3_105,
        refused=2,
        seed_pairs=1,
        first_seed_pairs=SEEDS[:1],
        first_us=BEGUN_US,
        last_us=BEGUN_US + 3 * DAY_US,
        refusals=(
            RefusedItem(str(FOLDER / EXPORT), 17, "nonce: 0 is too small"),
            RefusedItem(str(FOLDER / EXPORT), 3_105, "The line is cut"),
        ),
    ),
    FilePreview(
        FOLDER / "archive-2026-01.json.gz",
        FileFormat.JSON,
        items=88_310,
        bets=88_310,
        other_games=12_044,
        seed_pairs=7,
        first_seed_pairs=SEEDS,
        first_us=BEGUN_US - 30 * DAY_US,
        last_us=BEGUN_US,
        detail="It ends in the middle of the array; what was whole is taken",
    ),
    FilePreview(
        FOLDER / "antebot-log.jsonl",
        FileFormat.JSON_LINES,
        items=1_200,
        bets=400,
        heartbeats=800,
        seed_pairs=1,
        first_seed_pairs=SEEDS[1:],
        first_us=BEGUN_US,
        last_us=BEGUN_US,
    ),
    FilePreview(FOLDER / "holiday.png", detail="This is no text file: neither CSV nor JSON"),
    FilePreview(
        FOLDER / "old" / "export_from_the_other_computer.csv",
        FileFormat.CSV,
        items=912,
        bets=912,
        first_us=BEGUN_US,
        last_us=BEGUN_US + DAY_US,
        needs_seeds=True,
    ),
)
WHOLE = ImportReport(3_105, 3_000, 105)
PARTLY = ImportReport(
    91_000,
    88_000,
    2_998,
    2,
    12_044,
    (
        RefusedItem("antebot-log.jsonl", 17, "nonce: 0 is too small"),
        RefusedItem("bets.csv", 3_105, "The line is cut"),
    ),
    (UnreadableFile("holiday.png", "This is no text file: neither CSV nor JSON"),),
)
ENDED = ImportReport(500, 500, is_whole=False)


def show_importing(gallery: Gallery, shell: Shell) -> None:
    show_previews(gallery, shell)
    take_dialog(gallery, "import-report", ImportReportDialog(WHOLE, False, shell.window))
    take_dialog(gallery, "import-report-refused", ImportReportDialog(PARTLY, False, shell.window))
    take_dialog(gallery, "import-report-cancelled", ImportReportDialog(ENDED, True, shell.window))
    fault = replace(ENDED, fault="The disk is full")
    take_dialog(gallery, "import-report-ended-early", ImportReportDialog(fault, False, shell.window))
    shell.window.work.drops.hint.cover()
    gallery.take_themes("files-over-the-window", shell.window)
    shell.window.work.drops.hint.hide()
    show_running(gallery, shell)


def show_previews(gallery: Gallery, shell: Shell) -> None:
    dialog = ImportDialog([preview.path for preview in PREVIEWS], None, shell.window)
    dialog.show()
    dialog.offer_streams(shell.streams())
    dialog.show_previews(PREVIEWS[:2])
    dialog.show_progress(0.4)
    gallery.take_themes("import-looking", dialog)
    dialog.show_previews(PREVIEWS[2:])
    dialog.end_looking()
    gallery.take_themes("import-needs-seeds", dialog)
    dialog.form.ask_about(PREVIEWS[-1].name, shell.streams()[1].seeds)
    dialog.form.changed.emit()
    dialog.view.selectRow(1)
    gallery.take_themes("import-seeds-given", dialog)
    dialog.reject()
    dialog.deleteLater()
    nothing = ImportDialog([PREVIEWS[3].path], None, shell.window)
    nothing.show_previews([PREVIEWS[3]])
    nothing.end_looking()
    take_dialog(gallery, "import-nothing", nothing)


def show_running(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    request = FileImport(tuple(ImportSource(preview.path) for preview in PREVIEWS))
    window.apply_job_events([JobStarted(1, request), JobProgressed(1, Progress(40, 100))])
    window.apply_job_events([JobEnded(9, request, Finished(PARTLY))])
    gallery.take_themes("import-runs", window)
    window.close()
    gallery.take_themes("closing-while-it-runs", opened_dialog(window))
    opened_dialog(window).reject()
    delete_what_waits()
    window.job_strip.apply([JobEnded(1, request, Cancelled(None))])
