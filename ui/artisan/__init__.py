"""The artisans' counter on the screen: large, plain, one's own, and gone when nobody touches it."""
