"""The doors from the screen of consigned goods to everything about goods coming in, and their buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.correct_note import NoteCorrected
from sentra_pos.consignment.drop_off import DropOffRecorded
from sentra_pos.consignment.drop_off_queries import DropOff, open_drop_offs
from sentra_pos.consignment.note_queries import NoteInList
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.people.permissions import Permission
from sentra_pos.people.queries import Artisan
from sentra_pos.sales.elsewhere_queries import open_returns
from sentra_pos.sales.identify_queries import waiting_to_be_identified
from ui.consignment.correction_sheet import CorrectionSheet
from ui.consignment.drop_off_sheet import DropOffSheet
from ui.consignment.note_pdf import save_correction, save_drop_off
from ui.consignment.unknown_sheet import UnknownGoodsSheet
from ui.consignment.waiting_sheet import WaitingSheet
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.messages import ask, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How many receipts wait to be noted, and how much that was sold or came back waits for its owner."""

    left: int
    unknown: int


class NoteDoors:
    """Opens the sheets for the screen; ``note_from`` begins the note of a drop-off receipt."""

    def __init__(
        self,
        screen: QWidget,
        context: Context,
        open_paper: Callable[[Path], object],
        note_from: Callable[[PartyId, DropOff], object],
    ) -> None:
        self._screen, self._context = screen, context
        self._open_paper, self._note_from = open_paper, note_from
        self.artisan: Artisan | None = None
        self.left_button = secondary(_("Left here"), "Shift+F3", icon="package", on=self.leave_here)
        self.waiting_button = secondary(_("To be noted"), "F10", icon="hourglass", on=self.show_waiting)
        self.unknown_button = secondary(_("Not identified"), "F12", icon="question", on=self.show_unknown)
        self.correct_button = secondary(_("Correct"), "Shift+F9", icon="note-pencil", on=self.correct)
        self._picked: Callable[[], NoteInList | None] = lambda: None
        for button, permission in (
            (self.left_button, Permission.TAKE_IN),
            (self.waiting_button, Permission.TAKE_IN),
            (self.unknown_button, Permission.IDENTIFY_GOODS),
            (self.correct_button, Permission.TAKE_IN),
        ):
            if not context.may(permission):
                button.hide()

    @property
    def buttons(self) -> list[QWidget]:
        """Those that stand above the list."""
        return [self.left_button, self.waiting_button, self.unknown_button]

    def picks_notes_from(self, picked: Callable[[], NoteInList | None]) -> None:
        """Which note is meant by "correct"."""
        self._picked = picked

    def show_artisan(self, artisan: Artisan | None) -> None:
        """Whose goods are meant from now on."""
        self.artisan = artisan
        self.left_button.setEnabled(artisan is not None)

    def refresh(self) -> None:
        """Say on the buttons how much waits."""

        def read(session: Any) -> Waits:
            unknown = len(waiting_to_be_identified(session)) + len(open_returns(session))
            return Waits(left=len(open_drop_offs(session)), unknown=unknown)

        self._context.runner.read(read, self._show, origin=self._screen, latest="what waits")

    def _show(self, waits: Waits) -> None:
        for button, words, count in (
            (self.waiting_button, _("To be noted"), waits.left),
            (self.unknown_button, _("Not identified"), waits.unknown),
        ):
            button.set_label(f"{words} ({format_number(count)})" if count else words)

    # ---------------------------------------------------------------------------------------------- what is asked

    def leave_here(self) -> None:
        """A receipt for what the picked artisan leaves."""
        if self.artisan is None or not self._context.may(Permission.TAKE_IN):
            return
        sheet = DropOffSheet(self._screen, self._context, self.artisan)
        sheet.returned.connect(self._left)
        sheet.open()

    def _left(self, recorded: object) -> None:
        if not isinstance(recorded, DropOffRecorded):
            return
        shop, document = self._context.shop, recorded.id

        def answered(wanted: bool) -> None:
            if wanted:
                self._print(lambda: save_drop_off(shop, document))

        ask(
            self._screen,
            _("Both sides sign the receipt. The note is written when somebody has looked at the goods."),
            answered,
            title=_("Receipt {code} is recorded").format(code=recorded.code),
            yes=_("Print the receipt"),
            no=_("Close"),
        )

    def show_waiting(self) -> None:
        """What was left and not noted yet."""
        sheet = WaitingSheet(self._screen, self._context, self._open_paper)
        sheet.returned.connect(self._note_wanted)
        sheet.open()

    def _note_wanted(self, left: object) -> None:
        if isinstance(left, DropOff):
            self._note_from(left.party, left)

    def show_unknown(self) -> None:
        """What was sold and is nobody's yet, and what came back and was sold elsewhere."""
        if self._context.may(Permission.IDENTIFY_GOODS):
            UnknownGoodsSheet(self._screen, self._context).open()

    def correct(self) -> None:
        """The picked note says something wrong."""
        picked = self._picked()
        if picked is None or not self._context.may(Permission.TAKE_IN):
            return
        sheet = CorrectionSheet(self._screen, self._context, picked.id, picked.code)
        sheet.returned.connect(self._corrected)
        sheet.open()

    def _corrected(self, corrected: object) -> None:
        if not isinstance(corrected, NoteCorrected):
            return
        shop, document = self._context.shop, corrected.id

        def answered(wanted: bool) -> None:
            if wanted:
                self._print(lambda: save_correction(shop, document))

        ask(
            self._screen,
            _("Both sides sign the correction, and keep it with the note."),
            answered,
            title=_("Correction {code} is posted").format(code=corrected.code),
            yes=_("Print the correction"),
            no=_("Close"),
        )

    def _print(self, save: Callable[[], Path]) -> None:
        self._context.runner.apart(save, self._open_paper, self._tell, origin=self._screen)

    def _tell(self, trouble: SentraError) -> None:
        error(self._screen, trouble)
