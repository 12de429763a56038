"""The program beside its window: an icon in the system's tray, and notifications."""
