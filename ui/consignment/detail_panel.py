"""The panel beside the list: one artisan with terms, notes, and the pieces on the shelf."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.note_queries import NoteInList
from sentra_pos.consignment.piece_queries import PieceHere
from sentra_pos.consignment.rules import Agreement, describe
from sentra_pos.consignment.terms_wording import loss_words
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_short_date
from sentra_pos.people.facts import PayoutMethod, payout_label
from ui.consignment.rows import ArtisanDetail
from ui.kit.buttons import Button, secondary
from ui.kit.chips import Chips
from ui.kit.keys import on_key
from ui.kit.labels import body, caption, label, set_tone, title
from ui.kit.layout import column, divider, plain, row, scrolling, spacer
from ui.kit.table import Column, RecordTable

PANEL_WIDTH = 340


def note_columns() -> list[Column[NoteInList]]:
    """A note in two lines, its pieces at the right."""
    return [
        Column[NoteInList](
            title=_("Note"),
            text=lambda each: each.code,
            second=_said_of_note,
            stretch=1,
            strong=True,
        ),
        Column[NoteInList](
            title=_("Pieces"),
            text=lambda each: format_number(each.pieces.units),
            second=lambda each: format_number(each.value.amount),
            right=True,
        ),
    ]


def _said_of_note(each: NoteInList) -> str:
    if not each.corrected_by:
        return format_date(each.business_date)
    return _("{date}, corrected by {codes}").format(
        date=format_short_date(each.business_date), codes=", ".join(each.corrected_by)
    )


def piece_columns() -> list[Column[PieceHere]]:
    """A piece in two lines, how many at the right."""
    return [
        Column[PieceHere](
            title=_("Item"),
            text=lambda each: each.name,
            second=lambda each: " · ".join(part for part in (format_rupiah(each.price), each.size) if part),
            stretch=1,
            strong=True,
        ),
        Column[PieceHere](
            title=_("Here"),
            text=lambda each: format_number(each.quantity.units),
            right=True,
            tone=lambda each: "ink" if each.quantity.units > 0 else "bad",
        ),
    ]


class DetailPanel(QFrame):
    """Shows; what is pressed here is told, and done by the screen."""

    print_wanted = Signal(object)

    def __init__(self, edit: Button, new_terms: Button, correct: Button, agreements: Button) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setFixedWidth(PANEL_WIDTH)
        self.edit, self.new_terms, self.correct, self.agreements = edit, new_terms, correct, agreements
        self.print_button = secondary(_("Print the note"), "F9", icon="printer", on=self._print)
        self.notes = RecordTable(note_columns(), empty=_("No note yet. Take in goods with F3."), key=lambda n: n.id)
        self.notes.setAccessibleName(_("Consignment notes"))
        self.notes.on_open(_("Print the chosen note"), lambda each: self.print_wanted.emit(each.id))
        self.notes.picked.connect(lambda each: self.print_button.setEnabled(each is not None))
        self.pieces = RecordTable(piece_columns(), empty=_("Nothing of theirs is here now."), key=lambda p: p.item)
        self.pieces.setAccessibleName(_("Pieces here"))
        self._name = title("")
        self._name.setWordWrap(True)
        self._terms = caption("")
        self._terms.setWordWrap(True)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(12)
        self._profile = QVBoxLayout()
        self._profile.setSpacing(10)
        self._profile.setContentsMargins(0, 0, 6, 0)
        parts = [("profile", _("Profile")), ("notes", _("Notes")), ("pieces", _("On the shelf"))]
        self.chips = Chips(parts, name=_("Part to show"))
        self.chips.chosen.connect(self.show_part)
        for number, (key, says) in enumerate(parts, start=1):
            on_key(self, f"Alt+{number}", says, partial(self.show_part, key))
        self._parts = QStackedWidget()
        self._build()
        self.show_detail(None)

    def _build(self) -> None:
        facts = column(spacing=12)
        facts.addWidget(scrolling(plain(self._profile)), 1)
        facts.addWidget(self.agreements)
        facts.addLayout(row(self.edit, self.new_terms, spacing=8))
        profile = plain(facts)
        listed = plain(column(self.notes, self.print_button, self.correct, spacing=12))
        for part in (profile, listed, self.pieces):
            self._parts.addWidget(part)
        chosen = plain(column(self._name, self._terms, self._figures, self.chips, self._parts, spacing=12))
        hint = body(_("Choose an artisan to see terms, notes and pieces."))
        set_tone(hint, "muted")
        nobody = plain(column(hint, spacer()))
        self._pages = QStackedWidget()
        self._pages.addWidget(nobody)
        self._pages.addWidget(chosen)
        self.setLayout(column(self._pages, margins=(20, 20, 20, 20)))

    def show_part(self, key: object) -> None:
        """Bring a part to the front: ``profile``, ``notes`` or ``pieces``."""
        self.chips.choose(key)
        self._parts.setCurrentIndex(("profile", "notes", "pieces").index(str(key)))

    def show_detail(self, detail: ArtisanDetail | None) -> None:
        """Another artisan, or none."""
        self._pages.setCurrentIndex(0 if detail is None else 1)
        for button in (self.edit, self.new_terms):
            button.setEnabled(detail is not None)
        self.agreements.setEnabled(detail is not None and bool(detail.versions))
        self.correct.setEnabled(detail is not None and bool(detail.notes))
        if detail is None:
            self.notes.set_rows(())
            self.pieces.set_rows(())
            self.print_button.setEnabled(False)
            return
        self._name.setText(detail.artisan.name)
        self._terms.setText(terms_line(detail.in_force))
        set_tone(self._terms, "muted" if detail.in_force is not None else "bad")
        self._show_figures(detail)
        self._show_profile(detail)
        self.notes.set_rows(detail.notes)
        self.notes.pick_first()
        self.print_button.setEnabled(bool(detail.notes))
        self.pieces.set_rows(detail.pieces)

    def _show_figures(self, detail: ArtisanDetail) -> None:
        _empty(self._figures)
        figures = [
            (_("Pieces here"), format_number(detail.pieces_here.units)),
            (_("Owed"), format_rupiah(detail.owed.fresh + detail.owed.carried)),
        ]
        if detail.owed.advance > ZERO:
            figures.append((_("Advance"), format_rupiah(detail.owed.advance)))
        for name, figure in figures:
            self._figures.addLayout(column(caption(name), label(figure, "lead", "bold"), spacing=2))
        self._figures.addStretch(1)

    def _show_profile(self, detail: ArtisanDetail) -> None:
        _empty(self._profile)
        artisan = detail.artisan
        paid = payout_label(artisan.payout_method)
        if artisan.payout_method is PayoutMethod.TRANSFER and artisan.bank_account:
            paid = f"{paid} · {artisan.bank_account}"
        facts = (
            (_("Code"), artisan.code),
            (_("Contact person"), artisan.contact_name),
            (_("Phone"), artisan.phone),
            (_("Address"), artisan.address),
            (_("Paid by"), paid),
            (_("Remark"), artisan.remark),
        )
        for name, fact in facts:
            if fact:
                self._profile.addLayout(_fact(name, fact))
        self._profile.addWidget(divider())
        self._profile.addWidget(label(_("Agreement"), "body", "bold"))
        if not detail.versions:
            hint = body(_("No terms yet. Record them with F5 before goods come in."))
            set_tone(hint, "warn")
            self._profile.addWidget(hint)
        for agreement in detail.versions:
            begins = detail.in_force is None or agreement.version > detail.in_force.version
            self._profile.addLayout(_version(agreement, holds=agreement == detail.in_force, begins=begins))
        self._profile.addStretch(1)

    def _print(self) -> None:
        picked = self.notes.current()
        if picked is not None:
            self.print_wanted.emit(picked.id)


def terms_line(agreement: Agreement | None) -> str:
    """The agreement in force in one line."""
    if agreement is None:
        return _("There are no terms that hold today.")
    sentence = _("Agreement v{version} · {terms} · since {date}")
    return sentence.format(
        version=agreement.version, terms=describe(agreement), date=format_short_date(agreement.valid_from)
    )


def _fact(name: str, fact: str) -> QVBoxLayout:
    words = body(fact)
    return column(caption(name), words, spacing=1)


def _version(agreement: Agreement, *, holds: bool, begins: bool) -> QVBoxLayout:
    words = _("v{version} · begins {date}") if begins and not holds else _("v{version} · from {date}")
    head = words.format(version=agreement.version, date=format_short_date(agreement.valid_from))
    first = row(label(head, "body", "semibold"), spacing=8)
    if holds:
        first.addWidget(label(_("holds now"), "caption", "semibold", "good"))
    first.addStretch(1)
    made = column(spacing=1)
    made.addLayout(first)
    words = describe(agreement)
    if agreement.scheme is not Scheme.OUTRIGHT:
        loss = _("loss or damage: {who}").format(who=loss_words(agreement))
        words = f"{words}; {loss}"
    for text in (words, agreement.remark):
        if text:
            second = caption(text)
            second.setWordWrap(True)
            made.addWidget(second)
    return made


def _empty(layout: QHBoxLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if isinstance(inner, QHBoxLayout | QVBoxLayout):
            _empty(inner)
        if isinstance(widget, QWidget):
            widget.hide()
            widget.deleteLater()
