"""Counting without a window: what is open, what was scanned last, what is still to be seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

from sentra_pos.catalogue.queries import ItemCard, item_by_code
from sentra_pos.catalogue.search import search_items
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId, ItemId, PartyId, PlaceId, new_id
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.counting.count_item import CountItem, ItemCounted, count_item
from sentra_pos.counting.drop_count import DropCount, drop_count
from sentra_pos.counting.end_zone import EndZone, ZoneEnded, end_zone
from sentra_pos.counting.post_count import CountPosted, PostCount, post_count
from sentra_pos.counting.queries import (
    CountSheet,
    OpenCount,
    PlaceToCount,
    Review,
    artisans_at,
    count_sheet,
    open_counts,
    places_to_count,
    review,
)
from sentra_pos.counting.report_queries import CountDone, counts_done
from sentra_pos.counting.start_count import CountStarted, StartCount, start_count
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.stock.places import shelf_of
from ui.kit.immediate import Runs

#: What these pages show.
WATCHED = Changes(stock=True, sales=True, consignment=True, catalogue=True, parties=True)
Artisans = tuple[tuple[PartyId, str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What can be counted and by whose goods, what goes on, and what was counted before."""

    places: tuple[PlaceToCount, ...]
    artisans: dict[PlaceId, Artisans]
    going_on: tuple[OpenCount, ...]
    done: tuple[CountDone, ...]


class CountsView(Protocol):
    """What the presenter asks of the page."""

    def show_overview(self, overview: Overview) -> None: ...

    def show_sheet(self, sheet: CountSheet, last: ItemId | None) -> None: ...

    def show_review(self, found: Review) -> None: ...

    def counted(self, counted: ItemCounted) -> None:
        """It is saved, and the next scan may come."""

    def posted(self, posted: CountPosted) -> None: ...

    def zone_ended(self, ended: ZoneEnded) -> None: ...

    def ask_about_item(self, question: Question, command: CountItem) -> None: ...

    def ask_about_zone(self, question: Question, command: EndZone) -> None: ...

    def say(self, sentence: str) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...


def zones_typed(text: str) -> tuple[str, ...]:
    """The names between the commas."""
    return tuple(name for name in text.split(",") if name.strip())


