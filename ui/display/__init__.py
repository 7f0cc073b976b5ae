"""The customer's display: a second window on a second screen, which only shows and never asks."""
