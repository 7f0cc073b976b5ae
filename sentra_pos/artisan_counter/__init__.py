"""The artisan's own counter: who is there, what of theirs the shop has, sold and owes, and what they object to."""
