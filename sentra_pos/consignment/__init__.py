"""Agreements with artisans and the notes by which their goods come in and go back."""
