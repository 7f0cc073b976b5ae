"""A receipt as a picture: before the sale for the pay sheet, and afterwards for whoever looks one up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import dye_label, technique_label
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.clock import Clock, local
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import speaking
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.payments.methods import payment_methods
from sentra_pos.printing.blocks import Slip
from sentra_pos.printing.kinds import Role
from sentra_pos.printing.profiles import GENERIC_58, Profile
from sentra_pos.printing.queries import printer_for
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.papers import Letterhead, receipt_slip
from sentra_pos.sales.queries import Receipt, ReceiptLine, ReceiptTender
from sentra_pos.sales.spool_receipt import letterhead

if TYPE_CHECKING:
    from sentra_pos.printing.layout import Grid


def provisional_receipt(
    document: DocumentId,
    lines: Sequence[tuple[ItemCard, SaleLine]],
    tenders: Sequence[Tender],
    *,
    till: str,
    cashier: str,
    clock: Clock,
    rounding: Rupiah = ZERO,
    customer: str = "",
    language: str = "",
) -> Receipt:
    """What the receipt would say if the sale were rung up like this; it has no number and no hash yet."""
    now = clock.now()
    left = sum(line.amount.amount for _card, line in lines) + rounding.amount
    paid = []
    for tender in tenders:
        amount = min(tender.given.amount, left)
        left -= amount
        paid.append(
            ReceiptTender(method=tender.method, amount=Rupiah(amount), given=tender.given, reference=tender.reference)
        )
    with speaking(language):
        worded = tuple(_line(number, card, line) for number, (card, line) in enumerate(lines, start=1))
    return Receipt(
        id=document,
        kind=DocumentKind.SALE,
        code="",
        device_code=0,
        epoch=0,
        number=0,
        at=now,
        business_date=_day(now, clock),
        till=till,
        cashier=cashier,
        lines=worded,
        tenders=tuple(paid),
        hash=b"",
        rounding=rounding,
        customer_name=customer,
        language=language,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPaper:
    """A receipt as it is laid out for a printer, ready to be drawn without a session."""

    slip: Slip
    profile: Profile

    def grid(self) -> Grid:
        """The lines that the printer gets."""
        from sentra_pos.printing.layout import lay_out
        from sentra_pos.printing.practice_mark import marked

        return lay_out(marked(self.slip), self.profile.columns)

    def png(self) -> bytes:
        """One pixel a dot."""
        # Late: the drawing library stays out of the till's start.
        from sentra_pos.printing.picture import draw, to_png

        return to_png(draw(self.grid(), self.profile))

    def pdf(self, *, title: str) -> bytes:
        """One page as wide as the paper, its words selectable."""
        from sentra_pos.printing.slip_pdf import slip_pdf

        return slip_pdf(self.grid(), self.profile, title=title)

    def text(self) -> str:
        """To be pasted into a message: what can be read on the paper, without its bars and pictures."""
        from sentra_pos.printing.layout import TextLine

        words = (line.text for line in self.grid().lines if isinstance(line, TextLine))
        return "\n".join(words).strip("\n") + "\n"


def receipt_paper(session: Session, receipt: Receipt, clock: Clock, *, language: str = "") -> ReceiptPaper:
    """The receipt as the shop's printer would print it; 58 mm while no printer is set up."""
    return paper_under(session, letterhead(session), receipt, clock, language=language)


def paper_under(
    session: Session, head: Letterhead, receipt: Receipt, clock: Clock, *, language: str = ""
) -> ReceiptPaper:
    """``receipt_paper`` under another letterhead than the shop's: one that somebody is just trying out."""
    printer = printer_for(session, Role.RECEIPT)
    profile = GENERIC_58 if printer is None else printer.profile
    with speaking(language or receipt.language):
        methods = {method.code: method.name for method in payment_methods(session)}
        return ReceiptPaper(slip=receipt_slip(receipt, head, methods, clock.zone), profile=profile)


def receipt_png(session: Session, receipt: Receipt, clock: Clock, *, language: str = "") -> bytes:
    """The picture of ``receipt_paper``."""
    return receipt_paper(session, receipt, clock, language=language).png()


def _day(now: datetime, clock: Clock) -> date:
    return local(now, clock.zone).date()


def _line(number: int, card: ItemCard, line: SaleLine) -> ReceiptLine:
    words = (technique_label(card.technique), dye_label(card.dye))
    return ReceiptLine(
        number=number,
        name=card.name,
        facts=" · ".join(word for word in words if word),
        makers=(card.maker_name,) if card.maker_name else (),
        quantity=line.quantity,
        price=line.price,
        discount=line.discount,
        amount=line.amount,
    )
