"""An artisan's month onto a stick: who, which month, what will be there, and one button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_month, format_number
from sentra_pos.people.queries import Artisan
from sentra_pos.reports.export_records import ExportRecords, RecordsKind
from sentra_pos.reports.month_archive import MonthRecords, archive_files
from sentra_pos.reports.save_files import Progress, WritingStopped, save_files
from sentra_pos.reports.stock_card import together
from ui.context import Context
from ui.kit.buttons import primary
from ui.kit.labels import body, caption, label
from ui.kit.layout import card, column, row, spacer
from ui.records.asked import ArtisanChoice, month_choice
from ui.records.presenter import RecordsPresenter
from ui.records.writing import Work, Writing


class ArchivePage(QWidget):
    """Tells before it is written what the folder will hold."""

    def __init__(self, context: Context, presenter: RecordsPresenter, writing: Writing) -> None:
        super().__init__()
        self._context, self._presenter, self._writing = context, presenter, writing
        self._everybody: tuple[PartyId, ...] = ()
        self.artisan = ArtisanChoice(everybody=_("All artisans"))
        self.month = month_choice(business_today(context.shop.clock))
        self.write = primary(_("Write to a stick or folder"), "F12", on=self.take_along)
        self._folder = label("", "lead", "bold", wrap=True)
        self._holds = body("")
        asked = row(self.artisan, self.month, spacer(), spacing=10)
        inside = card(
            caption(_("What the folder will hold")), self._folder, self._holds, spacing=8, margins=(20, 16, 20, 18)
        )
        said = label(
            _(
                "The artisan keeps the folder. It can be read on any computer or telephone, without this program and "
                "without internet. Take the stick out when the screen says that the files are there."
            ),
            tone="muted",
            wrap=True,
        )
        self.setLayout(column(asked, inside, said, row(self.write, spacer()), spacer(), spacing=14))
        self.setFocusProxy(self.artisan)
        self.artisan.chosen.connect(lambda _party: self.ask())
        self.month.chosen.connect(lambda _month: self.ask())

    def show_artisans(self, found: tuple[Artisan, ...]) -> None:
        self._everybody = tuple(each.id for each in found)
        self.artisan.show_artisans(found)

    def ask(self) -> None:
        """Say what the folder would hold."""
        party, month = self.artisan.value(), self.month.value()
        self.write.setEnabled(bool(self._everybody))
        if party is not None:
            self._presenter.month(party, month)
            return
        if not self._everybody:
            self._folder.setText(_("There is no artisan yet."))
            self._holds.setText(_("Enter artisans and their goods under “Consigned” first."))
            return
        self._folder.setText(format_month(month))
        self._holds.setText(
            _("One folder for each of {count} artisans: statements as PDF, a spreadsheet, and a text to read.").format(
                count=format_number(len(self._everybody))
            )
        )

    def show_month(self, records: MonthRecords) -> None:
        """One artisan's folder."""
        if records.party != self.artisan.value():
            return
        opening, came, went, closing = (format_number(each.units) for each in together(records.cards))
        statements = ", ".join(each.code for each in records.statements) or _("none in this month")
        self._folder.setText(records.folder)
        self._holds.setText(
            "\n".join(
                (
                    _("Statements as PDF: {codes}").format(codes=statements),
                    _("A spreadsheet: sales, settlements, stock card ({opening} + {came} − {went} = {closing})").format(
                        opening=opening, came=came, went=went, closing=closing
                    ),
                    _("A text to read"),
                )
            )
        )

    def take_along(self) -> None:
        """Choose where, then write."""
        party, month = self.artisan.value(), self.month.value()
        command = ExportRecords(
            by=self._context.by, what=RecordsKind.MONTH_ARCHIVE, period=f"{month:%Y-%m}", party=party
        )
        wanted = self._everybody if party is None else (party,)
        self._writing.choose_and_write(command, archive_work(self._context, wanted, month))


def archive_work(context: Context, parties: tuple[PartyId, ...], month: date) -> Work:
    """Artisan after artisan, so that of many no more than one is held in memory."""
    shop = context.shop

    def work(folder: Path, progress: Progress, stopped: Callable[[], bool]) -> int:
        written = 0
        for place, party in enumerate(parties):
            if stopped():
                raise WritingStopped(folder=folder)
            files = archive_files(shop.reading, party, month, shop.clock.zone)
            if len(parties) == 1:
                return len(save_files(folder, files, progress=progress, stopped=stopped))
            progress(place, len(parties), files[-1].name.partition("/")[0])
            written += len(save_files(folder, files))
        return written

    return work
