"""Keeping what was recorded: backups, restoring one, checking the database."""
