"""Counting the stock, and what becomes of goods that are missing or damaged."""
