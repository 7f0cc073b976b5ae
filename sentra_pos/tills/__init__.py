"""Shifts of a till, from the float to the counted closing."""
