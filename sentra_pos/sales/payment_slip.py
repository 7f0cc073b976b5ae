"""The slip of a customer's payment, worded from its record and put into the spool with it."""

from __future__ import annotations

from datetime import tzinfo

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock, local
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.methods import payment_methods
from sentra_pos.printing.blocks import Align, Block, Cut, Feed, Rule, Slip, Text, pair
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue
from sentra_pos.sales.customer_queries import PaymentRecord, customer_payment_of
from sentra_pos.sales.papers import Letterhead
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.tills.ask_drawer import ask_drawer


def payment_slip(payment: PaymentRecord, head: Letterhead, methods: dict[str, str], zone: tzinfo) -> Slip:
    """What the customer takes home for his money; the *kuitansi* with its duty stamp is a page of its own."""
    at = local(payment.at, zone)
    title = _("MONEY GIVEN BACK") if payment.amount < ZERO else _("PAYMENT RECEIVED")
    blocks: list[Block] = [
        Text(head.name, align=Align.CENTRE, bold=True),
        Feed(),
        Text(title, align=Align.CENTRE, bold=True),
        pair(payment.code, f"{format_short_date(at.date())} {format_time(at)}"),
        Rule(),
        Text(payment.customer.label),
        Text(payment.reason),
        Rule(),
        *(pair(methods.get(code, code), format_number(abs(amount).amount)) for code, amount in payment.tenders),
        pair(_("TOTAL"), format_rupiah(abs(payment.amount)), bold=True),
        Feed(),
        Text(f"{payment.code} · {payment.hash[:4].hex()}", align=Align.CENTRE),
        Cut(),
    ]
    return Slip(tuple(blocks))


def spool_payment(session: Session, document: DocumentId, by: ActedBy, *, open_drawer: bool, clock: Clock) -> None:
    """Without a printer there is nothing to spool."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        return
    payment = customer_payment_of(session, document)
    methods = {method.code: method.name for method in payment_methods(session, also_inactive=True)}
    if open_drawer:
        ask_drawer(session, printer.id, document, by, clock=clock)
    slip = payment_slip(payment, letterhead(session), methods, clock.zone)
    enqueue(
        session,
        printer_id=printer.id,
        kind=JobKind.RECEIPT,
        subject=str(document),
        title=payment.code,
        slip=slip,
        clock=clock,
    )
