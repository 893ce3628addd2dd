"""What staff do in the participatory budget."""
