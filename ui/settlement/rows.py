"""How settlement day's records read in lists and cards."""

from __future__ import annotations

from collections.abc import Callable

from sentra_pos.core.clock import Clock, local
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_date, format_number, format_percent, format_rupiah, format_short_date
from sentra_pos.people.facts import payout_label
from sentra_pos.settlement.deduction_rules import Deduction, purpose_label, savings_label
from sentra_pos.settlement.figures import ArtisanToday, Part, SettlementDay, Standing
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.settlement.queries import Owed, OwedLine
from sentra_pos.settlement.run_queries import RunDay
from sentra_pos.settlement.wording import line_words, pieces_words
from ui.kit.labels import Tone
from ui.kit.table import Column

_STANDINGS: dict[Standing, tuple[str, Tone]] = {
    Standing.READY: (N_("Ready"), "good"),
    Standing.LOCKED: (N_("To be paid out"), "warn"),
    Standing.BELOW_ZERO: (N_("Carried on"), "bad"),
    Standing.NOTHING: (N_("Nothing to settle"), "muted"),
}


def number(amount: Rupiah) -> str:
    """A sum in a column, a dash for none."""
    return format_number(amount.amount) if amount else "–"


def standing_words(each: ArtisanToday) -> str:
    """Where the artisan stands, in two words."""
    return _(_STANDINGS[each.standing][0])


def standing_tone(each: ArtisanToday) -> Tone:
    """The colour that helps the words."""
    return _STANDINGS[each.standing][1]


def artisan_columns(
    status: Callable[[ArtisanToday], str] = standing_words, tone: Callable[[ArtisanToday], Tone] = standing_tone
) -> list[Column[ArtisanToday]]:
    """One row an artisan, as the day's list; a settlement day knows more of their standing."""
    return [
        Column(title=_("Artisan"), text=lambda each: each.owed.name, strong=True, stretch=1, wraps=True),
        Column(title=_("Pcs"), text=lambda each: format_number(each.owed.pieces), right=True, optional=True),
        Column(title=_("Sold"), text=lambda each: number(each.owed.sold), right=True),
        Column(
            title=_("Commission"),
            text=lambda each: number(-each.owed.commission),
            right=True,
            tone=lambda _each: "muted",
            optional=True,
        ),
        Column(
            title=_("Deducted"),
            text=lambda each: number(-each.owed.deduction),
            right=True,
            tone=lambda _each: "muted",
        ),
        Column(
            title=_("To be paid"),
            text=lambda each: number(each.owed.to_pay if each.owed.balance >= ZERO else each.owed.balance),
            right=True,
            strong=True,
            tone=lambda each: "ink" if each.owed.balance >= ZERO else "bad",
        ),
        Column(title=_("How"), text=lambda each: payout_label(each.owed.payout_method), optional=True),
        Column(title=_("Status"), text=status, tone=tone),
    ]


def line_columns() -> list[Column[OwedLine]]:
    """One line behind the amount: what it was, and what of it is the artisan's."""
    return [
        Column(
            title=_("Item"),
            text=line_words,
            second=_line_seconds,
            strong=True,
            tone=lambda line: "muted" if line.held_until else "ink",
            stretch=1,
            wraps=True,
        ),
        Column(
            title=_("Share"),
            text=lambda line: format_number(line.share.amount),
            second=_split_words,
            right=True,
            strong=True,
            tone=lambda line: "ink" if line.share >= ZERO else "bad",
        ),
    ]


def _line_seconds(line: OwedLine) -> str:
    """Its own date and receipt; what is held says until when, what came late says so."""
    said = f"{format_short_date(line.business_date)} · {line.code}"
    if line.held_until is not None:
        return said + " · " + _("held until {date}").format(date=format_short_date(line.held_until))
    return said + " · " + _("came late") if line.late else said


