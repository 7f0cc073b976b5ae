"""Settlement day on the screen: what each artisan is owed and why, locked and paid."""
