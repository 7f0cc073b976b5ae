"""The goods on the screen: what there is, where it came from, and what it costs."""
