"""The page of one stream: its header, and tabs that each show it in their own way."""
