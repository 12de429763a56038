"""Seeds from a file: read, compared with what is recorded, kept."""

import os
from collections.abc import Callable

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreClosed, StoreFull
from liveapp.domain.ports import Revealed
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.seed_reading import SeedHint
from liveapp.domain.seeds import MOST_SEEDS, SEED_MAX_LENGTH, TooManySeeds
from liveapp.domain.verdicts import Verdict
from liveapp.ui.proof import seeds_revealing
from liveapp.ui.proof.seeds_revealing import SeedsNotReadable, read_seeds, reveal_seeds

FIRST, SECOND, NOBODYS = "a-seed", "another seed", "of nobody"


def own(seed: str, client_seed: str = "my-client") -> SeedPair:
    return SeedPair(hash_server_seed(seed), client_seed)


def going_on() -> bool:
    return False


@pytest.fixture
def reveal(store) -> Callable[..., seeds_revealing.SeedsReport]:
    return lambda *seeds: reveal_seeds(store.reader, store.writer, seeds, going_on)


@pytest.fixture
def write(tmp_path):
    def written(content: bytes):
        path = tmp_path / "seeds.txt"
        path.write_bytes(content)
        return path

    return written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_line_is_a_seed_in_what_editors_write(write, encoding) -> None:
    text = f"{FIRST}\r\n\r\n  {SECOND}\n{FIRST}\nsé€d"
    assert read_seeds(write(text.encode(encoding))) == [FIRST, SECOND, "sé€d"]


def test_lines_end_in_every_way_that_there_is_and_in_no_other(write) -> None:
    content = "one\r\n\r\n  two \rthree\n\nfo\u2028u\x0br".encode()
    assert read_seeds(write(content)) == ["one", "two", "three", "fo\u2028u\x0br"]


def test_a_line_is_one_however_long(write) -> None:
    # Its pieces would be seeds of their own.
    blanks = b" " * (seeds_revealing.PIECE + 1)
    content = blanks + FIRST.encode() + b"\n" + b"x" * seeds_revealing.PIECE + FIRST.encode()
    assert read_seeds(write(content)) == [FIRST, "x" * (SEED_MAX_LENGTH + 1)]


def test_bytes_that_are_no_text_are_only_nobodys_seeds(write) -> None:
    seeds = read_seeds(write(b"\xff\xf0\x00\n" + FIRST.encode() + b"\n\x80"))
    assert FIRST in seeds
    assert all(hash_server_seed(seed) for seed in seeds)


def test_what_is_no_list_of_seeds_is_refused_in_words(write, tmp_path, monkeypatch) -> None:
    with pytest.raises(SeedsNotReadable, match="No such file"):
        read_seeds(tmp_path / "gone.txt")
    with pytest.raises(SeedsNotReadable, match="no regular file"):
        read_seeds(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SeedsNotReadable, match="no regular file"):
        read_seeds(tmp_path / "pipe")
    monkeypatch.setattr(seeds_revealing, "MOST_BYTES", 1_000_000)
    with pytest.raises(SeedsNotReadable, match="larger than 1 MB"):
        read_seeds(write(b"s" * 1_000_001))


def test_too_many_seeds_are_refused_before_one_is_taken(write) -> None:
    with pytest.raises(TooManySeeds):
        read_seeds(write("\n".join(map(str, range(MOST_SEEDS + 1))).encode()))


def test_new_known_and_nobodys_seeds_are_told_apart(reveal, record, store) -> None:
    record(1, seeds=own(FIRST))
    record(2, seeds=own(FIRST, "twin"))
    record(3, seeds=own(SECOND))
    store.writer.reveal_seed(SECOND)
    report = reveal(FIRST, SECOND, NOBODYS)
    assert [reading.seed for reading in report.revealed] == [FIRST]
    assert len(report.revealed[0].streams) == 2
    assert [reading.seed for reading in report.known] == [SECOND]
    assert [reading.seed for reading in report.nobodys] == [NOBODYS]
    assert (report.read, report.untried, report.fault) == (3, 0, None)
    assert all(stream.proof.is_revealed for stream in store.reader.streams()[0])


