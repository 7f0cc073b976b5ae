"""Values and services that every room stands on, from the standard library only."""
