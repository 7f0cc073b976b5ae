"""Giving back: what lies too long, and how it goes back to its artisan."""
