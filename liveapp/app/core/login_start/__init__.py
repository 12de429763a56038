"""Starting at login: read from the system and written to it, never kept as a setting."""
