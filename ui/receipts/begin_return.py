"""Open the return sheet of a sale, from wherever its receipt was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.methods import PaymentMethod, payment_methods
from sentra_pos.sales.refund_sale import SaleRefunded
from sentra_pos.sales.returnable import Returnable, returnable
from ui.context import Context
from ui.kit.messages import error
from ui.receipts.return_sheet import ReturnSheet


def begin_return(
    parent: QWidget,
    context: Context,
    sale: DocumentId,
    done: Callable[[object], object],
    *,
    without_receipt: bool = False,
    line: int | None = None,
) -> None:
    """``done`` gets what the sheet returns; of something that is no sale it is said so."""

    def look(session: Any) -> tuple[Returnable, dict[str, PaymentMethod]]:
        methods = {method.code: method for method in payment_methods(session, also_inactive=True)}
        return returnable(session, sale), methods

    def found(answer: tuple[Returnable, dict[str, PaymentMethod]]) -> None:
        sheet = ReturnSheet(parent, context, *answer, without_receipt=without_receipt, line=line)
        sheet.returned.connect(done)
        sheet.open()

    context.runner.read(look, found, lambda trouble: error(parent, trouble), origin=parent)


def refunded_words(result: SaleRefunded) -> str:
    """What is told when it is done."""
    words = _("{code} is saved. {amount} goes back to the customer.")
    return words.format(code=result.code, amount=format_rupiah(result.total))
