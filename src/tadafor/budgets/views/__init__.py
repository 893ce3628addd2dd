"""What everybody reads and does in the participatory budget."""
