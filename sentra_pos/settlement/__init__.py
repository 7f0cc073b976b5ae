"""What each artisan is owed, settled, paid out and shown on a statement."""
