"""What charts draw, as small arrays: as many values as there are pixels, and no extreme lost on the way."""
