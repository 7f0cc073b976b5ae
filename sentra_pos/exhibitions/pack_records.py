"""What a stand needs, as records: read from the shop's book, row by row, in the order in which they are laid out again.

First the shop, the laptop and the settings; then people, ways of paying and the catalogue; then the terms, the lots,
and each load so far with what it brought. No PIN, no telephone number of an artisan, no account at a bank, no remark.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from sentra_pos.catalogue.models import Item, ItemCode, ItemGroup, ItemPhoto, Motif, MotifAlias
from sentra_pos.consignment.models import AgreementRateRow, AgreementRow
from sentra_pos.core.ids import AgreementId, LotId
from sentra_pos.db import setting_keys as keys
from sentra_pos.db.base import Base
from sentra_pos.db.settings import get_settings
from sentra_pos.exhibitions.arrive import Arrival, arrival
from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.stage_queries import exhibition_row, staff_of, stand_documents, stand_row
from sentra_pos.exhibitions.stand_queries import load_record, stand_record
from sentra_pos.exhibitions.travelling_rows import ROWS, Values, as_json
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Lot
from sentra_pos.payments.models import PaymentMethodRow
from sentra_pos.people.models import Party, Staff
from sentra_pos.sales.models import PromotionRow
from sentra_pos.sales.promotions import PromotionScope
from sentra_pos.tills.models import CashCategoryRow

#: The settings that go along, and what each is made of; every other stays at home.
SETTINGS: Final[dict[str, type]] = {
    keys.SHOP_ADDRESS: str,
    keys.SHOP_PHONE: str,
    keys.RECEIPT_HEADER: list,
    keys.RECEIPT_LOGO: str,
    keys.RECEIPT_RETURN_RULE: str,
    keys.RECEIPT_FOOTER: str,
    keys.LANGUAGE: str,
    keys.CASH_ROUNDING: dict,
    keys.QRIS_PAYLOAD: str,
    keys.DISCOUNT_LIMITS: dict,
    keys.TILL_DIFFERENCE_LIMIT: int,
    keys.LOCK_MINUTES: int,
    keys.CARD_WITH_UNIQUE: bool,
}
_AT_ONCE: Final = 5_000
#: Pixels a side and quality of a photo on a stick: enough to know a cloth by.
_SMALL, _QUALITY = 480, 70


def records_of_stand(session: Session, stand: UUID, *, today: date, photos: bool = False) -> Iterator[Values]:
    """Every record of the stand's pack as the book stands now. Raises NoSuchStand."""
    row = stand_row(session, stand)
    exhibition = exhibition_row(session, row.exhibition_id)
    loads = [each.id for each in stand_documents(session, DocumentKind.EXHIBITION_LOAD) if each.stand == stand]
    arriving = [arrival(session, stand_record(row), load_record(session, load)) for load in loads]
    told = {each.lot: each for load in arriving for each in load.lots}
    lots = sorted(told)
    terms = _named_by(session, Lot.agreement_id, Lot.id, lots)
    yield from _book(session, row, exhibition)
    yield from _people(session, exhibition, terms, today)
    yield ROWS["exhibition"].record("exhibition", exhibition)
    yield {"is": "stand", "id": str(row.id), "name": row.name, "place": str(row.place_id)}
    yield from _all(session, "method", select(PaymentMethodRow).order_by(PaymentMethodRow.position))
    yield from _all(session, "category", select(CashCategoryRow).order_by(CashCategoryRow.position))
    yield from _catalogue(session, lots, terms)
    promoted = select(PromotionRow).where(*_in_force(exhibition, today)).order_by(PromotionRow.id)
    yield from _all(session, "promotion", promoted)
    if photos:
        yield from _photos(session, lots)
    yield from _picked(session, "agreement", AgreementRow, AgreementRow.id, terms)
    yield from _picked(session, "rate", AgreementRateRow, AgreementRateRow.agreement_id, terms)
    for record in _picked(session, "lot", Lot, Lot.id, lots):
        said = told[LotId(UUID(record["id"]))]
        yield {**record, "came_in": said.came_in.isoformat(), "share": said.share, "tag": said.tag}
    for load in arriving:
        yield from _load(load)


def _book(session: Session, stand: StandRow, exhibition: ExhibitionRow) -> Iterator[Values]:
    code, name = session.execute(select(Device.code, Device.name).where(Device.id == stand.device_id)).one()
    kept = get_settings(session, keys.SHOP_ID, keys.SHOP_NAME, *SETTINGS)
    yield {"is": "shop", "id": kept[keys.SHOP_ID], "name": str(kept[keys.SHOP_NAME])}
    yield {"is": "laptop", "id": str(stand.device_id), "code": code, "name": name}
    if exhibition.qris_payload:
        # The hall's merchant is another than the shop's.
        kept[keys.QRIS_PAYLOAD] = exhibition.qris_payload
    for key in SETTINGS:
        if key in kept:
            yield {"is": "setting", "key": key, "value": kept[key]}


