"""Settings as a dialog, and putting what was changed in force."""
