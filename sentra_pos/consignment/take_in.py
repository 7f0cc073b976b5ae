"""Take goods in on a consignment note (*nota titip*): each line becomes a lot under the terms of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.consignment.change_price import ChangePrice, Consent, ConsentWay, NewPrice, change_price
from sentra_pos.consignment.drop_off import open_drop_off
from sentra_pos.consignment.drop_off_queries import DropOff
from sentra_pos.consignment.errors import (
    ArtisanLeft,
    CameInBefore,
    CostAbovePrice,
    CountMissing,
    ItemUnknown,
    NoAgreement,
    NotAnArtisan,
    NoteInTheFuture,
    NoteIsEmpty,
    OnlyOne,
    PlaceNotHere,
    ServiceTakenIn,
    TagSaysOtherwise,
    TwoPrices,
)
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.note_errors import (
    DeclinedNotNamed,
    DeclineReasonMissing,
    DropOffOfAnother,
    PrintedRefused,
)
from sentra_pos.consignment.note_queries import ItemOnNote, items_for_note, note
from sentra_pos.consignment.note_rules import refuse_prices
from sentra_pos.consignment.printed_goods import PrintedPolicy, printed_policy
from sentra_pos.consignment.queries import agreement_in_force, consignor
from sentra_pos.consignment.rules import Agreement, share_at_list
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId, PlaceId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_date, format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, GoodsMove, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.places import WITH_ARTISAN, shop_shelf_of
from sentra_pos.stock.queries import newest_lot_seq, place_is_kept_by


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInLine:
    """So many of an item; prices are for one. ``net_price`` goes with net-price terms, ``cost`` with bought outright.

    ``remark`` is the condition the goods came in.
    """

    item: ItemId
    quantity: Quantity
    price: Rupiah
    net_price: Rupiah | None = None
    cost: Rupiah | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Looked at and not taken in: what it was in words, how many pieces, and why. Nothing of it moves."""

    text: str
    quantity: Quantity
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """A note; ``place`` is the shop's own shelf unless named, also while the till sells at a stand.

    ``drop_off`` is the receipt that it answers.
    """

    id: DocumentId
    by: ActedBy
    party: PartyId
    business_date: date
    lines: tuple[TakeInLine, ...]
    place: PlaceId | None = None
    remark: str = ""
    declined: tuple[Declined, ...] = ()
    drop_off: DocumentId | None = None
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLineTaken:
    """What a line became; ``share`` is what the artisan gets for one sold at this price."""

    line: int
    item: ItemId
    lot: LotId
    quantity: Quantity
    price: Rupiah
    share: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTaken:
    """The note that stands."""

    id: DocumentId
    code: str
    lines: tuple[NoteLineTaken, ...]
    changes: Changes = Changes(stock=True, consignment=True, catalogue=True, settlement=True)


def take_in(session: Session, command: TakeIn, *, clock: Clock) -> NoteTaken:
    """Post the note and its lots, all or nothing; the same command again answers with the note that stands.

    Raises NoAgreement, ArtisanLeft, a LineTrouble, what is wrong with what is declined or with the drop-off receipt,
    the questions CostAbovePrice and TagSaysOtherwise, or, where a tag changes, PriceBelowNetPrice and ConsentMissing.
    """
    require(session, command.by, Permission.TAKE_IN)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return _as_taken(session, command.id, header.code)
    agreement = _terms(session, command, business_today(clock))
    items = items_for_note(session, [line.item for line in command.lines])
    _refuse_lines(command, agreement, items)
    _refuse_printed(session, command, items)
    _refuse_declined(command)
    left = _left_here(session, command)
    _ask(command, items)
    place = command.place or shop_shelf_of(session, command.by.device)
    if not place_is_kept_by(session, place, command.by.device):
        raise PlaceNotHere
    lots = tuple(LotId(new_id(clock)) for _line in command.lines)
    _insert_lots(session, command, agreement, items, lots)
    draft = _draft(command, agreement, items, lots, place, left, intent)
    posted = post(session, draft, clock=clock)
    _retag(session, command, items, posted.code, clock)
    return _as_taken(session, command.id, posted.code)


