"""Makes ICU's library of data smaller: it is the largest file that comes with Qt, most of it never asked for.

Of ICU, QtCore calls for collation, upper and lower case, names of time zones, and text encodings beside
Unicode. The last two the program does without: it writes its times itself, and reads and writes UTF-8. What
remains stays as it was, byte for byte.
"""

import re
import subprocess
from itertools import pairwise
from pathlib import Path
from struct import pack, unpack_from

LEFT_OUT_FOLDERS = {
    "brkitr": "where words and lines end; Qt has its own",
    "curr": "names of currencies; Qt has its own",
    "lang": "names of languages; Qt has its own",
    "rbnf": "numbers in words",
    "region": "names of countries; Qt has its own",
    "translit": "one script written in another",
    "unit": "names of units",
    "zone": "names of time zones",
}
LEFT_OUT_FILES = {
    r".+\.cnv": "encodings beside Unicode",
    r".+\.(spp|cfu)": "what names of computers may hold; Qt has its own",
    r"unames\.icu": "names of characters",
    r"[a-z]{2,3}(_\w+)?\.res": "how a country writes numbers and dates; Qt has its own",
}

MAGIC = b"\xda\x27"
FORMAT = b"CmnD"
ALIGNMENT = 16

SOURCE = """
.section .rodata
.balign {alignment}
.globl {symbol}
.type {symbol}, %object
{symbol}:
.incbin "{data}"
.size {symbol}, . - {symbol}
.section .note.GNU-stack, "", %progbits
"""


def write_smaller(library: Path, folder: Path) -> Path:
    """The smaller library, in this folder, under the same name. Needs `as` and `ld` (binutils).

    Raises ValueError where the library is none of ICU's data, CalledProcessError and OSError where it cannot
    be made.
    """
    major = library.name.rpartition(".")[2]
    data = folder / "icu.dat"
    data.write_bytes(smaller(package_in(library.read_bytes())))
    source = SOURCE.format(alignment=ALIGNMENT, symbol=f"icudt{major}_dat", data=data)
    made = folder / library.name
    parts = folder / "icu.o"
    subprocess.run(["as", "-o", parts, "-"], input=source, text=True, check=True)
    subprocess.run(
        ["ld", "-shared", "-soname", library.name, "-z", "noexecstack", "-o", made, parts], check=True
    )
    return made


def package_in(library: bytes) -> bytes:
    """ICU's data within the library, from its header; the library's end goes along with the last item."""
    magic = library.find(FORMAT) - 10
    if magic < 2 or library[magic : magic + 2] != MAGIC:
        raise ValueError("this library holds no data of ICU's common format")
    return library[magic - 2 :]


def smaller(package: bytes) -> bytes:
    """The package without what is left out."""
    (head_size,) = unpack_from("<H", package)
    kept = [(name, item) for name, item in items(package[head_size:]) if not is_left_out(name)]
    names, content = b"", b""
    table: list[tuple[int, int]] = []
    table_size = 4 + 8 * len(kept)
    names_size = sum(len(name) + 1 for name, _ in kept)
    content_from = -(-(table_size + names_size) // ALIGNMENT) * ALIGNMENT
    for name, item in kept:
        content += bytes(-len(content) % ALIGNMENT)
        table.append((table_size + len(names), content_from + len(content)))
        names += name.encode() + b"\0"
        content += item
    body = pack("<I", len(kept)) + b"".join(pack("<II", *entry) for entry in table) + names
    return package[:head_size] + body.ljust(content_from, b"\0") + content


def items(body: bytes) -> list[tuple[str, bytes]]:
    """Names and contents, in the order of the names, by which ICU searches them."""
    (count,) = unpack_from("<I", body)
    entries = [unpack_from("<II", body, 4 + 8 * number) for number in range(count)]
    names = [body[start : body.index(b"\0", start)].decode() for start, _ in entries]
    places = [place for _, place in entries] + [len(body)]
    return [(name, body[start:end]) for name, (start, end) in zip(names, pairwise(places), strict=True)]


def is_left_out(name: str) -> bool:
    """Whether an item, such as `icudt73l/unit/de.res`, is one of those above."""
    _, *folders, file = name.split("/")
    if folders:
        return folders[0] in LEFT_OUT_FOLDERS
    return any(re.fullmatch(pattern, file) for pattern in LEFT_OUT_FILES)
