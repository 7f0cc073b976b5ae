"""Read a pack: every record looked at, nothing written, and what a person has to confirm before it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.ids import AgreementId, DeviceId, DocumentId, ItemId, LotId, PartyId, PlaceId, StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.db.setting_keys import EXHIBITION, EXHIBITION_SHOP_KEY, OWN_DEVICE, SHOP_NAME
from sentra_pos.db.settings import get_settings
from sentra_pos.exhibitions.arrive import Arrival, ArrivingLot
from sentra_pos.exhibitions.file_errors import (
    AnotherLaptop,
    AnotherShop,
    AnotherStand,
    ContentContradicts,
    FormerStand,
    HeaderUnreadable,
    RecordSenseless,
    ShopNotThisPack,
)
from sentra_pos.exhibitions.keys import fingerprint, own_key_if_any, public_of
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.exhibitions.pack_records import SETTINGS
from sentra_pos.exhibitions.sealed_file import FileKind, Header, Sealed, unseal
from sentra_pos.exhibitions.stand_ends import stand_ended_by
from sentra_pos.exhibitions.travelling_rows import ROWS, Senseless, Values, day, identity, text, whole
from sentra_pos.ledger.post import LARGEST_AMOUNT
from sentra_pos.people.facts import Role
from sentra_pos.stock.places import stand_places

#: In this order they stand in a pack; each kind's records together, each load before what it brought.
ORDER: Final = (
    *("shop", "laptop", "setting", "staff", "exhibition", "stand", "method", "category", "motif", "alias", "group"),
    *("party", "item", "code", "promotion", "photo", "agreement", "rate", "lot", "load", "brought"),
)
_RANK: Final = {kind: rank for rank, kind in enumerate(ORDER)} | {"brought": len(ORDER) - 2}
_ONCE: Final = ("shop", "laptop", "exhibition", "stand")
_MOST_PIECES: Final = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Goer:
    """Somebody who will stand at the stand, and needs a PIN there."""

    id: StaffId
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class StandFacts:
    """Which stand of which exhibition the laptop is to be."""

    id: UUID
    name: str
    place: PlaceId
    exhibition: UUID
    exhibition_name: str
    venue: str
    city: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack that holds. ``fingerprint`` is of the shop's key: the shop's screen shows the same number.

    ``code`` is the digit of the laptop's papers. ``loads`` are all of this stand's so far, ``lots`` the rows of
    what they brought.
    """

    sealed: Sealed = field(repr=False)
    shop: UUID
    shop_name: str
    shop_key: bytes
    fingerprint: str
    device: DeviceId
    device_name: str
    code: int
    stand: StandFacts
    staff: tuple[Goer, ...]
    loads: tuple[Arrival, ...] = field(repr=False)
    lots: Mapping[LotId, Values] = field(repr=False)
    items: int
    written_at: datetime

    @property
    def pieces(self) -> Quantity:
        return Quantity(sum(each.quantity.units for load in self.loads for each in load.lots))

    @property
    def artisans(self) -> int:
        return len({each.owner for load in self.loads for each in load.lots if each.owner is not None})


def pack_for_this_laptop(session: Session, source: bytes | Path) -> Pack:
    """The pack, if this store may open it. Raises a FileRefused that names whose it is."""
    kept = get_settings(session, OWN_DEVICE, EXHIBITION, EXHIBITION_SHOP_KEY, SHOP_NAME)
    if OWN_DEVICE in kept and EXHIBITION not in kept:
        raise ShopNotThisPack
    pinned = kept.get(EXHIBITION_SHOP_KEY)
    key = own_key_if_any(session)
    pack = read_pack(
        source, pinned=None if pinned is None else bytes.fromhex(pinned), own=None if key is None else public_of(key)
    )
    here = kept.get(EXHIBITION)
    if here is not None:
        refuse_another_stand(session, pack, here, str(kept.get(OWN_DEVICE)))
    return pack


