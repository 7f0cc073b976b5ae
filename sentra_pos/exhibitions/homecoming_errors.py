"""Why a homecoming that an admitted laptop signed is not added all the same."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.exhibitions.file_errors import FileRefused


class Fork(FileRefused):
    """The same number twice with different content: a laptop was copied, or an old copy of its data went on."""

    message = N_(
        "{theirs} in this file is not the {ours} that is here already: the laptop's data was copied, and both copies "
        "were used. Nothing was added; please find out which of them was at the stand."
    )


class Behind(FileRefused):
    """A laptop went on from an old backup, without what it had sent home before."""

    message = N_(
        "This laptop went on from an old backup: it has lost {lost}, which came home before. "
        "Nothing was added; please keep the laptop as it is and ask for help."
    )


class WaitingFor(FileRefused):
    """Something between what is here and what the file brings is missing; with it, the file can be added."""

    message = N_(
        "Before this file, documents {first} to {last} of the same laptop have to come home. "
        "Please bring the newest file of the laptop home."
    )


class Taken(FileRefused):
    """An identity of the file belongs to something else here."""

    message = N_("Something in this file is something else in the shop's book. Nothing was added; please ask for help.")


class OtherStand(FileRefused):
    """The file names a stand that this laptop was not sent to."""

    message = N_("The laptop {name} was not sent to the stand that this file names. Please look for the right file.")


class NeverSent(FileRefused):
    """An arrival answers a load that the shop never made for that stand."""

    message = N_(
        "By this file goods arrived at the stand that the shop never sent there. Nothing was added; "
        "please compare the loading list with the laptop."
    )


class MoreThanLoaded(FileRefused):
    """More arrived at the stand than the shop ever loaded for it."""

    message = N_(
        "By this file more arrived at the stand than was loaded for it. Nothing was added; "
        "please compare the loading list with the laptop."
    )


class StandNotHere(SentraError):
    message = N_("There is no such stand. Please choose one from the list.")


class StandEndedAlready(SentraError):
    message = N_("The stand {name} has ended already.")


class TillStillOpen(SentraError):
    message = N_("The till is still open. Please close it first, then end the stand.")


class EndedOnItsLaptop(SentraError):
    message = N_("The stand {name} is ended on its laptop. If the laptop will never come back, write it off.")


class NothingToWriteOff(SentraError):
    message = N_("The stand {name} has no laptop that could be lost. End it instead.")


class WriteOffReasonMissing(SentraError):
    message = N_("Please write down why the laptop will not come back.")


class NothingLate(SentraError):
    message = N_("This document is decided already, or never came late. Please look at the list again.")


class EarlierIsMissing(SentraError):
    message = N_("Before {code}, the documents ahead of it have to be added. Please decide those first.")


class LateReasonMissing(SentraError):
    message = N_("Please write down why these documents are not added.")
