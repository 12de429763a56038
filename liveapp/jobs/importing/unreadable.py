"""The fault of a file that was named for an import."""

import gzip
import lzma
import zipfile
import zlib

from liveapp.domain.errors import SurroundingsFault

DAMAGE = (zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile)
"""What is raised while compressed data is read that is not as it was written."""


class FileUnreadable(SurroundingsFault):
    """A file that cannot be opened, or an archive that cannot be gone through; the text says why."""
