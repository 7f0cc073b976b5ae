"""The counter's papers: the card as a slip, and what an artisan takes home from a visit."""

from __future__ import annotations

from datetime import datetime

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.give_card import CardGiven
from sentra_pos.artisan_counter.goods_queries import MySale
from sentra_pos.artisan_counter.money_queries import Overview
from sentra_pos.artisan_counter.wording import state_words, when_words
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_short_date, format_time
from sentra_pos.printing.blocks import Align, Barcode, Block, Columns, Cut, Feed, Rule, Slip, Text, pair
from sentra_pos.settlement.locked import SettlementRow

#: What a slip has of each list; the rest is on the screen.
FEW = 12


def card_slip(card: CardGiven, shop: str) -> Slip:
    """A card for the time being, or for a shop without a page printer; cut it out and fold it."""
    return Slip(
        (
            Text(shop, align=Align.CENTRE),
            Text(_("Artisans' counter"), align=Align.CENTRE, bold=True),
            Feed(),
            Text(card.name, align=Align.CENTRE, bold=True, double=len(card.name) <= 20),
            Text(card.party_code, align=Align.CENTRE),
            Feed(),
            Barcode(card.code),
            Feed(),
            Text(_("Scan it at the shop and type your PIN."), align=Align.CENTRE),
            Feed(2),
            Cut(),
        )
    )


def overview_slip(
    who: ArtisanSession,
    seen: Overview,
    sales: tuple[MySale, ...],
    settlements: tuple[SettlementRow, ...],
    shop: str,
    now: datetime,
) -> Slip:
    """What the first page says, the newest sales and the newest settlements; ``now`` in the shop's zone."""
    today = now.date()
    blocks: list[Block] = [
        Text(shop, align=Align.CENTRE, bold=True),
        Text(_("For {name} ({code})").format(name=who.name, code=who.code), align=Align.CENTRE),
        Text(f"{format_date(today)} {format_time(now)}", align=Align.CENTRE),
        Rule(heavy=True),
        pair(_("You are owed"), format_rupiah(seen.owed.to_pay), bold=True),
        Text(when_words(seen)),
        *_money(seen),
        Rule(),
        pair(_("Pieces at the shop"), format_number(seen.here)),
        pair(_("Pieces at exhibitions"), format_number(seen.away)),
        pair(_("Sold this month"), format_number(seen.sold_pieces)),
        *_sales(sales[:FEW]),
        *_settlements(settlements[:FEW], now),
        Feed(2),
        Cut(),
    ]
    return Slip(tuple(blocks))


def _money(seen: Overview) -> list[Block]:
    pairs = (
        (_("Of this, still on hold"), seen.held),
        (_("Kasbon still open"), seen.debt),
        (_("Savings"), seen.savings),
    )
    return [pair(label, format_rupiah(amount)) for label, amount in pairs if amount]


def _sales(sales: tuple[MySale, ...]) -> list[Block]:
    if not sales:
        return []
    blocks: list[Block] = [Rule(), Text(_("Newest sales"), bold=True)]
    for sale in sales:
        sign = -1 if sale.back else 1
        words = _("{count} × {name}").format(count=format_number(sign * sale.quantity.units), name=sale.name)
        blocks += [pair(words, format_rupiah(sale.share)), _below(f"{sale.code} {state_words(sale)}")]
    return blocks


def _settlements(rows: tuple[SettlementRow, ...], now: datetime) -> list[Block]:
    if not rows:
        return []
    blocks: list[Block] = [Rule(), Text(_("Newest settlements"), bold=True)]
    for row in rows:
        locked = format_short_date(row.at.astimezone(now.tzinfo).date())
        blocks.append(pair(f"{row.code} {locked}", format_rupiah(row.total)))
        if row.paid != row.total:
            blocks.append(_below(_("Paid of it: {amount}").format(amount=format_rupiah(row.paid))))
    return blocks


def _below(words: str) -> Columns | Text:
    return Text(f"  {words}")
