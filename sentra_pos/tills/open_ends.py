"""What is still open when a till is closed: named, and never a reason to refuse."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.printing.queries import printers, queue_counts
from sentra_pos.tills.queries import open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEnds:
    """Papers that wait or are in doubt, payments that nobody confirmed, carts put aside."""

    unprinted: int = 0
    in_doubt: int = 0
    unchecked: int = 0
    unchecked_amount: Rupiah = ZERO
    held_carts: int = 0

    def __bool__(self) -> bool:
        return bool(self.unprinted or self.in_doubt or self.unchecked or self.held_carts)


def closing_open_ends(session: Session, device: DeviceId, *, held_carts: int = 0) -> OpenEnds:
    """As it is now. Carts are known to whoever asks, for they are kept upstairs of the till."""
    queues = [queue_counts(session, printer.id) for printer in printers(session)]
    shift = open_shift(session, device)
    unchecked = () if shift is None else unchecked_payments(session, shift=shift.id)
    return OpenEnds(
        unprinted=sum(queue.waiting for queue in queues),
        in_doubt=sum(queue.in_doubt for queue in queues),
        unchecked=len(unchecked),
        unchecked_amount=sum_rupiah(payment.amount for payment in unchecked),
        held_carts=held_carts,
    )
