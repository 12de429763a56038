"""liveapp records every round that a bot posts to localhost and shows it at once."""

__version__ = "0.1.0"