def _people(session: Session, exhibition: ExhibitionRow, terms: list[AgreementId], today: date) -> Iterator[Values]:
    """Who goes is active there; whoever else a row names that goes along is there by name alone."""
    going = set(staff_of(session, exhibition.id))
    named = {exhibition.recorded_by, *_named_by(session, AgreementRow.recorded_by, AgreementRow.id, terms)}
    named |= set(session.execute(select(PromotionRow.created_by).where(*_in_force(exhibition, today))).scalars())
    for row in session.execute(select(Staff).where(Staff.id.in_(list(going | named))).order_by(Staff.id)).scalars():
        yield {**ROWS["staff"].record("staff", row), "active": row.active and row.id in going}


def _in_force(exhibition: ExhibitionRow, today: date) -> tuple[ColumnElement[bool], ...]:
    """The shop's, and of the exhibitions' this one's own."""
    shops = PromotionRow.scope != PromotionScope.EXHIBITION
    return (
        PromotionRow.ended_at.is_(None),
        PromotionRow.ends >= today,
        or_(shops, PromotionRow.target == str(exhibition.id)),
    )


def _catalogue(session: Session, lots: list[LotId], terms: list[AgreementId]) -> Iterator[Values]:
    """Everything that is for sale in the shop, and what was loaded of what is not any more."""
    items = set(session.execute(select(Item.id).where(Item.active)).scalars())
    items |= set(_named_by(session, Lot.item_id, Lot.id, lots))
    items |= set(_named_by(session, AgreementRateRow.item_id, AgreementRateRow.agreement_id, terms))
    wanted = sorted(items)
    parties = set(_named_by(session, Item.maker_id, Item.id, wanted))
    parties |= set(_named_by(session, Lot.owner_id, Lot.id, lots))
    parties |= set(_named_by(session, AgreementRow.party_id, AgreementRow.id, terms))
    yield from _all(session, "motif", select(Motif).order_by(Motif.id))
    yield from _all(session, "alias", select(MotifAlias).order_by(MotifAlias.folded))
    groups = _named_by(session, Item.group_id, Item.id, wanted)
    yield from _picked(session, "group", ItemGroup, ItemGroup.id, groups)
    yield from _picked(session, "party", Party, Party.id, sorted(parties))
    yield from _picked(session, "item", Item, Item.id, wanted)
    yield from _picked(session, "code", ItemCode, ItemCode.item_id, wanted)


def _photos(session: Session, lots: list[LotId]) -> Iterator[Values]:
    for item in _named_by(session, Lot.item_id, Lot.id, lots):
        jpeg = session.execute(select(ItemPhoto.jpeg).where(ItemPhoto.item_id == item)).scalar_one_or_none()
        if jpeg is not None:
            yield {"is": "photo", "item_id": str(item), "jpeg": as_json(_small(jpeg))}


def _small(jpeg: bytes) -> bytes:
    from PIL import Image

    made = io.BytesIO()
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
        picture.thumbnail((_SMALL, _SMALL))
        picture.convert("RGB").save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()


def _load(load: Arrival) -> Iterator[Values]:
    yield {"is": "load", "id": str(load.load), "code": load.load_code, "float": load.float_cash.amount}
    for each in load.lots:
        yield {
            "is": "brought",
            "load": str(load.load),
            "lot": str(each.lot),
            "quantity": each.quantity.units,
            "name": each.name,
            "code": each.code,
            "size": each.size,
        }


def _all(session: Session, kind: str, wanted: Select[Any]) -> Iterator[Values]:
    for row in session.execute(wanted).scalars():
        yield ROWS[kind].record(kind, row)


def _picked(
    session: Session, kind: str, model: type[Base], by: InstrumentedAttribute[Any], wanted: Sequence[UUID]
) -> Iterator[Values]:
    for some in _by_thousands(wanted):
        table = model.__table__
        for row in session.execute(select(*table.columns).where(by.in_(some)).order_by(*table.primary_key)):
            yield ROWS[kind].record(kind, row)


def _named_by(
    session: Session, what: InstrumentedAttribute[Any], by: InstrumentedAttribute[Any], of: Sequence[UUID]
) -> list[Any]:
    """What the rows name, each once and in order."""
    found: set[Any] = set()
    for some in _by_thousands(of):
        found |= set(session.execute(select(what).where(by.in_(some), what.is_not(None)).distinct()).scalars())
    return sorted(found)


def _by_thousands(wanted: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
