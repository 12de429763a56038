"""Two streams or more side by side: their figures, and their profits in one picture."""
