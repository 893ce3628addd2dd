"""The staff pages of councils and bodies: ``sitting``, ``agenda``, ``seating``, ``advising``."""
