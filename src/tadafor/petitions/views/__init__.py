"""The public pages of petitions, and those of an agent."""
