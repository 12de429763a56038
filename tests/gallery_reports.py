"""The gallery's pictures of reports of proofs: the question before one, and how it is told."""

from pathlib import Path

from liveapp.domain.jobs import Finished, JobEnded, JobProgressed, JobStarted, Progress
from liveapp.domain.proof_jobs import ProofReport, ProofWritten
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.proof.report_choice import ReportChoiceDialog
from tests.gallery_tools import Gallery, opened_dialog
from tests.shell import Shell, delete_what_waits
from tests.unit.ui.streams.values import make_stream


def show_reports(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    stream = make_stream(total_bets=345_678, proof=StreamProof(True, 344_474, 1_204, 0))
    ReportChoiceDialog(stream, window).open()
    gallery.take_themes("report-which-bets", opened_dialog(window))
    opened_dialog(window).reject()
    delete_what_waits()
    request = ProofReport(stream, Path("proof_1a2b3c4d5e_my-client_345678_bets.html"))
    window.apply_job_events([JobStarted(1, request), JobProgressed(1, Progress(112_000, 345_678))])
    gallery.take_themes("report-being-written", window)
    written = ProofWritten(tuple(Path(f"{number}.html") for number in range(4)), 345_678)
    window.apply_job_events([JobEnded(1, request, Finished(written))])
    gallery.take("report-written", window)
