"""Counting the stock while selling goes on, and what becomes of goods that are missing or damaged."""