def test_a_hash_is_found_in_any_case_of_its_letters(reveal, record, stream_of) -> None:
    upper = SeedPair(hash_server_seed(FIRST).upper(), "my-client")
    record(1, seeds=upper)
    assert len(reveal(FIRST).revealed) == 1
    assert stream_of(upper).proof.is_revealed


def test_a_seed_in_capitals_is_not_taken_but_told(reveal, record, stream_of) -> None:
    record(1, seeds=own(FIRST))
    report = reveal(FIRST.upper(), hash_server_seed(FIRST))
    assert [reading.hint for reading in report.nobodys] == [SeedHint.LOWER_CASE, SeedHint.HASH]
    assert not stream_of(own(FIRST)).proof.is_revealed


def test_a_known_seed_is_revealed_again_only_where_bets_are_left_to_compare(reveal, record, store) -> None:
    record(1, seeds=own(FIRST))
    store.writer.reveal_seed(FIRST)
    told: list[object] = []
    store.writer.subscribe(told.extend)
    assert len(reveal(FIRST).known) == 1
    assert len(told) == 1
    (stream,) = store.reader.streams()[0]
    bets = store.reader.bets_to_prove(stream.key, 0, 10)
    store.writer.set_verdicts(stream.key, [(bets[0].id, Verdict.VERIFIED)])
    told.clear()
    assert len(reveal(FIRST).known) == 1
    assert told == []


def test_nothing_is_kept_where_the_store_does_not_answer(reveal, record, store) -> None:
    record(1, seeds=own(FIRST))
    store.close()
    with pytest.raises(StoreClosed):
        reveal(FIRST)


class FullAfter:
    """A real writer until the disk is full."""

    def __init__(self, writer, takes: int) -> None:
        self._writer = writer
        self._takes = takes

    def reveal_seed(self, server_seed: str) -> Revealed:
        if not self._takes:
            raise StoreFull("database or disk is full")
        self._takes -= 1
        return self._writer.reveal_seed(server_seed)


def test_a_fault_on_the_way_leaves_whole_seeds_and_says_how_many_are_left(record, store, stream_of) -> None:
    for seed in (FIRST, SECOND, "third"):
        record(1, seeds=own(seed))
    seeds = [FIRST, NOBODYS, SECOND, "third"]
    report = reveal_seeds(store.reader, FullAfter(store.writer, takes=1), seeds, going_on)
    assert isinstance(report.fault, StoreFull)
    assert [reading.seed for reading in report.revealed] == [FIRST]
    assert (report.untried, len(report.nobodys), report.read) == (2, 1, 4)
    assert stream_of(own(FIRST)).proof.is_revealed
    assert not stream_of(own(SECOND)).proof.is_revealed


def test_a_stream_that_goes_meanwhile_makes_its_seed_nobodys(record, store, stream_of) -> None:
    record(1, seeds=own(FIRST))

    class Deleting:
        def reveal_seed(self, server_seed: str) -> Revealed:
            store.writer.delete_stream(stream_of(own(FIRST)).id)
            return store.writer.reveal_seed(server_seed)

    report = reveal_seeds(store.reader, Deleting(), [FIRST], going_on)
    assert [reading.seed for reading in report.nobodys] == [FIRST]
    assert (report.revealed, report.untried) == ((), 0)


def test_one_that_is_cancelled_keeps_nothing_more(record, store, stream_of) -> None:
    record(1, seeds=own(FIRST))
    reveal_seeds(store.reader, store.writer, [FIRST], lambda: True)
    assert not stream_of(own(FIRST)).proof.is_revealed


def test_a_report_names_no_seed(reveal, record) -> None:
    record(1, seeds=own(FIRST))
    assert FIRST not in repr(reveal(FIRST))
