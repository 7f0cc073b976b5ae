"""Shops, artisans and goods made in one line, through the acts that a shop itself would use wherever there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.catalogue.models import Item
from sentra_pos.consignment.change_price import ChangePrice, NewPrice, PriceChanged, change_price
from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Scheme, Valuation
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import NoteTaken, TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import AgreementId, DeviceId, DocumentId, ItemId, LotId, PartyId, PlaceId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.found_shop import FoundShop, found_shop
from sentra_pos.ledger.draft import ActedBy, Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.post import Posted, post
from sentra_pos.people.facts import PartyKind, PayoutMethod
from sentra_pos.people.models import Party
from sentra_pos.people.pin_hashing import PinHasher
from sentra_pos.stock.places import WITH_ARTISAN, shelf_of
from tests.made_once import made_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A shop of one till and its owner."""

    device: DeviceId
    owner: StaffId
    shelf: PlaceId
    by: ActedBy


#: A tenth of a second less for every shop that a test founds.
QUICK_HASHER = PinHasher(memory_kib=8, passes=1)


def found_a_shop(store: Store, clock: Clock, name: str = "Sentra Batik") -> Founded:
    """First start, as its screen does it; the owner's PIN is 246813."""
    return made_once(store, clock, ("a shop", name), lambda: _found(store, clock, name))


def _found(store: Store, clock: Clock, name: str) -> Founded:
    device, owner = DeviceId(new_id(clock)), StaffId(new_id(clock))
    command = FoundShop(
        device=device, owner=owner, shop_name=name, till_name="Kasir 1", owner_name="Ibu Ratna", pin="246813"
    )
    with store.writing() as session:
        found_shop(session, command, clock=clock, hasher=QUICK_HASHER)
        shelf = shelf_of(session, device)
    return Founded(device=device, owner=owner, shelf=shelf, by=ActedBy(device=device, staff=owner))


def add_artisan(session: Session, clock: Clock, code: str = "P01", name: str = "Sanggar Melati") -> PartyId:
    """An artisan who is paid in cash."""
    party = PartyId(new_id(clock))
    blank = dict.fromkeys(("contact_name", "phone", "address", "bank_account", "remark"), "")
    row = {"id": party, "kind": PartyKind.ARTISAN, "code": code, "name": name, "payout_method": PayoutMethod.CASH}
    session.execute(insert(Party), [{**row, **blank, "active": True}])
    return party


def add_agreement(
    session: Session,
    clock: Clock,
    founded: Founded,
    party: PartyId,
    *,
    scheme: Scheme = Scheme.COMMISSION_PERCENT,
    rate: Percent | None = Percent.whole(15),
    fixed: Rupiah | None = None,
    discount_bearer: DiscountBearer = DiscountBearer.SHOP,
    payment_cost_bearer: CostBearer = CostBearer.SHOP,
    price_consent: bool = False,
    version: int = 1,
    valid_from: date | None = None,
) -> AgreementId:
    """The next version of the artisan's terms, and it is the one named; fifteen percent unless told."""
    agreement = AgreementId(new_id(clock))
    command = RecordAgreement(
        id=agreement,
        by=founded.by,
        party=party,
        valid_from=valid_from or business_today(clock),
        scheme=scheme,
        rate=rate if scheme is Scheme.COMMISSION_PERCENT else None,
        fixed=fixed,
        discount_bearer=discount_bearer,
        payment_cost_bearer=payment_cost_bearer,
        price_consent=price_consent,
        valuation=Valuation.PRICE,
    )
    assert record_agreement(session, command, clock=clock).agreement.version == version
    return agreement


def add_item(
    session: Session,
    clock: Clock,
    *,
    name: str = "Kain Mega Mendung",
    price: int = 165_000,
    kind: ItemKind = ItemKind.COUNTED,
    maker: PartyId | None = None,
) -> ItemId:
    """An item as a tag names it."""
    item = ItemId(new_id(clock))
    session.execute(
        insert(Item),
        [
            {
                "id": item,
                "name": name,
                "kind": kind,
                "category": "Kain",
                "technique": Technique.TULIS if kind is not ItemKind.SERVICE else Technique.NONE,
                "dye": Dye.NONE,
                "cloth": "",
                "size": "",
                "length_cm": None,
                "width_cm": None,
                "motif_id": None,
                "group_id": None,
                "maker_id": maker,
                "price": Rupiah(price),
                "remark": "",
                "import_key": None,
                "active": True,
                "created_at": clock.now(),
            }
        ],
    )
    return item


def consign(
    session: Session,
    clock: Clock,
    founded: Founded,
    item: ItemId,
    *,
    pieces: int = 10,
    price: int = 165_000,
    owner: PartyId | None = None,
    agreement: AgreementId | None = None,
) -> tuple[Posted, LotId]:
    """Goods onto the shelf by a note of one line, posted straight into the book."""
    note, lot = DocumentId(new_id(clock)), LotId(new_id(clock))
    seq = (session.query(Lot).count() or 0) + 1
    session.execute(
        insert(Lot),
        [
            {
                "id": lot,
                "seq": seq,
                "item_id": item,
                "owner_id": owner,
                "agreement_id": agreement,
                "document_id": note,
                "line_no": 1,
                "price": Rupiah(price),
                "net_price": None,
                "cost": None if owner else Rupiah(price // 2),
            }
        ],
    )
    quantity = Quantity(pieces)
    line = Line(number=1, kind=LineKind.GOODS, item=item, lot=lot, party=owner, quantity=quantity, price=Rupiah(price))
    draft = Draft(
        id=note,
        kind=DocumentKind.CONSIGNMENT_NOTE,
        by=founded.by,
        business_date=business_today(clock),
        lines=(line,),
        goods=(GoodsMove(line=1, lot=lot, source=WITH_ARTISAN, target=founded.shelf, quantity=quantity),),
    )
    return post(session, draft, clock=clock), lot


def change_the_price(session: Session, clock: Clock, founded: Founded, item: ItemId, price: int) -> PriceChanged:
    """A new price on the tag, by its document."""
    command = ChangePrice(
        id=DocumentId(new_id(clock)),
        by=founded.by,
        prices=(NewPrice(item=item, price=Rupiah(price)),),
        reason="pewarna naik",
    )
    return change_price(session, command, clock=clock)


def bring_in(
    session: Session,
    clock: Clock,
    founded: Founded,
    party: PartyId,
    item: ItemId,
    *,
    pieces: int = 10,
    price: int = 165_000,
    net_price: int | None = None,
    cost: int | None = None,
) -> NoteTaken:
    """Goods onto the shelf by the shop's own act, under the terms in force today."""
    line = TakeInLine(
        item=item,
        quantity=Quantity(pieces),
        price=Rupiah(price),
        net_price=None if net_price is None else Rupiah(net_price),
        cost=None if cost is None else Rupiah(cost),
    )
    command = TakeIn(
        id=DocumentId(new_id(clock)), by=founded.by, party=party, business_date=business_today(clock), lines=(line,)
    )
    return take_in(session, command, clock=clock)
