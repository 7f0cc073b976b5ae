"""A list of what an artisan brings becomes lines of the note: choose it, look it over, put it into the note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.consignment.lists.records import GoodsRow
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.people.queries import Artisan
from ui.consignment.choose_list import choose_list
from ui.consignment.import_pages import BusyPage, DropZone
from ui.consignment.import_review import ReviewPage
from ui.consignment.import_rows import Review
from ui.consignment.note_list import NoteListPresenter, note_heap_label
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.messages import Banner


class NoteListSheet(Sheet):
    """Returns the lines; ``open_file`` begins without the dialog. ``on_note`` asks what the note has from lists."""

    _progressed = Signal(int, int)

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        artisan: Artisan,
        agreement: Agreement,
        on_note: Callable[[], tuple[GoodsRow, ...]],
    ) -> None:
        super().__init__(
            parent,
            title=_("A list of goods from {name}").format(name=artisan.name),
            primary_text=_("Choose a file …"),
            primary_key="F12",
            width=1180,
            height=700,
        )
        self.presenter = NoteListPresenter(context.runner, context.by, artisan, agreement, on_note, self)
        self.drop = DropZone(
            _("An .xlsx or .csv file: what it is called, how many, the price. Rows that name nobody are theirs."),
            _("Nothing comes in before the note is posted."),
        )
        self.busy_page = BusyPage()
        self.review_page = ReviewPage(advice=self.presenter.summary, labels=note_heap_label, asks_kind=False)
        self.pages = QStackedWidget()
        for page in (self.drop, self.busy_page, self.review_page):
            self.pages.addWidget(page)
        self._banner = Banner("", "bad", closable=True)
        self._banner.hide()
        self.content.addWidget(self._banner)
        self.content.addWidget(self.pages, 1)
        self._progressed.connect(self.busy_page.show_progress, Qt.ConnectionType.QueuedConnection)
        self.drop.dropped.connect(self.open_file)
        self.review_page.column_moved.connect(self.presenter.move_column)
        if self.primary_button is not None:
            self.primary_button.setDefault(False)
        self.show_choosing()

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_choosing(self) -> None:
        self._go(self.drop, _("Choose a file …"))
        if self.primary_button is not None:
            self.primary_button.setFocus()

    def show_busy(self, *, can_stop: bool) -> None:
        self._banner.hide()
        self.busy_page.begin(_("Reading the list …"))
        self._go(self.busy_page, _("Put into the note"), enabled=False)
        self.back_button.set_label(_("Stop"))
        self.back_button.setEnabled(can_stop)

    def progress(self, done: int, of: int) -> None:
        self._progressed.emit(done, of)

    def show_review(self, review: Review) -> None:
        self.review_page.show_review(review)
        self._go(self.review_page, _("Put into the note"), enabled=bool(self.presenter.lines))
        self.review_page.rows.setFocus()

    def tell_trouble(self, trouble: SentraError) -> None:
        self._banner.tell(str(trouble), "bad")

    # ---------------------------------------------------------------------------------------------- what is asked

    def open_file(self, path: Path) -> None:
        """Read this file."""
        self.presenter.open_file(path)

    def confirm(self) -> None:
        page = self.pages.currentWidget()
        if page is self.review_page and self.presenter.lines:
            self.finish(self.presenter.lines)
        elif page is self.drop:
            choose_list(self, self.open_file)

    def reject(self) -> None:
        page = self.pages.currentWidget()
        if page is self.busy_page:
            self.presenter.stop()
        elif page is self.review_page:
            self.presenter.begin_again()
        else:
            super().reject()

    def _go(self, page: QWidget, primary: str, *, enabled: bool = True) -> None:
        self.pages.setCurrentWidget(page)
        self.back_button.set_label(_("Back"))
        self.back_button.setEnabled(True)
        if self.primary_button is not None:
            self.primary_button.set_label(primary)
            self.primary_button.setEnabled(enabled)
