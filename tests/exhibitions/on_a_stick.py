"""A shop and a laptop, each with a store of its own, and the files that people carry from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DeviceId, StaffId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.enrol_device import DeviceEnrolled, EnrolDevice, enrol_device
from sentra_pos.exhibitions.enrolment import enrolment_file, read_enrolment
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.open_pack import PackOpened, open_pack
from sentra_pos.exhibitions.pack import write_pack
from sentra_pos.exhibitions.pack_facts import Pack, pack_for_this_laptop
from tests.exhibitions.fair import Fair
from tests.factories import QUICK_HASHER
from tests.gallery import a_gallery

PIN = "135790"


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """An exhibition with one laptop's stand; ``fair`` is the shop, ``laptop`` the other store."""

    fair: Fair
    laptop: Store
    exhibition: UUID
    stand: UUID
    device: DeviceId
    goers: tuple[StaffId, ...]

    def pack(self, **more: Any) -> bytes:
        with self.fair.store.writing() as session:
            return write_pack(session, self.stand, by=self.fair.ratna, clock=self.fair.clock, **more)

    def read(self, file: bytes) -> Pack:
        with self.laptop.reading() as session:
            return pack_for_this_laptop(session, file)

    def open(self, file: bytes, **more: Any) -> PackOpened:
        wanted = {"pins": dict.fromkeys(self.goers, PIN), "hasher": QUICK_HASHER, **more}
        return open_pack(self.laptop, self.read(file), clock=self.fair.clock, **wanted)


def admit(shop: Fair, laptop: Store, name: str = "Laptop pameran") -> DeviceEnrolled:
    """The laptop's file carried to the shop, its number compared, the laptop admitted."""
    with laptop.writing() as session:
        file = enrolment_file(session, name, clock=shop.clock)
    asked = read_enrolment(file)
    device = DeviceId(new_id(shop.clock))
    command = EnrolDevice(device=device, by=shop.ratna, file=file, fingerprint=asked.fingerprint)
    enrolled: DeviceEnrolled = shop.do(enrol_device, command)
    return enrolled


def an_exhibition_away(shop: Store, laptop: Store, clock: FixedClock) -> Away:
    """Planned, its laptop admitted; nothing is loaded yet. Dewi and the owner go."""
    gallery = a_gallery(shop, clock)
    fair = Fair(store=shop, clock=clock, gallery=gallery)
    goers = (gallery.cashier.staff, fair.ratna.staff)
    exhibition = fair.plan(staff=goers)
    device = admit(fair, laptop).device
    stand = fair.stand(exhibition, StandKind.LAPTOP, "Hall B 12", device)
    return Away(fair=fair, laptop=laptop, exhibition=exhibition, stand=stand.id, device=device, goers=goers)


def load_the_van(away: Away, change: int = 200_000) -> None:
    """The silk cloth, eight of the counted ones, and change."""
    gallery = away.fair.gallery
    away.fair.fill_the_safe(change)
    away.fair.load(away.stand, (gallery.surya, 1), (gallery.mrico, 6), (gallery.shirt_m, 2), change=change)


def findings(store: Store) -> list[str]:
    """What the doctor says of a store that is open."""
    return [f"{each.code}: {each.sentence}" for each in examine(store.path)]
