"""The right-hand side: the cart, its sums in large type, and the one strong action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from ui.kit.buttons import primary, quiet, secondary
from ui.kit.labels import body, caption, fixed, label, title
from ui.kit.layout import column, plain, row, spacer
from ui.kit.theme import TOUCH
from ui.sell.cart_list import CartList
from ui.sell.rows import Cart

WIDTH = 376
#: What the words in the panel are given room for.
_MANY_PIECES, _LARGE = "9.999 lembar", "88.888.888.888"


class CartPanel(QFrame):
    """Shows a cart; says what was asked for and decides nothing."""

    pay = Signal()
    discount = Signal()
    clear = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setFixedWidth(WIDTH)
        self.lines = CartList()
        # A scan changes these words only: fixed in size, it lays nothing out anew.
        self._count = fixed(caption(""), _MANY_PIECES)
        self._clear = quiet(_("Empty cart"), "Alt+K", on=self.clear.emit)
        self._subtotal = _figure(label("", weight="semibold"), _LARGE)
        self._discount = _figure(label("", weight="semibold", tone="good"), f"-{_LARGE}")
        self._discount_row = plain(row(caption(_("Discount")), spacer(), self._discount))
        self._total = _figure(label("", "total", "extrabold"), f"Rp {_LARGE}")
        self._total.setAccessibleName(_("Total"))
        self._remove = secondary(_("Remove"), "Del", on=self.lines.removed.emit)
        self._remove.setAccessibleName(_("Remove the chosen line"))
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._off = secondary(_("Discount"), "F6", on=self.discount.emit)
        self._off.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pay = primary(_("Pay"), "F12", on=self.pay.emit)
        self._pay.setProperty("big", True)
        self._build()
        self.show_cart(Cart())

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(_empty())
        self._stack.addWidget(self.lines)
        head = row(title(_("Cart")), self._count, spacer(), self._clear, spacing=10)
        head.addWidget(_strut(TOUCH))
        sums = column(
            row(caption(_("Subtotal")), spacer(), self._subtotal),
            self._discount_row,
            row(label(_("Total"), "lead", "bold"), spacer(), self._total),
            spacing=6,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 18)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(sums)
        buttons = row(self._off, self._remove, spacing=10)
        buttons.setStretch(0, 1)
        buttons.setStretch(1, 1)
        layout.addLayout(buttons)
        layout.addWidget(self._pay)

    def show_cart(self, cart: Cart) -> None:
        """Lines, sums, and what can be done."""
        self.lines.show_cart(cart)
        has_lines = bool(cart.lines)
        self._stack.setCurrentIndex(1 if has_lines else 0)
        pieces = ngettext("{count} piece", "{count} pieces", cart.pieces).format(count=cart.pieces)
        self._count.setText(pieces if has_lines else "")
        self._clear.setVisible(has_lines)
        self._subtotal.setText(format_number(cart.subtotal.amount))
        self._discount.setText(format_number(-cart.discount.amount))
        self._discount_row.setVisible(bool(cart.discount))
        self._total.setText(format_rupiah(cart.total))
        self._off.setEnabled(has_lines)
        self._remove.setEnabled(has_lines)
        self._has_lines = has_lines
        self._show_pay()

    def allow(self, is_open: bool) -> None:
        """Whether the till is open: nothing is paid at a closed one."""
        self._is_open = is_open
        self._show_pay()

    _is_open = False
    _has_lines = False

    def _show_pay(self) -> None:
        self._pay.setEnabled(self._is_open and self._has_lines)

    def focus_lines(self) -> None:
        """Let the keys act on the lines."""
        if self._has_lines:
            self.lines.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _figure(made: QLabel, longest: str) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return fixed(made, longest)


def _strut(height: int) -> QWidget:
    """Keeps a row as high as it is with a button in it."""
    made = QWidget()
    made.setFixedSize(0, height)
    return made


def _empty() -> QFrame:
    made = QFrame()
    words = body(_("Scan a tag, or choose a card on the left."))
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setProperty("tone", "muted")
    keys = caption(_("F2 search · + and - quantity · Del remove"))
    keys.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    keys.setWordWrap(True)
    made.setLayout(column(spacer(), words, keys, spacer(2), spacing=8, margins=(16, 0, 16, 0)))
    return made
