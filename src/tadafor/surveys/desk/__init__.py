"""The staff pages of the digital consultation."""
