"""What the bank brought, without a window: which payments it was for, and what it kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.bank_queries import UnreceivedPayment, is_small, suggested, unreceived_payments
from sentra_pos.payments.bank_receipt import BankReceipt, BankReceived, bank_receipt
from sentra_pos.payments.errors import BankDiffers
from sentra_pos.payments.methods import payment_methods
from ui.kit.immediate import Runs

Key = tuple[DocumentId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheWay:
    """One way of paying, with what the bank has not brought of it, oldest first."""

    code: str
    name: str
    waiting: tuple[UnreceivedPayment, ...]

    @property
    def expected(self) -> Rupiah:
        return sum_rupiah(each.expected for each in self.waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """A payment and whether the sum from the bank was for it."""

    payment: UnreceivedPayment
    ticked: bool

    @property
    def key(self) -> Key:
        return self.payment.document, self.payment.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What is ticked beside what came; ``kept`` is what the bank kept beyond the cost known (below zero: gave)."""

    count: int
    paid: Rupiah
    cost: Rupiah
    received: Rupiah | None

    @property
    def expected(self) -> Rupiah:
        return self.paid - self.cost

    @property
    def kept(self) -> Rupiah:
        return ZERO if self.received is None else self.expected - self.received

    @property
    def is_small(self) -> bool:
        return is_small(self.kept, self.expected)

    @property
    def can_post(self) -> bool:
        return self.count > 0 and self.received is not None and self.received > ZERO


class BankView(Protocol):
    """What the presenter asks of the page."""

    def show_methods(self, methods: tuple[OnTheWay, ...], chosen: str) -> None: ...

    def show_payments(self, rows: tuple[Ticked, ...], match: Match) -> None: ...

    def received(self, code: str, amount: Rupiah) -> None: ...

    def ask_difference(self, question: BankDiffers, again: Callable[[str], object]) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...


class BankPresenter:
    """The sum leads until somebody ticks by hand."""

    def __init__(self, runner: Runs, clock: Clock, by: ActedBy, view: BankView) -> None:
        self._runner, self._clock, self._by, self._view = runner, clock, by, view
        self._id = DocumentId(new_id(clock))
        self._ticks: frozenset[Key] = frozenset()
        self._by_hand = self._busy = False
        self._amount: Rupiah | None = None
        self.methods: tuple[OnTheWay, ...] = ()
        self.method = ""

    def load(self) -> None:
        """Read what is on its way."""
        self._runner.read(on_the_way, self._came, self._view.tell, origin=self._view, latest="money.transit")

    def _came(self, methods: tuple[OnTheWay, ...]) -> None:
        self.methods = methods
        codes = [each.code for each in methods]
        if self.method not in codes:
            self.method = next((each.code for each in methods if each.waiting), codes[0] if codes else "")
        self._ticks &= {(each.document, each.line) for each in self.waiting}
        self._view.show_methods(methods, self.method)
        self._suggest_unless_by_hand()

    @property
    def waiting(self) -> tuple[UnreceivedPayment, ...]:
        """Of the way of paying that was chosen."""
        return next((each.waiting for each in self.methods if each.code == self.method), ())

    @property
    def match(self) -> Match:
        """How it stands."""
        chosen = [each for each in self.waiting if (each.document, each.line) in self._ticks]
        return Match(
            count=len(chosen),
            paid=sum_rupiah(each.amount for each in chosen),
            cost=sum_rupiah(each.cost for each in chosen),
            received=self._amount,
        )

    def choose(self, method: str) -> None:
        """Another way of paying."""
        self.method = method
        self._ticks, self._by_hand = frozenset(), False
        self._suggest_unless_by_hand()

    def type_amount(self, amount: Rupiah | None) -> None:
        """What the bank's list says came."""
        self._amount = amount
        self._suggest_unless_by_hand()

    def suggest(self) -> None:
        """Tick what the sum is most likely for, whatever was ticked by hand."""
        self._by_hand = False
        self._suggest_unless_by_hand()

    def tick(self, key: Key) -> None:
        """On or off, by hand."""
        self._by_hand = True
        self._ticks ^= {key}
        self._show()

    def tick_all(self) -> None:
        """Everything, or nothing when everything is ticked."""
        every = frozenset((each.document, each.line) for each in self.waiting)
        self._by_hand = True
        self._ticks = frozenset() if self._ticks == every else every
        self._show()

    def receive(self, day: date | None, reference: str, confirmed: frozenset[str] = frozenset()) -> None:
        """Post it; a difference that is too large is asked about first."""
        if self._busy or not self.match.can_post:
            return
        self._busy = True
        command = BankReceipt(
            id=self._id,
            by=self._by,
            method=self.method,
            received_on=day or business_today(self._clock),
            amount=self._amount or ZERO,
            payments=tuple(
                (each.document, each.line) for each in self.waiting if (each.document, each.line) in self._ticks
            ),
            reference=reference,
            confirmed=confirmed,
        )

        def refused(trouble: SentraError) -> None:
            self._busy = False
            if isinstance(trouble, BankDiffers):
                self._view.ask_difference(trouble, lambda answer: self.receive(day, reference, confirmed | {answer}))
            else:
                self._view.tell(trouble)
                self.load()

        self._runner.write(
            bank_receipt,
            command,
            lambda done: self._received(done, command.amount),
            refused,
            ended=self._ended,
            origin=self._view,
        )

    def _received(self, done: BankReceived, amount: Rupiah) -> None:
        self._id = DocumentId(new_id(self._clock))
        self._amount, self._ticks, self._by_hand = None, frozenset(), False
        self._view.received(done.code, amount)
        self.load()

    def _ended(self) -> None:
        self._busy = False

    def _suggest_unless_by_hand(self) -> None:
        if not self._by_hand:
            found = suggested(self.waiting, self._amount) if self._amount else ()
            self._ticks = frozenset((each.document, each.line) for each in found)
        self._show()

    def _show(self) -> None:
        rows = tuple(Ticked(payment=each, ticked=(each.document, each.line) in self._ticks) for each in self.waiting)
        self._view.show_payments(rows, self.match)


def on_the_way(session: Any) -> tuple[OnTheWay, ...]:
    """Every way of paying that comes through a bank and is offered, or still has something on its way."""
    found = (
        OnTheWay(code=method.code, name=method.name, waiting=unreceived_payments(session, method.code))
        for method in payment_methods(session, also_inactive=True)
        if method.account is AccountKind.IN_TRANSIT
    )
    offered = {method.code for method in payment_methods(session)}
    return tuple(each for each in found if each.waiting or each.code in offered)
