"""Tadafor, the participation platform of Morocco's territorial communities."""
