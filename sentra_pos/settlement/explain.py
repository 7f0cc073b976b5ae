"""Why an amount is what it is: from a figure to its lines, from a line to price, agreement, note and receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.consignment.queries import agreement_by_id
from sentra_pos.consignment.rates import AppliedRate
from sentra_pos.consignment.rules import Agreement, rate_for, share_at_list
from sentra_pos.core.ids import DocumentId, LotId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.counting.case_queries import Decided, decided_case
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.models import AccountRow, Device, Document, DocumentLine, LineAllocation, Lot, MoneyMove
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Staff
from sentra_pos.settlement.errors import NotOnTheBook
from sentra_pos.settlement.first_note import BroughtBy, first_note
from sentra_pos.settlement.payout_queries import takers
from sentra_pos.settlement.sold_at import sold_at, stands_named

#: The accounts in which the shop owes: there a credit is what grows.
_OWING = frozenset({AccountKind.ACCRUED, AccountKind.PAYABLE, AccountKind.SAVINGS})


_NAME_WHAT_THEY_ANSWER = (
    *(LineKind.TENDER, LineKind.PAYMENT_COST, LineKind.CASE, LineKind.DEDUCTION, LineKind.SAVED),
    *(LineKind.IDENTIFIED, LineKind.CORRECTED, LineKind.PAID_BACK, LineKind.FORGIVEN),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LotPart:
    """What one lot answered of a line, before signs: ``share_at_list`` is the share had there been no discount.

    ``moves`` are the documents that put the goods under other terms since their ``note``, the newest first.
    ``applied`` is the agreement's rate for these goods where they were sold, and ``item`` what they are called.
    ``bearer`` is who bears discounts by the agreement; ``shop_discount`` is what of this one the shop took upon itself.
    """

    lot: LotId
    note: str
    note_date: date
    agreement: Agreement | None
    quantity: Quantity
    list_amount: Rupiah
    discount: Rupiah
    shop_discount: Rupiah
    bearer: DiscountBearer
    share_at_list: Rupiah
    share: Rupiah
    shop_part: Rupiah
    applied: AppliedRate | None = None
    item: str = ""
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """One line as it concerns one artisan; ``amount`` is signed as it stands with the artisan.

    What was sold has ``parts``; what comes ``back`` has them too and ``mirrors`` the sale's line; a settlement's line
    mirrors what it took.
    ``settled_in`` is the settlement that took this line, "" while none has. ``about_what`` says what a settlement took
    off (advance, materials, savings). ``loss`` is the case that a compensation comes from, ``undoes`` the document that
    this one takes back as a whole. ``to`` names who took a payout, where that was not the artisan.
    """

    document: DocumentId
    line: int
    kind: DocumentKind
    line_kind: LineKind
    code: str
    business_date: date
    at: datetime
    actor: str
    reason: str
    text: str
    quantity: Quantity
    price: Rupiah
    amount: Rupiah
    method: str
    reference: str
    about: str
    about_what: str = ""
    back: bool = False
    parts: tuple[LotPart, ...] = ()
    mirrors: Derivation | None = None
    settled_in: str = ""
    loss: Decided | None = None
    place: str = ""
    undoes: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A move on an account with what stood after it; ``amount`` grows what the account is about (owed, or advanced).

    ``undone`` is true of a line that takes another document's back.
    """

    document: DocumentId
    line: int
    move: int
    kind: DocumentKind
    line_kind: LineKind
    code: str
    business_date: date
    text: str
    method: str
    amount: Rupiah
    running: Rupiah
    what: str = ""
    undone: bool = False


