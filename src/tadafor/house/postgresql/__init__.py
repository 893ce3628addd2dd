"""Django's own PostgreSQL backend, which asks a quiet connection nothing (decision 0020)."""
