"""What the sell screen shows, as values: cart lines, the whole cart, the printer's light in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sentra_pos.catalogue.codes import CodeKind
from sentra_pos.catalogue.facts import Dye, ItemKind, technique_label
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.printing.health import Light, PrinterHealth
from sentra_pos.sales.basket import Basket, CartDiscount, with_cart_discount
from sentra_pos.sales.cart import Discount, DiscountOrigin, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.errors import AlreadySold, InCartAlready, ItemUnknown, QuantityNotSensible
from sentra_pos.sales.promotions import PromotedGoods, Promotion, best_promotion
from sentra_pos.sales.rules import LARGEST_QUANTITY

Tone = Literal["good", "warn", "bad", "muted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CartLine:
    """One item in the cart. A discount given as ``rate`` follows the quantity; one given as an amount stays.

    ``given`` was taken off by hand, for the ``reason``; it takes the place of what ``promotions``, those in force for
    the item, would give. ``raised`` says why the price is above the tag's.
    """

    card: ItemCard
    quantity: Quantity = ONE
    price: Rupiah
    given: Rupiah = ZERO
    rate: Percent | None = None
    bearer: DiscountBearer | None = None
    reason: str = ""
    raised: str = ""
    promotions: tuple[Promotion, ...] = ()

    @property
    def list_amount(self) -> Rupiah:
        """Before the discount."""
        return self.price.times(self.quantity)

    @property
    def discounts(self) -> tuple[Discount, ...]:
        """What is taken off, by hand or else by a promotion."""
        if self.given:
            return (Discount(amount=self.given, bearer=self.bearer, reason=self.reason),)
        best = best_promotion(self.promotions, self.price, self.quantity) if self.promotions else None
        return () if best is None else (best,)

    @property
    def discount(self) -> Rupiah:
        """All that is taken off."""
        return sum_rupiah(each.amount for each in self.discounts)

    @property
    def promotion(self) -> str:
        """The name of the promotion that takes something off; empty when none does."""
        return next((each.reason for each in self.discounts if each.origin is DiscountOrigin.PROMOTION), "")

    @property
    def amount(self) -> Rupiah:
        """What the customer pays for it, but for a discount on the whole cart."""
        return self.list_amount - self.discount

    def with_quantity(self, quantity: Quantity) -> CartLine:
        """So many of it; a discount in percent is reckoned anew, an amount is at most the whole line."""
        changed = replace(self, quantity=quantity)
        whole = changed.list_amount
        return replace(changed, given=min(self.given, whole) if self.rate is None else whole.percent(self.rate))

    def with_price(self, price: Rupiah) -> CartLine:
        """What is on the tag now; the discount as ``with_quantity`` has it."""
        tagged = replace(self, price=price, raised="", card=replace(self.card, price=price))
        return tagged.with_quantity(self.quantity)

    def raised_to(self, price: Rupiah, reason: str) -> CartLine:
        """At more than the tag says, each; at what the tag says, there is nothing to give a reason for."""
        raised = reason if price != self.card.price else ""
        return replace(self, price=price, raised=raised).with_quantity(self.quantity)

    def for_sale(self) -> SaleLine:
        """The line as the act takes it."""
        return SaleLine(
            item=self.card.id,
            quantity=self.quantity,
            price=self.price,
            discounts=self.discounts,
            reason=self.raised,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CartReturn:
    """One line of an earlier sale that comes back; ``amount`` is what the customer is due for it.

    ``code`` is the sale's number. ``rounding`` is what the whole sale was rounded by, which goes back with the last of
    it: on the first line of a return that leaves nothing out there.
    """

    returned: ReturnedLine
    name: str
    code: str
    amount: Rupiah
    rounding: Rupiah = ZERO

    @property
    def quantity(self) -> Quantity:
        return self.returned.quantity

    @property
    def due(self) -> Rupiah:
        """All that the customer is credited for."""
        return self.amount + self.rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """Who buys, where somebody asked."""

    id: PartyId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cart:
    """The whole cart; ``selected`` is the place of the line that keys act on, -1 in an empty one.

    ``returns`` come back in exchange; they are shown, and counted by ``selected``, below the lines. Their worth may
    exceed what is sold: then ``total`` is below zero, and goes out.

    ``off`` is taken off the whole, besides what each line has. ``paid`` are parts that the customer gave already, and
    ``language`` is the receipt's, the shop's own where empty.
    """

    lines: tuple[CartLine, ...] = ()
    selected: int = -1
    off: CartDiscount | None = None
    buyer: Buyer | None = None
    language: str = ""
    paid: tuple[Tender, ...] = ()
    returns: tuple[CartReturn, ...] = ()

    @property
    def subtotal(self) -> Rupiah:
        return sum_rupiah(line.list_amount for line in self.lines)

    @property
    def discount(self) -> Rupiah:
        """All that is taken off, by line and off the whole."""
        return sum_rupiah(line.discount for line in (self.lines if self.off is None else self.for_sale()))

    @property
    def before_off(self) -> Rupiah:
        """What a discount on the whole cart is taken off."""
        return sum_rupiah(line.amount for line in self.lines)

    @property
    def back(self) -> Rupiah:
        """What the customer is credited for goods that come back."""
        return sum_rupiah(each.due for each in self.returns)

    @property
    def total(self) -> Rupiah:
        return self.subtotal - self.discount - self.back

    @property
    def is_empty(self) -> bool:
        """Nothing is sold and nothing comes back."""
        return not self.lines and not self.returns

    @property
    def pieces(self) -> int:
        return sum(line.quantity.units for line in self.lines)

    @property
    def current(self) -> CartLine | None:
        """The selected line."""
        return self.lines[self.selected] if 0 <= self.selected < len(self.lines) else None

    def for_sale(self) -> tuple[SaleLine, ...]:
        """The lines as the act takes them, each with its part of what is off the whole."""
        return with_cart_discount(self._bare(), self.off)

    def _bare(self) -> tuple[SaleLine, ...]:
        return tuple(line.for_sale() for line in self.lines)

    def with_lines(self, lines: tuple[CartLine, ...], selected: int) -> Cart:
        """Other lines; an amount off the whole is at most what they come to."""
        made = replace(self, lines=lines, selected=selected)
        if made.off is None or made.off.rate is not None:
            return made if lines else replace(made, off=None)
        amount = min(made.off.amount, made.before_off)
        return replace(made, off=replace(made.off, amount=amount) if amount else None)

    def with_returns(self, returns: tuple[CartReturn, ...]) -> Cart:
        """These come back as well; of a sale that is among them already, these instead."""
        sales = {each.returned.sale for each in returns}
        kept = tuple(each for each in self.returns if each.returned.sale not in sales)
        return replace(self, returns=(*kept, *returns), selected=max(self.selected, 0))

    def without_return(self, place: int) -> Cart:
        """One of them stays with the customer after all; then its sale is not complete, and its rounding stays too."""
        gone = self.returns[place]
        left = tuple(
            replace(each, rounding=ZERO) if each.returned.sale == gone.returned.sale else each
            for each in self.returns
            if each is not gone
        )
        rows = len(self.lines) + len(left)
        return replace(self, returns=left, selected=min(len(self.lines) + place, rows - 1))

    def why_not(self, card: ItemCard, *, at_stand: bool = False) -> SentraError | None:
        """What keeps one more of it out of the cart; None when nothing does.

        ``at_stand``: what is on no list there came along unnoted, and whether that can be is asked when it is paid.
        """
        if not card.active:
            return ItemUnknown(name=card.name)
        line = next((line for line in self.lines if line.card.id == card.id), None)
        if card.kind is ItemKind.UNIQUE and line is not None:
            return InCartAlready(name=card.name)
        if card.kind is ItemKind.UNIQUE and card.stock <= NONE and not at_stand:
            return AlreadySold(name=card.name)
        if line is not None and line.quantity.units >= LARGEST_QUANTITY:
            return QuantityNotSensible(name=card.name, limit=LARGEST_QUANTITY)
        return None

    def with_price(self, item: ItemId, price: Rupiah) -> Cart:
        """What is on the item's tag now."""
        return self._with(item, lambda line: line.with_price(price))

    def with_promotions(self, item: ItemId, promotions: tuple[Promotion, ...]) -> Cart:
        """What is promoted of the item now."""
        return self._with(item, lambda line: replace(line, promotions=promotions))

    def _with(self, item: ItemId, change: Callable[[CartLine], CartLine]) -> Cart:
        lines = tuple(change(line) if line.card.id == item else line for line in self.lines)
        return self.with_lines(lines, self.selected)

    def basket(self) -> Basket:
        """The cart as a draft keeps it."""
        return Basket(
            lines=self._bare(),
            returns=tuple(each.returned for each in self.returns),
            rates=tuple(line.rate for line in self.lines),
            discount=self.off,
            customer=None if self.buyer is None else self.buyer.id,
            language=self.language,
            tenders=self.paid,
        )


