"""The list for settlement day: who gets how much and how, with room to sign."""

from __future__ import annotations

from datetime import date

from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_rupiah
from sentra_pos.people.facts import payout_label
from sentra_pos.printing.page import Facts, Heading, Paper, Table, TableColumn, TableRow
from sentra_pos.sales.papers import Letterhead
from sentra_pos.settlement.figures import ArtisanToday, SettlementDay


def day_paper(day: SettlementDay, letterhead: Letterhead, today: date) -> Paper:
    """Everybody with something open, as it stands; nothing on it is locked by being printed."""
    figures = (_("Sold"), _("Commission"), _("Advance"), _("To be paid"))
    columns = (
        TableColumn(heading=_("Artisan"), share=3),
        *(TableColumn(heading=heading, figures=True) for heading in figures),
        TableColumn(heading=_("How"), share=2),
        TableColumn(heading=_("Signature"), share=2),
    )
    total = TableRow(
        cells=(
            _("Total"),
            format_number(day.sold.amount),
            format_number(-day.commission.amount),
            format_number(-day.deducted.amount),
            format_number(day.to_pay.amount),
            "",
            "",
        ),
        strong=True,
    )
    return Paper(
        title=_("Settlement list"),
        blocks=(
            Heading(
                shop=letterhead.name,
                shop_lines=letterhead.lines,
                title=_("Settlement list"),
                number=format_date(today),
            ),
            Facts(((_("Artisans"), str(len(day.artisans))), (_("Cash in the drawer"), format_rupiah(day.drawer)))),
            Table(columns=columns, rows=(*(_row(each) for each in day.artisans), total)),
        ),
        footer=letterhead.name,
    )


def _row(each: ArtisanToday) -> TableRow:
    owed = each.owed
    amounts = (owed.sold, -owed.commission, -owed.deduction, owed.to_pay)
    return TableRow(
        cells=(
            f"{owed.name} ({owed.code})",
            *(format_number(amount.amount) for amount in amounts),
            payout_label(owed.payout_method),
            "",
        )
    )
