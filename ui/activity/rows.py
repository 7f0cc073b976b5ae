"""How what somebody did reads in the list and beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta, tzinfo
from enum import Enum

from sentra_pos.core.clock import Clock, business_today, local
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_short_date, format_time
from sentra_pos.ledger.kinds import DocumentKind, EventKind
from sentra_pos.reports.activity_facts import Activity
from sentra_pos.reports.activity_wording import amount_of, line_sentence, sentence_of
from ui.kit.table import Column

_LONGEST_LIST = 30


class Period(Enum):
    """How far back; ``DAYS`` are typed."""

    TODAY = N_("Today")
    WEEK = N_("Last 7 days")
    MONTH = N_("Last 30 days")
    ALL = N_("All time")
    DAYS = N_("From … to …")

    @property
    def label(self) -> str:
        return _(self.value)


_BACK = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29}


def since(period: Period, clock: Clock) -> date | None:
    """The first day of a period that ends today; None where it has none."""
    back = _BACK.get(period)
    return None if back is None else business_today(clock) - timedelta(days=back)


def activity_columns(zone: tzinfo) -> list[Column[Activity]]:
    """When, who and by whose leave, what and why, how much."""
    return [
        Column(
            title=_("When"),
            text=lambda each: format_short_date(local(each.at, zone).date()),
            second=lambda each: format_time(local(each.at, zone)),
        ),
        Column(title=_("Who"), text=lambda each: each.who or "–", second=_approved, strong=True),
        Column(title=_("What"), text=sentence_of, second=_why, stretch=1, tone=_tone),
        Column(title=_("Amount"), text=_amount, right=True, strong=True),
    ]


def _approved(each: Activity) -> str:
    return _("approved by {name}").format(name=each.approver) if each.approver else ""


def _why(each: Activity) -> str:
    return " · ".join(part for part in (each.code, each.reason) if part)


def _amount(each: Activity) -> str:
    amount = amount_of(each)
    return format_number(amount.amount) if amount else ""


def _tone(each: Activity) -> str:
    if each.kind in (EventKind.LOGIN_REFUSED, EventKind.PERMISSION_REFUSED, DocumentKind.VOID):
        return "bad"
    amount = amount_of(each)
    return "bad" if each.kind is DocumentKind.TILL_CLOSING and amount is not None and amount < ZERO else "ink"


def facts_of(each: Activity, zone: tzinfo) -> list[tuple[str, str]]:
    """Everything that is known of it, under its names."""
    at, amount = local(each.at, zone), amount_of(each)
    facts = [
        (_("When"), f"{format_date(at.date())}, {format_time(at)}"),
        (_("Who"), each.who),
        (_("Approved by"), each.approver),
        (_("Till"), each.till),
        (_("Number"), each.code),
        (_("Belongs to"), each.about),
        (_("Name"), each.subject),
        (_("Amount"), format_rupiah(amount) if amount else ""),
        (_("Reason"), each.reason),
    ]
    return [(name, text) for name, text in facts if text]


def lines_of(each: Activity, methods: Mapping[str, str]) -> list[str]:
    """What the document holds, as far as it says something in words."""
    said = [line_sentence(line, methods) for line in each.lines]
    return [text for text in said if text][:_LONGEST_LIST]