def taken_words(each: Deduction) -> str:
    """What the next settlement takes off, and for which debt."""
    if each.debt is None:
        return savings_label(each.savings) if each.savings is not None else ""
    return f"{purpose_label(each.debt.purpose)} {each.debt.code}: {each.debt.text}".rstrip(": ")


def held_words(owed: Owed) -> str:
    """What the agreement still holds back."""
    until = "" if owed.held_until is None else format_date(owed.held_until)
    return _("{amount} more is held until {date} or later, as the agreement says.").format(
        amount=format_rupiah(owed.held), date=until
    )


def _split_words(line: OwedLine) -> str:
    return _("of {paid}").format(paid=format_number(line.paid.amount)) if line.commission else ""


def history_columns(clock: Clock) -> list[Column[SettlementRow]]:
    """One locked settlement a row."""
    return [
        Column(
            title=_("Settlement"),
            text=lambda row: row.code,
            second=lambda row: format_date(local(row.at, clock.zone).date()),
            strong=True,
        ),
        Column(title=_("Artisan"), text=lambda row: row.name, stretch=1),
        Column(title=_("To be paid"), text=lambda row: number(row.total or row.balance), right=True),
        Column(title=_("Paid"), text=lambda row: number(row.paid), right=True),
        Column(
            title=_("Status"),
            text=history_status,
            tone=lambda row: "warn" if row.payable else "muted" if row.carried_into or row.balance < ZERO else "good",
        ),
    ]


def history_status(row: SettlementRow) -> str:
    """What became of it."""
    if row.payable:
        return _("{amount} left").format(amount=format_number(row.payable.amount))
    if row.left:
        return _("Carried into {code}").format(code=row.carried_into)
    if row.balance < ZERO:
        return _("Below zero, carried on")
    return _("Paid in full") if row.total else _("Nothing to pay")


def part_columns() -> list[Column[Part]]:
    """One part of an explanation; where amounts are added up, the total so far beside them."""
    return [
        Column(
            title=_("Where from"),
            text=lambda part: part.text,
            second=lambda part: part.detail,
            stretch=1,
            strong=True,
            wraps=True,
        ),
        Column(
            title=_("Amount"),
            text=lambda part: "" if part.amount is None else format_number(part.amount.amount),
            right=True,
            strong=True,
        ),
        Column(
            title=_("So far"),
            text=lambda part: "" if part.running is None else format_number(part.running.amount),
            right=True,
            tone=lambda _part: "muted",
        ),
    ]


def sold_words(day: SettlementDay) -> str:
    """Under the artisans' share: how many artisans, how many pieces."""
    count = sum(1 for each in day.artisans if each.owed.lines)
    artisans = ngettext("{count} artisan", "{count} artisans", count).format(count=count)
    return f"{artisans} · {pieces_words(day.pieces)}"


def commission_words(day: SettlementDay) -> str:
    """Under the commission: its part of what customers paid."""
    if day.sold <= ZERO or day.commission < ZERO:
        return _("nothing sold yet")
    rate = Percent(day.commission.amount * 1000 // day.sold.amount * 10)
    return _("{rate} on average").format(rate=format_percent(rate))


def deduction_words(day: SettlementDay) -> str:
    """Under the deductions: from how many artisans they are taken."""
    count = sum(1 for each in day.artisans if each.owed.deduction)
    return ngettext("{count} artisan", "{count} artisans", count).format(count=count)


def cash_words(day: SettlementDay | RunDay) -> tuple[str, Tone]:
    """Under the cash: whether it suffices, and for how many; on a settlement day, of those who are here."""
    wanted, paid = len(day.cash_payouts), day.cash_suffices_for
    if not wanted:
        return _("no cash payouts"), "muted"
    if paid == wanted:
        return (
            ngettext("enough for {count} cash payout", "enough for {count} cash payouts", wanted).format(count=wanted),
            "good",
        )
    return _("enough for {paid} of {wanted} payouts").format(paid=paid, wanted=wanted), "warn"
