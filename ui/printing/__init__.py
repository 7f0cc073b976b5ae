"""What screens show of the printers: the health light."""
