"""What people type in commitments, made into clean values."""
