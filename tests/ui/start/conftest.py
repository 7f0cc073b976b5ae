"""The program as it is started."""

from __future__ import annotations

from tests.ui.front_door import hands

__all__ = ["hands"]
