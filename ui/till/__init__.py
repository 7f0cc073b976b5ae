"""Opening and closing the till."""
