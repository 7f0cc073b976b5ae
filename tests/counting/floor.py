"""Short words for counting and for cases in tests."""

from __future__ import annotations

from dataclasses import dataclass

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, DocumentId, ItemId, LotId, PartyId, PlaceId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.case_queries import Case, open_cases
from sentra_pos.counting.count_item import CountItem, ItemCounted, count_item
from sentra_pos.counting.decide_case import CaseDecided, DecideCase, decide_case
from sentra_pos.counting.end_zone import EndZone, end_zone
from sentra_pos.counting.facts import Outcome
from sentra_pos.counting.post_count import CountPosted, PostCount, post_count
from sentra_pos.counting.queries import CountSheet, Review, count_sheet, review
from sentra_pos.counting.report_queries import CountReport, count_report
from sentra_pos.counting.start_count import StartCount, start_count
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.open_epoch import add_device
from sentra_pos.stock.queries import items_at
from tests.gallery import Gallery, Tagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The shelf of a gallery, and whoever walks along it."""

    store: Store
    clock: Clock
    gallery: Gallery

    @property
    def by(self) -> ActedBy:
        return self.gallery.founded.by

    @property
    def shelf(self) -> PlaceId:
        return self.gallery.founded.shelf

    def new(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def start(self, *zones: str, party: PartyId | None = None, blind: bool = False) -> DocumentId:
        command = StartCount(id=self.new(), by=self.by, place=self.shelf, party=party, blind=blind, zones=zones)
        with self.store.writing() as session:
            return start_count(session, command, clock=self.clock).id

    def count(
        self,
        count: DocumentId,
        item: Tagged | ItemId,
        pieces: int = 1,
        *,
        anew: bool = False,
        zone: int | None = None,
        later: bool = False,
        by: ActedBy | None = None,
        confirmed: frozenset[str] = frozenset(),
    ) -> ItemCounted:
        command = CountItem(
            count=count,
            by=by or self.by,
            item=item.id if isinstance(item, Tagged) else item,
            quantity=Quantity(pieces),
            anew=anew,
            zone=zone,
            later=later,
            confirmed=confirmed,
        )
        with self.store.writing() as session:
            return count_item(session, command, clock=self.clock)

    def end(
        self, count: DocumentId, *zones: int, again: bool = False, empty: bool = False, by: ActedBy | None = None
    ) -> None:
        """``empty``: it is, as somebody says who is asked."""
        with self.store.writing() as session:
            for zone in zones:
                yes = frozenset({f"empty:{zone}"} if empty else ())
                command = EndZone(count=count, by=by or self.by, zone=zone, again=again, confirmed=yes)
                end_zone(session, command, clock=self.clock)

    def sheet(self, count: DocumentId, zone: int | None = None) -> CountSheet:
        with self.store.reading() as session:
            return count_sheet(session, count, zone)

    def post(self, count: DocumentId, *, finished: bool = True) -> CountPosted:
        with self.store.writing() as session:
            return post_count(session, PostCount(id=count, by=self.by, finished=finished), clock=self.clock)

    def review(self, count: DocumentId, *, finished: bool = True) -> Review:
        with self.store.reading() as session:
            return review(session, count, finished=finished)

    def report(self, count: DocumentId) -> CountReport:
        with self.store.reading() as session:
            return count_report(session, count)

    def at(self, place: PlaceId, item: Tagged) -> int:
        with self.store.reading() as session:
            return items_at(session, place, [item.id])[item.id].units

    def lose(self, item: Tagged, left: int) -> DocumentId:
        """Count the item alone and find so many."""
        count = self.start()
        self.count(count, item, left, anew=True)
        self.post(count, finished=False)
        return count

    def cases(self) -> tuple[Case, ...]:
        with self.store.reading() as session:
            return open_cases(session, self.gallery.founded.device)

    def decide(
        self,
        case: Case,
        outcome: Outcome,
        pieces: int = 1,
        *,
        reason: str = "",
        lot: LotId | None = None,
        place: PlaceId | None = None,
        identity: DocumentId | None = None,
        by: ActedBy | None = None,
    ) -> CaseDecided:
        command = DecideCase(
            id=identity or self.new(),
            by=by or self.by,
            lot=lot or case.lot,
            place=place or case.place,
            quantity=Quantity(pieces),
            outcome=outcome,
            reason=reason,
        )
        with self.store.writing() as session:
            return decide_case(session, command, clock=self.clock)


def another_till(floor: Floor) -> DeviceId:
    """A second device of the same shop, which keeps none of these places."""
    device = DeviceId(new_id(floor.clock))
    with floor.store.writing() as session:
        add_device(session, device, name="Kasir 2", clock=floor.clock)
    return device
