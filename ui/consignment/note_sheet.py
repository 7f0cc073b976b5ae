"""The sheet in which goods are taken in: lines on the left, the line being written on the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sentra_pos.catalogue.put_photo import PhotoNotReadable
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.consignment.drop_off_queries import DropOff
from sentra_pos.consignment.rules import Agreement
from sentra_pos.consignment.take_in import Declined, NoteTaken
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.people.queries import Artisan
from ui.consignment.decline_sheet import DeclineSheet
from ui.consignment.detail_panel import terms_line
from ui.consignment.line_form import LineForm
from ui.consignment.note_done_sheet import NoteDoneSheet
from ui.consignment.note_lines import LineInput, NoteRow
from ui.consignment.note_list_sheet import NoteListSheet
from ui.consignment.note_presenter import NotePresenter
from ui.consignment.note_rows import line_columns
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import SearchField
from ui.kit.keys import on_key
from ui.kit.labels import caption, label, set_tone
from ui.kit.layout import Flow, column, plain, row
from ui.kit.messages import Banner, ask, ask_again, error
from ui.kit.table import Column, RecordTable


def _found_columns() -> list[Column[ItemCard]]:
    return [
        Column[ItemCard](
            title=_("Item"),
            text=lambda card: card.name,
            second=lambda card: " · ".join(part for part in (card.motif, card.size, card.code) if part),
            stretch=1,
            strong=True,
        ),
        Column[ItemCard](title=_("Here"), text=lambda card: format_number(card.stock.units), right=True),
        Column[ItemCard](title=_("Price"), text=lambda card: format_number(card.price.amount), right=True),
    ]


class NoteSheet(Sheet):
    """Esc leaves it, after asking when something is written already. Returns the note that was posted.

    ``print_note`` is called when its paper is wanted then.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        artisan: Artisan,
        agreement: Agreement,
        print_note: Callable[[DocumentId], object] = lambda _note: None,
        *,
        drop_off: DropOff | None = None,
    ) -> None:
        clock = context.shop.clock
        self.presenter = NotePresenter(context.runner, context.by, clock, artisan, agreement, self, drop_off)
        self.form = LineForm(agreement, self.presenter.motifs_like, self.presenter.share_of)
        super().__init__(
            parent,
            title=_("Goods from {name}").format(name=artisan.name),
            primary_text=_("Post the note"),
            primary_key="F12",
            side=self.form,
            width=1200,
            height=720,
        )
        self._artisan, self._context = artisan, context
        # No signal: the sheet is gone when the question about its paper is answered.
        self._print_note = print_note
        self._asked_to_leave = False
        self._searching = self._takes_found = False
        self.search = SearchField(_("Scan a tag or search their goods … F2"), name=_("Search goods"))
        self.new_button = secondary(_("New item"), "F4", icon="plus", on=self.begin_new)
        self.repeat_button = secondary(_("Repeat"), "F5", icon="arrows-clockwise", on=self.repeat_line)
        self.remove_button = secondary(_("Remove"), "F8", icon="trash", on=self.remove_line)
        self.decline_button = secondary(_("Decline"), "F9", icon="x", on=self.decline)
        self.import_button = secondary(_("From a spreadsheet"), "F6", icon="upload-simple", on=self.import_list)
        self.lines = RecordTable(
            line_columns(),
            empty=_("Nothing on this note yet. Fill in the piece on the right, or scan the tag of one known here."),
            name=_("Lines of the note"),
        )
        self.found = RecordTable(
            _found_columns(), empty=_("Nothing of theirs is called that. Press Enter to make it a new item."),
            name=_("Goods found"), key=lambda card: card.id,
        )  # fmt: skip
        self._banner = Banner("", "bad", closable=True)
        self._banner.hide()
        self._totals = label("", "lead", "bold")
        self._share = caption("")
        self._left = caption("")
        self._left.setWordWrap(True)
        self._fill(agreement)
        self._left.setVisible(drop_off is not None)
        self._wire(context)
        self.presenter.begin()
        self.form.take_focus()

    def _fill(self, agreement: Agreement) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.lines)
        self._pages.addWidget(self.found)
        terms = caption(terms_line(agreement))
        terms.setWordWrap(True)
        self.content.addWidget(terms)
        self.content.addWidget(self._left)
        finding = row(spacing=8)
        finding.addWidget(self.search, 1)
        finding.addWidget(self.new_button)
        self.content.addLayout(finding)
        self.content.addWidget(self._banner)
        self.content.addWidget(self._pages, 1)
        self.content.addLayout(column(self._totals, self._share, spacing=0))
        tools = (self.repeat_button, self.remove_button, self.decline_button, self.import_button)
        self.content.addWidget(plain(Flow(*tools, line_spacing=8)))
        if self.primary_button is not None:
            # Enter belongs to the fields here.
            self.primary_button.setDefault(False)

    def _wire(self, context: Context) -> None:
        self.form.added.connect(self._add)
        self.form.photo_wanted.connect(self._choose_photo)
        self.search.searched.connect(self._search)
        self.search.returnPressed.connect(self._search_entered)
        self.search.went_down.connect(self._into_found)
        self.found.on_open(_("Take the chosen item"), self.presenter.choose)
        self.lines.on_open(
            _("Change the chosen line"), lambda _line: self.presenter.edit(self.lines.currentIndex().row())
        )
        on_key(self, "F2", _("Search"), self._find)
        on_key(self.lines, "Del", _("Remove line"), self.remove_line, context=Qt.ShortcutContext.WidgetShortcut)
        context.scans.listen(self, self.presenter.scan)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_lines(self, lines: tuple[NoteRow, ...], pieces: Quantity, value: Rupiah, share: Rupiah) -> None:
        self.lines.set_rows(lines)
        if lines:
            self.lines.selectRow(len(lines) - 1)
        count = ngettext("{count} piece", "{count} pieces", pieces.units).format(count=format_number(pieces.units))
        self._totals.setText(f"{count} · {format_rupiah(value)}")
        self._share.setText(_("For the artisan when all is sold: {share}").format(share=format_rupiah(share)))
        self.remove_button.setEnabled(bool(lines))
        for button in (self.primary_button, self.repeat_button):
            if button is not None:
                button.setEnabled(bool(self.presenter.lines))

    def show_left(self, sentence: str) -> None:
        self._left.setText(sentence)
        set_tone(self._left, "warn")

    def show_photo(self, picture: bytes | None) -> None:
        self.form.show_photo(picture)

    def show_found(self, cards: tuple[ItemCard, ...]) -> None:
        self._searching = False
        self.found.set_rows(cards)
        self._pages.setCurrentWidget(self.found if self.search.text().strip() else self.lines)
        if self._takes_found:
            self._take_found()

    def fill_form(self, said: LineInput) -> None:
        self._banner.hide()
        self._leave_search()
        self.form.fill(said)
        self.form.take_focus()

    def mark_line(self, line: int, sentence: str) -> None:
        self.busy(False)
        self._leave_search()
        self.lines.selectRow(line)
        self._banner.tell(sentence, "bad")

    def tell(self, sentence: str) -> None:
        self._banner.tell(sentence, "warn")

    def tell_trouble(self, trouble: SentraError) -> None:
        self.busy(False)
        error(self, trouble)

    def ask(self, question: Question) -> None:
        self.busy(False)
        ask_again(self, question, self._post)

    def posting_ended(self) -> None:
        self.busy(False)

    def posted(self, taken: NoteTaken) -> None:
        self.busy(False)
        pieces = sum(line.quantity.units for line in taken.lines)
        sentence = ngettext(
            "{count} piece from {name} is on the shelf. Both copies are signed, one for each side.",
            "{count} pieces from {name} are on the shelf. Both copies are signed, one for each side.",
            pieces,
        ).format(count=format_number(pieces), name=self._artisan.name)
        base, printing, context = self.base(), self._print_note, self._context
        self.finish(taken)
        NoteDoneSheet(base, context, taken, sentence, printing).open()

    # ---------------------------------------------------------------------------------------------- what is asked

    def confirm(self) -> None:
        self._post("")

    def _post(self, confirmed: str) -> None:
        self.busy(True)
        self.presenter.post(confirmed)

    def _add(self, said: LineInput) -> None:
        trouble = self.presenter.put(said)
        self.form.mark(trouble)
        if not trouble:
            self.presenter.make_new()

    def begin_new(self) -> None:
        """Empty the form for a new item."""
        self.presenter.make_new(self.search.text().strip() if self._pages.currentWidget() is self.found else "")

    def repeat_line(self) -> None:
        """Fill the form with a copy of the picked line."""
        place = self.lines.currentIndex().row()
        if place >= 0:
            self.presenter.repeat(place)

    def decline(self) -> None:
        """Write down what is not taken in; what the form says of it goes along."""
        said = self.form.said()
        words = " ".join(word for word in (said.name, said.motif) if word) if said.card is None else said.card.name
        sheet = DeclineSheet(self, words, said.count)
        sheet.returned.connect(self._declined)
        sheet.open()

    def _declined(self, declined: object) -> None:
        if isinstance(declined, Declined):
            self.presenter.decline(declined)
            self.presenter.make_new()

    def import_list(self) -> None:
        """Read a list of what the artisan brings; its rows become lines."""
        sheet = NoteListSheet(self, self._context, self._artisan, self.presenter.agreement, self.presenter.listed)
        sheet.returned.connect(self._listed)
        sheet.open()

    def _listed(self, lines: object) -> None:
        if isinstance(lines, tuple):
            self._leave_search()
            self.presenter.put_all(lines)

    def _choose_photo(self) -> None:
        pictures = _("Pictures") + " (*.png *.jpg *.jpeg *.webp)"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose a photo"), "", pictures)
        if chosen:
            self.read_photo(Path(chosen))

    def read_photo(self, file: Path) -> None:
        """A photo of the piece in the form, from the disk or a stick."""
        try:
            picture = file.read_bytes()
        except OSError:
            self.tell_trouble(PhotoNotReadable())
            return
        self.presenter.read_photo(picture)

    def remove_line(self) -> None:
        """Take the picked line off."""
        place = self.lines.currentIndex().row()
        if place >= 0:
            self.presenter.remove(place)

    def _search(self, typed: str) -> None:
        self._searching = True
        self.presenter.search(typed)

    def _search_entered(self) -> None:
        """Enter takes the first found, or makes a new item; what is still being looked for is waited for."""
        self._takes_found = True
        self.search.search_now()
        if not self._searching:
            self._take_found()

    def _take_found(self) -> None:
        if not self._takes_found:
            return
        self._takes_found = False
        picked = self.found.current() or next(iter(self.found.records.rows), None)
        if self._pages.currentWidget() is self.found and picked is not None:
            self.presenter.choose(picked)
        elif self.search.text().strip():
            self.begin_new()

    def _into_found(self) -> None:
        table = self._pages.currentWidget()
        if isinstance(table, RecordTable):
            table.setFocus()
            if table.current() is None:
                table.pick_first()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave_search(self) -> None:
        self.search.clear()
        self._pages.setCurrentWidget(self.lines)

    def reject(self) -> None:
        written = self.presenter.lines or self.presenter.declined
        if not written or self._asked_to_leave:
            super().reject()
            return
        sentence = _("This note has lines that are not posted. Leave it and throw them away?")
        ask(self, sentence, self._leave, yes=_("Throw them away"), no=_("Go on writing"))

    def _leave(self, agreed: bool) -> None:
        self._asked_to_leave = agreed
        if agreed:
            self.reject()
