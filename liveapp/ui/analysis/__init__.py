"""A stream's figures, kept up to date while somebody looks at them."""
