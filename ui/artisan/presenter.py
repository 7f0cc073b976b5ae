"""What the counter asks for an artisan: every question goes out with the session, and with nobody else's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol, TypeVar

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.gone_queries import why_gone
from sentra_pos.artisan_counter.goods_queries import (
    MyMove,
    MyPiece,
    MySale,
    handed_back,
    missing_and_damaged,
    pieces_at_exhibitions,
    pieces_here,
    returned_by_buyers,
    sales,
)
from sentra_pos.artisan_counter.money_queries import (
    MyPayout,
    Overview,
    debts,
    overview,
    payouts,
    savings,
    settlement,
    settlements,
    why_line,
    why_owed,
)
from sentra_pos.artisan_counter.objection_queries import ObjectionRow, my_objections
from sentra_pos.artisan_counter.paid_queries import why_paid
from sentra_pos.artisan_counter.print_papers import (
    PaperSpooled,
    PrintMyStatement,
    PrintOverview,
    print_my_statement,
    print_overview,
)
from sentra_pos.artisan_counter.raise_objection import ObjectionRaised, RaiseObjection, raise_objection
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ObjectionId, new_id
from sentra_pos.settlement.explain import Reason
from sentra_pos.settlement.figures import Explanation, Figure, Part
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.settlement.statement import Statement
from ui.kit.immediate import Runs

R = TypeVar("R")


class Page(Enum):
    """The counter's pages, in their order."""

    OVERVIEW = auto()
    GOODS = auto()
    SOLD = auto()
    SETTLEMENTS = auto()
    DEBTS = auto()
    OBJECTIONS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """Everything of the page of goods."""

    here: tuple[MyPiece, ...]
    away: tuple[MyPiece, ...]
    back: tuple[MyMove, ...]
    home: tuple[MyMove, ...]
    lost: tuple[MyMove, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """Everything of the page of settlements."""

    settlements: tuple[SettlementRow, ...]
    payouts: tuple[MyPayout, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Debts and savings with what led to them."""

    debts: tuple[Reason, ...]
    savings: tuple[Reason, ...]


class CounterView(Protocol):
    """What the counter can show."""

    def show_overview(self, seen: Overview) -> None: ...

    def show_goods(self, goods: Goods) -> None: ...

    def show_sales(self, rows: Sequence[MySale]) -> None: ...

    def show_paid(self, paid: Paid) -> None: ...

    def show_kept(self, kept: Kept) -> None: ...

    def show_objections(self, rows: Sequence[ObjectionRow]) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...


class CounterPresenter:
    """One visit of one artisan."""

    def __init__(self, runner: Runs, clock: Clock, who: ArtisanSession, view: CounterView) -> None:
        self.who = who
        self._runner, self._clock, self._view = runner, clock, view

    def open(self, page: Page) -> None:
        """Load a page; the view shows it when it has come."""
        who, today, view = self.who, business_today(self._clock), self._view
        match page:
            case Page.OVERVIEW:
                self._read(lambda session: overview(session, who, today), view.show_overview)
            case Page.GOODS:
                self._read(self._goods, view.show_goods)
            case Page.SOLD:
                self._read(lambda session: sales(session, who, today), view.show_sales)
            case Page.SETTLEMENTS:
                self._read(self._paid, view.show_paid)
            case Page.DEBTS:
                self._read(self._kept, view.show_kept)
            case Page.OBJECTIONS:
                self._read(lambda session: my_objections(session, who), view.show_objections)

    def _goods(self, session: Any) -> Goods:
        who = self.who
        return Goods(
            here=pieces_here(session, who),
            away=pieces_at_exhibitions(session, who),
            back=returned_by_buyers(session, who),
            home=handed_back(session, who),
            lost=missing_and_damaged(session, who),
        )

    def _paid(self, session: Any) -> Paid:
        return Paid(settlements=settlements(session, self.who), payouts=payouts(session, self.who))

    def _kept(self, session: Any) -> Kept:
        return Kept(debts=debts(session, self.who), savings=savings(session, self.who))

    def statement(self, document: DocumentId, done: Callable[[Statement], object]) -> None:
        """One of the artisan's settlements with its lines."""
        self._read(lambda session: settlement(session, self.who, document), done)

    def why(self, part: Part, done: Callable[[Explanation], object]) -> None:
        """What a part of an explanation is made of; nothing where it is not made of anything."""
        document, line, figure = part.document, part.line, part.figure
        if figure is not None:
            self.why_owed(figure, done)
        elif document is not None:
            self.why_line(document, line, done)

    def why_owed(self, figure: Figure, done: Callable[[Explanation], object]) -> None:
        """What a figure of the artisan's is made of."""
        self._read(lambda session: why_owed(session, self.who, figure), done)

    def why_line(self, document: DocumentId, line: int, done: Callable[[Explanation], object]) -> None:
        """How a line came to its amount."""
        self._read(lambda session: why_line(session, self.who, document, line), done)

    def why_gone(self, document: DocumentId, line: int, done: Callable[[Explanation], object]) -> None:
        """What happened to pieces that were missing or damaged, and why it was decided so."""
        self._read(lambda session: why_gone(session, self.who, document, line), done)

    def why_paid(self, document: DocumentId, line: int, done: Callable[[Explanation], object]) -> None:
        """How a payout came to the artisan."""
        self._read(lambda session: why_paid(session, self.who, document, line), done)

    def new_objection(self) -> ObjectionId:
        """Minted when the sheet opens, so that a double press is one."""
        return ObjectionId(new_id(self._clock))

    def raise_objection(
        self,
        identity: ObjectionId,
        document: DocumentId,
        line: int,
        words: str,
        done: Callable[[ObjectionRaised], object],
        failed: Callable[[SentraError], object],
        ended: Callable[[], object],
    ) -> None:
        """Write it down."""
        command = RaiseObjection(id=identity, artisan=self.who, document=document, line=line, words=words)
        self._runner.write(raise_objection, command, done, failed, ended=ended, origin=self._view)

    def print_overview(self, done: Callable[[PaperSpooled], object]) -> None:
        """The artisan's figures on a slip."""
        command = PrintOverview(id=new_id(self._clock), artisan=self.who)
        self._runner.write(print_overview, command, done, self._view.tell, origin=self._view)

    def print_statement(self, document: DocumentId, done: Callable[[PaperSpooled], object]) -> None:
        """A settlement's one-page statement."""
        command = PrintMyStatement(id=new_id(self._clock), artisan=self.who, settlement=document)
        self._runner.write(print_my_statement, command, done, self._view.tell, origin=self._view)

    def _read(self, query: Callable[[Any], R], done: Callable[[R], object]) -> None:
        self._runner.read(query, done, self._view.tell, origin=self._view, latest="artisan")
