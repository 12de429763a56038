"""The database: the only place that knows Peewee and SQL."""

from liveapp.storage.backup import copy_to, make_backup, refuse_target
from liveapp.storage.checks import examine
from liveapp.storage.copies import copies_of
from liveapp.storage.opening import refuse_what_would_not_start
from liveapp.storage.outside import reading
from liveapp.storage.store import Store, open_store
from liveapp.storage.swap import SWAP_FILE, finish_swap
from liveapp.storage.ways_out import restore, take_way_out

__all__ = [
    "SWAP_FILE",
    "Store",
    "copies_of",
    "copy_to",
    "examine",
    "finish_swap",
    "make_backup",
    "open_store",
    "reading",
    "refuse_target",
    "refuse_what_would_not_start",
    "restore",
    "take_way_out",
]
