"""Receipts found again, and what can still be done with them."""
