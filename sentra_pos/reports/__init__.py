"""What the shop can tell of itself afterwards: who did what, when, and approved by whom."""
