"""Programs that drive the clients of docs/clients.md: a bet a line of standard input; its end closes the client."""
