"""What the house asks of its own code, as functions: a tree in, a list of faults out.

``test_house_rules`` runs them on this tree, ``test_contracts`` on copies that break one rule each.
"""
