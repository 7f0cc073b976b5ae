"""Why a file from a stick is not taken: one sentence each, that says what to do now."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class FileRefused(SentraError):
    """The file was not taken, and nothing was changed by it."""

    message = N_("This file cannot be used. Please write it again where it came from.")


class Truncated(FileRefused):
    message = N_("This file is not complete. Please copy it again; take the stick out only when the copying is done.")


class NotOurs(FileRefused):
    message = N_("This is not a file of this program. Please choose the pack or the file that came home on the stick.")


class TooLarge(FileRefused):
    message = N_("This file is larger than any that this program writes. Please write it again where it came from.")


class NewerProgram(FileRefused):
    message = N_("A newer version of this program wrote this file. Please install the newest version here, too.")


class AnotherKind(FileRefused):
    """``found`` and ``wanted`` are what the files are called."""

    message = N_("This is {found}; what is asked for here is {wanted}. Please choose the other file.")


class HeaderUnreadable(FileRefused):
    message = N_("The beginning of this file cannot be read. Please copy it again, or write it again.")


class AnotherShop(FileRefused):
    message = N_("This file belongs to {name}, not to this shop. Please look for the right file.")


class UnknownLaptop(FileRefused):
    message = N_("The laptop {name} has not been admitted to this shop. Please admit it first, then try again.")


class BarredLaptop(FileRefused):
    message = N_(
        "The laptop {name} was barred from this shop, and nothing that it writes is taken. Please ask the owner."
    )


class ChangedAfterSigning(FileRefused):
    message = N_("This file was changed after it was written. Please copy it again from where it was written.")


class RecordUnreadable(FileRefused):
    """``record`` is the number of the record, from one."""

    message = N_("Record {record} of this file cannot be read. Please write the file again where it came from.")


class CountDiffers(FileRefused):
    message = N_("This file promises {promised} records, but holds {found}. Please write it again where it came from.")


class RecordSenseless(FileRefused):
    """Signed by one who may, and yet it cannot be: ``what`` names the field."""

    message = N_(
        "Record {record} of this file says something that cannot be ({what}). Please write the file again; "
        "if that does not help, update the program on both computers."
    )


class ContentContradicts(FileRefused):
    message = N_(
        "What this file says does not fit together, so nothing of it was taken. Please write it again; "
        "if that does not help, update the program on both computers."
    )


class NotSound(FileRefused):
    """``sentence`` is the first thing that the doctor found."""

    message = N_("With this file the book would not be right, so nothing of it was taken: {sentence}")


class AnotherLaptop(FileRefused):
    message = N_("This pack is for the laptop {name}. Please write a pack for this laptop at the shop.")


class AnotherStand(FileRefused):
    """One stand at a time: what is sold and what is in the drawer is the one's that goes on."""

    message = N_(
        "This pack is for {name}, but the stand {ours} goes on here. Please end that one first, on the page Stand; "
        "then open this file again."
    )


class FormerStand(FileRefused):
    """Nothing arrives at a stand that has ended; goods that were sent after it go home from the road."""

    message = N_(
        "This pack is for {name}, and that stand has ended on this laptop. Please bring its last file to the shop, "
        "and take back there what was sent after it."
    )


class OlderPack(FileRefused):
    message = N_("A newer pack was opened here already, so there is nothing in this one to add.")


class ShopNotThisPack(FileRefused):
    message = N_(
        "This store is a shop's own, not a stand's. Please open the pack on the laptop that goes to the stand."
    )


class FingerprintDiffers(FileRefused):
    message = N_("The numbers on the two screens differ. Please do not go on; write the file again and compare anew.")


class StickUnreadable(FileRefused):
    message = N_("The file could not be read. Please put the stick in again and choose the file once more.")
