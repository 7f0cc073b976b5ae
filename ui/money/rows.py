"""How payments on their way and customers' accounts read in lists."""

from __future__ import annotations

from datetime import datetime, tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.sales.customer_queries import AccountRow, CustomerAccount, Owing
from ui.kit.labels import Tone
from ui.kit.table import Column
from ui.money.bank import OnTheWay, Ticked
from ui.money.checking import Marked, Tally

_PAPERS = {
    DocumentKind.SALE: N_("Sale"),
    DocumentKind.EXCHANGE: N_("Exchange"),
    DocumentKind.REFUND: N_("Return"),
    DocumentKind.VOID: N_("Void"),
    DocumentKind.PAYMENT_CHANGE: N_("Way of paying corrected"),
}


def when(at: datetime, zone: tzinfo) -> str:
    """Day and time, short."""
    here = local(at, zone)
    return f"{format_short_date(here.date())} {format_time(here)}"


# ---------------------------------------------------------------------------------------------------- not checked yet


def checking_columns(zone: tzinfo) -> list[Column[Marked]]:
    """One payment nobody has seen."""
    return [
        Column(
            title=_("Payment"),
            text=lambda row: row.payment.code,
            second=lambda row: when(row.payment.at, zone),
            strong=True,
        ),
        Column(
            title=_("How"),
            text=lambda row: row.method,
            second=lambda row: row.reference or row.payment.reference,
            stretch=1,
        ),
        Column(title=_("State"), text=mark_words, tone=mark_tone),
        Column(title=_("Amount"), text=lambda row: format_number(row.payment.amount.amount), right=True, strong=True),
    ]


def mark_words(row: Marked) -> str:
    """What was found of it."""
    if row.arrived is None:
        return _("Was not there") if row.payment.is_missing else _("Not checked")
    return _("Has arrived") if row.arrived else _("Not there")


def mark_tone(row: Marked) -> Tone:
    """The colour that helps the words."""
    if row.arrived is None:
        return "warn" if row.payment.is_missing else "muted"
    return "good" if row.arrived else "bad"


def unchecked_words(rows: tuple[Marked, ...]) -> str:
    """The list in a sentence."""
    if not rows:
        return _("Every payment was seen to arrive")
    total = format_rupiah(sum_rupiah(row.payment.amount for row in rows))
    return ngettext(
        "{count} payment of {total} nobody has seen arrive yet",
        "{count} payments of {total} nobody has seen arrive yet",
        len(rows),
    ).format(count=len(rows), total=total)


def checked_words(tally: Tally) -> str:
    """What was just recorded."""
    parts = []
    if tally.arrived:
        arrived = ngettext("{count} payment has arrived", "{count} payments have arrived", tally.arrived)
        parts.append(arrived.format(count=tally.arrived))
    if tally.missing:
        missing = ngettext(
            "{count} was not there and stays on the list", "{count} were not there and stay on the list", tally.missing
        )
        parts.append(missing.format(count=tally.missing))
    return ", ".join(parts)


# ------------------------------------------------------------------------------------------------------ from the bank


def bank_columns(zone: tzinfo) -> list[Column[Ticked]]:
    """One payment that the bank has not brought; the first column is its tick."""
    return [
        Column(title="", text=lambda row: _("ticked") if row.ticked else "", tone=_tick_tone),
        Column(
            title=_("Payment"),
            text=lambda row: row.payment.code,
            second=lambda row: when(row.payment.at, zone),
            strong=True,
        ),
        Column(title=_("Reference"), text=lambda row: row.payment.reference, stretch=1, optional=True),
        Column(title=_("Paid"), text=lambda row: format_number(row.payment.amount.amount), right=True),
        Column(
            title=_("Cost"),
            text=lambda row: format_number(-row.payment.cost.amount) if row.payment.cost else "–",
            right=True,
            tone=lambda _row: "muted",
            optional=True,
        ),
        Column(
            title=_("Expected"),
            text=lambda row: format_number(row.payment.expected.amount),
            right=True,
            strong=True,
            tone=lambda row: "ink" if row.payment.expected >= ZERO else "bad",
        ),
    ]


