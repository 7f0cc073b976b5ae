"""Whom the shop sells to: found as their name is typed, entered and changed."""
