"""The till is closed: its Z slip, what was found, and the backup that is made by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_age, format_rupiah
from sentra_pos.db.backup import BackupFound, BackupMade
from sentra_pos.tills.close_till import TillClosed
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.labels import Tone, caption, label, set_tone
from ui.kit.layout import column, divider, plain, row, spacer
from ui.sell.receipt_picture import ReceiptPicture
from ui.till.papers import z_picture
from ui.till.rows import difference_words, unprinted_words
from ui.till.slip_acts import SlipActs

if TYPE_CHECKING:
    from ui.stand.home_line import HomeLine

_PICTURE = 272


class ClosedPage(QWidget):
    """Nothing here can undo the closing, and nothing that fails here touches it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._closing: DocumentId | None = None
        self._acts = SlipActs(context, self)
        self.picture = ReceiptPicture(_PICTURE)
        self._figures = column(spacing=8)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(_("Backing up …"))
        self.backup = label("", wrap=True)
        self.again = secondary(_("Print again"), "F8", icon="printer", on=self._again)
        self.page = secondary(_("Page as PDF"), "F7", icon="file-pdf", on=self._page)
        #: At a stand, the file for the way home.
        self.home = _home_line(context)
        home = () if self.home is None else (divider(), self.home)
        told = column(
            plain(self._figures), divider(), self.backup, self._bar, *home, spacer(), self.again, self.page, spacing=12
        )
        both = row(self.picture, spacing=20)
        both.addLayout(told, 1)
        self.setLayout(both)

    def show_closed(self, closed: TillClosed, to_safe: Rupiah | None) -> None:
        """Tell what the closing found, draw its slip, and back up; ``to_safe`` is None where there is no safe."""
        self._closing = closed.id
        shop, runner = self._context.shop, self._context.runner
        words, tone = difference_words(closed.difference)
        printed, printed_tone = unprinted_words(shop.printers_health())
        shown: list[tuple[str, str, Tone]] = [
            (_("Counted"), format_rupiah(closed.counted), "ink"),
            (_("Difference"), words, tone),
            (_("Stays in the drawer"), format_rupiah(closed.counted - (to_safe or ZERO)), "ink"),
        ]
        if to_safe is not None:
            shown.insert(2, (_("Into the safe"), format_rupiah(to_safe), "ink"))
        for name, figure, figure_tone in shown:
            self._figures.addLayout(row(caption(name), spacer(), label(figure, "lead", "bold", figure_tone)))
        self._figures.addWidget(label(printed, "body", "semibold", printed_tone, wrap=True))
        runner.apart(lambda: z_picture(shop, closed.id), self.picture.show_png, self._tell, origin=self)
        self.backup.setText(_("Backing up …"))
        set_tone(self.backup, "muted")
        runner.apart(shop.back_up, self._backed_up, self._not_backed_up, ended=self._bar.hide, origin=self)
        if self.home is not None:
            self.home.begin()

    def _backed_up(self, made: BackupMade) -> None:
        self.backup.setText(_("Backup made and checked: {file}").format(file=made.file.name))
        set_tone(self.backup, "good")

    def _not_backed_up(self, trouble: SentraError) -> None:
        shop = self._context.shop
        self._context.runner.apart(shop.newest_backup, lambda newest: self._tell_age(trouble, newest), origin=self)

    def _tell_age(self, trouble: SentraError, newest: BackupFound | None) -> None:
        age = _("never") if newest is None else format_age(newest.age(self._context.shop.clock))
        words = _("The till is closed, but the backup was not made. {why} Newest backup: {age}.")
        self.backup.setText(words.format(why=trouble, age=age))
        set_tone(self.backup, "bad")

    def _again(self) -> None:
        if self._closing is not None:
            self._acts.print_again(self._closing)

    def _page(self) -> None:
        if self._closing is not None:
            self._acts.open_page(self._closing)

    def _tell(self, trouble: SentraError) -> None:
        self.backup.setText(str(trouble))
        set_tone(self.backup, "bad")


def _home_line(context: Context) -> HomeLine | None:
    if context.stand is None:
        return None
    from ui.stand.home_line import HomeLine  # a shop's till needs none of it

    return HomeLine(context, context.stand)
