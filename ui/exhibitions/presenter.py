"""Exhibitions without a window: the list, or the page of one with its stands and what is to be done next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PlaceId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.exhibitions.errors import NoSuchExhibition
from sentra_pos.exhibitions.facts import Stage
from sentra_pos.exhibitions.pack_queries import loads_packed
from sentra_pos.exhibitions.queries import (
    ExhibitionDetails,
    ExhibitionRecord,
    StandDetails,
    exhibition,
    exhibitions,
)
from sentra_pos.exhibitions.reconciled import StillOpen, reconciled
from sentra_pos.exhibitions.result import result
from sentra_pos.exhibitions.sell_at import PlaceHere, SellAt, SellingAt, sell_at, selling_at
from sentra_pos.ledger.draft import ActedBy
from ui.exhibitions.next_step import Step, exhibition_step, stand_step
from ui.exhibitions.rows import Listed, Stand
from ui.kit.immediate import Doors, Runs

#: What these pages show.
WATCHED = Changes(stock=True, sales=True, consignment=True, till=True, settings=True, settlement=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitionPage:
    """One exhibition as its page shows it; ``here`` is the stand that this till sells at."""

    details: ExhibitionDetails
    stands: tuple[Stand, ...]
    here: PlaceHere | None
    open_ends: tuple[StillOpen, ...] = ()

    def sells_at(self, stand: Stand | None) -> bool:
        """Whether this till sells there."""
        return stand is not None and self.here is not None and self.here.place == stand.details.stand.places.place


class ExhibitionsView(Protocol):
    """What the presenter asks of the screen."""

    def show_list(self, listed: tuple[Listed, ...]) -> None: ...

    def show_page(self, page: ExhibitionPage) -> None: ...

    def selling(self, place: PlaceId | None) -> None:
        """The till sells there from now on; None is the shop's shelf."""

    def tell(self, trouble: SentraError) -> None: ...


class ExhibitionsPresenter:
    """One a screen. While ``opened`` is set its page is in front, else the list."""

    def __init__(self, runner: Runs, shop: Doors, by: ActedBy, view: ExhibitionsView) -> None:
        self._runner, self._shop, self._by, self._view = runner, shop, by, view
        self._clock = shop.clock
        self._takings: dict[UUID, Rupiah] = {}
        self.opened: UUID | None = None
        self.page: ExhibitionPage | None = None
        self.stand: UUID | None = None

    def load(self) -> None:
        """Read what is in front again."""
        if self.opened is None:
            self._runner.read(self._list, self._came, self._view.tell, origin=self._view, latest="exhibitions")
        else:
            self._read_page(self.opened)

    def _list(self, session: Any) -> tuple[ExhibitionRecord, ...]:
        return exhibitions(session, business_today(self._clock))

    def _came(self, found: tuple[ExhibitionRecord, ...]) -> None:
        if self.opened is None:
            self._show_list(found)
            self._runner.apart(
                lambda: self._add_up(found),
                lambda takings: self._know(takings, found),
                self._view.tell,
                origin=self._view,
                latest="takings of exhibitions",
            )

    def _add_up(self, found: tuple[ExhibitionRecord, ...]) -> dict[UUID, Rupiah]:
        """What each took; one at a time, so that nobody's question waits for the sum of years."""
        takings = {}
        for each in found:
            if each.stage in (Stage.PLANNED, Stage.CALLED_OFF):
                continue
            with self._shop.reading() as session:
                takings[each.id] = sum_rupiah(day.taken for day in result(session, each.id).days)
        return takings

    def _know(self, takings: dict[UUID, Rupiah], found: tuple[ExhibitionRecord, ...]) -> None:
        self._takings = takings
        if self.opened is None:
            self._show_list(found)

    def _show_list(self, found: tuple[ExhibitionRecord, ...]) -> None:
        self._view.show_list(tuple(Listed(record=each, takings=self._takings.get(each.id)) for each in found))

    def _read_page(self, wanted: UUID) -> None:
        today = business_today(self._clock)

        def ask(session: Any) -> ExhibitionPage:
            details = exhibition(session, wanted, today)
            packed = loads_packed(session, [each.stand.id for each in details.stands])
            last = details.record.ends
            over = details.record.stage is Stage.CALLED_OFF
            here = selling_at(session)

            def step(each: StandDetails) -> Step:
                sells = here is not None and here.place == each.stand.places.place
                known = packed[each.stand.id]
                return Step.NOTHING if over else stand_step(each, known, ends=last, today=today, sells_here=sells)

            return ExhibitionPage(
                details=details,
                stands=tuple(Stand(details=each, step=step(each)) for each in details.stands),
                here=here,
                open_ends=reconciled(session, wanted, today),
            )

        def came(page: ExhibitionPage) -> None:
            if self.opened == wanted:
                self.page = page
                self._keep_stand(page)
                self._view.show_page(page)

        self._runner.read(ask, came, self._gone, origin=self._view, latest="exhibition")

    def _gone(self, trouble: SentraError) -> None:
        if isinstance(trouble, NoSuchExhibition):
            self.leave()
        self._view.tell(trouble)

    def _keep_stand(self, page: ExhibitionPage) -> None:
        """The stand that was chosen stays chosen; else the first with something to be done."""
        if any(each.id == self.stand for each in page.stands):
            return
        waiting = [each for each in page.stands if each.step not in (Step.RESULT, Step.NOTHING)]
        first = next(iter(waiting or page.stands), None)
        self.stand = None if first is None else first.id

    # ------------------------------------------------------------------------------------------------- what is asked

    def open(self, wanted: UUID) -> None:
        """Bring its page to the front."""
        self.opened, self.page, self.stand = wanted, None, None
        self.load()

    def leave(self) -> None:
        """Back to the list."""
        self.opened = self.page = self.stand = None
        self.load()

    def pick(self, stand: UUID | None) -> None:
        """This stand is meant from now on."""
        if stand is not None:
            self.stand = stand

    def chosen(self) -> Stand | None:
        """The stand that is meant."""
        stands = () if self.page is None else self.page.stands
        return next((each for each in stands if each.id == self.stand), None)

    def step(self) -> Step:
        """What the strong button does now."""
        if self.page is None:
            return Step.NOTHING
        chosen = self.chosen()
        return exhibition_step(self.page.details) if chosen is None else chosen.step

    def sell(self, place: PlaceId | None) -> None:
        """Let this till sell at a stand, or from the shop's shelf again."""

        def done(_at: SellingAt) -> None:
            self.load()
            self._view.selling(place)

        self._runner.write(sell_at, SellAt(by=self._by, place=place), done, self._view.tell, origin=self._view)
