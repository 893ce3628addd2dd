"""What the README promises, done by people in a real browser on the demonstration."""