def explain_line(session: Session, document: DocumentId, line: int, party: PartyId) -> Derivation:
    """How this line came to concern this artisan by that much. Raises NotOnTheBook when it does not at all."""
    row = session.execute(
        select(Document, Device.code, Staff.name, DocumentLine)
        .join(Device, Device.id == Document.device_id)
        .join(Staff, Staff.id == Document.actor_id)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.id == document, DocumentLine.line_no == line)
    ).one_or_none()
    if row is None:
        raise NotOnTheBook
    header, device, actor, said = row
    parts = _parts(session, said, party)
    moved = _moved(session, document, line, party)
    # A case that costs the shop nothing moves no money, and is a decision about the artisan's goods all the same.
    own = said.party_id == party and said.kind in (LineKind.SETTLED, LineKind.CASE)
    if not parts and not moved and not own:
        raise NotOnTheBook
    mirrors = None
    if said.refers_document_id is not None and said.refers_line_no is not None:
        mirrors = _mirrored(session, said.refers_document_id, said.refers_line_no, party)
    # Whose goods were sold is found out later: that line answers the sale's, and takes nothing back.
    back = bool(parts) and said.refers_document_id is not None and said.kind is not LineKind.IDENTIFIED
    share = sum_rupiah(part.share for part in parts)
    amount = -share if back else share
    return Derivation(
        document=document,
        line=line,
        kind=header.kind,
        line_kind=said.kind,
        code=document_code(header.kind, device, header.epoch, header.number),
        business_date=header.business_date,
        at=header.at,
        actor=actor,
        reason=header.reason,
        text=said.text,
        quantity=Quantity(sum(part.quantity.units for part in parts)) if parts else said.quantity or NONE,
        price=said.price or ZERO,
        amount=amount if parts else _worth(said, moved),
        method=said.method or "",
        reference=said.reference or "",
        about=_about(session, said, moved),
        about_what=_what(said),
        back=back,
        parts=parts,
        mirrors=mirrors,
        settled_in=_settled_in(session, document, line, party),
        loss=decided_case(session, document) if said.kind is LineKind.CASE else None,
        place=stands_named(session, [said]).get((document, line), ""),
        undoes=str(said.details.get("undoes", "")),
        to=takers(session, [document]).get(document, "") if header.kind is DocumentKind.PAYOUT else "",
    )


def _mirrored(session: Session, document: DocumentId, line: int, party: PartyId) -> Derivation | None:
    """The line that is answered, where it touched the artisan too: a count, or a sale of unknown goods, did not."""
    try:
        return explain_line(session, document, line, party)
    except NotOnTheBook:
        return None


def _worth(line: DocumentLine, moved: dict[AccountKind, Rupiah]) -> Rupiah:
    """What a line without lots is to the artisan: a settled line passes on what it took, others move an account."""
    if line.kind is LineKind.SETTLED:
        return line.amount
    owed = moved.get(AccountKind.ACCRUED, ZERO) + moved.get(AccountKind.PAYABLE, ZERO)
    return owed or moved.get(AccountKind.ADVANCE, ZERO) or moved.get(AccountKind.SAVINGS, ZERO)


def _about(session: Session, line: DocumentLine, moved: dict[AccountKind, Rupiah]) -> str:
    """The account an opening balance is about; the settlement that a payout pays on."""
    if line.kind is LineKind.BALANCE:
        return next(iter(moved), AccountKind.ACCRUED).value
    if line.kind in _NAME_WHAT_THEY_ANSWER and line.refers_document_id is not None:
        return _code_of(session, line.refers_document_id)
    return ""


def _what(line: DocumentLine) -> str:
    """What a settlement's line took off: for an advance, for materials, or into savings."""
    return str(line.details.get("what", "")) if line.kind in (LineKind.DEDUCTION, LineKind.SAVED) else ""


def _code_of(session: Session, document: DocumentId) -> str:
    header, device = session.execute(
        select(Document, Device.code).join(Device, Device.id == Document.device_id).where(Document.id == document)
    ).one()
    return document_code(header.kind, device, header.epoch, header.number)


