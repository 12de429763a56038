"""What explains the program: its shortcuts, and what it is made with."""
