"""Documents with their goods moves and money moves, and the one door that posts them."""
