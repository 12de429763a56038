"""What commands on the database have in common."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from liveapp.app.core.folder_lock import DataFolderInUse, locked
from liveapp.domain.errors import SurroundingsFault
from liveapp.settings import Settings, SettingsError


class NoDatabase(SurroundingsFault):
    """There is nothing to work on."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no database at {path}; name its folder with --data-dir")


def existing_database(settings: Settings) -> Path:
    """The database, or what is left of it.

    Raises:
        NoDatabase: there is neither it nor its log, nor a restore that was interrupted.
    """
    from liveapp.storage import SWAP_FILE

    path = settings.database_path
    left = (path, path.with_name(f"{path.name}-wal"), path.with_name(SWAP_FILE))
    if not any(one.exists() for one in left):
        raise NoDatabase(path)
    return path


def absolute(path: Path, name: str) -> Path:
    """A path as the command line gives it, whole.

    Raises:
        SettingsError: it begins with the home of a user that is not there; the text says `name`.
    """
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise SettingsError(f"{name}: {error}") from None


@contextmanager
def working_alone(settings: Settings) -> Iterator[bool]:
    """Keep the program from starting meanwhile; False where it runs already, or the folder cannot be locked.

    Where it does not, a restore that was interrupted is finished first.
    """
    from liveapp.storage import finish_swap

    with ExitStack() as stack:
        try:
            stack.enter_context(locked(settings.data_dir))
        except (DataFolderInUse, OSError):
            yield False
            return
        finish_swap(settings.data_dir)
        yield True
