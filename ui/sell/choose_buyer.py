"""Who buys: chosen from the customers, or nobody."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from sentra_pos.people.customer_queries import Customer
from ui.context import Context
from ui.customers.picker import CustomerPicker
from ui.kit.buttons import secondary
from ui.kit.layout import row, spacer
from ui.sell.rows import Buyer


def choose_buyer(
    parent: QWidget, context: Context, standing: Buyer | None, chosen: Callable[[Buyer | None], object]
) -> CustomerPicker:
    """Ask; left without an answer, all stays as it is."""
    picker = CustomerPicker(parent, context)

    def nobody() -> None:
        picker.reject()
        chosen(None)

    def answered(answer: object) -> None:
        if isinstance(answer, Customer):
            chosen(Buyer(id=answer.id, name=answer.label))

    if standing is not None:
        picker.content.addLayout(row(secondary(_("Without a customer"), "F7", on=nobody), spacer()))
    picker.returned.connect(answered)
    picker.open()
    return picker
