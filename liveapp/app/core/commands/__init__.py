"""The words of the command line, `liveapp WORD …`: one module each, none of them with Qt.

A module of this folder gives a `Command`; its line in `COMMANDS` makes it a word. The modules are
loaded at every start, so that what takes long to load is imported where it is used.
"""

from liveapp.app.core.commands.antebot_script import ANTEBOT_SCRIPT
from liveapp.app.core.commands.backup import BACKUP
from liveapp.app.core.commands.check import CHECK
from liveapp.app.core.commands.command import Command
from liveapp.app.core.commands.export import EXPORT
from liveapp.app.core.commands.import_files import IMPORT
from liveapp.app.core.commands.restore import RESTORE
from liveapp.app.core.commands.verify import VERIFY

COMMANDS: tuple[Command, ...] = (BACKUP, RESTORE, CHECK, EXPORT, IMPORT, VERIFY, ANTEBOT_SCRIPT)
