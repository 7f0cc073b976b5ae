"""The right-hand side: the cart, its sums in large type, and the one strong action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sentra_pos.core.money import sum_rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from ui.kit.buttons import primary, quiet, secondary
from ui.kit.labels import ElidedLabel, caption, fixed, label, title
from ui.kit.layout import column, plain, row, spacer
from ui.kit.theme import TOUCH
from ui.sell.cart_list import CartList
from ui.sell.rows import Cart

WIDTH = 376
#: The panel's margins, and the line along its left edge.
_LEFT, _RIGHT, _EDGE = 18, 18, 1
#: What the words in the panel are given room for.
_MANY_PIECES, _LARGE = "9.999 lembar", "88.888.888.888"


class CartPanel(QFrame):
    """Shows a cart; says what was asked for and decides nothing."""

    pay = Signal()
    discount = Signal()
    clear = Signal()
    buyer = Signal()
    hold = Signal()
    held = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setFixedWidth(WIDTH)
        self.lines = CartList()
        self._hold = quiet(_("Hold"), "F4", on=self.hold.emit)
        self._held = secondary("", "F5", icon="pause-circle", on=self.held.emit)
        self._held.hide()
        self._buyer = ElidedLabel("", "caption", "semibold", "primary")
        self._buyer.hide()
        # A scan changes these words only: fixed in size, it lays nothing out anew.
        self._count = fixed(caption(""), _MANY_PIECES)
        self._subtotal = _figure(label("", weight="semibold"), _LARGE)
        self._discount = _figure(label("", weight="semibold", tone="good"), f"-{_LARGE}")
        self._discount_name = caption(_("Discount"))
        self._paid = _figure(label("", weight="semibold"), f"-{_LARGE}")
        self._less = plain(
            column(
                row(caption(_("Subtotal")), spacer(), self._subtotal),
                row(self._discount_name, spacer(), self._discount),
                spacing=6,
            )
        )
        self._paid_row = plain(row(caption(_("Paid already")), spacer(), self._paid))
        self._back = _figure(label("", weight="semibold", tone="bad"), f"-{_LARGE}")
        self._back_row = plain(row(caption(_("Comes back")), spacer(), self._back))
        self._total = _figure(label("", "total", "extrabold"), f"Rp {_LARGE}")
        self._total.setAccessibleName(_("Total"))
        self._acts = _Acts(self)
        self._pay = primary(_("Pay"), "F12", on=self.pay.emit)
        self._pay.setProperty("big", True)
        self._build()
        self.show_cart(Cart())

    def _build(self) -> None:
        # Fixed in size like the words: a button that comes with the first line lays nothing out beyond it.
        head = plain(row(title(_("Cart")), spacer(), self._hold, self._held, spacing=6))
        head.setFixedSize(WIDTH - _LEFT - _RIGHT - _EDGE, TOUCH)
        total = column(label(_("Total"), "lead", "bold"), self._count, spacing=0)
        sums = column(self._less, self._back_row, self._paid_row, row(total, spacer(), self._total), spacing=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_LEFT, 14, _RIGHT, 18)
        layout.setSpacing(10)
        layout.addLayout(column(head, self._buyer, spacing=0))
        layout.addWidget(self.lines, 1)
        layout.addLayout(sums)
        layout.addWidget(self._acts)
        layout.addWidget(self._pay)

    def show_cart(self, cart: Cart) -> None:
        """Lines, sums, and what can be done."""
        self.lines.show_cart(cart)
        has_lines = bool(cart.lines)
        pieces = ngettext("{count} piece", "{count} pieces", cart.pieces).format(count=cart.pieces)
        self._count.setText("" if cart.is_empty else pieces)
        discount = cart.discount
        self._subtotal.setText(format_number(cart.subtotal.amount))
        self._discount.setText(format_number(-discount.amount))
        self._less.setVisible(bool(discount))
        self._back.setText(format_number(-cart.back.amount))
        self._back_row.setVisible(bool(cart.returns))
        self._total.setText(format_rupiah(cart.total))
        self._show_rest(cart)
        self._hold.setVisible(has_lines)
        self._acts.allow(not cart.is_empty)
        self._has_lines = not cart.is_empty
        self._show_pay()

    def _show_rest(self, cart: Cart) -> None:
        """What most carts do not have."""
        self._discount_name.setText(_("Discount") if cart.off is None else _("Discount, cart included"))
        self._buyer.setText("" if cart.buyer is None else _("For {name}").format(name=cart.buyer.name))
        self._buyer.setVisible(cart.buyer is not None)
        self._paid.setText(format_number(-sum_rupiah(part.given for part in cart.paid).amount) if cart.paid else "")
        self._paid_row.setVisible(bool(cart.paid))

    def show_held(self, count: int) -> None:
        """How many carts were put aside."""
        # As short as a badge: the panel is narrow, and the other button says what this is about.
        self._held.set_label(str(count))
        says = _("Held carts: {count}").format(count=count)
        self._held.setAccessibleName(says)
        self._held.setToolTip(says)
        self._held.setVisible(bool(count))

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


class _Acts(QWidget):
    """What can be done to the lines, two by two."""

    def __init__(self, panel: CartPanel) -> None:
        super().__init__()
        self._of_lines = (
            secondary(_("Discount"), "F6", on=panel.discount.emit),
            secondary(_("Remove"), "Del", on=panel.lines.removed.emit),
            secondary(_("Empty cart"), "Alt+K", on=panel.clear.emit),
        )
        discount, remove, clear = self._of_lines
        remove.setAccessibleName(_("Remove the chosen line"))
        buyer = secondary(_("Customer"), "F7", on=panel.buyer.emit)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, button in enumerate((discount, buyer, remove, clear)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, place // 2, place % 2)

    def allow(self, has_lines: bool) -> None:
        """Whether there is anything to do it to."""
        for button in self._of_lines:
            button.setEnabled(has_lines)


def _figure(made: QLabel, longest: str) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return fixed(made, longest)
