"""An invented receipt, to try out a look before the first sale."""

from __future__ import annotations

from uuid import UUID

from sentra_pos.catalogue.facts import Dye, Technique, dye_label, technique_label
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.payments.methods import CASH
from sentra_pos.sales.queries import Receipt, ReceiptLine, ReceiptTender


def sample_receipt(clock: Clock) -> Receipt:
    """Two lines, a discount, cash and change."""
    cloth, pouch = Rupiah(450_000), Rupiah(25_000)
    facts = f"{technique_label(Technique.TULIS)} · {dye_label(Dye.NATURAL)}"
    less = Rupiah(20_000)
    lines = (
        ReceiptLine(
            number=1,
            name="Kain Sisik Gringsing",
            facts=facts,
            makers=("Sanggar Contoh",),
            quantity=ONE,
            price=cloth,
            discount=less,
            amount=cloth - less,
        ),
        ReceiptLine(
            number=2,
            name="Pouch perca",
            facts="",
            makers=(),
            quantity=Quantity.pieces(2),
            price=pouch,
            discount=ZERO,
            amount=Rupiah(50_000),
        ),
    )
    return Receipt(
        id=DocumentId(UUID(int=0)),
        kind=DocumentKind.SALE,
        code="J1-000001",
        device_code=1,
        epoch=1,
        number=1,
        at=clock.now(),
        business_date=business_today(clock),
        till="Kasir 1",
        cashier="Sari",
        lines=lines,
        tenders=(ReceiptTender(method=CASH, amount=Rupiah(480_000), given=Rupiah(500_000), reference=""),),
        hash=bytes(4),
    )
