"""What the window says of the receiver: its state, what it refused, where bots send to."""
