"""A settlement on paper, as an account of sales (*perhitungan penjualan*): both sides can add it up and sign it."""

from __future__ import annotations

from datetime import date, tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import (
    format_date,
    format_month,
    format_number,
    format_rupiah,
    format_short_date,
    terbilang,
)
from sentra_pos.people.facts import payout_label
from sentra_pos.printing.page import (
    Beside,
    Facts,
    Heading,
    PageBlock,
    Paper,
    PaperSize,
    Paragraph,
    QrMark,
    SignatureBox,
    Signatures,
    Table,
    TableColumn,
    TableRow,
    Together,
    TotalRow,
    Totals,
)
from sentra_pos.sales.papers import Letterhead
from sentra_pos.settlement.proof import short_code
from sentra_pos.settlement.queries import OwedLine
from sentra_pos.settlement.rules import needs_stamp
from sentra_pos.settlement.statement import Brought, Statement
from sentra_pos.settlement.statement_goods import GoodsCount, all_together
from sentra_pos.settlement.statement_payouts import Paid
from sentra_pos.settlement.wording import agreement_words, borne_words, brought_words, line_words, taken_off_words


def statement_paper(
    statement: Statement,
    letterhead: Letterhead,
    zone: tzinfo,
    *,
    size: PaperSize = PaperSize.A4,
    settled_by: str = "",
    place: str = "",
    copies: tuple[str, ...] = (),
) -> Paper:
    """The paper of one settlement, with the payouts there are by now. Its lines add up to its totals.

    ``place`` stands before the date above the signatures. The QR code and the short code below the number carry the
    beginning of the document's hash, so that the paper can be held against the book later (see ``verify``).
    """
    printed = format_date(statement.payouts[-1].date if statement.payouts else statement.date)
    signed = Signatures(
        (receiver_box(statement), SignatureBox(role=_("For the shop"), name=settled_by)),
        place_and_date=f"{place}, {printed}" if place else printed,
    )
    blocks: list[PageBlock | Together] = [
        Heading(
            shop=letterhead.name,
            shop_lines=letterhead.lines,
            title=_("Account of sales"),
            number=statement.code,
        ),
        _facts(statement, zone),
        _goods(statement),
        *_lines(statement, size),
        # Whoever signs sees above it what was signed for.
        Together(
            (
                *_proof_and_sums(statement, size),
                *_payouts(statement),
                *_in_words(statement),
                Facts(turnover_pairs(statement)),
                signed,
            )
        ),
    ]
    return Paper(
        title=f"{statement.code} {statement.party_name}",
        blocks=tuple(blocks),
        size=size,
        footer=f"{statement.code} · {short_code(statement.hash)} · {letterhead.name}",
        copies=copies,
    )


def receiver_box(statement: Statement) -> SignatureBox:
    """Whoever took the last payment signs for it: the artisan, or who came instead."""
    stands = [payout for payout in statement.payouts if not payout.voided]
    instead = stands[-1].to if stands else ""
    return SignatureBox(
        role=(
            _("Received for {artisan}").format(artisan=statement.party_name)
            if instead
            else _("Received by the artisan")
        ),
        name=instead or statement.party_name,
        meterai=needs_stamp(payout.amount for payout in stands),
    )


def _proof_and_sums(statement: Statement, size: PaperSize) -> tuple[PageBlock, ...]:
    """Side by side where the paper is wide enough: stacked they send the ending of a short one to a second page."""
    proof, sums = QrMark(statement.qr, _proof_words(statement)), Totals(_totals(statement))
    return (Beside(left=proof, right=sums),) if size is PaperSize.A4 else (sums, proof)


def period_words(start: date | None, end: date) -> str:
    """From the last settlement, or the first document of the artisan's, up to the lock."""
    if start is None or start >= end:
        return format_date(end)
    return _("{start} to {end}").format(start=format_date(start), end=format_date(end))


def _facts(statement: Statement, zone: tzinfo) -> Facts:
    start = local(statement.since, zone).date() if statement.since else statement.first
    pairs = [
        (_("Artisan"), f"{statement.party_name} ({statement.party_code})"),
        (_("Period"), period_words(start, statement.date)),
        (_("Agreement"), agreement_words(statement.agreement)),
        (_("Locked on"), format_date(statement.date)),
    ]
    if statement.bank_account:
        pairs.append((_("Bank account"), statement.bank_account))
    return Facts(tuple(pairs))