class CountsPresenter:
    """One a page. While ``count`` is set its sheet is in front, else the list of counts.

    ``zone`` is where the person walks; None where the place is counted as a whole.
    """

    def __init__(self, runner: Runs, clock: Clock, by: ActedBy, view: CountsView) -> None:
        self._runner, self._clock, self._by, self._view = runner, clock, by, view
        self._new = DocumentId(new_id(clock))
        self.count: DocumentId | None = None
        self.zone: int | None = None
        self.last: ItemId | None = None

    def load(self) -> None:
        """Read what is in front again."""
        if self.count is None:
            self._runner.read(self._overview, self._view.show_overview, self._view.tell, origin=self._view)
        else:
            self._read_sheet(self.count)

    def _overview(self, session: Any) -> Overview:
        places = places_to_count(session, self._by.device)
        return Overview(
            places=places,
            artisans={place.id: artisans_at(session, place.id) for place in places},
            going_on=open_counts(session, self._by.device),
            done=counts_done(session, self._by.device),
        )

    def _read_sheet(self, count: DocumentId) -> None:
        zone = self.zone

        def came(sheet: CountSheet) -> None:
            shown = None if sheet.zone is None else sheet.zone.number
            # Not once the person has gone to another zone meanwhile.
            if self.count == count and self.zone in (zone, shown):
                self.zone = shown
                self._view.show_sheet(sheet, self.last)

        self._runner.read(
            lambda session: count_sheet(session, count, zone), came, self._gone, origin=self._view, latest="count sheet"
        )

    def _gone(self, trouble: SentraError) -> None:
        """Somebody posted it or gave it up meanwhile."""
        self._view.tell(trouble)
        self.leave()

    # ------------------------------------------------------------------------------------------------- begin and leave

    def start(self, place: PlaceId, party: PartyId | None, *, blind: bool, zones: tuple[str, ...] = ()) -> None:
        """Begin a count and open it."""
        command = StartCount(id=self._new, by=self._by, place=place, party=party, blind=blind, zones=zones)

        def started(done: CountStarted) -> None:
            self._new = DocumentId(new_id(self._clock))
            self.open(done.id)

        self._runner.write(start_count, command, started, self._view.tell, origin=self._view)

    def open(self, count: DocumentId) -> None:
        """Go on with a count."""
        self.count, self.zone, self.last = count, None, None
        self.load()

    def leave(self) -> None:
        """Back to the list; the count stays open, all of it is saved."""
        self.count, self.zone, self.last = None, None, None
        self.load()

    def drop(self) -> None:
        """Give it up."""
        if self.count is not None:
            command = DropCount(count=self.count, by=self._by)
            self._runner.write(drop_count, command, lambda _done: self.leave(), self._view.tell, origin=self._view)

    # --------------------------------------------------------------------------------------------------------- counting

    def scan(self, code: str) -> None:
        """A tag: one more of it."""
        if self.count is None:
            self._view.say(_("Begin a count first, then scan."))
            return

        def ask(session: Any) -> ItemCard | None:
            return item_by_code(session, code, shelf_of(session, self._by.device))

        def came(card: ItemCard | None) -> None:
            if card is None:
                self._view.say(_("Nobody knows the code {code}.").format(code=shown(code)))
            else:
                self.add(card.id)

        self._runner.read(ask, came, self._view.tell, origin=self._view)

    def find(self, typed: str) -> None:
        """What was typed names one item: one more of it."""

        def ask(session: Any) -> tuple[ItemCard, ...]:
            place = shelf_of(session, self._by.device)
            by_code = item_by_code(session, typed, place)
            return search_items(session, typed, 2, place=place) if by_code is None else (by_code,)

        def came(cards: tuple[ItemCard, ...]) -> None:
            if len(cards) == 1:
                self.add(cards[0].id)
            elif cards:
                self._view.say(_("Several items are called that. Type more of the name, or the code on the tag."))
            else:
                self._view.say(_("Nothing is called that. Try fewer letters."))

        if typed.strip():
            self._runner.read(ask, came, self._view.tell, origin=self._view)

    def add(self, item: ItemId) -> None:
        """One more of it was seen."""
        if self.count is not None:
            self.send(CountItem(count=self.count, by=self._by, item=item, quantity=ONE, zone=self.zone))

    def set_quantity(self, item: ItemId, quantity: Quantity) -> None:
        """So many in all, or in the zone."""
        if self.count is not None:
            self.send(CountItem(count=self.count, by=self._by, item=item, quantity=quantity, anew=True, zone=self.zone))

    def send(self, command: CountItem) -> None:
        """Save it; a question comes back with the command that asked it."""

        def failed(trouble: SentraError) -> None:
            if isinstance(trouble, Question):
                self._view.ask_about_item(trouble, command)
            else:
                self._view.tell(trouble)

        self._runner.write(count_item, command, self._counted, failed, origin=self._view)

    def agree(self, question: Question, command: CountItem) -> None:
        """Yes: send it again."""
        self.send(replace(command, confirmed=command.confirmed | {question.answer}))

    def put_off(self, command: CountItem) -> None:
        """No: but the piece was seen, so the count waits until the item is counted again."""
        self.send(replace(command, later=True))

    def _counted(self, counted: ItemCounted) -> None:
        self.last = counted.item
        self._view.counted(counted)
        self.load()

    # ------------------------------------------------------------------------------------------------------ the zones

    def go_to_zone(self, zone: int) -> None:
        """From here on it is this one that is counted."""
        self.zone = zone
        self.load()

    def end_zone(self, *, again: bool) -> None:
        """It was looked through: on to the next that is open. Or ``again``: there is more to count in it."""
        if self.count is not None and self.zone is not None:
            self._send_end(EndZone(count=self.count, by=self._by, zone=self.zone, again=again))

    def agree_to_end(self, question: Question, command: EndZone) -> None:
        """Yes, it is empty."""
        self._send_end(replace(command, confirmed=command.confirmed | {question.answer}))

    def _send_end(self, command: EndZone) -> None:
        def failed(trouble: SentraError) -> None:
            if isinstance(trouble, Question):
                self._view.ask_about_zone(trouble, command)
            else:
                self._view.tell(trouble)

        self._runner.write(end_zone, command, self._zone_ended, failed, origin=self._view)

    def _zone_ended(self, ended: ZoneEnded) -> None:
        if ended.done and self.zone == ended.zone:
            self.zone = None
        self._view.zone_ended(ended)
        self.load()

    # -------------------------------------------------------------------------------------------------------- the end

    def review(self, *, finished: bool) -> None:
        """What posting would say."""
        count = self.count
        if count is not None:
            self._runner.read(
                lambda session: review(session, count, finished=finished),
                self._view.show_review,
                self._view.tell,
                origin=self._view,
                latest="count review",
            )

    def finish(self, *, finished: bool) -> None:
        """Post it."""
        if self.count is not None:
            command = PostCount(id=self.count, by=self._by, finished=finished)
            self._runner.write(post_count, command, self._posted, self._view.tell, origin=self._view)

    def _posted(self, posted: CountPosted) -> None:
        self.leave()
        self._view.posted(posted)
