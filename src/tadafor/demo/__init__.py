"""The demonstration: what a newcomer finds after ``make run``, and how it is loaded.

The content stands in ``content/*.toml``, written from the source documents; ``reader`` turns it into
frozen values and knows its schema. What the sources do not say is marked there as demonstration.
"""
