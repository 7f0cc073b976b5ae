"""Whether payments have come, without a window: what is marked, and recorded in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.check_payment import CheckedPayment, CheckPayment, PaymentChecked, check_payment
from sentra_pos.payments.checks import UncheckedPayment, unchecked_payments
from sentra_pos.payments.methods import payment_methods
from ui.kit.immediate import Runs

Key = tuple[DocumentId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A payment that waits, with what was found of it so far; ``arrived`` is None while nobody has looked."""

    payment: UncheckedPayment
    method: str
    arrived: bool | None = None
    reference: str = ""

    @property
    def key(self) -> Key:
        return self.payment.document, self.payment.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the marks come to."""

    arrived: int
    amount: Rupiah
    missing: int

    @property
    def marked(self) -> int:
        return self.arrived + self.missing


class CheckView(Protocol):
    """What the presenter asks of the page."""

    def show_payments(self, rows: tuple[Marked, ...], tally: Tally) -> None: ...

    def checked(self, code: str, tally: Tally) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...


class CheckPresenter:
    """Keeps the marks while the list is read anew around them."""

    def __init__(self, runner: Runs, clock: Clock, by: ActedBy, view: CheckView) -> None:
        self._runner, self._clock, self._by, self._view = runner, clock, by, view
        self._id = DocumentId(new_id(clock))
        self._busy = False
        self.rows: tuple[Marked, ...] = ()

    def load(self) -> None:
        """Read what waits; marks on what still waits stay."""
        self._runner.read(_waiting, self._came, self._view.tell, origin=self._view, latest="money.unchecked")

    def _came(self, rows: tuple[Marked, ...]) -> None:
        before = {row.key: row for row in self.rows}
        self.rows = tuple(
            replace(row, arrived=before[row.key].arrived, reference=before[row.key].reference)
            if row.key in before
            else row
            for row in rows
        )
        self._show()

    @property
    def tally(self) -> Tally:
        """What the marks come to now."""
        come = [row.payment.amount for row in self.rows if row.arrived]
        missing = sum(row.arrived is False for row in self.rows)
        return Tally(arrived=len(come), amount=sum_rupiah(come), missing=missing)

    def mark(self, key: Key, arrived: bool) -> None:
        """The money has come, or it has not; the same mark again takes it away."""
        self._change(key, lambda row: replace(row, arrived=None if row.arrived is arrived else arrived))

    def note(self, key: Key, reference: str) -> None:
        """The number that the bank's list shows."""
        self._change(key, lambda row: replace(row, reference=reference.strip()), show=False)

    def mark_all(self) -> None:
        """All of it has come, except what is marked already."""
        self.rows = tuple(replace(row, arrived=True) if row.arrived is None else row for row in self.rows)
        self._renew()
        self._show()

    def record(self) -> None:
        """Put down what is marked; the rest goes on waiting."""
        marked = [row for row in self.rows if row.arrived is not None]
        if self._busy or not marked:
            return
        self._busy = True
        tally = self.tally
        command = CheckPayment(
            id=self._id,
            by=self._by,
            payments=tuple(
                CheckedPayment(
                    document=row.payment.document,
                    line=row.payment.line,
                    arrived=bool(row.arrived),
                    reference=row.reference,
                )
                for row in marked
            ),
        )
        self._runner.write(
            check_payment,
            command,
            lambda done: self._recorded(done, tally),
            self._refused,
            ended=self._ended,
            origin=self._view,
        )

    def _recorded(self, done: PaymentChecked, tally: Tally) -> None:
        self.rows = tuple(replace(row, arrived=None, reference="") for row in self.rows)
        self._renew()
        self._view.checked(done.code, tally)
        self.load()

    def _refused(self, trouble: SentraError) -> None:
        self._view.tell(trouble)
        self.load()

    def _ended(self) -> None:
        self._busy = False

    def _change(self, key: Key, change: Callable[[Marked], Marked], *, show: bool = True) -> None:
        self.rows = tuple(change(row) if row.key == key else row for row in self.rows)
        self._renew()
        if show:
            self._show()

    def _renew(self) -> None:
        # Other marks are another check: the same id may mean one thing only.
        self._id = DocumentId(new_id(self._clock))

    def _show(self) -> None:
        self._view.show_payments(self.rows, self.tally)


def _waiting(session: Any) -> tuple[Marked, ...]:
    names = {method.code: method.name for method in payment_methods(session, also_inactive=True)}
    return tuple(
        Marked(payment=each, method=names.get(each.method, each.method)) for each in unchecked_payments(session)
    )
