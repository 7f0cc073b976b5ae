"""The till: search, grid, cart and payment."""
