"""Errors are sorted by whose fault they are, and their texts are for people."""

from uuid import UUID

import pytest

from liveapp.domain import errors
from liveapp.domain.errors import (
    LiveappError,
    NotesChangedMeanwhile,
    NotesTooLong,
    PortTaken,
    Refused,
    StoreClosed,
    StoreUnavailable,
    StreamNotFound,
    SurroundingsFault,
)
from liveapp.domain.streams import NOTES_MAX_LENGTH

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, LiveappError)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_either_the_inputs_or_the_surroundings_fault(kind: type[LiveappError]) -> None:
    if kind is not LiveappError:
        assert issubclass(kind, Refused) != issubclass(kind, SurroundingsFault)


def test_a_stream_that_is_not_there_is_named() -> None:
    error = StreamNotFound(UUID(int=7))
    assert error.stream_id == UUID(int=7)
    assert str(error) == "Stream with ID 00000000-0000-0000-0000-000000000007 not found"


def test_a_port_that_is_taken_is_named_with_the_reason() -> None:
    error = PortTaken(17888, "another program uses it")
    assert (error.port, error.reason) == (17888, "another program uses it")
    assert str(error) == "Port 17888 on 127.0.0.1 cannot be used: another program uses it"


@pytest.mark.parametrize("kind", [NotesTooLong, NotesChangedMeanwhile, StoreClosed])
def test_errors_without_particulars_bring_their_sentence(kind: type[LiveappError]) -> None:
    assert str(kind())


def test_the_sentence_about_long_notes_tells_the_limit() -> None:
    assert str(NOTES_MAX_LENGTH) in str(NotesTooLong())


def test_a_closed_store_is_an_unavailable_one() -> None:
    with pytest.raises(StoreUnavailable, match="shutting down"):
        raise StoreClosed
