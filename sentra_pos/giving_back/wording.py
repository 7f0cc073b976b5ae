"""What papers, screens and refusals of giving back say, in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sentra_pos.core.money import ZERO
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.giving_back.facts import place_label
from sentra_pos.giving_back.queries import OpenMatters
from sentra_pos.ledger.kinds import PlaceKind


def pieces_words(quantity: Quantity) -> str:
    """3 pieces."""
    return ngettext("{count} piece", "{count} pieces", quantity.units).format(count=format_number(quantity.units))


def goods_words(matters: OpenMatters) -> tuple[str, ...]:
    """The goods that are open, a sentence's part each."""
    return tuple(_goods(matters))


def _goods(matters: OpenMatters) -> Iterator[str]:
    for kind, quantity in matters.here:
        if kind is PlaceKind.ROAD:
            yield _("{pieces} on the road to an exhibition, to come home first").format(pieces=pieces_words(quantity))
        elif kind is PlaceKind.QUARANTINE:
            yield _("{pieces} damaged, to be decided first").format(pieces=pieces_words(quantity))
        else:
            yield _("{place}: {pieces}").format(place=place_label(kind), pieces=pieces_words(quantity))
    if matters.missing:
        yield _("{pieces} missing, not decided").format(pieces=pieces_words(matters.missing))
    if matters.short:
        yield _("{pieces} sold that never came in").format(pieces=pieces_words(matters.short))
    if matters.left:
        yield _("{pieces} left here with a receipt, not noted yet").format(pieces=pieces_words(matters.left))


def money_words(matters: OpenMatters) -> tuple[str, ...]:
    """The money that is open."""
    return tuple(_money(matters))


def settle_words(matters: OpenMatters) -> tuple[str, ...]:
    """What of it a last settlement, its payout or savings paid out bring to an end."""
    carried = min(matters.payable, ZERO)
    return tuple(_money(replace(matters, payable=matters.payable - carried, advance=min(matters.advance, ZERO))))


def owing_words(matters: OpenMatters) -> tuple[str, ...]:
    """What of it the artisan pays back, or the shop lets go."""
    below = _("{amount} below zero, from returns of what was paid out").format(amount=format_rupiah(matters.below_zero))
    advances = replace(matters, accrued=ZERO, payable=ZERO, savings=ZERO, advance=max(matters.advance, ZERO))
    return (*_money(advances), *((below,) if matters.below_zero else ()))


def _money(matters: OpenMatters) -> Iterator[str]:
    accrued, payable = matters.accrued, matters.payable
    if accrued < ZERO and not matters.owed:
        yield _("Returns and what was paid back for them, not settled yet")
        accrued = payable = ZERO
    sums = (
        (accrued, _("{amount} earned, not settled"), _("{amount} to come back from a return")),
        (payable, _("{amount} settled, not paid"), _("{amount} carried below zero")),
        (matters.advance, _("{amount} of advances to pay back"), _("{amount} of advances paid back too much")),
        (matters.savings, _("{amount} of savings"), _("{amount} of savings paid too much")),
    )
    for amount, above, below in sums:
        if amount:
            yield (above if amount > ZERO else below).format(amount=format_rupiah(max(amount, -amount)))


def objection_words(matters: OpenMatters) -> tuple[str, ...]:
    """The objections that nobody has answered."""
    waiting = ngettext("{count} objection not answered", "{count} objections not answered", matters.objections)
    return (waiting.format(count=format_number(matters.objections)),) if matters.objections else ()


def open_words(matters: OpenMatters) -> tuple[str, ...]:
    """Everything that is open; nothing at all for somebody who may leave."""
    asked = ngettext("{count} proposed price", "{count} proposed prices", matters.proposals)
    proposals = (asked.format(count=format_number(matters.proposals)),) if matters.proposals else ()
    return (*goods_words(matters), *money_words(matters), *proposals, *objection_words(matters))