def _parts(session: Session, line: DocumentLine, party: PartyId) -> tuple[LotPart, ...]:
    rows = session.execute(
        select(LineAllocation, Lot, Document, Device.code)
        .join(Lot, Lot.id == LineAllocation.lot_id)
        .join(Document, Document.id == Lot.document_id)
        .join(Device, Device.id == Document.device_id)
        .where(LineAllocation.document_id == line.document_id, LineAllocation.line_no == line.line_no)
        .where(Lot.owner_id == party)
        .order_by(LineAllocation.allocation_no)
    )
    found = []
    for part, lot, note, device in rows.all():
        agreement = None if lot.agreement_id is None else agreement_by_id(session, lot.agreement_id)
        by_terms = DiscountBearer.SHOP if agreement is None else agreement.discount_bearer
        own = agreement is not None and bool(agreement.rates)
        brought = BroughtBy(note=document_code(note.kind, device, note.epoch, note.number), date=note.business_date)
        if note.kind is DocumentKind.TERMS_MOVE:
            brought = first_note(session, lot.id)
        place = sold_at(session, line, lot.id) if own else PlaceKind.SHELF
        at_list = share_at_list(
            agreement, line.price or ZERO, lot.net_price, item=lot.item_id, category=lot.category, place_kind=place
        ).times(part.quantity)
        found.append(
            LotPart(
                lot=lot.id,
                note=brought.note,
                note_date=brought.date,
                agreement=agreement,
                quantity=part.quantity,
                list_amount=part.list_amount,
                discount=part.discount,
                shop_discount=part.shop_discount,
                bearer=by_terms,
                applied=None if agreement is None else rate_for(agreement, lot.item_id, lot.category, place),
                item=line.text,
                moves=brought.moves,
                share_at_list=at_list,
                share=part.share,
                shop_part=part.shop_part,
            )
        )
    return tuple(found)


def _moved(session: Session, document: DocumentId, line: int, party: PartyId) -> dict[AccountKind, Rupiah]:
    """By how much the line changed what each of the artisan's accounts is about."""
    credit = MoneyMove.credit_account_id == AccountRow.id
    rows = session.execute(
        select(AccountRow.kind, credit, MoneyMove.amount)
        .join(AccountRow, or_(credit, MoneyMove.debit_account_id == AccountRow.id))
        .where(MoneyMove.document_id == document, MoneyMove.line_no == line, AccountRow.party_id == party)
        .order_by(MoneyMove.move_no)
    )
    moved: dict[AccountKind, Rupiah] = {}
    for kind, is_credit, amount in rows:
        grows = is_credit == (kind in _OWING)
        moved[kind] = moved.get(kind, ZERO) + (amount if grows else -amount)
    return moved


def _settled_in(session: Session, document: DocumentId, line: int, party: PartyId) -> str:
    row = session.execute(
        select(DocumentLine.document_id).where(
            DocumentLine.refers_document_id == document,
            DocumentLine.refers_line_no == line,
            DocumentLine.kind == LineKind.SETTLED,
            DocumentLine.party_id == party,
        )
    ).first()
    return "" if row is None else _code_of(session, row[0])


def explain_balance(session: Session, account: Account) -> tuple[Reason, ...]:
    """Every move on the account, in the order in which it entered the book; the last ``running`` is the balance.

    Signed by what the account is about: what the shop owes grows by a credit, anything else by a debit.
    """
    owing = account.kind in _OWING
    grows = MoneyMove.credit_account_id if owing else MoneyMove.debit_account_id
    amount = case((grows == account.id, MoneyMove.amount), else_=-MoneyMove.amount)
    rows = session.execute(
        select(Document, Device.code, DocumentLine, MoneyMove.move_no, amount)
        .join(MoneyMove, MoneyMove.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == MoneyMove.document_id, DocumentLine.line_no == MoneyMove.line_no),
        )
        .where(or_(MoneyMove.credit_account_id == account.id, MoneyMove.debit_account_id == account.id))
        .order_by(Document.received_seq, MoneyMove.move_no)
    )
    found: list[Reason] = []
    running = ZERO
    for header, device, line, move, change in rows:
        running += change
        found.append(
            Reason(
                document=header.id,
                line=line.line_no,
                move=move,
                kind=header.kind,
                line_kind=line.kind,
                code=document_code(header.kind, device, header.epoch, header.number),
                business_date=header.business_date,
                text=line.text,
                method=line.method or "",
                amount=change,
                running=running,
                what=_what(line),
                undone="undoes" in line.details,
            )
        )
    return tuple(found)
