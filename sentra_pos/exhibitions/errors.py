"""Expected trouble with planning an exhibition and sending goods there, each with what to do about it."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class ExhibitionNameMissing(SentraError):
    message = N_("The name is missing. Please write what the exhibition is called.")


class DatesWrongWay(SentraError):
    message = N_("The exhibition would end on {ends}, before it begins on {starts}. Please check both dates.")


class RentBelowNothing(SentraError):
    message = N_("The rent cannot be less than nothing. Leave it at 0 if somebody else pays it.")


class StaffUnknown(SentraError):
    message = N_("One of those who should go is not in the list of users any more. Please choose again.")


class NoSuchExhibition(SentraError):
    message = N_("There is no such exhibition. Please choose one from the list.")


class WasCalledOff(SentraError):
    message = N_("{name} was called off. Plan a new exhibition instead.")


class IsReconciled(SentraError):
    message = N_("{name} is reconciled: its goods and its cash are home. Plan a new exhibition instead.")


class ExhibitionIsOver(SentraError):
    message = N_("{name} was over on {ends}. Choose an exhibition that is planned or open.")


class PromotionOutsideItsDays(SentraError):
    message = N_("{name} is from {starts} to {ends}. Choose days of the exhibition for its promotion.")


class LoadedAlready(SentraError):
    """Goods that are away must come home by the book."""

    message = N_("Goods were loaded for {name} already, so it cannot be called off. Bring them home, then it is over.")


class CallOffReasonMissing(SentraError):
    message = N_("Please write down why the exhibition is called off.")


class StandNameMissing(SentraError):
    message = N_("The name is missing. Please write what the stand is called, for instance its number in the hall.")


class StandNameTaken(SentraError):
    message = N_("{exhibition} has a stand called {name} already. Please choose another name.")


class LaptopMissing(SentraError):
    message = N_("Please choose the laptop that this stand will use. A new one is enrolled first.")


class LaptopNotEnrolled(SentraError):
    message = N_("This laptop is not enrolled with this shop. Enrol it first, then add the stand.")


class LaptopBarred(SentraError):
    message = N_("The laptop {name} was barred. Please choose another one.")


class LaptopIsAway(SentraError):
    """One laptop keeps one stand at a time, and its drawer is that stand's."""

    message = N_(
        "The laptop {name} still belongs to {exhibition}. Bring home its last file, written after its stand was ended,"
        " and count its cash; or take another laptop."
    )


class LaptopWasWrittenOff(SentraError):
    """What it wrote meanwhile waits for somebody to decide, and whatever it writes next could not be added before."""

    message = N_(
        "The laptop {name} was written off after {exhibition}, so its book is not continued. Begin a new book on the"
        " laptop and admit it again, then choose it here under its new name."
    )


class NoSuchStand(SentraError):
    message = N_("There is no such stand. Please choose one of the exhibition's stands.")


class StandHasEnded(SentraError):
    message = N_("The stand {name} has ended. Goods can only be loaded for a stand that still sells.")


class NothingToLoad(SentraError):
    message = N_("Nothing is chosen yet. Choose or scan at least one piece, or enter the change for the stand.")


class FloatBelowNothing(SentraError):
    message = N_("The change for the stand cannot be less than nothing. Please check the amount.")


class FloatFromWhere(SentraError):
    message = N_("The change for the stand comes from the safe or from the drawer. Please choose one of them.")


class CannotBeLoaded(SentraError):
    """``pieces`` has a line for each of them; ``items`` are their ids, for a screen that marks them."""

    message = N_("Not everything can be loaded:\n{pieces}\nTake these off the list, then load again.")


class ArrivesAtItsOwnTill(SentraError):
    message = N_("What is loaded for {name} arrives when its laptop opens the shop's file.")


class NoSuchLoad(SentraError):
    message = N_("There is no such load for this stand. Please choose one from the list.")


class ArrivedAlready(SentraError):
    message = N_("{code} has arrived at the stand already. Look at what is there.")
