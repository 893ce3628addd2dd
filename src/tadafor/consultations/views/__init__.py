"""The public pages of the consultation space: ``reading``, ``contributing``, ``results``."""
