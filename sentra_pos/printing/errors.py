"""What can go wrong between the shop and its printers, as sentences that say what to do."""

from __future__ import annotations

from typing import ClassVar

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class PrinterTrouble(SentraError):
    """A job did not get through. ``bytes_sent`` 0 means that the paper is surely untouched; more, that nobody knows."""

    message: ClassVar[str] = N_("The printer did not take the job. Check that it is on and connected.")

    def __init__(self, bytes_sent: int = 0, **fields: object) -> None:
        super().__init__(bytes_sent=bytes_sent, **fields)
        self.bytes_sent = bytes_sent


class PrinterNotReachable(PrinterTrouble):
    """Nothing answers under the address."""

    message = N_("The printer does not answer at {address}. Check its power and its cable.")


class PaperOut(PrinterTrouble):
    """The printer says so itself."""

    message = N_("The printer is out of paper. Put in a new roll; printing goes on by itself.")


class CoverOpen(PrinterTrouble):
    """The printer says so itself."""

    message = N_("The printer's cover is open. Close it; printing goes on by itself.")


class PrinterNotReady(PrinterTrouble):
    """The printer says that it is offline, but not why."""

    message = N_("The printer says that it is not ready. Look at its lights.")


class PrinterGone(PrinterTrouble):
    """The connection broke while the job was going over."""

    message = N_("The printer went away while printing. Look at the paper before you print again.")


class PrinterTooSlow(PrinterTrouble):
    """A deadline passed."""

    message = N_("The printer stopped taking data. Look at the paper before you print again.")


class NoProofOfPrinting(PrinterTrouble):
    """All was sent, but the printer, which usually says when it is done, did not."""

    message = N_("The printer has not said that it is done. Look at the paper before you print again.")


class QueueRefused(PrinterTrouble):
    """The system's own print queue would not take the job."""

    message = N_("The print queue {address} refused the job: {reason}")


class NotOnThisSystem(PrinterTrouble):
    """For example a Windows printer on Linux."""

    message = N_("This kind of printer cannot be used on this computer. Choose another kind.")


class FolderNotWritable(PrinterTrouble):
    """The folder printer's own trouble."""

    message = N_("The print could not be written to {address}. Choose another folder or free some space.")


class NoSuchPrinter(SentraError):
    """It was removed or never set up."""

    message = N_("That printer is not set up any more. Choose another one.")


class WrongPrinterSettings(SentraError):
    """``reason`` names the setting."""

    message = N_("These printer settings cannot work: {reason}")


class NoSuchJob(SentraError):
    """An id that names no job."""

    message = N_("That print job is not known.")


class NothingToAnswer(SentraError):
    """The job is not in doubt, or somebody has answered already."""

    message = N_("That print job is no longer in doubt; look at its newest state.")


class DrawerNotReprinted(SentraError):
    """A drawer job is never repeated: open the drawer again by the drawer's own button, which is recorded."""

    message = N_("A drawer opening is never repeated. Open the drawer with its own button.")


class StillPrinting(SentraError):
    """The job waits or is being sent."""

    message = N_("That paper is still waiting for the printer. Look at the printer first.")
