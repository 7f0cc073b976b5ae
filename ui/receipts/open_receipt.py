"""One receipt as the screens show it: its paper, how it is paid, and what can still be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.core.money import ZERO
from sentra_pos.payments.methods import LOST, ON_ACCOUNT, PaymentMethod, payment_methods
from sentra_pos.printing.kinds import Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.sales.change_payment import StandingTender, standing_tenders
from sentra_pos.sales.errors import NoPaymentToChange, NoSaleItself, NothingLeft
from sentra_pos.sales.preview import receipt_png
from sentra_pos.sales.print_again import NoReceiptPrinter, receipt_job
from sentra_pos.sales.queries import RECEIPT_CODES, Receipt, receipt_of
from sentra_pos.sales.returnable import Returnable, returnable
from sentra_pos.sales.void_sale import why_not_void
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift


class Deed(Enum):
    """What may be done with a receipt."""

    PRINT = "print"
    TAKE_BACK = "take_back"
    VOID = "void"
    CHANGE_PAYMENT = "change_payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReceipt:
    """``returnable`` and ``tenders`` are a sale's or an exchange's; ``methods`` are all ways of paying by code.

    ``hindrances`` say what keeps a deed from being done by anybody; a missing permission is no hindrance.
    """

    receipt: Receipt
    png: bytes = field(repr=False)
    returnable: Returnable | None
    tenders: tuple[StandingTender, ...]
    methods: Mapping[str, PaymentMethod]
    hindrances: Mapping[Deed, SentraError]

    @property
    def changeable(self) -> tuple[StandingTender, ...]:
        """Tenders that came in and that the bank has not brought yet."""
        return _changeable(self.tenders)

    @property
    def ways(self) -> tuple[PaymentMethod, ...]:
        """How money may really have come: the shop's ways, and never at all."""
        known = self.returnable is not None and self.returnable.customer is not None
        return tuple(
            method
            for method in self.methods.values()
            if (method.active and (known or method.code != ON_ACCOUNT)) or method.code == LOST
        )


def open_receipt(session: Any, document: DocumentId, device: DeviceId, clock: Clock) -> OpenReceipt:
    """Everything about it as it stands now. Raises SaleNotFound."""
    receipt = receipt_of(session, document)
    is_sale = receipt.kind in RECEIPT_CODES
    back = returnable(session, document) if is_sale else None
    tenders = standing_tenders(session, document) if is_sale else ()
    hindrances = _of_a_sale(session, receipt, back, tenders, device) if back else _of_no_sale(receipt)
    if printer_for(session, Role.RECEIPT) is None and receipt_job(session, document) is None:
        hindrances[Deed.PRINT] = NoReceiptPrinter()
    return OpenReceipt(
        receipt=receipt,
        png=receipt_png(session, receipt, clock),
        returnable=back,
        tenders=tenders,
        methods={method.code: method for method in payment_methods(session, also_inactive=True)},
        hindrances=hindrances,
    )


def _of_no_sale(receipt: Receipt) -> dict[Deed, SentraError]:
    trouble = NoSaleItself(code=receipt.code)
    return {deed: trouble for deed in Deed if deed is not Deed.PRINT}


def _of_a_sale(
    session: Any, receipt: Receipt, back: Returnable, tenders: tuple[StandingTender, ...], device: DeviceId
) -> dict[Deed, SentraError]:
    found: dict[Deed, SentraError] = {}
    if not any(line.left.units for line in back.lines):
        found[Deed.TAKE_BACK] = NothingLeft(code=receipt.code)
    elif open_shift(session, device) is None:
        found[Deed.TAKE_BACK] = TillNotOpen()
    why = why_not_void(session, receipt.id, device)
    if why is not None:
        found[Deed.VOID] = why
    if not _changeable(tenders):
        found[Deed.CHANGE_PAYMENT] = NoPaymentToChange(code=receipt.code)
    return found


def _changeable(tenders: tuple[StandingTender, ...]) -> tuple[StandingTender, ...]:
    return tuple(each for each in tenders if each.amount > ZERO and not each.is_received)
