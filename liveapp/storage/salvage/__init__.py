"""Saving what can be read of a damaged database, page by page, without SQLite."""

from liveapp.storage.salvage.filling import Counts, Source, salvage

__all__ = ["Counts", "Source", "salvage"]
