"""A small gallery with goods on its shelf and codes on its tags, for the tests of the till."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, GroupId, ItemId, PartyId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import Founded, add_agreement, add_artisan, bring_in, found_a_shop
from tests.made_once import made_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """An item and the code on its tag."""

    id: ItemId
    code: str
    price: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """``cashier`` may sell and take a little off, but not take goods back."""

    founded: Founded
    cashier: ActedBy
    kencana: PartyId
    tirta: PartyId
    surya: Tagged
    mrico: Tagged
    pouch: Tagged
    shirt_m: Tagged
    shirt_l: Tagged
    lesson: Tagged


def a_gallery(store: Store, clock: Clock, *, opened: bool = True) -> Gallery:
    """Two artisans at fifteen percent; a unique cloth, two counted goods, a shirt in two sizes, a service."""
    return made_once(store, clock, ("a gallery", opened), lambda: _ready(store, clock, opened=opened))


def _ready(store: Store, clock: Clock, *, opened: bool) -> Gallery:
    made = _furnish(store, clock)
    if opened:
        open_the_till(store, clock, made.founded)
    return made


def _furnish(store: Store, clock: Clock) -> Gallery:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        kencana = add_artisan(session, clock, "P01", "Sanggar Kencana")
        tirta = add_artisan(session, clock, "P02", "Batik Tirta")
        for party in (kencana, tirta):
            add_agreement(session, clock, founded, party)
        shirts = GroupId(new_id(clock))
        make = _Maker(session, clock, founded)
        return Gallery(
            founded=founded,
            cashier=_cashier(session, clock, founded),
            kencana=kencana,
            tirta=tirta,
            surya=make.unique("Surya Majapahit", 1_850_000, kencana, "Surya Majapahit", "sutera"),
            mrico=make.counted("Mrico Bolong cap", 185_000, tirta, "Mrico Bolong", "katun", pieces=14),
            pouch=make.counted("Pouch perca batik", 35_000, tirta, "", "", pieces=48, technique=Technique.NONE),
            shirt_m=make.size("Kemeja Sisik", "M", 285_000, kencana, shirts),
            shirt_l=make.size("Kemeja Sisik", "L", 285_000, kencana, shirts),
            lesson=make.service("Kelas membatik", 50_000),
        )


def open_the_till(store: Store, clock: Clock, founded: Founded, counted: int = 500_000) -> None:
    """With a float that the owner brings."""
    cash = Rupiah(counted)
    command = OpenTill(id=DocumentId(new_id(clock)), by=founded.by, counted=cash, added=cash)
    with store.writing() as session:
        open_till(session, command, clock=clock)


def _cashier(session: Session, clock: Clock, founded: Founded) -> ActedBy:
    staff = StaffId(new_id(clock))
    add_staff(session, AddStaff(id=staff, by=founded.by, name="Dewi", role=Role.CASHIER), clock=clock)
    return ActedBy(device=founded.device, staff=staff)


class _Maker:
    """Enters goods and puts them onto the shelf, by the shop's own acts."""

    def __init__(self, session: Session, clock: Clock, founded: Founded) -> None:
        self._session, self._clock, self._founded = session, clock, founded

    def unique(self, name: str, price: int, maker: PartyId, motif: str, cloth: str) -> Tagged:
        item = self._item(
            name, price, ItemKind.UNIQUE, maker, motif=motif, cloth=cloth, technique=Technique.TULIS, dye=Dye.NATURAL
        )
        self._bring_in(item, maker, 1)
        return item

    def counted(
        self,
        name: str,
        price: int,
        maker: PartyId,
        motif: str,
        cloth: str,
        *,
        pieces: int,
        technique: Technique = Technique.CAP,
    ) -> Tagged:
        item = self._item(name, price, ItemKind.COUNTED, maker, motif=motif, cloth=cloth, technique=technique)
        self._bring_in(item, maker, pieces)
        return item

    def size(self, name: str, size: str, price: int, maker: PartyId, group: GroupId) -> Tagged:
        item = self._item(
            f"{name} {size}", price, ItemKind.COUNTED, maker, size=size, group=group, group_name=name, category="Busana"
        )
        self._bring_in(item, maker, 5)
        return item

    def service(self, name: str, price: int) -> Tagged:
        return self._item(name, price, ItemKind.SERVICE, None)

    def _item(self, name: str, price: int, kind: ItemKind, maker: PartyId | None, **facts: object) -> Tagged:
        item = ItemId(new_id(self._clock))
        command = AddItem(
            id=item, by=self._founded.by, name=name, price=Rupiah(price), kind=kind, maker=maker, **facts  # type: ignore[arg-type]
        )  # fmt: skip
        added = add_item(self._session, command, clock=self._clock)
        return Tagged(id=item, code=added.code, price=Rupiah(price))

    def _bring_in(self, item: Tagged, party: PartyId, pieces: int) -> None:
        bring_in(self._session, self._clock, self._founded, party, item.id, pieces=pieces, price=item.price.amount)
