"""The pages everybody opens."""
