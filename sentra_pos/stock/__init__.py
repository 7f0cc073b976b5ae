"""Places, lots and the goods that lie in them."""
