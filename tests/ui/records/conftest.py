"""A gallery whose month is worth reporting, and its reports on the screen."""

from __future__ import annotations

from tests.ui.settlement.conftest import busy, dressed, gallery, two_busy_weeks

__all__ = ["busy", "dressed", "gallery", "two_busy_weeks"]
