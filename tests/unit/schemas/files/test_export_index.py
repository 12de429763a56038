"""The index of an export tells whose bets each file holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.bets import SeedPair
from liveapp.domain.export import INDEX_HEADER, INDEX_LINE, index_lines
from liveapp.schemas.files.export_index import is_index, seeds_of_files
from tests.values import make_stream

TEXTS = st.text("ab'=+-@\t\r\n,\"é ", min_size=1, max_size=8)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4))
def test_the_seeds_of_every_file_come_back(streams: list[tuple[str, str, str]]) -> None:
    files = [
        (f"{number}.csv", make_stream(seeds=SeedPair(server_seed_hashed, client_seed), notes=notes), 1)
        for number, (server_seed_hashed, client_seed, notes) in enumerate(streams)
    ]
    index = "".join(index_lines(files)).encode()
    assert is_index(index[:100])
    assert is_index(b"\xef\xbb\xbf" + index[:100])
    assert seeds_of_files(index) == {name: stream.seeds for name, stream, _ in files}


@pytest.mark.parametrize("content", [b"", b"file,id\r\n", b"nonce\r\n", b"\xff\xff"])
def test_other_files_are_no_index(content: bytes) -> None:
    assert not is_index(content)
    assert seeds_of_files(content) == {}


def test_rows_that_cannot_be_read_are_left_out() -> None:
    head = f"{INDEX_LINE}{INDEX_HEADER}"
    rows = "a.csv\r\nb.csv,,h,,\r\nc.csv,,h,c,\r\n" + f"d.csv,,{'x' * 201},c\r\n"
    assert seeds_of_files((head + rows).encode()) == {"c.csv": SeedPair("h", "c")}
    assert seeds_of_files((head + rows + '"' + "x" * 200_000).encode()) == {"c.csv": SeedPair("h", "c")}
    assert seeds_of_files(INDEX_LINE.encode() + b"other\r\n") == {}
