"""A laptop asks to be admitted: a small file with its name and the public half of its key, signed by itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.db.setting_keys import EXHIBITION, OWN_DEVICE, SHOP_ID
from sentra_pos.db.settings import get_setting, get_settings
from sentra_pos.exhibitions.file_errors import AnotherShop, BarredLaptop, RecordSenseless, UnknownLaptop
from sentra_pos.exhibitions.keys import fingerprint, own_key, public_of
from sentra_pos.exhibitions.models import EnrolledDeviceRow
from sentra_pos.exhibitions.sealed_file import About, FileKind, Header, seal, unseal
from sentra_pos.ledger.models import Device


class LaptopNameMissing(SentraError):
    message = N_("The name is missing. Please write what the laptop is called, for instance by its sticker.")


class StoreIsAShops(SentraError):
    message = N_("This store is a shop's own. A laptop asks to be admitted from an empty store.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What a laptop's file says; ``fingerprint`` is what both screens show."""

    name: str
    public_key: bytes
    fingerprint: str


def enrolment_file(session: Session, name: str, *, clock: Clock) -> bytes:
    """The laptop's request; its key is made with the first one, so within ``writing``.

    Raises LaptopNameMissing, StoreIsAShops, NoKeyInPractice.
    """
    kept = get_settings(session, OWN_DEVICE, EXHIBITION)
    if OWN_DEVICE in kept and EXHIBITION not in kept:
        raise StoreIsAShops
    called = one_line(name, 60)
    if not fold(called):
        raise LaptopNameMissing
    key = own_key(session)
    about = About(written_at=clock.now(), names={"device": called})
    return seal(FileKind.ENROLMENT, about, [{"is": "laptop", "name": called, "key": public_of(key).hex()}], key)


def read_enrolment(source: bytes | Path) -> Enrolment:
    """What the request says, once it holds. Raises a FileRefused."""
    sealed = unseal(source, kind=FileKind.ENROLMENT, admit=_anybody)
    records = list(sealed.records())
    public = sealed.header.signer
    name = one_line(_name(records), 60)
    if len(records) != 1 or not fold(name) or records[0] != {"is": "laptop", "name": name, "key": public.hex()}:
        raise RecordSenseless(record=1, what="laptop")
    return Enrolment(name=name, public_key=public, fingerprint=fingerprint(public))


def _name(records: list[dict[str, Any]]) -> str:
    name = records[0].get("name") if records else None
    return name if isinstance(name, str) else ""


def _anybody(header: Header) -> None:
    """Whoever asks to be admitted is a stranger; what makes them none is the number on both screens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laptop:
    """A laptop of this shop; ``code`` is its digit on papers."""

    device: DeviceId
    code: int
    name: str
    fingerprint: str
    public_key: bytes
    barred: bool


def laptops(session: Session) -> tuple[Laptop, ...]:
    """Every laptop that was ever admitted, by its digit."""
    rows = session.execute(
        select(EnrolledDeviceRow, Device.code, Device.name)
        .join(Device, Device.id == EnrolledDeviceRow.device_id)
        .order_by(Device.code)
    )
    return tuple(
        Laptop(
            device=row.device_id,
            code=code,
            name=name,
            fingerprint=fingerprint(row.public_key),
            public_key=row.public_key,
            barred=row.revoked_at is not None,
        )
        for row, code, name in rows
    )


def admit_laptop(session: Session, header: Header) -> Laptop:
    """The laptop that a file says it is from, if this shop takes files from it: shop, then signer, then device.

    Raises AnotherShop, UnknownLaptop, BarredLaptop.
    """
    about = header.about
    if str(about.shop) != get_setting(session, SHOP_ID):
        raise AnotherShop(name=about.name("shop"))
    signer = next((each for each in laptops(session) if each.public_key == header.signer), None)
    if signer is None or signer.device != about.device:
        raise UnknownLaptop(name=about.name("device"))
    if signer.barred:
        raise BarredLaptop(name=signer.name)
    return signer
