"""The database: the only place that knows Peewee and SQL."""

from liveapp.storage.store import Store, open_store

__all__ = ["Store", "open_store"]
