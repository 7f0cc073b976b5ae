"""The form for one line of a note: an item of the catalogue, or a new one with the facts of its cloth."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from sentra_pos.catalogue.facts import Dye, ItemKind, Technique, dye_label, kind_label, technique_label
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from ui.consignment.choice import Choice
from ui.consignment.note_lines import LineField, LineInput, wants_due
from ui.consignment.terms_fields import titled
from ui.kit.buttons import Button, secondary
from ui.kit.fields import CountEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, label, title
from ui.kit.layout import Flow, column, plain, row, scrolling

WIDTH = 336
_PICTURE = 44


class _MotifField(TextField):
    """Down takes the first suggestion."""

    took_first = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.took_first.emit()
        else:
            super().keyPressEvent(event)


class LineForm(QWidget):
    """Enter goes to the next field that must be filled, and adds the line when none is left."""

    #: The line is complete as far as the form can tell.
    added = Signal(object)
    #: A photo of the new piece is wanted.
    photo_wanted = Signal()

    def __init__(
        self,
        agreement: Agreement,
        motifs_like: Callable[[str], tuple[str, ...]],
        share_of: Callable[[LineInput], Rupiah | None],
    ) -> None:
        super().__init__()
        self._motifs_like, self._share_of = motifs_like, share_of
        self._card: ItemCard | None = None
        self._photo: bytes | None = None
        self._wants_due = wants_due(agreement)
        bought = agreement.scheme is Scheme.OUTRIGHT
        self.name, self.cloth, self.measure, self.remark = TextField(), TextField(), TextField(), TextField()
        self.motif = _MotifField()
        self.kind = Choice([(each, kind_label(each)) for each in (ItemKind.UNIQUE, ItemKind.COUNTED)])
        self.technique = Choice([(each, technique_label(each) or "–") for each in Technique], Technique.TULIS)
        self.dye = Choice([(each, dye_label(each) or "–") for each in Dye], Dye.NONE)
        self.count, self.price, self.due = CountEdit(ONE), RupiahEdit(), RupiahEdit()
        self._boxes = {
            LineField.NAME: with_problem(self.name, _("Item name")),
            LineField.COUNT: with_problem(self.count, _("Count")),
            LineField.PRICE: with_problem(self.price, _("Selling price")),
            LineField.DUE: with_problem(self.due, _("Buying price") if bought else _("Net price")),
        }
        self._heading = title(_("New item"))
        self._heading.setWordWrap(True)
        self._facts = caption("")
        self._facts.setWordWrap(True)
        self.share_line = label("", "body", "semibold", "primary", wrap=True)
        self.add_button: Button = secondary(_("Add the line"), "Enter", icon="plus", on=self.add)
        self.photo_button: Button = secondary(_("Photo"), "F7", icon="image", on=self.photo_wanted.emit)
        self._picture = QLabel()
        self._picture.setFixedHeight(_PICTURE)
        self._build()
        self._wire()
        self.fill(LineInput())

    def _build(self) -> None:
        self._suggestions = QWidget()
        self._suggestions.setLayout(Flow(spacing=4, line_spacing=4))
        self._kind_box = titled(_("Kept as"), self.kind)
        self._cloth_facts = plain(
            column(
                row(titled(_("Technique"), self.technique), titled(_("Dye"), self.dye), spacing=10),
                row(titled(_("Cloth"), self.cloth), titled(_("Size"), self.measure), spacing=10),
                column(titled(_("Motif"), self.motif), self._suggestions, spacing=4),
                row(self.photo_button, self._picture, spacing=10),
                spacing=10,
            )
        )
        if not self._wants_due:
            self._boxes[LineField.DUE].hide()
        fields = column(
            self._heading,
            self._facts,
            self._boxes[LineField.NAME],
            row(self._kind_box, self._boxes[LineField.COUNT], spacing=10),
            self._cloth_facts,
            row(self._boxes[LineField.PRICE], self._boxes[LineField.DUE], spacing=10),
            self.share_line,
            titled(_("Condition"), self.remark),
            spacing=10,
            margins=(0, 0, 8, 0),
        )
        fields.addStretch(1)
        whole = column(spacing=12)
        whole.addWidget(scrolling(plain(fields)), 1)
        # As wide as the fields above, which leave room for their scroll bar.
        whole.addLayout(row(self.add_button, margins=(0, 0, 8, 0)))
        self.setLayout(whole)
        self.setFixedWidth(WIDTH)

    def _wire(self) -> None:
        for field in self._lines():
            field.returnPressed.connect(self._next_or_add)
        self.motif.textChanged.connect(self._suggest)
        self.motif.took_first.connect(self._take_first)
        self.kind.currentIndexChanged.connect(lambda _index: self._kind_changed())
        for amount in (self.price, self.due):
            amount.value_changed.connect(lambda _value: self._show_share())

    def _lines(self) -> tuple[TextField, ...]:
        return (self.name, self.count, self.cloth, self.measure, self.motif, self.price, self.due, self.remark)

    def _required(self) -> tuple[TextField, ...]:
        needed: tuple[TextField, ...] = (self.name,) if self._card is None else ()
        needed += (self.count, self.price)
        return (*needed, self.due) if self._wants_due else needed

    # ------------------------------------------------------------------------------------------------------ filling

    def fill(self, said: LineInput) -> None:
        """Show a line; the cursor goes to the first field that is still to be filled."""
        card = self._card = said.card
        self._heading.setText(card.name if card is not None else _("New item"))
        facts = (card.code, card.motif, technique_label(card.technique), card.size) if card is not None else ()
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self._facts.setVisible(card is not None)
        for part in (self._boxes[LineField.NAME], self._kind_box, self._cloth_facts):
            part.setVisible(card is None)
        self.name.setText(said.name)
        self.kind.set_value(card.kind if card is not None else said.kind)
        self.technique.set_value(said.technique)
        self.dye.set_value(said.dye)
        for field, text in (
            (self.cloth, said.cloth),
            (self.measure, said.size),
            (self.motif, said.motif),
            (self.remark, said.remark),
        ):
            field.setText(text)
        self.count.set_value(said.count)
        self.price.set_value(said.price)
        self.due.set_value(said.due)
        for field in self._lines():
            field.mark("")
        self.show_photo(said.photo)
        self._kind_changed()
        self._show_share()

    def show_photo(self, picture: bytes | None) -> None:
        """The photo that goes with the piece, or none."""
        self._photo = picture
        shown = QPixmap()
        if picture is not None:
            shown.loadFromData(picture)
        if shown.isNull():
            self._picture.clear()
        else:
            self._picture.setPixmap(shown.scaledToHeight(_PICTURE, Qt.TransformationMode.SmoothTransformation))

    def take_focus(self) -> None:
        """Put the cursor where typing should go on."""
        empty = next((field for field in self._required() if not field.text().strip()), None)
        field = empty or (self.count if self._card is not None and self.count.isEnabled() else self._required()[0])
        field.setFocus()
        field.selectAll()

    def said(self) -> LineInput:
        """What the form says now."""
        return LineInput(
            card=self._card,
            name=self.name.text(),
            kind=self.kind.value(),
            technique=self.technique.value(),
            dye=self.dye.value(),
            cloth=self.cloth.text(),
            size=self.measure.text(),
            motif=self.motif.text(),
            count=self.count.value(),
            price=self.price.value(),
            due=self.due.value() if self._wants_due else None,
            remark=self.remark.text(),
            photo=self._photo,
        )

    def _kind_changed(self) -> None:
        is_unique = self.kind.value() is ItemKind.UNIQUE
        if is_unique:
            self.count.set_value(ONE)
        self.count.setDisabled(is_unique)

    def _show_share(self) -> None:
        said = self.said()
        share = self._share_of(said)
        self.share_line.setVisible(share is not None)
        if share is None or said.price is None:
            return
        sentence = _("Of each piece {share} for the artisan, {part} for the shop.")
        self.share_line.setText(sentence.format(share=format_rupiah(share), part=format_rupiah(said.price - share)))

    def _suggest(self, typed: str) -> None:
        flow = self._suggestions.layout()
        assert flow is not None
        while (item := flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        names = self._motifs_like(typed)
        for name in names:
            button = Button(name, "chip", on=partial(self._take, name))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            flow.addWidget(button)
        self._suggestions.setVisible(bool(names))

    def _take_first(self) -> None:
        names = self._motifs_like(self.motif.text())
        if names:
            self._take(names[0])

    def _take(self, name: str) -> None:
        self.motif.setText(name)
        self.motif.setFocus()

    # ------------------------------------------------------------------------------------------------------- adding

    def _next_or_add(self) -> None:
        empty = next((field for field in self._required() if not field.text().strip()), None)
        if empty is None:
            self.add()
        else:
            empty.setFocus()

    def add(self) -> None:
        """Tell that the line is wanted; what is wrong with it comes back by ``mark``."""
        self.added.emit(self.said())

    def mark(self, trouble: dict[LineField, str]) -> None:
        """Say what is wrong, next to the fields."""
        fields: dict[LineField, TextField] = {
            LineField.NAME: self.name,
            LineField.COUNT: self.count,
            LineField.PRICE: self.price,
            LineField.DUE: self.due,
        }
        for place, field in fields.items():
            field.mark(trouble.get(place, ""))
        first = next((fields[place] for place in fields if place in trouble), None)
        if first is not None:
            first.setFocus()
