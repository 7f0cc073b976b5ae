"""Stock card, recap and books: three lists with what is asked above them and one way to take them along."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.speech import _
from sentra_pos.reports.artisan_books import ArtisanBooks, BookEntry
from sentra_pos.reports.export_records import ExportRecords, RecordsKind
from sentra_pos.reports.office_recap import RecapRow
from sentra_pos.reports.record_files import books_files, recap_files, stock_card_files
from sentra_pos.reports.record_papers import days_words, mark_words, no_tax_words, recap_words
from sentra_pos.reports.stock_card import StockCard
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.labels import caption, label
from ui.kit.layout import card, column, plain, row, spacer
from ui.kit.table import RecordTable
from ui.records.asked import ArtisanChoice, day_field, month_choice, year_choice
from ui.records.presenter import RecordsPresenter
from ui.records.rows import (
    CardLine,
    books_facts,
    card_columns,
    card_lines,
    entry_columns,
    month_of,
    recap_columns,
)
from ui.records.writing import Writing, plain_work
from ui.settlement.explain_sheet import ExplainSheet


class StockPage(QWidget):
    """The *kartu stok* of an artisan, or of everybody, between two days."""

    def __init__(self, context: Context, presenter: RecordsPresenter, writing: Writing) -> None:
        super().__init__()
        self._context, self._presenter, self._writing = context, presenter, writing
        self._clock = context.shop.clock
        self.artisan = ArtisanChoice()
        self.first = day_field(_("From"), self._today().replace(day=1), self._today)
        self.last = day_field(_("To"), self._today(), self._today)
        self.save = secondary(_("Save PDF and spreadsheet"), "F9", icon="download-simple", on=self.take_along)
        self.table: RecordTable[CardLine] = RecordTable(card_columns(), empty="", name=_("Stock card"))
        self.table.set_empty(
            _("Nothing was here and nothing moved in this time. Choose other days or another artisan.")
        )
        asked = row(self.artisan, caption(_("From")), self.first, caption(_("To")), self.last, spacer(), spacing=10)
        asked.addWidget(self.save)
        whole = column(asked, spacing=12)
        whole.addWidget(self.table, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)
        self.artisan.chosen.connect(lambda _party: self.ask())
        for field in (self.first, self.last):
            field.value_changed.connect(lambda _day: self.ask())

    def _today(self) -> date:
        return business_today(self._clock)

    def _days(self) -> tuple[date, date]:
        last = self.last.value() or self._today()
        return min(self.first.value() or last, last), last

    def ask(self) -> None:
        """Read what is asked for now."""
        party = self.artisan.value()
        self.save.setEnabled(party is not None)
        if party is not None:
            self._presenter.stock(party, None, *self._days())

    def show_cards(self, cards: tuple[StockCard, ...], first: date, last: date) -> None:
        self.table.set_rows(card_lines(cards, first, last))

    def take_along(self) -> None:
        """As files."""
        party, about = self.artisan.value(), self.artisan.name()
        first, last = self._days()
        command = ExportRecords(
            by=self._context.by, what=RecordsKind.STOCK_CARD, period=days_words(first, last), party=party
        )
        work = plain_work(
            self._context,
            lambda session: stock_card_files(session, party=party, item=None, about=about, first=first, last=last),
        )
        self._writing.choose_and_write(command, work)


class RecapPage(QWidget):
    """Everybody's month, for the office. Enter opens the artisan's stock card of that month."""

    opened = Signal(object, object)

    def __init__(self, context: Context, presenter: RecordsPresenter, writing: Writing) -> None:
        super().__init__()
        self._context, self._presenter, self._writing = context, presenter, writing
        self.month = month_choice(business_today(context.shop.clock))
        self.save = secondary(_("Save PDF and spreadsheet"), "F9", icon="download-simple", on=self.take_along)
        self.table: RecordTable[RecapRow] = RecordTable(
            recap_columns(),
            empty=_("Nothing was here and nothing was sold in this month. Choose another one."),
            name=_("Recap per artisan"),
            key=lambda each: each.party,
        )
        self.table.on_open(_("Open the artisan's stock card"), lambda each: self.opened.emit(each, self.month.value()))
        asked = row(self.month, spacer(), spacing=10)
        asked.addWidget(self.save)
        hint = label(recap_words(), "caption", "medium", "muted", wrap=True)
        whole = column(asked, spacing=12)
        whole.addWidget(self.table, 1)
        whole.addWidget(hint)
        self.setLayout(whole)
        self.setFocusProxy(self.table)
        self.month.chosen.connect(lambda _month: self.ask())

    def ask(self) -> None:
        """Read what is asked for now."""
        self._presenter.recap(*month_of(self.month.value()))

    def show_recap(self, rows: tuple[RecapRow, ...]) -> None:
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.pick_first()

    def take_along(self) -> None:
        """As files."""
        first, last = month_of(self.month.value())
        command = ExportRecords(by=self._context.by, what=RecordsKind.OFFICE_RECAP, period=days_words(first, last))
        work = plain_work(self._context, lambda session: recap_files(session, first=first, last=last))
        self._writing.choose_and_write(command, work)


class BooksPage(QWidget):
    """One artisan's year as a simple cash book. Enter opens where an amount comes from."""

    def __init__(self, context: Context, presenter: RecordsPresenter, writing: Writing) -> None:
        super().__init__()
        self._context, self._presenter, self._writing = context, presenter, writing
        self.artisan = ArtisanChoice()
        self.year = year_choice(business_today(context.shop.clock))
        self.save = secondary(_("Save PDF and spreadsheet"), "F9", icon="download-simple", on=self.take_along)
        self.table: RecordTable[BookEntry] = RecordTable(
            entry_columns(), empty=_("Nothing was earned in this year. Choose another one."), name=_("Cash book")
        )
        self.table.on_open(_("Where this amount comes from"), self._explain)
        self._facts = [(caption(""), label("", "lead", "bold", wrap=True)) for _place in range(5)]
        asked = row(self.artisan, self.year, spacer(), spacing=10)
        asked.addWidget(self.save)
        figures = row(spacing=20)
        for place, (name, value) in enumerate(self._facts):
            figures.addLayout(column(name, value, spacing=0), 2 if place == len(self._facts) - 1 else 1)
        whole = column(asked, card(plain(figures)), spacing=12)
        whole.addWidget(self.table, 1)
        whole.addWidget(label(no_tax_words(), "caption", "medium", "muted", wrap=True))
        self.setLayout(whole)
        self.setFocusProxy(self.table)
        self.artisan.chosen.connect(lambda _party: self.ask())
        self.year.chosen.connect(lambda _year: self.ask())

    def ask(self) -> None:
        """Read what is asked for now."""
        party = self.artisan.value()
        self.save.setEnabled(party is not None)
        if party is not None:
            self._presenter.books(party, self.year.value())

    def show_books(self, books: ArtisanBooks) -> None:
        facts = books_facts(books, mark_words(books))
        for (name, value), (said, figure) in zip(self._facts, facts, strict=True):
            name.setText(said)
            value.setText(figure)
        self.table.set_rows(books.entries)

    def _explain(self, entry: BookEntry) -> None:
        party = self.artisan.value()
        if party is not None:
            ExplainSheet(self, self._context, party, lambda way: way.line(entry.document, entry.line)).open()

    def take_along(self) -> None:
        """As files."""
        party, year = self.artisan.value(), self.year.value()
        if party is None:
            return
        command = ExportRecords(by=self._context.by, what=RecordsKind.BOOKS, period=str(year), party=party)
        work = plain_work(self._context, lambda session: books_files(session, party=party, year=year))
        self._writing.choose_and_write(command, work)
