"""Who did what, when, approved by whom."""
