"""Price tags and the cards of pieces: what is printed, on which sheet or roll, and from which label on."""
