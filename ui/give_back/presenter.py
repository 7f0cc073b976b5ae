"""What lies how long, without Qt: found, filtered, marked by hand or by scan, then set aside or handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sentra_pos.catalogue.queries import ItemCard, item_by_code
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId, LotId, PartyId, new_id
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import fold
from sentra_pos.core.typed_text import shown
from sentra_pos.giving_back.ageing_queries import AgeingLot, ArtisanAgeing, ageing, board
from sentra_pos.giving_back.facts import Due, ProposalState
from sentra_pos.giving_back.hand_back import GIVEN_FROM, PieceBack
from sentra_pos.giving_back.markdown_queries import proposals
from sentra_pos.giving_back.transfer_goods import GoodsTransferred, MovedGoods, TransferGoods, transfer_goods
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.stock.places import shelf_of
from ui.kit.immediate import Runs

WATCHED = Changes(stock=True, sales=True, consignment=True, catalogue=True, parties=True)
Key = tuple[LotId, PlaceKind]


class Shown(StrEnum):
    """Which lots are to be seen."""

    ALL = "all"
    OVERDUE = "overdue"
    SOON = "soon"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedLot:
    """A lot with how many of it are chosen."""

    lot: AgeingLot
    marked: Quantity = NONE

    @property
    def key(self) -> Key:
        return self.lot.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is chosen."""

    pieces: Quantity
    value: Rupiah


class GiveBackView(Protocol):
    """What the presenter asks of the screen."""

    def show_artisans(self, artisans: tuple[ArtisanAgeing, ...], chosen: PartyId | None) -> None: ...

    def show_lots(self, lots: tuple[MarkedLot, ...], tally: Tally) -> None: ...

    def show_filter(self, shown: Shown) -> None: ...

    def show_waiting(self, proposals: int) -> None: ...

    def pick_lot(self, key: Key) -> None: ...

    def warn(self, sentence: str) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...

    def set_aside_as(self, moved: GoodsTransferred) -> None: ...


