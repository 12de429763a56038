"""How the window tells what went wrong: the database's faults, and mistakes of the program."""
