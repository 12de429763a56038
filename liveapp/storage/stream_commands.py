"""What is done to one stream in a transaction: notes, alias, pin."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from liveapp.domain.errors import NotesChangedMeanwhile, StreamNotFound
from liveapp.domain.events import StreamChanged
from liveapp.domain.streams import Stream
from liveapp.storage import statements
from liveapp.storage.rows import stream_from_row, totals_from_rows
from liveapp.storage.shared_transaction import Transaction


def living_stream(stream_id: UUID, transaction: Transaction) -> Stream:
    """The stream with that id.

    Raises:
        StreamNotFound
    """
    row = transaction.execute(statements.SELECT_STREAM, (str(stream_id),)).fetchone()
    if row is None:
        raise StreamNotFound(stream_id)
    return stream_with_totals(row, transaction)


def stream_with_totals(row: Sequence[Any], transaction: Transaction) -> Stream:
    """The stream of a row of `rows.STREAM_FIELDS`, with its totals by currency."""
    stream = stream_from_row(row, ())
    totals = transaction.execute(statements.SELECT_TOTALS, (stream.key,)).fetchall()
    return replace(stream, totals=totals_from_rows(totals))


def set_notes(
    stream_id: UUID, notes: str | None, expected_revision: int | None, transaction: Transaction
) -> Stream:
    """Replace notes, which are clean, unless they were changed since `expected_revision`.

    Raises:
        StreamNotFound, NotesChangedMeanwhile
    """
    stream = living_stream(stream_id, transaction)
    if expected_revision is not None and expected_revision != stream.notes_revision:
        raise NotesChangedMeanwhile
    return _changed(stream, replace(stream, notes=notes), transaction)


def set_alias(stream_id: UUID, alias: str | None, transaction: Transaction) -> Stream:
    """Replace an alias by one that is clean.

    Raises:
        StreamNotFound
    """
    stream = living_stream(stream_id, transaction)
    return _changed(stream, replace(stream, alias=alias), transaction)


def set_pinned(stream_id: UUID, is_pinned: bool, transaction: Transaction) -> Stream:
    """Pin a stream, or let go of it.

    Raises:
        StreamNotFound
    """
    stream = living_stream(stream_id, transaction)
    return _changed(stream, replace(stream, is_pinned=is_pinned), transaction)


def _changed(before: Stream, wanted: Stream, transaction: Transaction) -> Stream:
    """The stream as wanted; where that is as it was, nothing happens and nothing is told."""
    if wanted == before:
        return before
    if wanted.notes != before.notes:
        wanted = replace(wanted, notes_revision=before.notes_revision + 1)
    values = (wanted.notes, wanted.notes_revision, wanted.alias, wanted.is_pinned, wanted.key)
    transaction.execute(statements.SET_OWN_WORDS, values)
    transaction.events.append(StreamChanged(wanted))
    return wanted
