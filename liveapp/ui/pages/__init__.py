"""What the window is made of: its list of streams, the page of one stream, the page of the first start."""
