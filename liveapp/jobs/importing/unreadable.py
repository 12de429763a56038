"""The fault of a file that was named for an import."""

from liveapp.domain.errors import SurroundingsFault


class FileUnreadable(SurroundingsFault):
    """A file that cannot be opened, or an archive that cannot be gone through; the text says why."""
