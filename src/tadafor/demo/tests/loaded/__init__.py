"""What looks at the demonstration as it was loaded, once for all of them."""
