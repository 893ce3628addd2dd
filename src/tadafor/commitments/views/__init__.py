"""The pages of everybody."""