def refuse_another_stand(session: Session, pack: Pack, here: dict[str, Any], device: str) -> None:
    """Go on only with a pack for the stand that this store is of, or for the next one once that has ended.

    The very pack that was opened last is never refused. Raises AnotherLaptop, AnotherStand, FormerStand.
    """
    if str(pack.device) != device:
        raise AnotherLaptop(name=pack.device_name)
    if pack.sealed.id.hex() == here["pack"]:
        return
    title = f"{pack.stand.exhibition_name} · {pack.stand.name}"
    same = str(pack.stand.id) == here["stand"]
    former = not same and session.get(StandRow, pack.stand.id) is not None
    ended = stand_ended_by(session, UUID(here["stand"])) is not None
    if former or (same and ended):
        raise FormerStand(name=title)
    if not same and not ended:
        raise AnotherStand(name=title, ours=here.get("name", "–"))


def read_pack(source: bytes | Path, *, pinned: bytes | None, own: bytes | None) -> Pack:
    """Check all of a pack. ``pinned`` is the shop's key once somebody confirmed it, ``own`` this laptop's.

    Without a pinned key whoever signed is believed to be who the pack says, until a person compared the fingerprints.
    Raises a FileRefused.
    """

    def admit(header: Header) -> None:
        about = header.about
        if about.shop is None or about.device is None or about.stand is None or about.exhibition is None:
            raise HeaderUnreadable
        if pinned is not None and header.signer != pinned:
            raise AnotherShop(name=about.name("shop"))
        if own is None or about.names.get("key") != own.hex():
            raise AnotherLaptop(name=about.name("device"))

    return _Reader(unseal(source, kind=FileKind.PACK, admit=admit)).pack()


def checked_records(sealed: Sealed) -> Iterator[tuple[int, str, Values]]:
    """Each record with its number and kind, its rows as values; the others as they stand. Raises RecordSenseless."""
    rank = 0
    for number, record in enumerate(sealed.records(), start=1):
        kind = record.get("is")
        if not isinstance(kind, str) or _RANK.get(kind, -1) < rank:
            raise RecordSenseless(record=number, what="is")
        rank = _RANK[kind]
        try:
            yield number, kind, _CHECKED[kind](record) if kind in _CHECKED else ROWS[kind].values(record)
        except Senseless as error:
            raise RecordSenseless(record=number, what=str(error)) from error
        except (ValueError, TypeError, KeyError) as error:
            raise RecordSenseless(record=number, what=kind) from error


def _fields(record: Values, *names: str) -> None:
    if record.keys() != {"is", *names}:
        raise Senseless("fields")


def _shop(record: Values) -> Values:
    _fields(record, "id", "name")
    return {"id": identity(record["id"]), "name": _name(record["name"])}


def _laptop(record: Values) -> Values:
    _fields(record, "id", "code", "name")
    code = whole(record["code"], 1, 9999)
    return {"id": DeviceId(identity(record["id"])), "code": code, "name": _name(record["name"])}


def _stand(record: Values) -> Values:
    _fields(record, "id", "name", "place")
    place = PlaceId(identity(record["place"]))
    return {"id": identity(record["id"]), "name": _name(record["name"]), "place": place}


def _setting(record: Values) -> Values:
    _fields(record, "key", "value")
    if type(record["value"]) is not SETTINGS.get(text(record["key"], 60)):
        raise Senseless("key")
    return {"key": record["key"], "value": record["value"]}


def _lot(record: Values) -> Values:
    values = ROWS["lot"].values(record, besides=("came_in", "share", "tag"))
    share, tag = record["share"], record["tag"]
    values["came_in"] = day(record["came_in"])
    values["share"] = None if share is None else whole(share, 0, LARGEST_AMOUNT)
    values["tag"] = None if tag is None else whole(tag, 0, LARGEST_AMOUNT)
    whole(values["seq"], 1)
    return values


def _load(record: Values) -> Values:
    _fields(record, "id", "code", "float")
    amount = Rupiah(whole(record["float"], 0, LARGEST_AMOUNT))
    return {"id": DocumentId(identity(record["id"])), "code": text(record["code"], 40), "float": amount}


def _brought(record: Values) -> Values:
    _fields(record, "load", "lot", "quantity", "name", "code", "size")
    return {
        "load": DocumentId(identity(record["load"])),
        "lot": LotId(identity(record["lot"])),
        "quantity": Quantity(whole(record["quantity"], 1, _MOST_PIECES)),
        **{name: text(record[name], 400) for name in ("name", "code", "size")},
    }


