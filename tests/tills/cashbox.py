"""Short words for what is done with a till's cash in tests."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind, EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.printing.kinds import JobKind
from sentra_pos.printing.layout import lay_out
from sentra_pos.printing.queries import jobs, slip_of
from sentra_pos.tills.close_till import CloseTill, TillClosed, close_till
from sentra_pos.tills.counts import MethodCounted
from sentra_pos.tills.denominations import Denominations
from sentra_pos.tills.move_cash import CashMoved, MoveCash, move_cash
from sentra_pos.tills.open_till import OpenTill, TillOpened, open_till
from sentra_pos.tills.recount_till import RecountTill, TillRecounted, recount_till
from sentra_pos.tills.shift_queries import Movement
from sentra_pos.tills.show_count import CountShown, ShowCount, show_count
from tests.sales.shop import Counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Cashbox:
    """The till of a gallery, by its cash; the owner acts unless told."""

    counter: Counter

    @property
    def owner(self) -> ActedBy:
        return self.counter.gallery.founded.by

    @property
    def cashier(self) -> ActedBy:
        return self.counter.gallery.cashier

    def document(self) -> DocumentId:
        return DocumentId(new_id(self.counter.clock))

    def opens(self, counted: int, notes: dict[int, int] | None = None) -> TillOpened:
        """All of it put in just now."""
        cash = Rupiah(counted)
        denominations = None if notes is None else Denominations.of(notes)
        command = OpenTill(id=self.document(), by=self.owner, counted=cash, added=cash, denominations=denominations)
        with self.counter.store.writing() as session:
            return open_till(session, command, clock=self.counter.clock)

    def moves(
        self,
        movement: Movement,
        amount: int,
        *,
        category: str | None = None,
        reason: str = "",
        by: ActedBy | None = None,
        identity: DocumentId | None = None,
    ) -> CashMoved:
        command = MoveCash(
            id=identity or self.document(),
            by=by or self.owner,
            movement=movement,
            amount=Rupiah(amount),
            category=category,
            reason=reason,
        )
        with self.counter.store.writing() as session:
            return move_cash(session, command, clock=self.counter.clock)

    def shows(
        self, counted: int, *slips: MethodCounted, notes: dict[int, int] | None = None, by: ActedBy | None = None
    ) -> CountShown:
        denominations = None if notes is None else Denominations.of(notes)
        command = ShowCount(by=by or self.owner, counted=Rupiah(counted), denominations=denominations, methods=slips)
        with self.counter.store.writing() as session:
            return show_count(session, command, clock=self.counter.clock)

    def closes(
        self,
        counted: int,
        *slips: MethodCounted,
        to_safe: int = 0,
        notes: dict[int, int] | None = None,
        reason: str = "",
        by: ActedBy | None = None,
        identity: DocumentId | None = None,
    ) -> TillClosed:
        command = CloseTill(
            id=identity or self.document(),
            by=by or self.owner,
            counted=Rupiah(counted),
            to_safe=Rupiah(to_safe),
            denominations=None if notes is None else Denominations.of(notes),
            methods=slips,
            reason=reason,
        )
        with self.counter.store.writing() as session:
            return close_till(session, command, clock=self.counter.clock)

    def recounts(
        self,
        closing: DocumentId,
        counted: int,
        *,
        reason: str = "a note stuck to another",
        by: ActedBy | None = None,
        identity: DocumentId | None = None,
    ) -> TillRecounted:
        command = RecountTill(
            id=identity or self.document(),
            by=by or self.owner,
            closing=closing,
            counted=Rupiah(counted),
            reason=reason,
        )
        with self.counter.store.writing() as session:
            return recount_till(session, command, clock=self.counter.clock)

    # --------------------------------------------------------------------------------------------- what can be seen

    @property
    def money(self) -> dict[str, int]:
        """What drawer, safe and bank hold, and what was found over or short so far."""
        kinds = (AccountKind.SAFE, AccountKind.BANK, AccountKind.OVER_SHORT)
        return {"drawer": self.counter.drawer, **{kind.value: self.counter.balance(kind) for kind in kinds}}

    def events(self, kind: EventKind) -> list[dict[str, object]]:
        with self.counter.store.reading() as session:
            return [dict(said) for said in session.scalars(select(Event.details).where(Event.kind == kind))]

    def papers(self, columns: int = 32) -> dict[str, str]:
        """What was printed, by title, as it reads."""
        with self.counter.store.reading() as session:
            found = [job for job in jobs(session) if job.kind is JobKind.RECEIPT]
            slips = {job.title: slip_of(session, job.id) for job in found}
        return {title: lay_out(slip, columns).text() for title, slip in slips.items() if slip is not None}

    def drawer_openings(self) -> int:
        with self.counter.store.reading() as session:
            return sum(job.kind is JobKind.DRAWER for job in jobs(session))


def slips(method: str, amount: int) -> MethodCounted:
    """What the slips of one way of paying come to."""
    return MethodCounted(method=method, amount=Rupiah(amount))
