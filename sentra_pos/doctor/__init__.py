"""Every promise of the store, checked by its own SQL."""
