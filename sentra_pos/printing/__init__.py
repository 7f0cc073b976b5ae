"""Papers laid out once, rendered for every printer, and sent by a spool."""