#: What each column of the goods part is called.
_FLOWS = (
    ("before", N_("Here before")),
    ("received", N_("Received")),
    ("sold", N_("Sold")),
    ("returned", N_("Brought back")),
    ("given_back", N_("Given back")),
    ("lost", N_("Lost")),
    ("taken_over", N_("Taken over")),
    ("left", N_("Here now")),
)
#: So many items that only lie here are named one by one; of more the paper says how many they are.
_FEW_UNTOUCHED = 20
#: Left out where nothing of it happened, so that the usual paper stays easy to read.
_SELDOM = ("lost", "taken_over")


def goods_flows(together: GoodsCount) -> tuple[tuple[str, str], ...]:
    """The columns that a goods part needs: field and heading."""
    return tuple((name, _(said)) for name, said in _FLOWS if name not in _SELDOM or getattr(together, name))


def _goods(statement: Statement) -> PageBlock:
    if not statement.items:
        return Paragraph(_("None of this artisan's goods are here."), muted=True)
    together = statement.goods
    flows = goods_flows(together)

    def row(said: str, goods: GoodsCount, *, strong: bool = False, aside: str = "") -> TableRow:
        counts = (_count(goods, name) for name, _heading in flows)
        return TableRow(cells=(said, *counts), strong=strong, aside=aside)

    untouched = [each for each in statement.items if each.goods.untouched]
    many = len(untouched) > _FEW_UNTOUCHED
    named = [each for each in statement.items if not (many and each.goods.untouched)]
    rows = [row(each.name, each.goods, aside=each.about) for each in named]
    if many:
        said = _("{count} other items that nothing happened to").format(count=format_number(len(untouched)))
        rows.append(row(said, all_together(untouched)))
    return Table(
        title=_("Goods, in pieces"),
        columns=(
            TableColumn(heading=_("Item"), share=3),
            *(TableColumn(heading=heading, figures=True) for _name, heading in flows),
        ),
        rows=(*rows, row(_("Total"), together, strong=True)),
    )


def _count(goods: GoodsCount, flow: str) -> str:
    quantity: Quantity = getattr(goods, flow)
    return format_number(quantity.units) if quantity or flow in ("before", "left") else "–"


def _lines(statement: Statement, size: PaperSize) -> tuple[PageBlock, ...]:
    if not statement.lines:
        return (Paragraph(_("Nothing was sold or returned in this period."), muted=True),)
    narrow = size is PaperSize.A5
    figures = (_("Pcs"), _("Price"), _("Discount"), _("Commission"), _("Share"))
    first = (
        ()
        if narrow
        else (TableColumn(heading=_("Date"), figures=True), TableColumn(heading=_("Receipt"), figures=True))
    )
    columns = (
        *first,
        TableColumn(heading=_("Item")),
        *(TableColumn(heading=heading, figures=True) for heading in figures),
    )
    blanks = ("",) * len(first)
    total = TableRow(
        cells=(
            *blanks,
            _("Total"),
            format_number(sum(line.quantity.units for line in statement.lines)),
            "",
            _figure(-sum_rupiah(line.discount for line in statement.lines)),
            _figure(-statement.commission),
            _figure(statement.earned),
        ),
        strong=True,
    )
    return (
        Table(
            title=_("Sold and returned"),
            columns=columns,
            rows=(*(_row(statement, line, narrow) for line in statement.lines), total),
        ),
    )


def about_words(statement: Statement, line: OwedLine) -> str:
    """What tells its item from another of the same name; "" where the name does."""
    return statement.about.get((line.document, line.line), "")


def discount_words(statement: Statement, line: OwedLine) -> str:
    """Whose money its discount was; "" where it has none."""
    return borne_words(statement.borne.get((line.document, line.line), {}))


def late_words(line: OwedLine) -> str:
    """That it is older than the settlement before, with its own date; "" where it is not."""
    return _("came in late, sold on {date}").format(date=format_short_date(line.business_date)) if line.late else ""


def _row(statement: Statement, line: OwedLine, narrow: bool) -> TableRow:
    day = format_short_date(line.business_date)
    return TableRow(
        cells=(
            *(() if narrow else (day, line.code)),
            line_words(line),
            *_goods_cells(line),
            _figure(line.share),
        ),
        note=" · ".join(
            part
            for part in (f"{day} · {line.code}" if narrow else "", late_words(line), discount_words(statement, line))
            if part
        ),
        aside=about_words(statement, line),
    )


def _goods_cells(line: OwedLine) -> tuple[str, ...]:
    if line.extra:
        return ("", "", "", "")
    count = format_number(line.quantity.units) if line.quantity else ""
    return (count, _figure(line.price), _figure(-line.discount), _figure(-line.commission))


