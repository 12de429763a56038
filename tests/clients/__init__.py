"""The clients that liveapp ships, where their users run them: Node and Chromium. The receiver is real."""
