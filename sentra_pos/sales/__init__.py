"""The cart, its prices and splits, and the sale that comes of it."""
