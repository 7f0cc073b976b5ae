"""The catalogue of the Indonesian words, and what keeps it whole."""
