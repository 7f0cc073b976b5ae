"""What can go wrong with tags and cards, each with the sentence that says what to do."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class SheetNameMissing(SentraError):
    message = N_("The sheet needs a name, such as the number on its packet.")


class SheetNameTaken(SentraError):
    message = N_("There is a sheet called “{name}” already. Please choose another name.")


class SheetTooLarge(SentraError):
    message = N_("The page is 50 to 330 mm wide and 50 to 480 mm high. Please measure it again.")


class SheetHasNoLabels(SentraError):
    message = N_("A sheet has 1 to 20 labels across and 1 to 40 down.")


class LabelTooSmall(SentraError):
    """The bars of an EAN-13 need their width, and there must be room for a price under them."""

    message = N_("A label must be at least 30 mm wide and 12 mm high for its code to be readable.")


class LabelsDoNotFit(SentraError):
    message = N_("The labels do not fit on the page: they end {over} mm beyond it. Please measure again.")


class MeasureBelowNothing(SentraError):
    message = N_("Margins and gaps cannot be less than nothing. Only the shift may have a minus.")


class ShiftTooLarge(SentraError):
    message = N_("A shift is at most 15 mm either way. Please check the margins instead.")


class SheetMissing(SentraError):
    message = N_("This sheet is not in the list any more. Please choose another.")


class LastSheet(SentraError):
    message = N_("This is the last sheet in the list. Please add another before you remove it.")


class NothingToTag(SentraError):
    message = N_("There is no tag to print. Please choose goods and how many.")


class TooManyTags(SentraError):
    message = N_("That is {count} tags; at most {most} are printed at once. Please print them in parts.")


class NoTagPrinter(SentraError):
    message = N_("No receipt or label printer is set up. Set one up in the settings, or save the tags as a PDF.")


class RollTooWide(SentraError):
    message = N_("These labels are wider than the printer {printer} can print. Please choose another size.")


class NotACertificate(SentraError):
    message = N_("A Batikmark certificate needs its number and at least one technique of hot wax.")


class CertificateMissing(SentraError):
    message = N_("This certificate is not in the list any more.")
