"""Expected trouble with moving, giving back and repricing goods, each with what to do about it."""

from __future__ import annotations

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.speech import N_


class NothingChosen(SentraError):
    message = N_("Nothing is chosen yet. Choose or scan at least one piece.")


class NotMovable(SentraError):
    """Only shelf, store room and the place of what is set aside are moved between freely."""

    message = N_("Goods are moved between the shelf, the store room and what is set aside. Choose two different ones.")


class CountMissing(SentraError):
    message = N_("Enter how many pieces of {item}.")


class NotThatMany(SentraError):
    """More was asked for than lies there."""

    message = N_("There is no more than {there} of {item} there ({place}). Enter that many, or count what is there.")


class NothingOfArtisan(SentraError):
    """The shop does not have it, of anybody."""

    message = N_("{name} has no {item} here now. Look at the list of what is here.")


class BelongsToAnother(SentraError):
    """Another artisan's goods are never handed to this one."""

    message = N_("{item} belongs to {owner}. Only {owner} gets it back.")


class BelongsToShop(SentraError):
    """Bought outright, or taken over: nobody gets it back."""

    message = N_("{item} belongs to the shop. It is not given back to anybody.")


class HeldForCustomer(SentraError):
    """A unique piece is promised in a cart that was put aside."""

    message = N_("{item} is promised in the held cart “{cart}”. Empty that cart first, or leave the piece where it is.")


class DamageUndecided(SentraError):
    """What the shop owes for damage is decided while the goods are there: handed back, nobody could look at them."""

    message = N_(
        "Damaged, and by the agreement the shop bears at least a part of it:\n{items}\n"
        "Decide about it first: Count stock, Missing and damaged."
    )


class DamageBorne(Question):
    """By the agreement the artisan gets nothing for it; once it is handed back, nobody can decide otherwise."""

    key = "damage_borne"
    message = N_(
        "Damaged, and by the agreement the artisan bears it:\n{items}\nGive it back without anything being paid for it?"
    )


class NotPutApartFrom(SentraError):
    """What is at a stand comes home first, and what is missing is a case already."""

    message = N_("Damaged goods are put apart from the shelf, the store room or what is set aside. Choose one of them.")


class DamageReasonMissing(SentraError):
    message = N_("Write what happened to it, for example eaten by moths. The artisan will ask.")


class NoLowerPrice(SentraError):
    message = N_("The new price of {item} must be below {price}. A higher price is changed in Stock.")


class ProposalReasonMissing(SentraError):
    message = N_("Enter why the price should be lower. The artisan will ask.")


class ProposedAlready(SentraError):
    message = N_(
        "A lower price for {item} is proposed already: {price}. Record the answer to it first, or withdraw it."
    )


class NobodyToAsk(SentraError):
    """All of it is the shop's own, or none of it is here."""

    message = N_("No artisan has {item} here, so there is nobody to ask. The price is changed in Stock.")


class NoSuchProposal(SentraError):
    message = N_("This proposal is not open any more. Look at the list of proposals.")


class NotAsked(SentraError):
    message = N_("{name} has no {item} here, so there is nothing to agree to.")


class PriceMovedSince(SentraError):
    message = N_("{item} costs {price} by now, not {was}. Withdraw this proposal and make a new one.")


class NoSuchArtisan(SentraError):
    message = N_("This artisan is not in the list any more. Please choose another.")


class StillOpen(SentraError):
    """An artisan leaves when nothing is left between the two."""

    message = N_("{name} cannot leave yet: {what}.")


class NoSuchPaper(SentraError):
    message = N_("There is no such paper in the book. Please choose another.")


class NoPrinterForSlip(SentraError):
    message = N_("No receipt printer is set up. Set one up in Settings, or save the paper as a PDF.")
