"""Why a file cannot be taken as a list, each with what to do about it."""

from __future__ import annotations

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class ListTrouble(SentraError):
    """The file cannot be read as a list at all; trouble of single rows is a RowProblem instead."""

    message = N_("“{name}” cannot be read as a list; save it as .xlsx or .csv and choose it again.")


class NotASpreadsheet(ListTrouble):
    message = N_("“{name}” is not a spreadsheet; save the list as .xlsx or .csv and choose that file.")


class DamagedSpreadsheet(ListTrouble):
    message = N_("“{name}” is damaged; open it in Excel, save it under a new name and choose that file.")


class OldSpreadsheet(ListTrouble):
    message = N_("“{name}” is of an old or another kind of spreadsheet; save it as .xlsx and choose that file.")


class LockedSpreadsheet(ListTrouble):
    message = N_("“{name}” is locked with a password; save a copy without password and choose that file.")


class MacrosInSpreadsheet(ListTrouble):
    message = N_("“{name}” holds macros, which are never opened here; save it as .xlsx and choose that file.")


class SpreadsheetTooLarge(ListTrouble):
    message = N_(
        "“{name}” is too large for a list; keep only the rows with goods, at most {rows} rows and {megabytes} MB."
    )


class EmptyList(ListTrouble):
    message = N_("“{name}” holds no rows; choose the file that the list is in.")


class UnclosedQuote(ListTrouble):
    message = N_("A quotation mark near row {row} of “{name}” is never closed; remove it or save the list as .xlsx.")


class ListNotReadable(ListTrouble):
    message = N_("“{name}” cannot be opened ({cause}); close it in other programs, or choose another file.")


class HeaderMissing(ListTrouble):
    message = N_(
        "“{name}” has no row of headings that is understood; add one with at least {needed} and choose it again."
    )


class ListNotReady(SentraError):
    """All or nothing was asked for, and not all can be taken."""

    message = N_(
        "Nothing was imported: {problems} rows have a problem and {questions} questions are open."
        " Answer them, correct the list, or import only what is right."
    )