def _terms(session: Session, command: TakeIn, today: date) -> Agreement:
    party = consignor(session, command.party)
    if party is None:
        raise NotAnArtisan
    if not party.active:
        raise ArtisanLeft(name=party.name)
    if not command.lines:
        raise NoteIsEmpty
    if command.business_date > today:
        raise NoteInTheFuture(date=format_date(command.business_date))
    agreement = agreement_in_force(session, command.party, command.business_date)
    if agreement is None:
        raise NoAgreement(name=party.name, date=format_date(command.business_date))
    return agreement


def _refuse_lines(command: TakeIn, agreement: Agreement, items: dict[ItemId, ItemOnNote]) -> None:
    prices: dict[ItemId, Rupiah] = {}
    for number, line in enumerate(command.lines, start=1):
        item = items.get(line.item)
        if item is None:
            raise ItemUnknown(line=number)
        if item.kind is ItemKind.SERVICE:
            raise ServiceTakenIn(line=number, item=item.name)
        if line.quantity < ONE:
            raise CountMissing(line=number, item=item.name)
        if item.kind is ItemKind.UNIQUE and (line.quantity > ONE or line.item in prices):
            raise OnlyOne(line=number, item=item.name)
        if item.kind is ItemKind.UNIQUE and item.came_in_on:
            raise CameInBefore(line=number, item=item.name, note=item.came_in_on)
        prices_of = number, item.name, line.price, line.net_price, line.cost
        refuse_prices(*prices_of, agreement, about=item.id, category=item.category)
        other = prices.setdefault(line.item, line.price)
        if other != line.price:
            raise TwoPrices(line=number, item=item.name, other=format_rupiah(other), price=format_rupiah(line.price))


def _refuse_printed(session: Session, command: TakeIn, items: dict[ItemId, ItemOnNote]) -> None:
    printed = [n for n, line in enumerate(command.lines, 1) if items[line.item].technique is Technique.TIRUAN]
    if printed and printed_policy(session) is PrintedPolicy.REFUSE:
        raise PrintedRefused(line=printed[0], item=items[command.lines[printed[0] - 1].item].name)


def _refuse_declined(command: TakeIn) -> None:
    for each in command.declined:
        if not one_line(each.text) or each.quantity < ONE:
            raise DeclinedNotNamed
        if not one_line(each.reason):
            raise DeclineReasonMissing(what=one_line(each.text))


def _left_here(session: Session, command: TakeIn) -> DropOff | None:
    """The receipt that the note answers."""
    if command.drop_off is None:
        return None
    left = open_drop_off(session, command.drop_off)
    if left.party != command.party:
        raise DropOffOfAnother(code=left.code, name=left.party_name)
    return left


def _ask(command: TakeIn, items: dict[ItemId, ItemOnNote]) -> None:
    """One question for all the lines it is about, so that no yes is an answer to what was not read."""
    losses, tags = [], []
    for line in command.lines:
        item, price = items[line.item], format_rupiah(line.price)
        if line.cost is not None and line.cost > line.price:
            loss = _("{item}: bought for {cost}, sold for {price}")
            losses.append(loss.format(item=item.name, cost=format_rupiah(line.cost), price=price))
        if line.price != item.price:
            tag = _("{item}: {tag} on the tag, {price} on the note")
            tags.append(tag.format(item=item.name, tag=format_rupiah(item.price), price=price))
    if losses and CostAbovePrice.key not in command.confirmed:
        raise CostAbovePrice(lines="\n".join(losses))
    if tags and TagSaysOtherwise.key not in command.confirmed:
        raise TagSaysOtherwise(tags="\n".join(dict.fromkeys(tags)))


def _retag(session: Session, command: TakeIn, items: dict[ItemId, ItemOnNote], code: str, clock: Clock) -> None:
    """The person said yes to TagSaysOtherwise: one price a tag, for what lies on the shelf too.

    Who brings goods at the new price agrees to it; others whose goods lie there may have to be asked.
    """
    prices = {line.item: line.price for line in command.lines if line.price != items[line.item].price}
    if prices:
        change = ChangePrice(
            id=DocumentId(new_id(clock)),
            by=command.by,
            prices=tuple(NewPrice(item=item, price=price) for item, price in prices.items()),
            reason=_("Consignment note {code}").format(code=code),
            consents=(Consent(party=command.party, way=ConsentWay.SIGNED),),
        )
        change_price(session, change, clock=clock)


