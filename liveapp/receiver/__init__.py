"""The HTTP receiver: the only place that knows Bottle and Waitress."""
