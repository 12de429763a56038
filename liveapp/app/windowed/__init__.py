"""What only a program with a window needs: the only part of `app` that imports Qt."""
