"""Of an archive that is read which is meant, and clear words are found for all else."""

import io
import stat
import struct
import zipfile
from contextlib import suppress

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.export import INDEX_HEADER, INDEX_LINE
from liveapp.jobs.importing.unreadable import FileUnreadable
from liveapp.jobs.importing.zip_members import members_to_read, open_archive, open_member
from tests.values import PAIR

INDEX = f"{INDEX_LINE}{INDEX_HEADER}a.csv,,{PAIR.server_seed_hashed},'=b,,,,,\r\n".encode()


def archive_of(**members: bytes) -> io.BytesIO:
    """An archive; `__` in a name is a folder's slash, `_` a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file


def names(file: io.BytesIO) -> list[str]:
    with open_archive(file) as archive:
        return [member.info.filename for member in members_to_read(archive)]


def refusal(file: io.BytesIO) -> str:
    with pytest.raises(FileUnreadable) as raised:
        names(file)
    return str(raised.value)


def test_the_only_file_is_read_whatever_a_system_adds() -> None:
    file = archive_of(a__="", a__b_json=b"[]", a___DS_Store=b"x")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("__MACOSX/a/b.json", b"x")
    assert names(file) == ["a/b.json"]


def test_of_an_export_of_all_the_streams_files_are_read() -> None:
    assert names(archive_of(index_csv=INDEX, a_csv=b"a", b_csv=b"b", c_txt=b"c")) == ["a.csv", "b.csv"]
    assert names(archive_of(x__b_csv=b"b", x__index_csv=b"\xef\xbb\xbf" + INDEX, y__a_csv=b"a")) == [
        "x/b.csv"
    ]


def test_the_index_of_an_export_names_the_seeds_of_its_files() -> None:
    with open_archive(archive_of(x__b_csv=b"b", x__index_csv=INDEX, x__a_csv=b"a")) as archive:
        members = members_to_read(archive)
    assert [(one.name, one.seeds) for one in members] == [
        ("x/b.csv", None),
        ("x/a.csv", SeedPair(PAIR.server_seed_hashed, "=b")),
    ]
    with open_archive(archive_of(a_csv=b"a")) as archive:
        (member,) = members_to_read(archive)
    assert (member.name, member.seeds) == (None, None)


def test_several_files_that_are_no_export_are_refused() -> None:
    assert "2 files" in refusal(archive_of(a_json=b"[]", b_json=b"[]"))
    assert "2 files" in refusal(archive_of(index_csv=b"file\r\n", a_csv=b"a"))


@pytest.mark.parametrize("file", [archive_of(), archive_of(a__=b""), archive_of(_hidden=b"")])
def test_an_archive_without_files_is_refused(file: io.BytesIO) -> None:
    assert "no file" in refusal(file)


def test_a_link_is_refused() -> None:
    file = io.BytesIO()
    link = zipfile.ZipInfo("bets.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "link" in refusal(file)


def test_what_is_encrypted_is_refused() -> None:
    content = bytearray(archive_of(a_json=b"[]").getvalue())
    for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(start) + place] |= 1
    assert "encrypted" in refusal(io.BytesIO(content))


def test_a_way_to_compress_that_is_not_known_is_told() -> None:
    content = bytearray(archive_of(a_json=b"[]").getvalue())
    for start, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(start) + place] = 97
    with open_archive(io.BytesIO(content)) as archive:
        (member,) = members_to_read(archive)
        with pytest.raises(FileUnreadable, match="cannot be unpacked"):
            open_member(archive, member.info)


def test_a_file_without_a_name_is_a_file() -> None:
    content = bytearray(archive_of(a=b"[]").getvalue())
    for start, place in ((b"PK\x03\x04", 26), (b"PK\x01\x02", 28)):
        lengths = content.index(start) + place
        content[lengths : lengths + 4] = struct.pack("<HH", 0, 1)
    assert names(io.BytesIO(content)) == [""]


def test_a_list_of_files_that_could_not_be_held_is_not_even_read() -> None:
    content = bytearray(archive_of(a_json=b"[]").getvalue())
    place = content.rindex(b"PK\x05\x06") + 12
    content[place : place + 4] = struct.pack("<L", 5 << 20)
    assert "too many files" in refusal(io.BytesIO(content))


def test_the_same_holds_for_the_longer_form_of_large_archives() -> None:
    content = archive_of(a_json=b"[]").getvalue()
    place = content.rindex(b"PK\x05\x06")
    end = b"PK\x06\x06" + bytes(36) + struct.pack("<QQ", 1 << 40, 0)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, place, 1)
    assert "too many files" in refusal(io.BytesIO(content[:place] + end + locator + content[place:]))


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"PK\x05\x06", b"PK\x05\x06" + b"\xff" * 18, b"PK\x03\x04" * 99]
)
def test_what_only_begins_as_an_archive_is_refused(content: bytes) -> None:
    assert refusal(io.BytesIO(content))


def test_any_single_damaged_byte_is_either_told_or_harmless() -> None:
    content = archive_of(index_csv=INDEX, a_csv=b"a" * 50).getvalue()
    for place in range(len(content)):
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        with suppress(FileUnreadable), open_archive(io.BytesIO(damaged)) as archive:
            for member in members_to_read(archive):
                open_member(archive, member.info).close()