def _insert_lots(
    session: Session,
    command: TakeIn,
    agreement: Agreement,
    items: dict[ItemId, ItemOnNote],
    lots: tuple[LotId, ...],
) -> None:
    first = newest_lot_seq(session) + 1
    owner = None if agreement.scheme is Scheme.OUTRIGHT else command.party
    rows: list[dict[str, Any]] = [
        {
            "id": lot,
            "seq": first + index,
            "item_id": line.item,
            "owner_id": owner,
            "agreement_id": agreement.id,
            "document_id": command.id,
            "line_no": index + 1,
            "price": line.price,
            "net_price": line.net_price,
            "cost": line.cost,
            "category": items[line.item].category,
        }
        for index, (lot, line) in enumerate(zip(lots, command.lines, strict=True))
    ]
    session.execute(insert(Lot), rows)


def _draft(
    command: TakeIn,
    agreement: Agreement,
    items: dict[ItemId, ItemOnNote],
    lots: tuple[LotId, ...],
    place: PlaceId,
    left: DropOff | None,
    intent: bytes,
) -> Draft:
    numbered = list(enumerate(zip(lots, command.lines, strict=True), start=1))
    taken = tuple(_line(n, command.party, line, lot, agreement, items[line.item]) for n, (lot, line) in numbered)
    return Draft(
        id=command.id,
        kind=DocumentKind.CONSIGNMENT_NOTE,
        by=command.by,
        business_date=command.business_date,
        reason=command.remark.strip(),
        intent=intent,
        lines=(*taken, *_not_taken(command, left, first=len(taken) + 1)),
        goods=tuple(
            GoodsMove(line=n, lot=lot, source=WITH_ARTISAN, target=place, quantity=line.quantity)
            for n, (lot, line) in numbered
        ),
        money=tuple(move for n, (_lot, line) in numbered for move in _bought(n, command.party, line)),
    )


def _line(number: int, party: PartyId, line: TakeInLine, lot: LotId, agreement: Agreement, item: ItemOnNote) -> Line:
    """The line with all that its paper says, so that the note reads the same for ever."""
    share = line.cost
    if share is None:
        share = share_at_list(agreement, line.price, line.net_price, item=item.id, category=item.category)
    return Line(
        number=number,
        kind=LineKind.GOODS,
        amount=line.price.times(line.quantity),
        text=item.name,
        item=line.item,
        lot=lot,
        party=party,
        quantity=line.quantity,
        price=line.price,
        details={
            "agreement": str(agreement.id),
            "code": item.code,
            "motif": item.motif,
            "technique": item.technique.value,
            "size": item.size,
            "category": item.category,
            "share": share.amount,
            "remark": line.remark.strip(),
        },
    )


def _not_taken(command: TakeIn, left: DropOff | None, *, first: int) -> tuple[Line, ...]:
    """What was declined, and the receipt that is answered: neither has a lot, and neither moves."""
    declined = [
        Line(
            number=number,
            kind=LineKind.DECLINED,
            text=one_line(each.text),
            party=command.party,
            quantity=each.quantity,
            details={"reason": one_line(each.reason)},
        )
        for number, each in enumerate(command.declined, start=first)
    ]
    if left is None:
        return tuple(declined)
    receipt = Line(
        number=first + len(declined),
        kind=LineKind.DROPPED_OFF,
        text=left.code,
        party=command.party,
        quantity=left.pieces,
        refers_to=left.id,
    )
    return (*declined, receipt)


def _bought(number: int, party: PartyId, line: TakeInLine) -> tuple[MoneyMove, ...]:
    """Goods bought outright: own stock, owed for to whoever brought them."""
    if line.cost is None:
        return ()
    worth = line.cost.times(line.quantity)
    return (
        *money_move(number, CLEARING, Account(AccountKind.PAYABLE, party=party), worth),
        *money_move(number, Account(AccountKind.OWN_STOCK), CLEARING, worth),
    )


def _as_taken(session: Session, document: DocumentId, code: str) -> NoteTaken:
    taken = note(session, document)
    assert taken is not None
    lines = tuple(
        NoteLineTaken(
            line=line.number,
            item=line.item,
            lot=line.lot,
            quantity=line.quantity,
            price=line.price,
            share=line.share,
        )
        for line in taken.lines
    )
    return NoteTaken(id=document, code=code, lines=lines)
