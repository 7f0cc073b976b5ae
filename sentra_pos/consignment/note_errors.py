"""Expected trouble with drop-offs, declined goods and corrected notes, each with what to do about it."""

from __future__ import annotations

from sentra_pos.consignment.errors import LineTrouble
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class PrintedRefused(LineTrouble):
    """The shop takes no printed textile."""

    message = N_("Line {line}: {item} is printed cloth, and this shop takes none in. Decline it, with the reason.")


class DeclineReasonMissing(SentraError):
    """An artisan who takes something home again is told why, on paper."""

    message = N_("Say in a few words why {what} is not taken in; it stands on the note.")


class DeclinedNotNamed(SentraError):
    message = N_("Say what is declined, and how many pieces.")


class NothingDroppedOff(SentraError):
    message = N_("There is nothing on this receipt yet. Say what was left here, and how many.")


class DropOffInTheFuture(SentraError):
    message = N_("A receipt cannot be dated {date}, after today. Please check the date.")


class DropOffNotFound(SentraError):
    message = N_("This drop-off receipt is not in the book. Please choose another.")


class DropOffOfAnother(SentraError):
    message = N_("{code} was left here by {name}. Choose that artisan, or write this note without the receipt.")


class DropOffAnswered(SentraError):
    """What was noted, or taken home, cannot be noted again."""

    message = N_("{code} is done with already ({by}). Open {by} to see what became of the goods.")


class TakenHomeReasonMissing(SentraError):
    message = N_("Say in a few words why the goods went home again; it stays with the record.")


class NoteNotThere(SentraError):
    message = N_("This note is not in the book. Please choose another.")


class LineNotThere(SentraError):
    message = N_("The note has no such line. Please open it again.")


class NothingCorrected(SentraError):
    message = N_("Nothing on the note is changed yet. Type what is right instead of what is wrong.")


class CorrectionReasonMissing(SentraError):
    message = N_("Say in a few words what was wrong with the note; the artisan reads it too.")


class CountBelowSold(LineTrouble):
    """What is sold, or lies elsewhere, cannot be unwritten."""

    message = N_(
        "Line {line}: only {here} of {item} lie here unsold, so no fewer than {least} can be right."
        " Look for the others first."
    )


class CountBelowMissing(CountBelowSold):
    """What is missing may never have come, so it can be corrected too."""

    message = N_(
        "Line {line}: only {here} of {item} lie here unsold and {missing} are missing, so no fewer than {least} can be"
        " right. Look for the others first."
    )


class NothingUnsold(LineTrouble):
    """Sold pieces keep what was posted."""

    message = N_("Line {line}: none of {item} lies here unsold, and what is sold keeps what was agreed then.")
