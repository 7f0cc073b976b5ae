"""Parts of the pay sheet: the ways of paying as tiles, the parts already paid, the sums a customer may hand over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.payments.methods import (
    CASH,
    CREDIT,
    DEBIT,
    ON_ACCOUNT,
    QRIS,
    TRANSFER,
    VOUCHER,
    WITHHELD,
    PaymentMethod,
)
from sentra_pos.sales.cart import Tender
from ui.kit.buttons import Button, Tile, choice, quiet
from ui.kit.layout import Flow
from ui.kit.theme import BODY, font
from ui.sell.pay_state import PayState

_ICONS = {
    CASH: "money",
    QRIS: "qr-code",
    DEBIT: "credit-card",
    CREDIT: "credit-card",
    TRANSFER: "bank",
    VOUCHER: "ticket",
    ON_ACCOUNT: "clock",
    WITHHELD: "percent",
}
#: In a row; more than that are two rows.
IN_A_ROW = 4
#: What a tile has room for, its key beside it.
_NAME_WIDTH = 92
_ACROSS, _QUICK_BUTTONS = 3, 6


class MethodTiles(QWidget):
    """One of them is down. F1 is the sheet of keys, everywhere; the first way of paying is at F2."""

    #: The code of a way of paying.
    chosen = Signal(str)

    def __init__(self, methods: Sequence[PaymentMethod]) -> None:
        super().__init__()
        self._tiles: dict[str, Tile] = {}
        group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        count = len(methods)
        across = count if count <= IN_A_ROW else min(IN_A_ROW, -(-count // 2))
        for number, method in enumerate(methods):
            tile = Tile(_fitted(method.name), _ICONS.get(method.code, "wallet"), f"F{number + 2}")
            tile.setAccessibleName(method.name)
            tile.setToolTip(method.name)
            tile.clicked.connect(lambda _checked=False, code=method.code: self.chosen.emit(code))
            group.addButton(tile)
            grid.addWidget(tile, number // across, number % across)
            grid.setColumnStretch(number % across, 1)
            self._tiles[method.code] = tile

    def show_chosen(self, code: str) -> None:
        """Put its tile down."""
        self._tiles[code].setChecked(True)


def _fitted(name: str) -> str:
    """As much of a name as a tile has room for, at the end of a word where that can be."""
    metrics = QFontMetrics(font(BODY, QFont.Weight.DemiBold))
    words = name.split()
    while len(words) > 1 and metrics.horizontalAdvance(" ".join(words)) > _NAME_WIDTH:
        words.pop()
    kept = " ".join(words)
    return kept if metrics.horizontalAdvance(kept) <= _NAME_WIDTH else f"{kept[:9]}…"


class PartsPaid(QWidget):
    """What was given so far, each to be taken back."""

    def __init__(self, names: Mapping[str, str], drop: Callable[[int], object]) -> None:
        super().__init__()
        self._names, self._drop = names, drop
        self._shown: tuple[Tender, ...] = ()
        self._flow = Flow(spacing=8, line_spacing=6)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_parts(self, parts: tuple[Tender, ...]) -> None:
        """These, the first at Alt+1."""
        if parts == self._shown:
            return
        self._shown = parts
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, part in enumerate(parts):
            words = f"{self._names.get(part.method, part.method)} {format_number(part.given.amount)}"
            button = quiet(words, f"Alt+{place + 1}", icon="x", on=partial(self._drop, place))
            button.setAccessibleName(_("Take back {part}").format(part=words))
            button.setToolTip(_("Take this part back"))
            self._flow.addWidget(button)
        self.setVisible(bool(parts))


class QuickSums(QWidget):
    """The exact sum, and what people round it up to; only cash is given in round sums."""

    #: Somebody holds out so much.
    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._sums: tuple[Rupiah, ...] = ()
        self._buttons: list[Button] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place in range(_QUICK_BUTTONS):
            button = choice("", on=partial(self._take, place))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.append(button)
            grid.addWidget(button, place // _ACROSS, place % _ACROSS)

    def _take(self, place: int) -> None:
        self.taken.emit(self._sums[place])

    def show_payment(self, state: PayState) -> None:
        """Offer what fits the rest."""
        sums = (state.rest, *state.quick) if state.is_cash and not state.goes_out else ()
        # The parts need the room of the second row.
        self._sums = sums[:_ACROSS] if state.parts else sums
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._sums))
            if place < len(self._sums):
                amount = self._sums[place]
                button.set_label(_("Exact amount") if place == 0 else format_number(amount.amount))
                button.setChecked(amount == state.amount)
        self.setVisible(bool(self._sums))
