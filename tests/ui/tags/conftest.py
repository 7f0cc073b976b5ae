"""What these sheets' tests stand on."""

from __future__ import annotations

from tests.ui.back_room import desk, dressed, founded, shop

__all__ = ["desk", "dressed", "founded", "shop"]