def _tick_tone(row: Ticked) -> str:
    return "primary" if row.ticked else "muted"


def method_words(method: OnTheWay) -> str:
    """A way of paying, and how many payments by it are on their way."""
    return f"{method.name} · {format_number(len(method.waiting))}" if method.waiting else method.name


def transit_words(methods: tuple[OnTheWay, ...]) -> str:
    """Everything on its way in a sentence."""
    total = sum_rupiah(each.expected for each in methods)
    if not any(each.waiting for each in methods):
        return _("The bank has brought everything")
    return _("{amount} are on their way to the bank").format(amount=format_rupiah(total))


# ------------------------------------------------------------------------------------------------- customers' accounts


def account_columns() -> list[Column[Owing]]:
    """A customer and how the account stands."""
    return [
        Column(
            title=_("Customer"),
            text=lambda each: each.customer.name,
            second=lambda each: " · ".join(part for part in (each.customer.contact_name, each.customer.phone) if part),
            strong=True,
            stretch=1,
        ),
        Column(title=_("Code"), text=lambda each: each.customer.code, tone=lambda _each: "muted", optional=True),
        Column(title=_("State"), text=lambda each: standing_words(each.balance), tone=_standing_tone),
        Column(
            title=_("Amount"),
            text=lambda each: format_number(abs(each.balance).amount) if each.balance else "–",
            right=True,
            strong=True,
        ),
    ]


def standing_words(balance: Rupiah) -> str:
    """Who owes whom."""
    if not balance:
        return _("Even")
    return _("Owes") if balance > ZERO else _("Paid ahead")


def _standing_tone(each: Owing) -> Tone:
    return balance_tone(each.balance)


def balance_tone(balance: Rupiah) -> Tone:
    """The colour that helps the words."""
    return "warn" if balance > ZERO else "good" if balance else "muted"


def history_columns(zone: tzinfo) -> list[Column[AccountRow]]:
    """One paper of a customer: what it was, and what it did to the account."""
    return [
        Column(
            title=_("What"),
            text=lambda row: f"{paper_words(row)} {row.code}",
            second=lambda row: " · ".join(part for part in (when(row.at, zone), row.reason) if part),
            strong=True,
            stretch=1,
        ),
        Column(
            title=_("Account"),
            text=lambda row: _signed(row.change) if row.change else _("paid"),
            second=lambda row: (
                f"= {format_number(row.running.amount)}" if row.change else format_number(row.amount.amount)
            ),
            right=True,
            strong=True,
            tone=lambda row: "muted" if not row.change else "ink" if row.change > ZERO else "good",
        ),
    ]


def paper_words(row: AccountRow) -> str:
    """What kind of paper it is."""
    if row.kind is DocumentKind.CUSTOMER_PAYMENT:
        return _("Payment") if row.change < ZERO else _("Money back")
    return _(_PAPERS[row.kind])


def _signed(amount: Rupiah) -> str:
    return f"+{format_number(amount.amount)}" if amount > ZERO else format_number(amount.amount)


def accounts_words(owed: Rupiah, ahead: Rupiah) -> str:
    """All accounts in a sentence."""
    parts = []
    if owed:
        parts.append(_("{amount} are owed to the shop").format(amount=format_rupiah(owed)))
    if ahead:
        parts.append(_("{amount} were paid ahead").format(amount=format_rupiah(ahead)))
    return " · ".join(parts) or _("No customer owes anything")


def account_hint(account: CustomerAccount) -> str:
    """How to reach the customer, and what is worth knowing."""
    each = account.customer
    return " · ".join(part for part in (each.contact_name, each.phone, each.address, each.remark) if part)
