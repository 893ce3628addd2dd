"""The rules of the digital consultation: pure functions over plain values.

The map of opinions has its own package, ``rules.opinions``, of which ``computing`` loads numpy and
scikit-learn: workers and commands only.
"""
