"""A shop and a laptop, each with a store of its own, and the files that people carry from one to the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DeviceId, StaffId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.db.setting_keys import EXHIBITION
from sentra_pos.db.settings import get_setting
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
from tests.made_once import made_once

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

    def at(self, shop: Store, laptop: Store, clock: FixedClock) -> Away:
        """The same facts over other stores, into which they were copied (see ``made_once``)."""
        return replace(self, fair=replace(self.fair, store=shop, clock=clock), laptop=laptop)

    def pack(self, **more: Any) -> bytes:
        with self.fair.store.writing() as session:
            return write_pack(session, self.stand, by=self.fair.ratna, clock=self.fair.clock, **more)

    def read(self, file: bytes) -> Pack:
        with self.laptop.reading() as session:
            return pack_for_this_laptop(session, file)

    def open(self, file: bytes, **more: Any) -> PackOpened:
        """The first one before anybody could log in; what comes for the same stand later, the owner opens."""
        pack = self.read(file)
        with self.laptop.reading() as session:
            here = get_setting(session, EXHIBITION) or {}
        by = self.fair.ratna.staff if here.get("stand") == str(pack.stand.id) else None
        wanted = {"pins": dict.fromkeys(self.goers, PIN), "hasher": QUICK_HASHER, "by": by, **more}
        return open_pack(self.laptop, pack, clock=self.fair.clock, **wanted)


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
    made = made_once(shop, clock, "an exhibition away", lambda: _exhibition_away(shop, laptop, clock), laptop)
    return made.at(shop, laptop, clock)


def _exhibition_away(shop: Store, laptop: Store, clock: FixedClock) -> Away:
    gallery = a_gallery(shop, clock)
    fair = Fair(store=shop, clock=clock, gallery=gallery)
    goers = (gallery.cashier.staff, fair.ratna.staff)
    exhibition = fair.plan(staff=goers)
    device = admit(fair, laptop).device
    stand = fair.stand(exhibition, StandKind.LAPTOP, "Hall B 12", device)
    return Away(fair=fair, laptop=laptop, exhibition=exhibition, stand=stand.id, device=device, goers=goers)


def a_van_on_the_road(shop: Store, laptop: Store, clock: FixedClock) -> Away:
    """The exhibition away, and its van loaded."""
    made = made_once(shop, clock, "a van on the road", lambda: _on_the_road(shop, laptop, clock), laptop)
    return made.at(shop, laptop, clock)


def _on_the_road(shop: Store, laptop: Store, clock: FixedClock) -> Away:
    away = an_exhibition_away(shop, laptop, clock)
    load_the_van(away)
    return away


def load_the_van(away: Away, change: int = 200_000) -> None:
    """The silk cloth, eight of the counted ones, and change."""
    gallery = away.fair.gallery
    away.fair.fill_the_safe(change)
    away.fair.load(away.stand, (gallery.surya, 1), (gallery.mrico, 6), (gallery.shirt_m, 2), change=change)


def findings(store: Store) -> list[str]:
    """What the doctor says of a store that is open."""
    return [f"{each.code}: {each.sentence}" for each in examine(store.path)]
