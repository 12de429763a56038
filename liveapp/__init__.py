"""liveapp records every round that a bot posts to localhost and shows it at once."""

__version__ = "1.0.0"
"""The one place that says it: whatever else tells the version is made from it, or tested to agree."""
