"""The window: the only part that shows anything. It reads and commands through `domain.ports` alone."""