def promoted(card: ItemCard) -> PromotedGoods:
    """What of the card decides whether a promotion is for it."""
    return PromotedGoods(item=card.id, category=card.category, maker=card.maker)


def facts_line(card: ItemCard) -> str:
    """The second line of a card: what it is, and of what."""
    kind = card.category if not technique_label(card.technique) else _short_technique(card)
    return " · ".join(part for part in (kind, card.cloth) if part)


def _short_technique(card: ItemCard) -> str:
    """The label without what it says in brackets: a card is narrow, and the tag says it in full."""
    return technique_label(card.technique).split(" (")[0]


def dye_of(card: ItemCard) -> Literal["natural", "synthetic"]:
    """Which colours the swatch is drawn in."""
    return "natural" if card.dye in (Dye.NATURAL, Dye.MIXED) else "synthetic"


_LIGHTS: dict[Light, tuple[str, Tone]] = {
    Light.IN_DOUBT: (N_("Receipt in doubt"), "warn"),
    Light.PAPER_OUT: (N_("Paper out"), "bad"),
    Light.COVER_OPEN: (N_("Printer open"), "bad"),
    Light.NOT_REACHABLE: (N_("Printer not found"), "bad"),
    Light.NOT_READY: (N_("Printer not ready"), "bad"),
    Light.UNKNOWN: (N_("Printer unknown"), "muted"),
    Light.READY: (N_("Printer ready"), "good"),
}


