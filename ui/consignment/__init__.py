"""Consigned goods on the screen: artisans, their terms, their notes, and the lists that bring a whole shop in."""
