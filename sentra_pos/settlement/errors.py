"""Expected trouble on settlement day."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class NothingToSettle(SentraError):
    """Nothing was sold or returned since the last settlement, and nothing is left to recover from."""

    message = N_("There is nothing to settle for {name}.")


class LockedAlready(NothingToSettle):
    """All that is owed stands on a settlement already."""

    message = N_("Nothing is new for {name} since {code}. Pay on {code}.")


class FiguresChanged(SentraError):
    """What was reviewed is no longer what would be locked."""

    message = N_("Something was sold or returned meanwhile. Look at the new figures, then lock again.")


class SettlementNotFound(SentraError):
    """No such settlement."""

    message = N_("This settlement is not in the book.")


class TakenOver(SentraError):
    """What an older settlement left is part of the newer one: paid there, so that no paper shows it twice."""

    message = N_("{newer} took over what {code} left. Pay on {newer}.")


class PayoutTooMuch(SentraError):
    """No more than what is owed is paid out."""

    message = N_("Only {limit} is owed. Pay that or less.")


class PayoutNotSensible(SentraError):
    """Nothing, or less."""

    message = N_("Enter an amount above nothing.")


class ReferenceMissing(SentraError):
    """A transfer is proven by its reference."""

    message = N_("Enter the transfer's reference, so that the artisan can find it.")


class NotOnTheBook(SentraError):
    """A line that never touched this artisan's money."""

    message = N_("The book has no such line for this artisan.")


class ArtisanNotFound(SentraError):
    """No such artisan."""

    message = N_("This artisan is not in the book.")
