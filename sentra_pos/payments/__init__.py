"""The ways a customer pays, and what of it is not yet checked."""
