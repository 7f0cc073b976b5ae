"""The papers of a settlement day: the envelopes to fill, and the summary once it is closed."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_time
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.printing.page import (
    Facts,
    Heading,
    PageBlock,
    Paper,
    Paragraph,
    SignatureBox,
    Signatures,
    Table,
    TableColumn,
    TableRow,
)
from sentra_pos.sales.papers import Letterhead
from sentra_pos.settlement.rules import Notes, notes_for
from sentra_pos.settlement.run_facts import run_standing_label
from sentra_pos.settlement.run_queries import RunArtisan, RunDay

#: Two lines high: a row of one is too low for a hand to sign in.
_TO_SIGN = "\u00a0\n\u00a0"


def run_title(number: int) -> str:
    """What a settlement day is called."""
    return _("Settlement day {number}").format(number=number)


def notes_words(notes: Notes) -> str:
    """The notes of one envelope: 3 × 100.000, 1 × 50.000."""
    said = [f"{format_number(count)}\u00a0×\u00a0{format_number(face)}" for face, count in notes.counts]
    if notes.rest:
        said.append(_("{rest} that no coin makes up").format(rest=format_number(notes.rest.amount)))
    return ", ".join(said)


def absent_words(day: RunDay) -> str:
    """How many are absent and what of theirs stays to be paid; nothing where all came who wished cash."""
    count = len(day.absent)
    if not count:
        return ""
    words = ngettext("{count} absent, {amount} stays to be paid", "{count} absent, {amount} stays to be paid", count)
    return words.format(count=format_number(count), amount=format_rupiah(day.absent_stays))


def envelopes_paper(day: RunDay, letterhead: Letterhead, zone: tzinfo) -> Paper:
    """Who gets how much in cash, with which notes, and room to sign; then what all of it takes together.

    It is printed before the first is paid, to fetch the notes by it and to fill the envelopes. Who is known by then not
    to come gets none: a full envelope that nobody signs for is cash outside the drawer. The list names them, and who
    comes after all is paid from the drawer.
    """
    waiting = day.waiting_for(PayoutMethod.CASH)
    columns = (
        TableColumn(heading=_("Artisan"), share=3),
        TableColumn(heading=_("Amount"), figures=True),
        TableColumn(heading=_("Notes and coins"), share=4),
        TableColumn(heading=_("Signature"), share=2),
    )
    rows = [
        TableRow(cells=(_named(each), _figure(each.due), notes_words(notes_for([each.due])), _TO_SIGN))
        for each in waiting
    ]
    rows.append(TableRow(cells=(_("Total"), _figure(day.cash_due), "", ""), strong=True))
    counts = TableColumn(heading=_("How many"), figures=True)
    prepared = sum_rupiah(Rupiah(face * count) for face, count in day.notes.counts)
    needed = Table(
        title=_("Notes and coins to prepare"),
        columns=(TableColumn(heading=_("Note or coin"), figures=True), counts, _worth_column()),
        rows=(
            *(
                TableRow(cells=(format_number(face), format_number(count), format_number(face * count)))
                for face, count in day.notes.counts
            ),
            TableRow(cells=(_("Total"), "", _figure(prepared)), strong=True),
        ),
    )
    listed = (Table(columns=columns, rows=tuple(rows)), *_absent(day), needed)
    return _paper(day, letterhead, zone, _("Envelope list"), len(waiting), listed)


def _absent(day: RunDay) -> tuple[PageBlock, ...]:
    if not day.absent:
        return ()
    names = ", ".join(each.today.owed.name for each in day.absent)
    return (Paragraph(f"{absent_words(day)}: {names}"),)


def run_paper(day: RunDay, letterhead: Letterhead, zone: tzinfo) -> Paper:
    """What was locked, paid and left, artisan by artisan, for both who counted to sign."""
    columns = (
        TableColumn(heading=_("Artisan"), share=3),
        TableColumn(heading=_("Settlement"), figures=True),
        *(TableColumn(heading=each, figures=True) for each in (_("To be paid"), _("Cash"), _("Transfer"), _("Left"))),
        TableColumn(heading=_("Status"), share=2),
    )
    rows = [
        TableRow(
            cells=(
                _named(each),
                "" if each.settlement is None else each.settlement.code,
                *(_figure(amount) for amount in _amounts(each)),
                run_standing_label(each.standing),
            ),
            note=", ".join(payment.to for payment in each.payments if payment.to),
        )
        for each in day.artisans
    ]
    totals = (sum_rupiah(parts) for parts in zip(*map(_amounts, day.artisans), strict=True))
    rows.append(TableRow(cells=(_("Total"), "", *(_figure(total) for total in totals), ""), strong=True))
    signed = Signatures(
        (
            SignatureBox(role=_("Reviewed by"), name=day.run.reviewed_by),
            SignatureBox(role=_("For the shop"), name=day.run.closed_by or day.run.started_by),
        )
    )
    hint = Paragraph(_("What is left opens the next settlement."), muted=True)
    blocks = (Table(columns=columns, rows=tuple(rows)), hint, signed)
    return _paper(day, letterhead, zone, _("Settlement day summary"), len(day.artisans), blocks)


def _paper(
    day: RunDay, letterhead: Letterhead, zone: tzinfo, title: str, artisans: int, blocks: tuple[PageBlock, ...]
) -> Paper:
    run = day.run
    started = local(run.closed_at or run.started_at, zone)
    facts = [
        (_("Day"), f"{format_date(started.date())} {format_time(started)}"),
        (_("Artisans"), format_number(artisans)),
        (_("Cash in the drawer"), format_rupiah(day.drawer)),
    ]
    if run.reviewed_by:
        facts.append((_("Reviewed by"), run.reviewed_by))
    return Paper(
        title=f"{title} {run.number}",
        blocks=(
            Heading(
                shop=letterhead.name,
                shop_lines=letterhead.lines,
                title=title,
                number=run_title(run.number),
            ),
            Facts(tuple(facts)),
            *blocks,
        ),
        footer=f"{run_title(run.number)} · {letterhead.name}",
    )


def _worth_column() -> TableColumn:
    return TableColumn(heading=_("Value"), figures=True)


def _named(each: RunArtisan) -> str:
    owed = each.today.owed
    return f"{owed.name} ({owed.code})"


def _amounts(each: RunArtisan) -> tuple[Rupiah, Rupiah, Rupiah, Rupiah]:
    total = each.due if each.settlement is None else each.settlement.total
    cash, transfer = each.paid_by(PayoutMethod.CASH), each.paid_by(PayoutMethod.TRANSFER)
    return total, cash, transfer, total - cash - transfer


def _figure(amount: Rupiah) -> str:
    return format_number(amount.amount)
