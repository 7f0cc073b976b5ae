"""The shop: everything a batik gallery's point of sale does, without any window."""

from __future__ import annotations

__version__ = "0.1.0"
