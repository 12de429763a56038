"""Which work does what is asked for."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from liveapp.domain.importing import FilePreview, ImportReport
from liveapp.domain.jobs import (
    Backup,
    BookmarkExport,
    CsvExport,
    DatabaseCheck,
    DeletionRest,
    FileImport,
    FilePreviews,
    FileSaving,
    JobControl,
    JobRequest,
    StreamsExport,
)
from liveapp.domain.keeping import StoreKeeper
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.proof_jobs import Exploration, ExploredExport, ProofReport, ProofWritten, SeedVerification
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.bookmark_export import export_bookmarks
from liveapp.jobs.csv_export import export_csv
from liveapp.jobs.deletion_rest import finish_deletions
from liveapp.jobs.exploration import explore
from liveapp.jobs.explored_export import export_explored
from liveapp.jobs.file_saving import save_file
from liveapp.jobs.keeping import back_up, check_database
from liveapp.jobs.runner import Work
from liveapp.jobs.streams_export import export_streams
from liveapp.jobs.verification import verify_seed


def works_on(
    reader: BetReader, writer: BetWriter, keeper: StoreKeeper, right_of_way: RightOfWay, resources: Path
) -> Mapping[type[JobRequest], Work]:
    """The work for every kind of request, bound to a store; long work gives the right of way."""
    return {
        CsvExport: partial(export_csv, reader, right_of_way),
        BookmarkExport: partial(export_bookmarks, reader, right_of_way),
        StreamsExport: partial(export_streams, reader, right_of_way),
        DeletionRest: partial(finish_deletions, writer),
        Backup: partial(back_up, keeper, right_of_way),
        DatabaseCheck: partial(check_database, keeper, right_of_way),
        FilePreviews: partial(_preview_files, right_of_way),
        FileImport: partial(_import_files, writer, right_of_way),
        FileSaving: save_file,
        SeedVerification: partial(verify_seed, reader, writer, right_of_way),
        Exploration: partial(explore, right_of_way),
        ExploredExport: partial(export_explored, right_of_way),
        ProofReport: partial(_write_report, reader, right_of_way, resources),
    }


# What reads files and writes pages is loaded when it is first asked for: a start has no use for it.


def _preview_files(
    right_of_way: RightOfWay, request: FilePreviews, control: JobControl
) -> tuple[FilePreview, ...]:
    from liveapp.jobs.importing.previews import preview_files

    return preview_files(right_of_way, request, control)


def _import_files(
    writer: BetWriter, right_of_way: RightOfWay, request: FileImport, control: JobControl
) -> ImportReport:
    from liveapp.jobs.importing.importer import import_files

    return import_files(writer, right_of_way, request, control)


def _write_report(
    reader: BetReader, right_of_way: RightOfWay, resources: Path, request: ProofReport, control: JobControl
) -> ProofWritten:
    from liveapp.jobs.proof_report import write_report

    return write_report(reader, right_of_way, resources, request, control)
