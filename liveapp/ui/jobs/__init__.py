"""Work that outlasts a request, as the window shows it: how far it is, Cancel, how it ended."""
