"""Change prices by a dated document: what each item cost, what it costs from now on, why, and who agreed to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.change_item import ItemUnknown
from sentra_pos.catalogue.models import Item
from sentra_pos.catalogue.rules import item_price
from sentra_pos.consignment.errors import ConsentMissing, NoNewPrice, PriceReasonMissing, TwoNewPrices
from sentra_pos.consignment.models import AgreementRow
from sentra_pos.consignment.net_price_floor import refuse_below_net
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE
from sentra_pos.core.speech import N_, _
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import ActedBy, Draft, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.models import Party
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.care import in_our_care


class ConsentWay(StrEnum):
    """How an artisan agreed to a price. Stored: never rename one."""

    SIGNED = "signed"
    IN_PERSON = "in_person"
    MESSAGE = "message"
    PHONE = "phone"


_WAYS = {
    ConsentWay.SIGNED: N_("Signed"),
    ConsentWay.IN_PERSON: N_("Said so here"),
    ConsentWay.MESSAGE: N_("By message"),
    ConsentWay.PHONE: N_("By phone"),
}


def consent_label(way: ConsentWay) -> str:
    """The way as screens say it."""
    return _(_WAYS[way])


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrice:
    """What one piece costs from now on."""

    item: ItemId
    price: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Whoever owns the goods agreed, and how that is known."""

    party: PartyId
    way: ConsentWay


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePrice:
    """Several items at once, for one reason. An item that costs that already is left out of the document."""

    id: DocumentId
    by: ActedBy
    prices: tuple[NewPrice, ...]
    reason: str
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChanged:
    """The document that stands; tags have to be printed again."""

    id: DocumentId
    code: str
    changes: Changes = Changes(catalogue=True)


def change_price(session: Session, command: ChangePrice, *, clock: Clock) -> PriceChanged:
    """Write the document and the new tags' prices; lots keep the price that was agreed.

    Raises ItemUnknown, PriceMissing, TwoNewPrices, NoNewPrice, PriceReasonMissing, PriceBelowNetPrice where goods in
    the shop are there at a net price above the new one, and ConsentMissing where their agreement asks for the consent.
    """
    require(session, command.by, Permission.CHANGE_PRICE)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return PriceChanged(id=command.id, code=header.code)
    items = _items(session, command.prices)
    reason = one_line(command.reason)
    if not reason:
        raise PriceReasonMissing
    changed = [each for each in command.prices if items[each.item].price != each.price]
    if not changed:
        raise NoNewPrice
    refuse_below_net(session, {each.item: each.price for each in changed})
    owners = _owners(session, [each.item for each in changed])
    _check_consents(owners, command.consents)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.PRICE_CHANGE,
        by=command.by,
        business_date=business_today(clock),
        reason=reason,
        intent=intent,
        lines=tuple(
            _line(number, each, items[each.item], owners.get(each.item, {}), command.consents)
            for number, each in enumerate(changed, start=1)
        ),
    )
    for each in changed:
        session.execute(update(Item).where(Item.id == each.item).values(price=each.price))
    posted = post(session, draft, clock=clock)
    return PriceChanged(id=command.id, code=posted.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    name: str
    price: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owner:
    name: str
    asks_consent: bool


def _items(session: Session, prices: Collection[NewPrice]) -> dict[ItemId, _Tag]:
    wanted = {each.item for each in prices}
    rows = session.execute(select(Item.id, Item.name, Item.price).where(Item.id.in_(wanted)))
    found = {item: _Tag(name=name, price=price) for item, name, price in rows}
    seen: set[ItemId] = set()
    for each in prices:
        if each.item not in found:
            raise ItemUnknown
        if each.item in seen:
            raise TwoNewPrices(item=found[each.item].name)
        seen.add(each.item)
        item_price(each.price)
    return found


def _owners(session: Session, items: Collection[ItemId]) -> dict[ItemId, dict[PartyId, _Owner]]:
    """Whose the goods are that the shop has of each item, wherever, and whether a price of theirs needs consent."""
    rows = session.execute(
        select(Lot.item_id, Party.id, Party.name, AgreementRow.price_consent)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .join(Party, Party.id == Lot.owner_id)
        .join(AgreementRow, AgreementRow.id == Lot.agreement_id)
        .where(Lot.item_id.in_(list(items)), in_our_care(), StockBalance.quantity > NONE)
        .order_by(Party.code, Lot.seq)
    )
    found: defaultdict[ItemId, dict[PartyId, _Owner]] = defaultdict(dict)
    for item, party, name, asks in rows:
        before = found[item].get(party)
        found[item][party] = _Owner(name=name, asks_consent=asks or (before is not None and before.asks_consent))
    return found


def _check_consents(owners: Mapping[ItemId, Mapping[PartyId, _Owner]], consents: Collection[Consent]) -> None:
    agreed = {consent.party for consent in consents}
    missing = {
        party: owner.name
        for of_item in owners.values()
        for party, owner in of_item.items()
        if owner.asks_consent and party not in agreed
    }
    if missing:
        raise ConsentMissing(names=", ".join(missing.values()), parties=tuple(missing))


def _line(
    number: int, new: NewPrice, tag: _Tag, owners: Mapping[PartyId, _Owner], consents: Collection[Consent]
) -> Line:
    agreed = [{"by": str(each.party), "how": each.way.value} for each in consents if each.party in owners]
    return Line(
        number=number,
        kind=LineKind.NEW_PRICE,
        text=tag.name,
        item=new.item,
        price=new.price,
        details={"old": tag.price.amount} | ({"consent": agreed} if agreed else {}),
    )
