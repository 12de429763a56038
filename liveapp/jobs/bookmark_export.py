"""Writing a stream's bookmarks to a CSV file, which is whole or not there, as those of bets are."""

from liveapp.domain.export import bookmark_lines
from liveapp.domain.jobs import BookmarkExport, BookmarksWritten, JobControl, Progress
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import BetFilter
from liveapp.domain.right_of_way import RightOfWay
from liveapp.files import PUBLIC_FILE, replacing
from liveapp.jobs.csv_export import write_lines


def export_bookmarks(
    reader: BetReader, right_of_way: RightOfWay, request: BookmarkExport, control: JobControl
) -> BookmarksWritten:
    """Write the bets that are marked now, each with its note. Gives way to bets that arrive.

    Raises:
        JobCancelled, StreamNotFound, StoreUnavailable, OSError: there is no new file, and an older one
            of that name is as it was.
    """
    bookmarks = {one.bet_id: one for one in reader.bookmarks(request.stream.id)}
    _, bets = reader.export(request.stream.id, BetFilter(is_bookmarked=True))
    # One that is marked, or no more, while this goes on is not in the file.
    marked = ((bet, bookmarks[bet.id]) for bet in bets if bet.id in bookmarks)
    with replacing(request.target, PUBLIC_FILE) as temporary:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            written = write_lines(
                file,
                bookmark_lines(marked),
                1,
                right_of_way,
                lambda done: control.report(Progress(done, len(bookmarks))),
            )
        control.report(Progress(written, written))
    return BookmarksWritten(request.target, written)
