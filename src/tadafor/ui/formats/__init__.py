"""Dates and numbers, one file a language (FORMAT_MODULE_PATH)."""
