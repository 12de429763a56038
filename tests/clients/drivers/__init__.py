"""Programs that drive the clients of docs/clients.md: a bet a line comes in; the end of lines closes it."""
