"""The same till as the sell screen's tests use."""

from __future__ import annotations

from tests.ui.sell.conftest import build, dressed, shop, till

__all__ = ["build", "dressed", "shop", "till"]
