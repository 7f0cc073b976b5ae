"""The consignment screen."""
