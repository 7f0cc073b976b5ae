"""The import wizard: choose a file, look it over, answer what the list leaves out, import, read what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from ui.consignment.choice import Choice
from ui.consignment.choose_list import choose_list
from ui.consignment.import_pages import BusyPage, DropZone, ResultPage
from ui.consignment.import_presenter import ImportPresenter
from ui.consignment.import_questions import QuestionsPage
from ui.consignment.import_review import ReviewPage
from ui.consignment.import_rows import Heap, ImportSummary, Review
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.messages import Banner


class ImportSheet(Sheet):
    """One list at a time; ``open_file`` begins without the dialog (a dropped file, the tour)."""

    _progressed = Signal(int, int)

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            title=_("Import a list"),
            primary_text=_("Choose a file …"),
            primary_key="F12",
            width=1180,
            height=700,
        )
        self.presenter = ImportPresenter(context.runner, context.by, context.shop.clock, self)
        self._review: Review | None = None
        self.drop = DropZone(
            _("An .xlsx or .csv file just as the shop keeps it: artisans first, then goods. Columns are recognised."),
            _("Nothing is changed before you have seen every row."),
        )
        self.busy_page = BusyPage()
        self.review_page = ReviewPage()
        self.questions_page = QuestionsPage()
        self.result_page = ResultPage()
        self.pages = QStackedWidget()
        for page in (self.drop, self.busy_page, self.review_page, self.questions_page, self.result_page):
            self.pages.addWidget(page)
        self.how_much: Choice[bool] = Choice(
            [(False, _("All rows or nothing")), (True, _("Only the rows that are right"))], name=_("What to import")
        )
        self.how_much.setMinimumWidth(250)
        self.how_much.chosen.connect(lambda _only: self._name_primary())
        self._banner = Banner("", "bad", closable=True)
        self._banner.hide()
        self.content.addWidget(self._banner)
        self.content.addWidget(self.pages, 1)
        self.footer.insertWidget(1, self.how_much)
        self._progressed.connect(self.busy_page.show_progress, Qt.ConnectionType.QueuedConnection)
        self.drop.dropped.connect(self.open_file)
        self.review_page.kind_chosen.connect(self.presenter.take_for)
        self.review_page.column_moved.connect(self.presenter.move_column)
        if self.primary_button is not None:
            self.primary_button.setDefault(False)
        self.show_choosing()

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_choosing(self) -> None:
        self._go(self.drop)
        if self.primary_button is not None:
            self.primary_button.setFocus()

    def show_busy(self, *, can_stop: bool) -> None:
        self._banner.hide()
        self.busy_page.begin(_("Reading the list …") if can_stop else _("Importing …"))
        self._go(self.busy_page)
        self.back_button.setEnabled(can_stop)

    def progress(self, done: int, of: int) -> None:
        self._progressed.emit(done, of)

    def show_review(self, review: Review) -> None:
        asked = self.pages.currentWidget() is self.questions_page
        self._review = review
        self.review_page.show_review(review)
        if asked and review.questions.count:
            self._show_questions()
            return
        self._go(self.review_page)
        self.review_page.rows.setFocus()

    def show_summary(self, summary: ImportSummary) -> None:
        self.result_page.show_summary(summary)
        self._go(self.result_page)
        if self.primary_button is not None:
            self.primary_button.setFocus()

    def tell_trouble(self, trouble: SentraError) -> None:
        self._banner.tell(str(trouble), "bad")

    # ---------------------------------------------------------------------------------------------- what is asked

    def open_file(self, path: Path) -> None:
        """Read this file."""
        self.presenter.open_file(path)

    def choose_file(self) -> None:
        """Ask the system for a file."""
        choose_list(self, self.open_file)

    def confirm(self) -> None:
        page = self.pages.currentWidget()
        if page is self.drop:
            self.choose_file()
        elif page is self.review_page:
            self._from_review()
        elif page is self.questions_page:
            self._take_answers()
        elif page is self.result_page:
            self.presenter.begin_again()

    def _from_review(self) -> None:
        review = self._review
        if review is None:
            return
        only_right = self.how_much.value() and not review.is_right
        if review.questions.count and not only_right:
            self._show_questions()
        elif (review.is_right or only_right) and not review.of(Heap.NEW):
            self.presenter.begin_again()
        else:
            self.presenter.import_now(only_what_is_right=only_right)

    def _show_questions(self) -> None:
        if self._review is not None:
            self.questions_page.show_questions(self._review.questions)
            self._go(self.questions_page)
            self.questions_page.take_focus()

    def _take_answers(self) -> None:
        replies = self.questions_page.replies()
        if replies is None:
            return
        before = self._review.questions.count if self._review is not None else 0
        # Somebody who is nobody is asked about again only when the questions are opened again.
        answered = len(replies.who) + len(replies.shares) + len(replies.terms)
        if answered < before:
            self._go(self.review_page)
        self.presenter.answer(who=replies.who, shares=replies.shares, terms=replies.terms)

    def reject(self) -> None:
        page = self.pages.currentWidget()
        if page is self.busy_page:
            self.presenter.stop()
        elif page is self.questions_page:
            self._go(self.review_page)
        elif page is self.review_page:
            self.presenter.begin_again()
        else:
            super().reject()

    def _go(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        if page is not self.busy_page:
            self.back_button.setEnabled(True)
        if page is self.drop:
            self._banner.hide()
        doubtful = self._review is not None and not self._review.is_right
        self.how_much.setVisible(page is self.review_page and doubtful)
        self.back_button.set_label(
            _("Stop") if page is self.busy_page else _("Close") if page in (self.drop, self.result_page) else _("Back")
        )
        self._name_primary()

    def _name_primary(self) -> None:
        button, page, review = self.primary_button, self.pages.currentWidget(), self._review
        if button is None:
            return
        button.setEnabled(page is not self.busy_page)
        if page is self.drop:
            button.set_label(_("Choose a file …"))
        elif page is self.questions_page:
            button.set_label(_("Go on"))
        elif page is self.result_page:
            button.set_label(_("Import another list"))
        elif page is self.review_page and review is not None:
            self._name_import(review)

    def _name_import(self, review: Review) -> None:
        button = self.primary_button
        assert button is not None
        if review.questions.count and not self.how_much.value():
            asked = review.questions.count
            words = ngettext("Answer {count} question", "Answer {count} questions", asked)
            button.set_label(words.format(count=format_number(asked)))
            return
        new = len(review.of(Heap.NEW))
        if not review.is_right and not self.how_much.value():
            button.set_label(_("Import all rows"))
        elif new:
            words = ngettext("Import {count} row", "Import {count} rows", new)
            button.set_label(words.format(count=format_number(new)))
        else:
            button.set_label(_("Choose another list"))
