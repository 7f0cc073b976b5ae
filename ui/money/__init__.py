"""Money that comes in after the sale: seen or not, brought by the bank, owed by customers."""