def _totals(statement: Statement) -> tuple[TotalRow, ...]:
    rows = [
        TotalRow(label=_("What customers paid"), amount=_money(statement.sold)),
        TotalRow(label=_("The shop's commission"), amount=_money(-statement.commission)),
        *(
            (TotalRow(label=_("Fees, payment costs and compensations"), amount=_money(statement.extra)),)
            if statement.extra
            else ()
        ),
        TotalRow(label=_("Earned in this period"), amount=_money(statement.earned)),
    ]
    if statement.left_before:
        label = _("Carried from {code}").format(code=statement.before) if statement.before else _("Carried")
        rows.append(TotalRow(label=label, amount=_money(statement.left_before)))
    rows += [TotalRow(label=brought_label(part), amount=_money(part.amount)) for part in statement.brought]
    rows += [TotalRow(label=taken_off_words(part), amount=_money(-part.amount)) for part in statement.taken_off]
    if statement.balance < ZERO:
        rows.append(TotalRow(label=_("Carried into the next settlement"), amount=_money(statement.balance)))
    rows.append(TotalRow(label=_("To be paid"), amount=_money(statement.to_pay), strong=True))
    if statement.advance_left:
        rows.append(TotalRow(label=_("Advance still open"), amount=_money(statement.advance_left)))
    if statement.savings:
        rows.append(TotalRow(label=_("Savings kept by the shop"), amount=_money(statement.savings)))
    return tuple(rows)


def turnover_pairs(statement: Statement) -> tuple[tuple[str, str], ...]:
    """What the shop sold of the artisan's goods up to the day, gross, in its month and in its year.

    Where the shop bought outright, too, that and the sum of both follow: the sum is what the artisan's books call
    turnover, and without it the two papers would seem to contradict each other.
    """
    day, turnover = statement.date, statement.turnover
    sold = (
        (_("Consigned goods sold in {month}").format(month=format_month(day)), _money(turnover.month)),
        (_("Consigned goods sold in {year}").format(year=day.year), _money(turnover.year)),
    )
    if not turnover.outright:
        return sold
    return (
        *sold,
        (_("Bought from you outright in {year}").format(year=day.year), _money(turnover.outright)),
        (_("Turnover in {year}").format(year=day.year), _money(turnover.total)),
    )


def _proof_words(statement: Statement) -> str:
    return "\n".join((statement.code, short_code(statement.hash), _("Check it at the shop:"), _("scan, or type both.")))


def brought_label(part: Brought) -> str:
    """What became payable without having been accrued, with the document that says so."""
    return f"{brought_words(part)} ({part.code})"


def _payouts(statement: Statement) -> tuple[PageBlock, ...]:
    if not statement.to_pay:
        return ()
    rows = [_paid_row(payout) for payout in statement.payouts]
    columns = (
        TableColumn(heading=_("Date"), figures=True),
        TableColumn(heading=_("Number"), figures=True),
        TableColumn(heading=_("How")),
        TableColumn(heading=_("Amount"), figures=True),
    )
    rows += [TableRow(cells=("", "", words, _figure(left)), strong=True) for words, left in left_rows(statement)]
    return (Table(title=_("Paid"), columns=columns, rows=tuple(rows)),)


def left_rows(statement: Statement) -> tuple[tuple[str, Rupiah], ...]:
    """What is left, and where it went."""
    if not statement.carried_into or not statement.left:
        return ((_("Left to be paid"), statement.left),)
    carried = _("Left, carried into {code}").format(code=statement.carried_into)
    voided = _("Voided since, paid with a later settlement")
    rows = ((carried, statement.left - statement.left_later), (voided, statement.left_later))
    return tuple((words, left) for words, left in rows if left)


def _paid_row(payout: Paid) -> TableRow:
    how = payout_label(payout.method)
    if payout.voided:
        how = _("{method}, voided by {code}").format(method=how, code=payout.voided)
    elif payout.reference:
        how = _("{method}, reference {reference}").format(method=how, reference=payout.reference)
    return TableRow(
        cells=(format_short_date(payout.date), payout.code, how, _figure(ZERO if payout.voided else payout.amount)),
        note=_("taken by {name}").format(name=payout.to) if payout.to else "",
    )


def _in_words(statement: Statement) -> tuple[PageBlock, ...]:
    amount, label = (statement.paid, _("Paid, in words")) if statement.paid else (statement.to_pay, _("In words"))
    if not amount:
        return ()
    return (Paragraph(f"{label}: {terbilang(amount)} rupiah", bold=True),)


def _figure(amount: Rupiah) -> str:
    return format_number(amount.amount)


def _money(amount: Rupiah) -> str:
    return format_rupiah(amount)
