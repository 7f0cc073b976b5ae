"""What papers, screens and refusals of giving back say, in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from sentra_pos.core.money import ZERO
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.giving_back.facts import place_label
from sentra_pos.giving_back.queries import OpenMatters


def pieces_words(quantity: Quantity) -> str:
    """3 pieces."""
    return ngettext("{count} piece", "{count} pieces", quantity.units).format(count=format_number(quantity.units))


def goods_words(matters: OpenMatters) -> tuple[str, ...]:
    """The goods that are open, a sentence's part each."""
    return tuple(_goods(matters))


def _goods(matters: OpenMatters) -> Iterator[str]:
    for kind, quantity in matters.here:
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


def _money(matters: OpenMatters) -> Iterator[str]:
    sums = (
        (matters.accrued, _("{amount} earned, not settled"), _("{amount} to come back from a return")),
        (matters.payable, _("{amount} settled, not paid"), _("{amount} carried below zero")),
        (matters.advance, _("{amount} of advances to pay back"), _("{amount} of advances paid back too much")),
        (matters.savings, _("{amount} of savings"), _("{amount} of savings paid too much")),
    )
    for amount, above, below in sums:
        if amount:
            yield (above if amount > ZERO else below).format(amount=format_rupiah(max(amount, -amount)))


def open_words(matters: OpenMatters) -> tuple[str, ...]:
    """Everything that is open; nothing at all for somebody who may leave."""
    asked = ngettext("{count} proposed price", "{count} proposed prices", matters.proposals)
    proposals = (asked.format(count=format_number(matters.proposals)),) if matters.proposals else ()
    return (*goods_words(matters), *money_words(matters), *proposals)
