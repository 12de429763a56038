"""Writing a file whose content is there already; it is whole or not there."""

from liveapp.domain.jobs import FileSaving, JobControl
from liveapp.files import PUBLIC_FILE, replacing


def save_file(request: FileSaving, _control: JobControl) -> None:
    """Write it.

    Raises:
        OSError: there is no new file, and an older one of that name is as it was.
    """
    with replacing(request.target, PUBLIC_FILE) as temporary:
        temporary.write_bytes(request.content)
