"""An account of sales on the receipt printer: everything that settles it, on one narrow page."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_short_date, terbilang
from sentra_pos.people.facts import payout_label
from sentra_pos.printing.blocks import QR, Align, Block, Cut, Feed, Rule, Slip, Text, pair
from sentra_pos.settlement.papers import (
    about_words,
    brought_label,
    discount_words,
    goods_flows,
    late_words,
    left_rows,
    receiver_box,
    turnover_pairs,
)
from sentra_pos.settlement.proof import short_code
from sentra_pos.settlement.queries import OwedLine
from sentra_pos.settlement.statement import Statement
from sentra_pos.settlement.wording import line_words, taken_off_words

#: More would be a roll and no page; the PDF has every line.
_LONGEST_LIST = 40


def statement_slip(statement: Statement, shop: str, zone: tzinfo) -> Slip:
    """The whole statement; of very many different lines the last are summed up in one."""
    signs = receiver_box(statement)
    blocks: list[Block] = [
        Text(shop, align=Align.CENTRE, bold=True),
        Text(_("Account of sales"), align=Align.CENTRE, bold=True),
        Feed(),
        pair(statement.code, format_short_date(local(statement.at, zone).date())),
        Text(f"{statement.party_name} ({statement.party_code})"),
        Rule(),
        *_goods(statement),
        Rule(),
        *_lines(statement),
        Rule(),
        *_sums(statement),
        *_paid(statement),
        Rule(),
        *(pair(label, amount) for label, amount in turnover_pairs(statement)),
        Feed(),
        QR(statement.qr),
        Text(f"{statement.code} {short_code(statement.hash)}", align=Align.CENTRE),
        Feed(2),
        Text(signs.role, align=Align.CENTRE),
        Feed(3),
        Text(signs.name, align=Align.CENTRE),
        Cut(),
    ]
    return Slip(tuple(blocks))


def _goods(statement: Statement) -> list[Block]:
    together = statement.goods
    return [pair(heading, format_number(getattr(together, name).units)) for name, heading in goods_flows(together)]


def _lines(statement: Statement) -> list[Block]:
    """What was sold alike stands together: so many at such a price."""
    if not statement.lines:
        return [Text(_("Nothing was sold or returned in this period."))]
    alike: dict[tuple[str, Rupiah], list[OwedLine]] = {}
    for line in statement.lines:
        said = (line_words(line), about_words(statement, line), late_words(line), discount_words(statement, line))
        words = " · ".join(part for part in said if part)
        alike.setdefault((words, line.price), []).append(line)
    together = [block for (words, price), lines in alike.items() for block in _line(words, price, lines)]
    if len(alike) <= _LONGEST_LIST:
        return together
    rest = [line for lines in list(alike.values())[_LONGEST_LIST:] for line in lines]
    more = sum_rupiah(line.share for line in rest)
    return [*together[: 2 * _LONGEST_LIST], pair(_("{count} more lines").format(count=len(rest)), _number(more))]


def _line(words: str, price: Rupiah, lines: list[OwedLine]) -> list[Block]:
    pieces = sum(line.quantity.units for line in lines)
    count = f"{pieces} x {format_number(price.amount)}" if pieces else format_short_date(lines[-1].business_date)
    return [Text(words), pair(f"  {count}", _number(sum_rupiah(line.share for line in lines)))]


def _sums(statement: Statement) -> list[Block]:
    rows: list[tuple[str, Rupiah]] = [
        (_("What customers paid"), statement.sold),
        (_("The shop's commission"), -statement.commission),
    ]
    if statement.extra:
        rows.append((_("Costs and compensations"), statement.extra))
    if statement.left_before:
        label = _("Carried from {code}").format(code=statement.before) if statement.before else _("Carried")
        rows.append((label, statement.left_before))
    rows += [(brought_label(part), part.amount) for part in statement.brought]
    rows += [(taken_off_words(part), -part.amount) for part in statement.taken_off]
    if statement.balance < ZERO:
        rows.append((_("Carried into the next settlement"), statement.balance))
    blocks: list[Block] = [pair(label, _number(amount)) for label, amount in rows]
    blocks.append(pair(_("To be paid"), format_rupiah(statement.to_pay), bold=True))
    if statement.advance_left:
        blocks.append(pair(_("Advance still open"), _number(statement.advance_left)))
    if statement.savings:
        blocks.append(pair(_("Savings kept by the shop"), _number(statement.savings)))
    return blocks


def _paid(statement: Statement) -> list[Block]:
    paid = [each for each in statement.payouts if not each.voided]
    if not paid:
        return []
    blocks: list[Block] = [
        pair(f"{format_short_date(each.date)} {payout_label(each.method)}", _number(each.amount)) for each in paid
    ]
    words = terbilang(statement.paid)
    return [
        Rule(),
        *blocks,
        *(pair(words, _number(left), bold=True) for words, left in left_rows(statement)),
        Text(f"{_('Paid, in words')}: {words} rupiah"),
        Text(format_date(paid[-1].date)),
    ]


def _number(amount: Rupiah) -> str:
    return format_number(amount.amount)
