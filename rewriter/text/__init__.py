"""Russian text, read once for all rules."""
