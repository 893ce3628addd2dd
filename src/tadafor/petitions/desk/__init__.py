"""The staff pages of petitions."""
