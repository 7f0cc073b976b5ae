"""The gallery that customers come to."""

from __future__ import annotations

from tests.ui.money.conftest import busy, dressed, till

__all__ = ["busy", "dressed", "till"]