class GiveBackPresenter:
    """One a screen. What is marked is of one artisan, always."""

    def __init__(self, runner: Runs, clock: Clock, by: ActedBy, device: DeviceId, view: GiveBackView) -> None:
        self._runner, self._clock, self._by, self._device, self._view = runner, clock, by, device, view
        self._artisans: tuple[ArtisanAgeing, ...] = ()
        self._lots: tuple[AgeingLot, ...] = ()
        self._marks: dict[Key, Quantity] = {}
        self._typed = ""
        self.shown = Shown.ALL
        self.party: PartyId | None = None
        self._set_aside_id = DocumentId(new_id(clock))

    # ------------------------------------------------------------------------------------------------------- reading

    def load(self) -> None:
        """Read everything again; marks of what is gone are forgotten."""

        def ask(session: Any) -> tuple[tuple[ArtisanAgeing, ...], int]:
            found = board(session, business_today(self._clock), device=self._device)
            return found, len(proposals(session, state=ProposalState.OPEN))

        def came(answer: tuple[tuple[ArtisanAgeing, ...], int]) -> None:
            self._artisans, waiting = answer
            self._view.show_waiting(waiting)
            self._show(fresh=True)

        self._runner.read(ask, came, self._view.tell, origin=self._view, latest="give back")

    def _read_lots(self, then: Callable[[], object] = lambda: None) -> None:
        """The chosen artisan's, as they are now."""
        party = self.party

        def came(lots: tuple[AgeingLot, ...]) -> None:
            if party != self.party:
                return
            self._lots = lots
            there = {lot.key: lot.quantity for lot in lots}
            self._marks = {key: min(count, there[key]) for key, count in self._marks.items() if key in there}
            self._show_lots()
            then()

        if party is None:
            came(())
            return
        today, device = business_today(self._clock), self._device
        self._runner.read(
            lambda session: ageing(session, today, device=device, party=party),
            came,
            self._view.tell,
            origin=self._view,
            latest="give back lots",
        )

    def search(self, typed: str) -> None:
        """Only artisans whose name or code has the words."""
        self._typed = fold(typed)
        self._show()

    def show_only(self, shown: Shown) -> None:
        """Only lots of this kind, and the artisans who have any."""
        self.shown = shown
        self._show()

    def choose(self, party: PartyId | None) -> None:
        """Show one artisan's lots; marks of another's are dropped."""
        if party == self.party:
            return
        self.party = party
        self._marks.clear()
        self._read_lots()

    @property
    def artisan(self) -> ArtisanAgeing | None:
        """The chosen one, while they have goods here."""
        return next((each for each in self._artisans if each.party == self.party), None)

    def _show(self, *, fresh: bool = False, then: Callable[[], object] = lambda: None) -> None:
        """The artisans that are wanted; the chosen one's lots are read where they are not ``fresh`` or not his."""
        artisans = tuple(each for each in self._artisans if self._is_shown(each))
        if self.party not in {each.party for each in artisans}:
            self.party = artisans[0].party if artisans else None
            self._marks.clear()
        self._view.show_artisans(artisans, self.party)
        if fresh or any(lot.party != self.party for lot in self._lots) or not self._lots:
            self._read_lots(then)
        else:
            self._show_lots()
            then()

    def _is_shown(self, each: ArtisanAgeing) -> bool:
        counts = {Shown.OVERDUE: each.overdue, Shown.SOON: each.soon, Shown.ASIDE: each.set_aside}
        if not counts.get(self.shown, ONE):
            return False
        return self._typed in fold(f"{each.code} {each.name}")

    def _show_lots(self) -> None:
        lots = (lot for lot in self._of_party() if _fits(lot, self.shown))
        marked = tuple(MarkedLot(lot=lot, marked=self._marks.get(lot.key, NONE)) for lot in lots)
        self._view.show_lots(marked, self.tally())

    def _of_party(self) -> tuple[AgeingLot, ...]:
        return tuple(lot for lot in self._lots if lot.party == self.party)

    # ------------------------------------------------------------------------------------------------------- marking

    @property
    def marked(self) -> tuple[MarkedLot, ...]:
        """What is chosen, also what the filter hides."""
        lots = (lot for lot in self._of_party() if lot.key in self._marks)
        return tuple(MarkedLot(lot=lot, marked=self._marks[lot.key]) for lot in lots)

    def tally(self) -> Tally:
        """Of what is chosen."""
        marked = self.marked
        return Tally(
            pieces=Quantity(sum(each.marked.units for each in marked)),
            value=sum_rupiah(each.lot.price.times(each.marked) for each in marked),
        )

    def turn(self, key: Key) -> None:
        """Choose all of a lot, or none of it."""
        lot = self._lot(key)
        if lot is not None:
            self._mark(key, NONE if key in self._marks else lot.quantity)

    def change(self, key: Key, by: int) -> None:
        """One more or one less of a lot."""
        lot = self._lot(key)
        if lot is not None:
            count = self._marks.get(key, NONE).units + by
            self._mark(key, Quantity(max(0, min(count, lot.quantity.units))))

    def turn_all(self) -> None:
        """Choose everything that is shown and whole; once more, nothing."""
        lots = self._whole(lot for lot in self._of_party() if _fits(lot, self.shown))
        if all(self._marks.get(lot.key) == lot.quantity for lot in lots):
            self._marks.clear()
        else:
            self._marks |= {lot.key: lot.quantity for lot in lots}
        self._show_lots()

    def _whole(self, lots: Iterable[AgeingLot]) -> list[AgeingLot]:
        """What is put apart as damaged is chosen by hand only; where that is all, it is told."""
        found = list(lots)
        whole = [lot for lot in found if lot.place is not PlaceKind.QUARANTINE]
        if found and not whole:
            self._view.warn(_("All of it is damaged. Decide about it first: Count stock, Missing and damaged."))
        return whole

    def choose_everything_of(self, party: PartyId) -> None:
        """All that the artisan has here and is whole, whatever is filtered: before somebody leaves."""
        self._look_at(party, self._choose_all)

    def _choose_all(self) -> None:
        self._marks = {lot.key: lot.quantity for lot in self._whole(self._of_party())}
        self._show_lots()

    def _look_at(self, party: PartyId, then: Callable[[], object]) -> None:
        """All of one artisan's goods, whatever was searched and filtered."""
        if party != self.party:
            self._marks.clear()
        self._typed, self.shown, self.party = "", Shown.ALL, party
        self._view.show_filter(self.shown)
        self._show(then=then)

    def _mark(self, key: Key, count: Quantity) -> None:
        if count:
            self._marks[key] = count
        else:
            self._marks.pop(key, None)
        self._show_lots()

    def _lot(self, key: Key) -> AgeingLot | None:
        return next((lot for lot in self._of_party() if lot.key == key), None)

    # ------------------------------------------------------------------------------------------------------ scanning

    def scan(self, code: str) -> None:
        """A tag: one more piece of it is chosen, of whoever it belongs to unless another's are chosen already."""

        def ask(session: Any) -> tuple[ItemCard | None, tuple[AgeingLot, ...]]:
            card = item_by_code(session, code, shelf_of(session, self._device))
            if card is None:
                return None, ()
            return card, ageing(session, business_today(self._clock), device=self._device, item=card.id)

        def came(found: tuple[ItemCard | None, tuple[AgeingLot, ...]]) -> None:
            card, lots = found
            if card is None:
                self._view.warn(_("Nobody knows the code {code}.").format(code=shown(code)))
            else:
                self._scanned(card.name, lots)

        self._runner.read(ask, came, self._view.tell, origin=self._view)

    def _scanned(self, name: str, lots: tuple[AgeingLot, ...]) -> None:
        """``lots`` are everybody's of that item."""
        if not lots:
            self._view.warn(_("{item}: none of an artisan's is here. The shop's own goods stay.").format(item=name))
            return
        own = [lot for lot in lots if lot.party == self.party]
        if self._marks and not own:
            owners = {each.party: each.name for each in self._artisans}
            owner = owners.get(lots[0].party, "")
            self._view.warn(_("{item} belongs to {owner}. It was not chosen.").format(item=name, owner=owner))
            return
        mine = own or [lot for lot in lots if lot.party == lots[0].party]
        left = [lot for lot in mine if self._marks.get(lot.key, NONE) < lot.quantity]
        if not left:
            self._view.warn(_("{item}: all that is here is chosen already.").format(item=name))
            return
        self._choose_for_scan(min(left, key=lambda lot: GIVEN_FROM.index(lot.place) if lot.place in GIVEN_FROM else 9))

    def _choose_for_scan(self, lot: AgeingLot) -> None:
        def choose() -> None:
            self.change(lot.key, 1)
            self._view.pick_lot(lot.key)

        if lot.party == self.party and _fits(lot, self.shown) and self._lot(lot.key) is not None:
            choose()
        else:
            self._look_at(lot.party, choose)

    # -------------------------------------------------------------------------------------------------------- acting

    def to_hand_over(self) -> tuple[MarkedLot, ...]:
        """What is chosen; where nothing is, what was set aside to be fetched."""
        aside = (lot for lot in self._of_party() if lot.place is PlaceKind.SET_ASIDE)
        return self.marked or tuple(MarkedLot(lot=lot, marked=lot.quantity) for lot in aside)

    @property
    def to_set_aside(self) -> tuple[MarkedLot, ...]:
        """Of what is chosen, what can still be taken off sale."""
        return tuple(each for each in self.marked if each.lot.place in (PlaceKind.SHELF, PlaceKind.STORE_ROOM))

    @property
    def to_put_back(self) -> tuple[MarkedLot, ...]:
        """Of what is chosen, what is set aside."""
        return tuple(each for each in self.marked if each.lot.place is PlaceKind.SET_ASIDE)

    def set_aside(self) -> None:
        """Take what is chosen off sale; or, where all of it is set aside already, put it back on the shelf."""
        pulled, back = self.to_set_aside, self.to_put_back
        if pulled:
            self._move(pulled, PlaceKind.SET_ASIDE)
        elif back:
            self._move(back, PlaceKind.SHELF)

    def _move(self, chosen: Iterable[MarkedLot], target: PlaceKind) -> None:
        goods = tuple(
            MovedGoods(item=each.lot.item, quantity=each.marked, source=each.lot.place, lot=each.lot.lot)
            for each in chosen
        )
        command = TransferGoods(id=self._set_aside_id, by=self._by, target=target, goods=goods)

        def moved(answer: GoodsTransferred) -> None:
            self.forget_marks()
            self._view.set_aside_as(answer)

        self._runner.write(transfer_goods, command, moved, self._view.tell, ended=self._renew, origin=self._view)

    def _renew(self) -> None:
        """The next wish is another document."""
        self._set_aside_id = DocumentId(new_id(self._clock))
        self.load()

    def forget_marks(self) -> None:
        """What was chosen has been dealt with."""
        self._marks.clear()
        self._show_lots()


def _fits(lot: AgeingLot, shown_: Shown) -> bool:
    match shown_:
        case Shown.OVERDUE:
            return lot.state is Due.OVERDUE
        case Shown.SOON:
            return lot.state is Due.SOON
        case Shown.ASIDE:
            return lot.place is PlaceKind.SET_ASIDE
        case _:
            return True


def pieces_back(chosen: Iterable[MarkedLot]) -> tuple[PieceBack, ...]:
    """The lines of a hand-over, each of the very lot and place that was chosen."""
    return tuple(
        PieceBack(item=each.lot.item, quantity=each.marked, lot=each.lot.lot, place=each.lot.place) for each in chosen
    )
