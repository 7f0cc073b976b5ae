"""Say whose goods a sale's line was, once a note has brought in the lot that answers for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from sentra_pos.consignment.queries import SellableLot, lots_to_sell
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, LotId, PlaceId
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import N_
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Allocation, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import Header
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.allocate import Taken, allocate
from sentra_pos.sales.cart import SaleLine, discount_from_json
from sentra_pos.sales.errors import SaleNotFound
from sentra_pos.sales.identify_queries import identified_as, place_of
from sentra_pos.sales.postings import LotFacts, sold_goods, sold_money
from sentra_pos.sales.returnable import sold_sale
from sentra_pos.stock.places import shop_shelf_of


class IdentifiedBefore(SentraError):
    message = N_("{code} says already whose {name} was.")


class NothingToIdentify(SentraError):
    """A note answered for it when it was sold, or it is no goods."""

    message = N_("It is known whose {name} was. Please choose a line that waits.")


class CameBackUnidentified(SentraError):
    """Its money went back to the customer."""

    message = N_(
        "{name} came back to the shop, at least in part. What came back cannot be put on an artisan's account."
    )


class LotDoesNotAnswer(SentraError):
    message = N_("No note brought in that {name}. Take it in first, then choose its note.")


class LotTooSmall(SentraError):
    """The note was written for what was left, and forgot the pieces that were sold."""

    message = N_(
        "Only {here} of {name} from this note are on the shelf, and {wanted} were sold. Correct the note first, so"
        " that it counts the sold ones too."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifyGoods:
    """The whole of a sale's line is answered by one lot."""

    id: DocumentId
    by: ActedBy
    sale: DocumentId
    line: int
    lot: LotId


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsIdentified:
    """The document that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(stock=True, sales=True, settlement=True, consignment=True)


def identify_goods(session: Session, command: IdentifyGoods, *, clock: Clock) -> GoodsIdentified:
    """Split the line as if it had been sold from the lot, and move money and goods; asked again, what stands answers.

    Raises SaleNotFound, IdentifiedBefore, NothingToIdentify, CameBackUnidentified, LotDoesNotAnswer, LotTooSmall.
    """
    require(session, command.by, Permission.IDENTIFY_GOODS)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return GoodsIdentified(id=command.id, code=header.code)
    sale, sold = _sold_line(session, command)
    shelf = shop_shelf_of(session, command.by.device)
    lot = _lot(session, command, sold, shelf)
    parts = _parts(sold, lot)
    facts = {lot.lot: LotFacts(owner=lot.owner, cost=lot.cost)}
    draft = Draft(
        id=command.id,
        kind=DocumentKind.IDENTIFICATION,
        by=command.by,
        business_date=business_today(clock),
        intent=intent,
        lines=(_line(command, sale, sold, lot),),
        allocations=parts,
        goods=sold_goods(parts, shelf),
        money=(
            *money_move(1, Account(AccountKind.TO_IDENTIFY), CLEARING, sold.amount),
            *sold_money(parts, facts),
        ),
    )
    posted = post(session, draft, clock=clock)
    return GoodsIdentified(id=command.id, code=posted.code)


def _sold_line(session: Session, command: IdentifyGoods) -> tuple[Header, Line]:
    sale = sold_sale(session, command.sale)
    line = sale.lines.get(command.line)
    if line is None:
        raise SaleNotFound
    before = identified_as(session, command.sale, command.line)
    if before:
        raise IdentifiedBefore(code=before, name=line.text)
    if line.kind is not LineKind.GOODS or sale.allocations.get(command.line):
        raise NothingToIdentify(name=line.text)
    if sale.earlier.lines.get(command.line, 0):
        raise CameBackUnidentified(name=line.text)
    return sale.header, line


def _lot(session: Session, command: IdentifyGoods, sold: Line, shelf: PlaceId) -> SellableLot:
    assert sold.item is not None
    assert sold.quantity is not None
    lots = lots_to_sell(session, (sold.item,), shelf)[sold.item]
    lot = next((lot for lot in lots if lot.lot == command.lot), None)
    if lot is None:
        raise LotDoesNotAnswer(name=sold.text)
    if lot.quantity < sold.quantity:
        here = max(lot.quantity.units, 0)
        raise LotTooSmall(here=here, name=sold.text, wanted=sold.quantity.units)
    # It is split by the terms of where it was sold, wherever the pieces are that answer for it.
    return replace(lot, place_kind=place_of(sold.details))


def _parts(sold: Line, lot: SellableLot) -> tuple[Allocation, ...]:
    """The split that the sale would have made: its price, its discounts, and who bears them."""
    assert sold.item is not None
    assert sold.quantity is not None
    line = SaleLine(
        item=sold.item,
        quantity=sold.quantity,
        price=sold.price or ZERO,
        discounts=tuple(discount_from_json(each) for each in sold.details.get("discounts", ())),
    )
    return allocate(1, line, (Taken(lot=lot, quantity=sold.quantity, short=False),))


def _line(command: IdentifyGoods, sale: Header, sold: Line, lot: SellableLot) -> Line:
    """What the settlement and the explanation read: the sale's own day and number."""
    facts = {name: sold.details[name] for name in ("facts", "place") if name in sold.details}
    return Line(
        number=1,
        kind=LineKind.IDENTIFIED,
        amount=sold.amount,
        text=sold.text,
        item=sold.item,
        lot=lot.lot,
        party=lot.owner,
        quantity=sold.quantity,
        price=sold.price,
        discount=sold.discount,
        refers_to=command.sale,
        refers_line=command.line,
        details={**facts, "sale": sale.code, "sold_on": sale.business_date.isoformat()},
    )
