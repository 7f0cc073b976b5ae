"""Expected trouble when an exhibition comes home, each with what to do about it."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class StandNotEnded(SentraError):
    """Until then somebody may still sell what is taken home here."""

    message = N_(
        "{stand} has not ended yet. Add the last file from its laptop, or end the stand, before its goods are counted."
    )


class StandKeptElsewhere(SentraError):
    """Only the device that keeps a place writes its stock."""

    message = N_("The goods of {stand} are kept by another till. Take them back there.")


class NothingBrought(SentraError):
    message = N_("Nothing was scanned yet. Scan what came back, or say that this is all of it.")


class NotAPieceOfGoods(SentraError):
    message = N_("This is no piece of goods. Please scan the tag of what came back.")


class PutWhere(SentraError):
    message = N_("What comes back goes to the shelf or to the store room. Please choose one of them.")


class CashIsInTheTill(SentraError):
    """A stand that sells from this computer, or whose notes are keyed in here, has no drawer of its own."""

    message = N_("The cash of {stand} is in this till's drawer. Leave it out here; closing the till counts it.")


class CashOfTheNextStand(SentraError):
    """A laptop is given its next stand only after its cash was counted; what it has now belongs to that one."""

    message = N_(
        "The cash of {stand} was counted already, and its laptop has gone to another stand since. Leave it out here;"
        " money found later is paid in at the till."
    )


class CostNeedsText(SentraError):
    message = N_("Please write down what was paid for.")


class CostTooSmall(SentraError):
    message = N_("Please enter an amount above zero.")


class PartNotSensible(SentraError):
    message = N_("The shop's part is between nothing and all of it. Please correct it.")


class NobodyToShare(SentraError):
    """There is nobody whom the artisans' part could be charged to."""

    message = N_("No artisan's goods were taken to {exhibition}, so nobody can share its costs.")


class NobodySoldThere(SentraError):
    message = N_("None of these artisans sold anything at {exhibition}. Share the cost equally, or by pieces.")


class CostNeedsReference(SentraError):
    message = N_("Please enter the reference of the bank transfer.")


class NotACost(SentraError):
    """Only what was recorded here as a cost of an exhibition is undone, and the document that undoes it never."""

    message = N_("That is no cost that was recorded for an exhibition. Choose one from its list.")


class CostUndoneAlready(SentraError):
    message = N_("The cost {code} was undone already, by {by}.")


class ReasonToUndoMissing(SentraError):
    message = N_("Please write down why this cost is undone.")
