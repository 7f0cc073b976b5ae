"""Expected trouble around the till."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class TillNotOpen(SentraError):
    """Nothing is sold or paid from a till that nobody opened."""

    message = N_("The till is not open. Open the till with its float first.")


class TillAlreadyOpen(SentraError):
    """One open shift a till."""

    message = N_("The till is already open since {since}. Close it before opening it again.")


class NotACount(SentraError):
    """Counted cash below zero."""

    message = N_("Counted cash cannot be less than nothing. Please count again.")


class MoreThanCounted(SentraError):
    """A part of the counted cash cannot be more than all of it."""

    message = N_("That is more than was counted, {counted}. Please check both amounts.")
