"""Expected trouble at the artisans' counter."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class CardUnknown(SentraError):
    message = N_("No artisan has this card or code here. Please scan or type it again, or ask the shop for a new card.")


class CardReplaced(SentraError):
    message = N_("This card was replaced by a newer one. Please use the new card, or ask the shop.")


class ArtisanHasNoPin(SentraError):
    message = N_("There is no PIN for {name} yet. Please ask the shop: it is set in a minute, and only you know it.")


class NotAnArtisan(SentraError):
    message = N_("Only artisans have a counter here. Please choose another name.")


class NotYours(SentraError):
    """Whatever is somebody else's, and whatever is not there: the two are not told apart."""

    message = N_("There is nothing of yours under this number. Please choose again from your own list.")


class WordsMissing(SentraError):
    message = N_("Please write a few words, so that the other side understands.")


class ObjectedAlready(SentraError):
    message = N_("You have objected to this already. The shop has not answered yet; please ask at the counter.")


class ObjectionNotFound(SentraError):
    message = N_("This objection is not in the book. Please choose again from the list.")


class AnsweredAlready(SentraError):
    message = N_("This objection was answered already. Please read the answer in the list.")


class MendingUnknown(SentraError):
    message = N_("There is no document {code}. Please type its number as it is printed, or leave it empty.")


class NoPrinterHere(SentraError):
    message = N_("No receipt printer is set up here. Please ask the shop for a printed copy.")
