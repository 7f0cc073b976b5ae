"""The sizes of one thing, to choose from."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.quantity import NONE
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from ui.kit.buttons import Button, secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import label


class SizesSheet(Sheet):
    """Returns the card of the size that was chosen."""

    def __init__(self, parent: QWidget, card: ItemCard) -> None:
        super().__init__(parent, title=card.name, width=420, scrolls=len(card.sizes) > 7)
        self.content.addWidget(
            label(_("Which size? Use the arrow keys and Enter, or press one."), tone="muted", wrap=True)
        )
        self._buttons: list[Button] = []
        for size in card.sizes:
            self._add(size)
        first = next((n for n, size in enumerate(card.sizes) if size.stock > NONE), 0)
        if self._buttons:
            self._buttons[first].setFocus()

    def _add(self, size: ItemCard) -> None:
        there = _("{count} left").format(count=format_number(size.stock.units))
        left = there if size.stock > NONE else _("sold out")
        words = f"{size.size or size.name}  ·  {format_rupiah(size.price)}  ·  {left}"
        button = secondary(words, on=lambda: self.finish(size))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setStyleSheet("text-align: left; padding-left: 16px;")
        self._buttons.append(button)
        self.content.addWidget(button)
