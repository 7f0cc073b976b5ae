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


class NoSuchDenomination(SentraError):
    """A face that nobody prints, or a count below nothing."""

    message = N_("There is no such count of notes or coins: {count} × {face}. Please count again.")


class CountDiffers(SentraError):
    """What was counted is the sum of its notes and coins, or one of them is wrong."""

    message = N_("The notes and coins come to {sum}, but {counted} was given as counted. Please check the count.")


class MoreThanCounted(SentraError):
    """A part of the counted cash cannot be more than all of it."""

    message = N_("That is more than was counted, {counted}. Please check both amounts.")


class CannotBeCounted(SentraError):
    """Only what comes on slips is counted beside the cash, and each way of paying once."""

    message = N_("{method} is not counted at the closing. Leave it out, or count it once.")


class DifferenceNeedsReason(SentraError):
    """A difference that nobody explained is asked about for weeks."""

    message = N_("What was counted is not what the book expects. Please write down why, or that nobody knows.")


class AmountMissing(SentraError):
    """No money moved."""

    message = N_("Please enter an amount above zero.")


class ReasonMissing(SentraError):
    """Money that comes or goes without goods says why."""

    message = N_("Please write down what the money is for.")


class CategoryMissing(SentraError):
    """Each expense and income belongs to one category; a category says which way its money goes."""

    message = N_("Please choose what kind of expense or income it is.")


class DrawerHoldsLess(SentraError):
    """No more goes out of a drawer than the book has in it."""

    message = N_("The drawer holds only {available}. Bring cash from the safe first, or take less.")


class SafeHoldsLess(SentraError):
    """No more goes out of the safe than the book has in it."""

    message = N_("The safe holds only {available} by the book. Please take less.")


class MoneyHasGoneHome(SentraError):
    """A laptop's drawer is empty once its stand has ended."""

    message = N_("The cash of this closing went home when the stand ended. It is counted once more in the shop.")


class MoneyStaysAtTheStand(SentraError):
    """A stand has a drawer and nothing else; what is in it is counted and handed over in the shop."""

    message = N_("At a stand the money stays in the drawer until it is counted and handed over at the shop.")


class ChangeComesWithGoods(SentraError):
    """What the shop gave along stands in the stand's drawer already."""

    message = N_("A stand's change is brought with its goods. Please count only what is there.")


class NotTheLastClosing(SentraError):
    """A count can be mended until the next shift counts the drawer itself."""

    message = N_("Only the last closing of this till can be counted again, and only until the till is opened again.")


class LessThanIsInTheSafe(SentraError):
    """What was put away at the closing was counted then."""

    message = N_("{to_safe} of it went into the safe at the closing, so it cannot be less than that.")


class NameOfCategoryMissing(SentraError):
    """A category is chosen by its name."""

    message = N_("Please enter a name for the category.")


class CategoryNameTaken(SentraError):
    """Two that read alike would be mixed up."""

    message = N_("There is already a category called {name}.")


class NoSuchClosing(SentraError):
    """The document that was named closed no till."""

    message = N_("There is no such closing of a till. Please look it up in the list of closings.")


class RecountNeedsReason(SentraError):
    """Two counts that differ are explained by whoever counted last."""

    message = N_("Please write down why the till was counted again.")


class DrawerNeedsReason(SentraError):
    """A drawer that opens for nothing is how money goes."""

    message = N_("Please write down why the drawer is opened.")


class NoDrawerToOpen(SentraError):
    """The drawer hangs on the receipt printer."""

    message = N_("No receipt printer is set up, so the drawer cannot be opened from here. Please use its key.")


class NoSlipPrinter(SentraError):
    """There is nothing to print it with."""

    message = N_("No receipt printer is set up. Please set one up in the settings, or save the paper as PDF.")