def _name(value: Any) -> str:
    name = text(value, 200)
    if not name or one_line(name) != name:
        raise Senseless("name")
    return name


_CHECKED: Final[dict[str, Callable[[Values], Values]]] = {
    "shop": _shop,
    "laptop": _laptop,
    "stand": _stand,
    "setting": _setting,
    "lot": _lot,
    "load": _load,
    "brought": _brought,
}


class _Reader:
    """What of a pack is small enough to be known at once; the rest is only looked at."""

    def __init__(self, sealed: Sealed) -> None:
        self._sealed = sealed
        self._one: dict[str, Values] = {}
        self._staff: list[Goer] = []
        self._lots: dict[LotId, Values] = {}
        self._loads: dict[DocumentId, tuple[Values, list[ArrivingLot]]] = {}
        self._items = 0

    def pack(self) -> Pack:
        for number, kind, values in checked_records(self._sealed):
            if not self._takes(kind, values):
                raise RecordSenseless(record=number, what=kind)
        about = self._sealed.header.about
        if self._one.keys() != set(_ONCE) or not self._staff or not self._loads:
            raise ContentContradicts
        shop, laptop, stand = self._one["shop"], self._one["laptop"], self._one["stand"]
        exhibition = self._one["exhibition"]
        named = (about.shop, about.device, about.stand, about.exhibition)
        if (shop["id"], laptop["id"], stand["id"], exhibition["id"]) != named:
            raise ContentContradicts
        signer = self._sealed.header.signer
        return Pack(
            sealed=self._sealed,
            shop=shop["id"],
            shop_name=shop["name"],
            shop_key=signer,
            fingerprint=fingerprint(signer),
            device=laptop["id"],
            device_name=laptop["name"],
            code=laptop["code"],
            stand=StandFacts(
                id=stand["id"],
                name=stand["name"],
                place=stand["place"],
                exhibition=exhibition["id"],
                exhibition_name=exhibition["name"],
                venue=exhibition["venue"],
                city=exhibition["city"],
                starts=exhibition["starts"],
                ends=exhibition["ends"],
            ),
            staff=tuple(self._staff),
            loads=tuple(self._arrival(stand, *each) for each in self._loads.values()),
            lots=self._lots,
            items=self._items,
            written_at=about.written_at,
        )

    def _takes(self, kind: str, values: Values) -> bool:
        if kind in _ONCE:
            if kind in self._one:
                return False
            self._one[kind] = values
        elif kind == "staff" and values["active"]:
            self._staff.append(Goer(id=values["id"], name=values["name"], role=values["role"]))
        elif kind == "item":
            self._items += 1
        elif kind == "lot":
            if values["id"] in self._lots:
                return False
            self._lots[values["id"]] = values
        elif kind == "load":
            if values["id"] in self._loads:
                return False
            self._loads[values["id"]] = (values, [])
        elif kind == "brought":
            return self._takes_goods(values)
        return True

    def _takes_goods(self, values: Values) -> bool:
        lot, load = self._lots.get(values["lot"]), self._loads.get(values["load"])
        if lot is None or load is None:
            return False
        load[1].append(_arriving(lot, values))
        return True

    def _arrival(self, stand: Values, load: Values, lots: list[ArrivingLot]) -> Arrival:
        by_age = sorted(lots, key=lambda each: int(self._lots[each.lot]["seq"]))
        if len({each.lot for each in lots}) != len(lots) or (not lots and not load["float"]):
            raise ContentContradicts
        return Arrival(
            stand=stand["id"],
            places=stand_places(stand["place"]),
            load=load["id"],
            load_code=load["code"],
            lots=tuple(by_age),
            float_cash=load["float"],
        )


def _arriving(lot: Values, brought: Values) -> ArrivingLot:
    owner, agreement = lot["owner_id"], lot["agreement_id"]
    return ArrivingLot(
        lot=lot["id"],
        item=ItemId(lot["item_id"]),
        owner=None if owner is None else PartyId(owner),
        agreement=None if agreement is None else AgreementId(agreement),
        quantity=brought["quantity"],
        price=lot["price"],
        name=brought["name"],
        code=brought["code"],
        size=brought["size"],
        category=lot["category"],
        share=lot["share"],
        tag=lot["tag"],
        came_in=lot["came_in"],
    )
