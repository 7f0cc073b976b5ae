"""Taking goods of one sale back, without Qt: how many of each line, in what state, and how the money goes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from sentra_pos.catalogue.queries import ItemCard, item_by_code
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.methods import CASH, PaymentMethod
from sentra_pos.sales.cart import Condition, ReturnedLine
from sentra_pos.sales.errors import NothingReturned, NotReturnable, ReasonMissing
from sentra_pos.sales.refund_sale import RefundQuote, RefundSale, SaleRefunded, quote_refund, refund_sale
from sentra_pos.sales.returnable import Returnable
from sentra_pos.stock.places import shelf_of
from ui.kit.immediate import Runs
from ui.receipts.rows import BackLine
from ui.sell.returns import returns_for_cart
from ui.sell.rows import CartReturn

_CONDITIONS = tuple(Condition)


class TakeBackView(Protocol):
    """What the presenter asks of the sheet."""

    def show_lines(self, lines: tuple[BackLine, ...], chosen: int) -> None: ...

    def show_quote(self, quote: RefundQuote | None) -> None: ...

    def tell(self, sentence: str) -> None: ...

    def show_busy(self, is_busy: bool) -> None: ...

    def refunded(self, result: SaleRefunded) -> None: ...

    def exchange(self, returns: tuple[CartReturn, ...]) -> None: ...


class TakeBack:
    """One refund from the first piece to the document; its id is minted once, so a second press gives no second one."""

    def __init__(
        self,
        runner: Runs,
        by: ActedBy,
        clock: Clock,
        sale: Returnable,
        methods: Mapping[str, PaymentMethod],
        view: TakeBackView,
        *,
        without_receipt: bool = False,
    ) -> None:
        self._runner, self._by, self._view = runner, by, view
        self._sale, self._without_receipt = sale, without_receipt
        self._id = DocumentId(new_id(clock))
        self._lines = [BackLine(line=line, quantity=NONE, condition=Condition.GOOD, amount=ZERO) for line in sale.lines]
        self._quote: RefundQuote | None = None
        self.chosen = next((place for place, line in enumerate(sale.lines) if line.left.units), 0)
        offered = [code for code in methods if sale.ways.get(code, ZERO)]
        #: By which ways money may go out, cash last among those that were paid.
        self.ways: tuple[PaymentMethod, ...] = tuple(methods[code] for code in offered)
        self.method = CASH if CASH in offered or not offered else offered[0]

    def begin(self, line: int | None = None) -> None:
        """Show the lines; where there is but one thing, or one was named, it is chosen at once."""
        single = len(self._lines) == 1 and self._lines[0].line.quantity.units == 1
        for place, each in enumerate(self._lines):
            if (each.line.line == line or single) and each.line.left.units:
                self.chosen = place
                self._set(place, quantity=Quantity(1))
                return
        self._show()

    def choose(self, place: int) -> None:
        """Which line the keys act on."""
        self.chosen = place

    def step(self, by: int) -> None:
        """One more or one less of the chosen line."""
        row = self._lines[self.chosen]
        self._set(self.chosen, quantity=Quantity(min(max(row.quantity.units + by, 0), row.line.left.units)))

    def everything(self) -> None:
        """All that is left comes back."""
        self._lines = [self._changed(row, row.line.left, row.condition) for row in self._lines]
        self._show()
        self._reckon()

    def put(self, condition: Condition) -> None:
        """In what state the chosen line comes back."""
        self._set(self.chosen, condition=condition)

    def turn(self, by: int) -> None:
        """The next state, or the one before."""
        now = _CONDITIONS.index(self._lines[self.chosen].condition)
        self.put(_CONDITIONS[(now + by) % len(_CONDITIONS)])

    def go_by(self, method: str) -> None:
        """By which way the money goes out first."""
        self.method = method
        self._reckon()

    def scan(self, code: str) -> None:
        """One more of what was scanned, when it is on the receipt."""
        by = self._by

        def look(session: Any) -> ItemCard | None:
            return item_by_code(session, code, shelf_of(session, by.device))

        def came(card: ItemCard | None) -> None:
            self._add(None if card is None else card.id, "" if card is None else card.name, code)

        self._runner.read(look, came, self._tell, origin=self._view)

    def _add(self, item: ItemId | None, name: str, code: str) -> None:
        rows = [(place, row) for place, row in enumerate(self._lines) if item is not None and row.line.item == item]
        if not rows:
            words = _("{name} is not on this receipt.")
            self._view.tell(words.format(name=name or shown(code)))
            return
        for place, row in rows:
            if row.quantity < row.line.left:
                self.chosen = place
                self.step(1)
                return
        self._tell(NotReturnable(name=name, left=rows[0][1].line.left.units))

    def _set(self, place: int, *, quantity: Quantity | None = None, condition: Condition | None = None) -> None:
        row = self._lines[place]
        self._lines[place] = self._changed(
            row, row.quantity if quantity is None else quantity, condition or row.condition
        )
        self._show()
        self._reckon()

    def _changed(self, row: BackLine, quantity: Quantity, condition: Condition) -> BackLine:
        # The right sum comes with the next quote; until then none is better than a wrong one.
        amount = row.amount if quantity == row.quantity else ZERO
        return BackLine(line=row.line, quantity=quantity, condition=condition, amount=amount)

    @property
    def returned(self) -> tuple[ReturnedLine, ...]:
        """What comes back, as the acts take it."""
        return tuple(
            ReturnedLine(sale=self._sale.sale, line=row.line.line, quantity=row.quantity, condition=row.condition)
            for row in self._lines
            if row.quantity.units
        )

    def _reckon(self) -> None:
        self._quote = None
        returned, method = self.returned, self.method
        if not returned:
            self._view.show_quote(None)
            return

        def came(quote: RefundQuote) -> None:
            if returned != self.returned or method != self.method:
                return
            self._quote = quote
            amounts = dict(zip((each.line for each in returned), quote.amounts, strict=True))
            self._lines = [
                BackLine(
                    line=row.line,
                    quantity=row.quantity,
                    condition=row.condition,
                    amount=amounts.get(row.line.line, ZERO),
                )
                for row in self._lines
            ]
            self._show()
            self._view.show_quote(quote)

        self._runner.read(
            lambda session: quote_refund(session, returned, method),
            came,
            self._tell,
            origin=self._view,
            latest="receipts.quote",
        )

    def give_back(self, reason: str) -> None:
        """Post the refund."""
        if not self.returned:
            self._tell(NothingReturned())
        elif not reason.split():
            self._tell(ReasonMissing())
        elif self._quote is not None and self._quote.short:
            self._view.tell(_("This much cannot go back by the ways it was paid."))
        elif self._quote is not None:
            self._send(self._quote, reason)

    def _send(self, quote: RefundQuote, reason: str) -> None:
        command = RefundSale(
            id=self._id,
            by=self._by,
            lines=self.returned,
            method=quote.parts[-1].method if quote.parts else CASH,
            reason=reason,
            tenders=quote.parts[:-1],
            without_receipt=self._without_receipt,
        )
        self._view.show_busy(True)
        self._runner.write(refund_sale, command, self._view.refunded, self._tell, ended=self._rest, origin=self._view)

    def take_to_cart(self) -> None:
        """Let the customer choose other goods for them."""
        returned = self.returned
        if not returned:
            self._tell(NothingReturned())
            return
        self._runner.read(
            lambda session: returns_for_cart(session, returned), self._view.exchange, self._tell, origin=self._view
        )

    @property
    def total(self) -> Rupiah:
        """What goes back, as far as it was reckoned."""
        return ZERO if self._quote is None else self._quote.total

    def _rest(self) -> None:
        self._view.show_busy(False)

    def _tell(self, trouble: SentraError) -> None:
        self._view.tell(str(trouble))

    def _show(self) -> None:
        self._view.show_lines(tuple(self._lines), self.chosen)
