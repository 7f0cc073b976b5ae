"""Short words for ringing up and taking back in tests."""

from __future__ import annotations

from dataclasses import dataclass

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.sales.cart import Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, SaleRefunded, refund_sale
from tests.gallery import Gallery, Tagged


def line_of(item: Tagged, quantity: int = 1, *, discount: int = 0, bearer: DiscountBearer | None = None) -> SaleLine:
    """So many of an item at the price on its tag."""
    discounts = (Discount(amount=Rupiah(discount), bearer=bearer, reason="langganan"),) if discount else ()
    return SaleLine(item=item.id, quantity=Quantity(quantity), price=item.price, discounts=discounts)


def cash(amount: int) -> Tender:
    """Notes and coins."""
    return Tender(method="cash", given=Rupiah(amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The till of a gallery."""

    store: Store
    clock: Clock
    gallery: Gallery

    def sale(
        self,
        *lines: SaleLine,
        tenders: tuple[Tender, ...] | None = None,
        by: ActedBy | None = None,
        identity: DocumentId | None = None,
        confirmed: frozenset[str] = frozenset(),
    ) -> CompleteSale:
        """A command; paid exactly in cash unless told."""
        total = sum_rupiah(line.amount for line in lines)
        return CompleteSale(
            id=identity or DocumentId(new_id(self.clock)),
            by=by or self.gallery.founded.by,
            lines=lines,
            tenders=(cash(total.amount),) if tenders is None else tenders,
            confirmed=confirmed,
        )

    def ring(self, command: CompleteSale) -> SaleCompleted:
        """Through the door, in a transaction of its own."""
        with self.store.writing() as session:
            return complete_sale(session, command, clock=self.clock)

    def sell(self, *lines: SaleLine, tenders: tuple[Tender, ...] | None = None) -> SaleCompleted:
        """Ring up at once."""
        return self.ring(self.sale(*lines, tenders=tenders))

    def refund(
        self,
        sale: DocumentId,
        *parts: tuple[int, int],
        method: str = "cash",
        by: ActedBy | None = None,
        identity: DocumentId | None = None,
    ) -> SaleRefunded:
        """Take (line, quantity) back."""
        command = RefundSale(
            id=identity or DocumentId(new_id(self.clock)),
            by=by or self.gallery.founded.by,
            lines=tuple(ReturnedLine(sale=sale, line=line, quantity=Quantity(q)) for line, q in parts),
            method=method,
            reason="too small",
        )
        with self.store.writing() as session:
            return refund_sale(session, command, clock=self.clock)

    def balance(self, kind: AccountKind, **whose: object) -> int:
        """Debits minus credits of an account."""
        with self.store.reading() as session:
            return balance_of(session, Account(kind, **whose)).amount  # type: ignore[arg-type]

    @property
    def drawer(self) -> int:
        """What must be in it."""
        return self.balance(AccountKind.DRAWER, device=self.gallery.founded.device)