def light_words(health: Sequence[PrinterHealth]) -> tuple[str, Tone]:
    """The health light of the worst printer, in words."""
    if not health:
        return _("No printer"), "warn"
    worst = min(health, key=lambda each: list(Light).index(each.light))
    words, tone = _LIGHTS[worst.light]
    words = _(words)
    waiting = sum(each.waiting for each in health)
    if waiting and tone != "good":
        words = f"{words} · " + ngettext("{count} waiting", "{count} waiting", waiting).format(count=waiting)
    return words, tone


def other_code_words(kind: CodeKind, code: str) -> str:
    """What to do with a code that a till does not sell by."""
    if kind is CodeKind.ARTISAN:
        return _("This is an artisan's card. It opens the artisans' counter in the shop once the till is locked (F11).")
    return _("{code} is not the code of an item or a receipt.").format(code=code)


def printing_words(health: Sequence[PrinterHealth]) -> tuple[str, Tone]:
    """What became of the receipt that was just asked for, for the moment after the sale."""
    if not health:
        return _("No printer is set up; the receipt can be printed later."), "warn"
    trouble = next((each for each in health if each.light not in (Light.READY, Light.UNKNOWN)), None)
    if trouble is not None:
        words = trouble.trouble or light_words(health)[0]
        return _("The sale is safe. The receipt waits: {trouble}").format(trouble=words), "warn"
    if any(each.waiting for each in health):
        return _("Printing the receipt …"), "muted"
    return _("The receipt was printed."), "good"
